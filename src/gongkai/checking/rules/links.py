"""H, continued: links, mail addresses and site registrations that lead elsewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from gongkai.checking.bodies import Body, classify
from gongkai.checking.finding import Hit
from gongkai.checking.regions import (
    prefectures,
    province_name,
    provinces_by_short_name,
)
from gongkai.checking.registry import family
from gongkai.checking.view import Spot, View

rule = family("links")

_LINK = re.compile(
    r"(?:https?://|(?<![A-Za-z0-9.@/])www\.)(?P<host>[A-Za-z0-9\u4e00-\u9fff\-]{1,63}"
    r"(?:\.[A-Za-z0-9\u4e00-\u9fff\-]{1,63}){0,6})",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._\-])[A-Za-z0-9._\-]{1,40}@(?P<host>[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5})"
)
_SITE_ID = re.compile(
    r"网站标识码[ ]?[:：]?[ ]{0,4}(?P<site>\d{10})(?!\d)"
    r"|[\u4e00-\u9fff]公网安备[ ]{0,4}(?P<police>\d{14})(?!\d)[ ]?号?"
    r"|(?P<short>[\u4e00-\u9fff])ICP备[ ]?(?:案)?[ ]?\d{5,12}号?"
)
_WHOLE_PROVINCE = "00"


@cache
def _domains() -> Mapping[str, frozenset[str]]:
    source = files("gongkai.checking").joinpath("data", "domains.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return {kind: frozenset(names.split()) for kind, names in data.items()}


def _is_under(host: str, kind: str) -> bool:
    parts = host.lower().strip(".").split(".")
    return any(".".join(parts[i:]) in _domains()[kind] for i in range(len(parts)))


def _by_host(view: View) -> dict[str, list[Spot]]:
    hosts: dict[str, list[Spot]] = {}
    for spot in view.everything.find(_LINK, "://", "www.", "WWW."):
        host = spot.match["host"].lower()
        if not _is_under(host, "official") and not _is_under(host, "platforms"):
            hosts.setdefault(host, []).append(spot)
    return hosts


def _each_host(hosts: Mapping[str, list[Spot]], *, suspicious: bool) -> Iterator[Hit]:
    for host, spots in hosts.items():
        if "." in host and _is_under(host, "suspicious") is suspicious:
            yield Hit(
                place=spots[0].place,
                section=spots[0].section,
                quote=spots[0].quote(around=0),
                found=host,
                params={"count": len(spots)},
            )


@rule("H11")
def link_outside_government(view: View) -> Iterator[Hit]:
    """Links to other domains than the government's, one finding for each."""
    yield from _each_host(_by_host(view), suspicious=False)


@rule("H12")
def link_suspicious(view: View) -> Iterator[Hit]:
    """Links with endings that planted links use, one finding for each domain."""
    yield from _each_host(_by_host(view), suspicious=True)


@rule("H13")
def mail_outside_government(view: View) -> Iterator[Hit]:
    """Mail addresses on other domains than the government's; one finding for the file."""
    spots = [
        spot
        for spot in view.everything.find(_MAIL, "@")
        if not _is_under(spot.match["host"], "official")
    ]
    if spots:
        first = spots[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=first.text,
            params={"count": len(spots)},
        )


def _home(view: View) -> Body | None:
    """The reporting body, or the one that signs, if its name tells its province."""
    signature = view.report.signature
    names = (view.report.body, signature.body if signature else None, view.report.title)
    bodies = (classify(name) for name in names if name)
    return next((body for body in bodies if body.province), None)


def _region_of(spot: Spot) -> str | None:
    """The two or four digits of the region that an id names."""
    if spot.match["short"]:
        region = provinces_by_short_name().get(spot.match["short"])
        return region.code if region else None
    return (spot.match["site"] or spot.match["police"])[:4]


@rule("H14")
def site_id_of_other_province(view: View) -> Iterator[Hit]:
    """Site codes and registrations of another province."""
    home = _home(view)
    for spot in view.everything.find(_SITE_ID, "网站标识码", "公网安备", "ICP备"):
        code = _region_of(spot)
        if home is None or home.province is None or code is None:
            continue
        name = province_name(code)
        if name is not None and code[:2] != home.province:
            yield _site(view, spot, name, province_name(home.province) or "")


@rule("H15")
def site_id_of_other_level(view: View) -> Iterator[Hit]:
    """Site codes and registrations of the province itself or of another of its prefectures."""
    home = _home(view)
    for spot in view.everything.find(_SITE_ID, "网站标识码", "公网安备", "ICP备"):
        code = _region_of(spot)
        if home is None or home.prefecture is None or code is None or len(code) == 2:  # noqa: PLR2004
            continue
        if code[:2] == home.province and code != home.prefecture:
            yield _site(view, spot, _name_of(code), _name_of(home.prefecture))


def _name_of(code: str) -> str:
    if code[2:] == _WHOLE_PROVINCE:
        return province_name(code) or code
    return next((r.name for r in prefectures().values() if r.code == code), code)


def _site(view: View, spot: Spot, found: str, expected: str) -> Hit:
    return Hit(
        place=spot.place,
        section=spot.section,
        quote=spot.text,
        expected=expected,
        found=found,
        params={"body": view.report.body or "—"},
    )
