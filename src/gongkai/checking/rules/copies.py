"""P, continued: text that was pasted twice, or written for another body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gongkai.checking.bodies import Kind, classify
from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.text import bare
from gongkai.checking.view import Line, Spot, View, excerpt
from gongkai.report import Role

rule = family("copies")

_LONG_ENOUGH = 30
_SELF = re.compile(
    r"(?<!自)我(?P<kind>镇|乡|街道|局(?![限面势部促])|厅|委(?![派托任屈员]))(?!级|镇|村|里|间)"
)
_OWN_KIND = re.compile(r"(镇|乡|街道|局|厅|委)(?:人民政府|员会|办事处|党工委|办公室|办)?$")
_TOWN = re.compile(
    r"(?:(?<=[县区市，。；：、“（《\s])|^)(?P<name>[\u4e00-\u9fff]{2,3})(?P<kind>镇|乡)"
    r"(?=人民政府|党委|政府信息公开|认真|高度重视|成立|按照|坚持|严格)",
    re.MULTILINE,
)
_GENERAL = re.compile(
    r"[各全本我该乡镇村等和与及对为由的在经按向县市区省让把被将]|所有|其他|部分|一个|每个|根据|依据|配合|结合"
    r"|围绕|通过|报送|加强|提高|推进|推动|完善|组织|依托|协助|督促|指导|服务|支持|建设|特色|重点|中心|建制"
)
_TIMES = 2
_PLACE_KIND = re.compile(r"(?:自治县|自治旗|街道|[县区市旗镇乡])$")
_DECORATION = re.compile(r"人民政府(?:办公厅|办公室)?|办公厅|办公室|办事处|\s")


@rule("P9")
def paragraph_twice(view: View) -> Iterator[Hit]:
    """Paragraphs of the body that are there more than once, word for word."""
    seen: dict[str, list[Line]] = defaultdict(list)
    for line in view.lines:
        if line.role in (Role.LEAD_IN, Role.TEXT) and len(line.text) >= _LONG_ENOUGH:
            seen["".join(line.text.split())].append(line)
    for text, lines in seen.items():
        if len(lines) > 1 and len(bare(text)) >= _LONG_ENOUGH:
            again = lines[1]
            yield Hit(
                place=again.place,
                section=again.section or None,
                quote=excerpt(text),
                params={"count": len(lines)},
            )


@rule("P10")
def speaks_as_another_body(view: View) -> Iterator[Hit]:
    """“我局” in the report of a town, “我乡” in that of a bureau."""
    own = _OWN_KIND.search(view.body.name)
    if own is None or view.body.kind not in (Kind.TOWNSHIP, Kind.DEPARTMENT):
        return
    strange: dict[str, list[Spot]] = defaultdict(list)
    for spot in view.prose.find(_SELF):
        if spot.match["kind"] != own[1]:
            strange[spot.text].append(spot)
    for text, spots in strange.items():
        first = spots[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=first.quote(),
            expected=f"我{own[1]}",
            found=text,
            params={"body": view.body.name, "count": len(spots)},
        )


@rule("P11")
def signed_by_another_body(view: View) -> Iterator[Hit]:
    """A signature of another body of the same kind and level."""
    signature = view.report.signature
    if signature is None or not signature.body or not view.report.body:
        return
    signer = classify(signature.body)
    same_kind = signer.kind is view.body.kind and signer.level is view.body.level
    if not same_kind or signer.kind is Kind.UNKNOWN:
        return
    mine, theirs = (_DECORATION.sub("", each) for each in (view.body.name, signer.name))
    if _stem(mine) == _stem(theirs) or mine in theirs or theirs in mine:
        return
    if _renamed(mine, theirs):
        return
    yield Hit(
        place=signature.place,
        quote=excerpt(signature.text.strip()),
        expected=view.report.body,
        found=signature.body,
    )


def _stem(name: str) -> str:
    """The end of a place's name without its kind: counties become districts, townships towns."""
    return _PLACE_KIND.sub("", bare(name))[-2:]


def _renamed(mine: str, theirs: str) -> bool:
    """Whether two names may be the same place: departments and offices change their names."""
    return classify(mine).kind is Kind.DEPARTMENT and mine[:2] == theirs[:2]


@rule("P12")
def another_body_in_text(view: View) -> Iterator[Hit]:
    """Another township as the one that acts, named at least twice; one finding for each."""
    if view.body.kind is not Kind.TOWNSHIP:
        return
    known = f"{view.report.body}{view.report.title or ''}"
    seen = set()
    for spot in view.prose.find(_TOWN):
        name = spot.match["name"] + spot.match["kind"]
        strange = not _GENERAL.search(spot.match["name"]) and name[-3:] not in known
        if not strange or name in seen or view.prose.text.count(name) < _TIMES:
            continue
        seen.add(name)
        yield Hit(
            place=spot.place,
            section=spot.section,
            quote=spot.quote(),
            found=name,
            params={"body": view.body.name},
        )
