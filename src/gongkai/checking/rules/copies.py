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
    r"(?P<name>[\u4e00-\u9fff]{2,6}?)(?P<kind>镇|乡|街道)(?=人民政府|办事处|政府信息公开|党委)"
)
_GENERAL = re.compile(
    r"[各全本我该乡镇村等和与及对为由的在经按向县市区省]|所有|其他|部分|我们|一个|每个"
)
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
    if bare(mine)[-2:] == bare(theirs)[-2:] or mine in theirs or theirs in mine:
        return
    if _renamed(mine, theirs):
        return
    yield Hit(
        place=signature.place,
        quote=excerpt(signature.text.strip()),
        expected=view.report.body,
        found=signature.body,
    )


def _renamed(mine: str, theirs: str) -> bool:
    """Whether two names may be the same place: departments and offices change their names."""
    return classify(mine).kind is Kind.DEPARTMENT and mine[:2] == theirs[:2]


@rule("P12")
def another_body_in_text(view: View) -> Iterator[Hit]:
    """The name of another township before 人民政府 and the like, one finding for each."""
    if view.body.kind is not Kind.TOWNSHIP:
        return
    known = f"{view.report.body}{view.report.title or ''}"
    seen = set()
    for spot in view.prose.find(_TOWN):
        name = spot.match["name"] + spot.match["kind"]
        if spot.text in seen or _GENERAL.search(spot.match["name"]) or name[-3:] in known:
            continue
        seen.add(spot.text)
        yield Hit(
            place=spot.place,
            section=spot.section,
            quote=spot.quote(),
            found=name,
            params={"body": view.body.name},
        )
