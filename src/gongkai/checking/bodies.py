"""What a public body is, told by its name: its kind, its level, its province.

Only what the name says for certain is said; everything else is unknown, and rules stay silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gongkai.checking.regions import Region, prefectures, provinces


class Kind(StrEnum):
    """What sort of public body."""

    GOVERNMENT = "government"
    """A people's government at county level or above."""
    OFFICE = "office"
    """The general office of such a government, which may report for itself or for all."""
    TOWNSHIP = "township"
    """A township, town or sub-district."""
    DEPARTMENT = "department"
    """A department of a local government."""
    CENTRAL = "central"
    """A body of the State Council."""
    VERTICAL = "vertical"
    """A local arm of a system led from above (tax, customs, weather)."""
    ZONE = "zone"
    """The administration of a development zone."""
    UNKNOWN = "unknown"


class Level(StrEnum):
    """The level of government."""

    CENTRAL = "central"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Body:
    """A public body as far as its name tells."""

    name: str
    kind: Kind = Kind.UNKNOWN
    level: Level = Level.UNKNOWN
    province: str | None = None
    """The province's two digits."""
    prefecture: str | None = None
    """The prefecture's four digits."""

    @property
    def may_issue_rules(self) -> bool | None:
        """Whether it can issue 规章; None where the name does not tell."""
        # 立法法第九十一条：国务院各部门；第九十三条：省、设区的市、自治州人民政府
        if self.kind in (Kind.TOWNSHIP, Kind.DEPARTMENT, Kind.VERTICAL):
            return False
        if self.kind in (Kind.GOVERNMENT, Kind.OFFICE):
            return False if self.level is Level.COUNTY else None
        return True if self.kind is Kind.CENTRAL else None

    @property
    def is_local_department(self) -> bool:
        """Whether Art. 49 (1) binds it for certain: a department at county level or above."""
        return self.kind is Kind.DEPARTMENT

    @property
    def is_government(self) -> bool:
        """Whether Art. 49 (2) binds it for certain: a government at county level or above."""
        return self.kind is Kind.GOVERNMENT and self.level is not Level.UNKNOWN


_NOISE = re.compile(r"[\s\u3000]+")
_SUFFIX = re.compile(r"(?:人民)?政府$|行政公署$")
_OFFICE = re.compile(r"(?:人民)?政府(?:办公厅|办公室)$|^[^委局厅]{2,12}政府办$")
_OFFICE_WORDS = re.compile(r"(?:人民)?政府办.*$")
_NEW_AREA = re.compile(r"新区(?:人民)?政府")
_TOWNSHIP = re.compile(
    r"(?:镇|乡|苏木|街道)(?:党政(?:综合)?办公室)?$|"
    r"街道(?:党工委|办)$|(?<!驻)办事处$|"
    r"(?:镇|乡|苏木|街道)(?:人民)?政府(?:办公室)?$"
)
_ZONE = re.compile(
    r"开发区|高新区|产业园|工业园|园区|示范区|度假区|风景|保税|管委会|管理委员会|试验区|新区"
)
_CENTRAL = re.compile(r"^(?:国家|国务院|中国|中华人民共和国|中共中央|中央|最高人民)")
_VERTICAL = re.compile(
    r"税务局|海关|气象局|调查(?:总?队)|邮政管理局|消防救援|银保监|银监|证监|金融监督管理局监管|"
    r"人民银行|外汇管理|烟草专卖|地震局|海事局|出入境|通信管理局|铁路|民航|金融监管"
)
_DEPARTMENT = re.compile(r"(?<!分)(?:局|厅|委员会|委)$")
_NOT_ADMINISTRATIVE = re.compile(
    r"(?:居民?委员会|村民?委员会|居委会|村委会|公司|医院|学校|大学|学院|中学|小学|集团|协会)"
)
_COUNTY = re.compile(r"^([\u4e00-\u9fff]{1,12}?(?:自治县|自治旗|林区|特区|矿区|县|区|市|旗))")
_AUTONOMOUS = re.compile(r"^[\u4e00-\u9fff]{2,14}?自治州")


@lru_cache(maxsize=4096)
def classify(name: str) -> Body:
    """The body of that name."""
    compact = _NOISE.sub("", name)[:60]
    if not compact or _NOT_ADMINISTRATIVE.search(compact):
        return Body(compact)
    if _CENTRAL.search(compact):
        return _led_from_above(compact)
    name_parts = _split(compact)
    kind, level = _kind(name_parts), name_parts.level
    if kind in (Kind.ZONE, Kind.UNKNOWN):
        level = Level.UNKNOWN
    known = name_parts.prefecture or name_parts.province
    return Body(
        compact,
        kind,
        Level.TOWNSHIP if kind is Kind.TOWNSHIP else level,
        province=known.province if known else None,
        prefecture=name_parts.prefecture.code if name_parts.prefecture else None,
    )


def _led_from_above(name: str) -> Body:
    regions = sorted({*prefectures(), *provinces()}, key=len, reverse=True)
    region = next((each for each in regions if each in name), None)
    if region is None and not re.search(r"[省市县州旗]", name):
        return Body(name, Kind.CENTRAL, Level.CENTRAL)
    known = prefectures().get(region or "") or provinces().get(region or "")
    return Body(name, Kind.VERTICAL, province=known.province if known else None)


def _take_province(name: str) -> tuple[Region | None, str]:
    for full, region in provinces().items():
        if full == region.name and name.startswith(full):
            return region, name[len(full) :]
    return None, name


def _take_prefecture(name: str) -> tuple[Region | None, str]:
    for full, region in prefectures().items():
        if name.startswith(full):
            return region, name[len(full) :]
    return None, name


@dataclass(frozen=True, slots=True)
class _Name:
    """A body's name taken apart: its regions from the top, and what is left behind them."""

    whole: str
    province: Region | None
    prefecture: Region | None
    place: str
    """The name behind province and prefecture, without the words for the government itself."""
    county: str
    """The county at the head of ``place``; empty where there is none."""
    is_office: bool

    @property
    def level(self) -> Level:
        """The level of the lowest region in the name."""
        if self.county:
            return Level.COUNTY
        if self.prefecture or _AUTONOMOUS.fullmatch(self.place):
            return Level.PREFECTURE
        return Level.PROVINCE if self.province else Level.UNKNOWN


def _split(name: str) -> _Name:
    province, rest = _take_province(name)
    prefecture, rest = _take_prefecture(rest)
    is_office = _OFFICE.search(rest) is not None
    place = _OFFICE_WORDS.sub("", rest) if is_office else _SUFFIX.sub("", rest)
    autonomous = _AUTONOMOUS.fullmatch(place)
    county = None if autonomous else _COUNTY.match(place)
    return _Name(name, province, prefecture, place, county[0] if county else "", is_office)


def _kind(name: _Name) -> Kind:
    if _TOWNSHIP.search(name.whole) and not name.whole.endswith("景德镇"):
        return Kind.TOWNSHIP
    if _ZONE.search(name.whole) and not _NEW_AREA.search(name.whole):
        return Kind.ZONE
    if name.place in ("", name.county) or _AUTONOMOUS.fullmatch(name.place):
        return Kind.OFFICE if name.is_office else Kind.GOVERNMENT
    if _VERTICAL.search(name.place):
        return Kind.VERTICAL
    is_department = name.level is not Level.UNKNOWN and _DEPARTMENT.search(name.place)
    return Kind.DEPARTMENT if is_department else Kind.UNKNOWN
