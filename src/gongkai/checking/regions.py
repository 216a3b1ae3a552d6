"""Provinces and prefectures: their names, codes (GB/T 2260) and one-character names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SUFFIXES = ("自治州", "地区", "盟")


@dataclass(frozen=True, slots=True)
class Region:
    """A province (two digits) or a prefecture (four digits)."""

    code: str
    name: str

    @property
    def province(self) -> str:
        """The two digits of its province."""
        return self.code[:2]


@cache
def provinces() -> Mapping[str, Region]:
    """The provinces by their full and their common name (辽宁省, 辽宁)."""
    found: dict[str, Region] = {}
    for code, entry in _data().items():
        region = Region(code, entry["name"])
        found[region.name] = region
        found[common_name(region.name)] = region
    return found


@cache
def prefectures() -> Mapping[str, Region]:
    """The prefectures by their full name: cities, autonomous prefectures, leagues."""
    found: dict[str, Region] = {}
    for code, entry in _data().items():
        for item in entry.get("prefectures", "").split():
            name, digits = item[:-2], item[-2:]
            full = name if name.endswith(_SUFFIXES) else f"{name}市"
            found[full] = Region(code + digits, full)
    return found


@cache
def provinces_by_short_name() -> Mapping[str, Region]:
    """The provinces by the character that record numbers begin with (辽ICP备…)."""
    return {
        short: Region(code, entry["name"])
        for code, entry in _data().items()
        for short in (entry["short"], entry.get("other_short", ""))
        if short
    }


@cache
def province_name(code: str) -> str | None:
    """The name of the province whose code ``code`` begins with."""
    entry = _data().get(code[:2])
    return entry["name"] if entry else None


def common_name(province: str) -> str:
    """A province's name without its kind: 辽宁, 内蒙古, 北京."""
    if province.startswith("内蒙古"):
        return "内蒙古"
    return province[:3] if province.startswith("黑龙江") else province[:2]


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    source = files("gongkai.checking").joinpath("data", "regions.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
