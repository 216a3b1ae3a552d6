"""What a body's name tells for certain, and where it tells nothing."""

import pytest

from gongkai.checking.bodies import Kind, Level, classify
from gongkai.checking.regions import prefectures, province_name, provinces_by_short_name


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("沈阳市辽中区柳泉镇人民政府", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("青禾县云岭苗族乡", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("青河街道办事处", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("辽阳市", Kind.GOVERNMENT, Level.PREFECTURE),
        ("吉林省吉林市人民政府", Kind.GOVERNMENT, Level.PREFECTURE),
        ("大理白族自治州", Kind.GOVERNMENT, Level.PREFECTURE),
        ("景德镇市", Kind.GOVERNMENT, Level.PREFECTURE),
        ("新郑市", Kind.GOVERNMENT, Level.COUNTY),
        ("郑州市新郑市人民政府", Kind.GOVERNMENT, Level.COUNTY),
        ("北京市朝阳区", Kind.GOVERNMENT, Level.COUNTY),
        ("浦东新区人民政府", Kind.GOVERNMENT, Level.COUNTY),
        ("重庆市", Kind.GOVERNMENT, Level.PROVINCE),
        ("广西壮族自治区", Kind.GOVERNMENT, Level.PROVINCE),
        ("辽阳市人民政府办公室", Kind.OFFICE, Level.PREFECTURE),
        ("青川县教育局", Kind.DEPARTMENT, Level.COUNTY),
        ("郑州市城市管理局", Kind.DEPARTMENT, Level.COUNTY),
        ("辽宁省教育厅", Kind.DEPARTMENT, Level.PROVINCE),
        ("国家林业和草原局", Kind.CENTRAL, Level.CENTRAL),
        ("国家税务总局辽阳市税务局", Kind.VERTICAL, Level.UNKNOWN),
        ("辽阳市气象局", Kind.VERTICAL, Level.PREFECTURE),
        ("经济技术开发区管委会", Kind.ZONE, Level.UNKNOWN),
        ("教育局", Kind.UNKNOWN, Level.UNKNOWN),
        ("柳泉社区居民委员会", Kind.UNKNOWN, Level.UNKNOWN),
        ("", Kind.UNKNOWN, Level.UNKNOWN),
    ],
)
def test_kind_and_level(name: str, kind: Kind, level: Level) -> None:
    body = classify(name)

    assert (body.kind, body.level) == (kind, level)


def test_region_of_a_name() -> None:
    body = classify("辽宁省辽阳市白塔区柳泉镇人民政府")

    assert (body.province, body.prefecture) == ("21", "2110")


def test_gazetteer_is_complete() -> None:
    """293 cities, 30 autonomous prefectures, 7 prefectures and 3 leagues."""
    assert len(prefectures()) == 333
    assert len({region.code for region in prefectures().values()}) == 333
    assert province_name("4419") == "广东省"
    assert provinces_by_short_name()["黔"].code == "52"
