"""H, continued: links, addresses and registrations."""

import pytest

from gongkai.checking import Severity
from tests.checking.paper import found, make_report, one


@pytest.mark.parametrize(
    "host", ["www.qinghe-town.com", "http://qinghe.com.cn/a", "https://news.example.cn"]
)
def test_link_outside_the_government(host: str) -> None:
    assert one(make_report(lead_in=f"详见{host}。"), "H11").severity is Severity.INFO


@pytest.mark.parametrize(
    "host",
    [
        "www.qinghe.gov.cn",
        "http://WWW.Qinghe.GOV.CN/x",
        "https://mp.weixin.qq.com/s/1",
        "https://weibo.com/qinghe",
        "http://www.people.com.cn",
    ],
)
def test_link_within_the_government_and_its_media(host: str) -> None:
    report = make_report(lead_in=f"详见{host}。")

    assert not found(report, "H11")
    assert not found(report, "H12")


def test_domain_that_only_looks_like_the_governments() -> None:
    assert (
        one(make_report(lead_in="详见http://gov.cn.qinghe.top/。"), "H12").found
        == "gov.cn.qinghe.top"
    )


def test_link_is_told_once_for_each_domain() -> None:
    report = make_report(after=["http://abc88.vip/1", "http://abc88.vip/2", "http://xyz9.top"])

    assert [finding.params["count"] for finding in found(report, "H12")] == [2, 1]


def test_mail_address() -> None:
    assert one(make_report(lead_in="邮箱：qinghe_gov@163.com"), "H13").quote == "qinghe_gov@163.com"
    assert not found(make_report(lead_in="邮箱：xxgk@qinghe.gov.cn"), "H13")


@pytest.mark.parametrize(
    "footer", ["网站标识码：4401000001", "粤公网安备 44010302000372号", "粤ICP备05023109号"]
)
def test_site_id_of_another_province(footer: str) -> None:
    report = make_report("辽阳市白塔区", after=[footer])

    finding = one(report, "H14")

    assert finding.found == "广东省"
    assert finding.expected == "辽宁省"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("footer", ["网站标识码:2100000037", "辽公网安备 21010502000372号"])
def test_site_id_of_the_province_or_its_capital_is_a_note(footer: str) -> None:
    report = make_report("辽阳市", after=[footer])

    assert one(report, "H15").severity is Severity.INFO
    assert not found(report, "H14")


@pytest.mark.parametrize(
    ("body", "footer"),
    [
        ("辽阳市", "网站标识码：2110000001 辽ICP备05023109号"),
        ("辽宁省", "辽公网安备 21010502000372号"),
        ("柳泉镇人民政府", "网站标识码：4401000001"),
        ("贵阳市", "黔ICP备05023109号"),
    ],
)
def test_site_id_of_its_own_or_of_nobody_knows(body: str, footer: str) -> None:
    report = make_report(body, after=[footer])

    assert not found(report, "H14")
    assert not found(report, "H15")
