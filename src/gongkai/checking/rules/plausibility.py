"""V, second part: numbers that cannot, or hardly, be true of that body and year."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.bodies import Level
from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import cell_name, printed
from gongkai.checking.view import View
from gongkai.formats import Kind
from gongkai.report import CellState

rule = family("plausibility")

_REVIEW_FIRST_YEAR = 2024
_MANY_SUITS = 5
_SHARE_OF_OTHER = 0.10
_ENOUGH_REQUESTS = 20

# 万元; a hundred times what the largest body of a level is known to spend or to collect
_OUT_OF_SCALE = {
    Level.TOWNSHIP: 500_000,
    Level.COUNTY: 5_000_000,
    Level.PREFECTURE: 50_000_000,
}
_OUT_OF_ANY_SCALE = 500_000_000


@rule("V10")
def rules_without_power(view: View) -> Iterator[Hit]:
    """规章 counted by a body that its name shows to have no power to issue them."""
    # 立法法第九十一条、第九十三条
    if view.body.may_issue_rules is not False:
        return
    found = [
        (spec, cell)
        for spec, cell in view.cells_in(CellState.NUMBER)
        if spec.table == "art20_1" and spec.row == "rules" and cell.value
    ]
    if found:
        _, first = found[0]
        told = "、".join(f"{spec.path[-1]} {printed(cell.value)}" for spec, cell in found)
        yield Hit(
            place=first.source,
            section=2,
            cells=tuple(spec.id for spec, _ in found),
            quote=first.raw.strip(),
            expected=0,
            found=told,
            params={"body": view.body.name},
        )


@rule("V11")
def change_exceeds_stock(view: View) -> Iterator[Hit]:
    """本年增/减 that would leave fewer than no items."""
    for spec, cell in view.cells_in(CellState.NUMBER):
        last_year = f"{spec.table}.{spec.row}.items_last_year"
        stock = view.number(last_year)
        if spec.kind is not Kind.CHANGE or stock is None or cell.value is None:
            continue
        if stock >= 0 and stock + cell.value < 0:
            yield Hit(
                place=cell.source,
                section=2,
                cells=(last_year, spec.id),
                quote=cell.raw.strip(),
                found=printed(cell.value),
                params={"cell": cell_name(spec), "last_year": printed(stock)},
            )


@rule("V12")
def amount_out_of_scale(view: View) -> Iterator[Hit]:
    """Amounts so large for the level of the body that the unit must be doubted."""
    limit = _OUT_OF_SCALE.get(view.body.level, _OUT_OF_ANY_SCALE)
    for spec, cell in view.cells_in(CellState.NUMBER):
        if spec.kind is Kind.AMOUNT and cell.value is not None and cell.value >= limit:
            yield Hit(
                place=cell.source,
                section=2,
                cells=(spec.id,),
                quote=cell.raw.strip(),
                found=printed(cell.value),
                params={"cell": cell_name(spec), "body": view.body.name or "—"},
            )


@rule("V13")
def in_force_too_few(view: View) -> Iterator[Hit]:
    """Fewer documents in force than were issued and not repealed in the year."""
    for row, label in (("rules", "规章"), ("normative_documents", "行政规范性文件")):
        ids = tuple(f"art20_1.{row}.{column}" for column in ("issued", "repealed", "in_force"))
        issued, repealed, in_force = (view.number(each) for each in ids)
        if issued is None or repealed is None or in_force is None:
            continue
        if in_force < issued - repealed:
            yield Hit(
                place=view.place_of(ids[2:]),
                section=2,
                cells=ids,
                expected=printed(issued - repealed),
                found=printed(in_force),
                params={"row": label, "issued": printed(issued), "repealed": printed(repealed)},
            )


@rule("V14")
def disclosed_total_too_small(view: View) -> Iterator[Hit]:
    """对外公开总数量 below what was newly disclosed this year."""
    for row, label in (("rules", "规章"), ("normative_documents", "规范性文件")):
        ids = tuple(f"art20_1.{row}.{column}" for column in ("disclosed", "total_disclosed"))
        disclosed, total = (view.number(each) for each in ids)
        if disclosed is not None and total is not None and total < disclosed:
            yield Hit(
                place=view.place_of(ids[1:]),
                section=2,
                cells=ids,
                found=printed(total),
                params={"row": label, "disclosed": printed(disclosed)},
            )


@rule("V15")
def other_outcomes_many(view: View) -> Iterator[Hit]:
    """More than a tenth of the concluded requests under “3.其他”."""
    ids = ("requests.other_reason.total", "requests.concluded.total")
    other, concluded = (view.number(each) for each in ids)
    if other is None or concluded is None or concluded < _ENOUGH_REQUESTS:
        return
    if _SHARE_OF_OTHER < (share := float(other / concluded)) <= 1:
        yield Hit(
            place=view.place_of(ids),
            section=3,
            cells=ids,
            found=printed(other),
            params={"concluded": printed(concluded), "share": f"{share * 100:.1f}"},
        )


@rule("V16")
def direct_litigation_many(view: View) -> Iterator[Hit]:
    """More suits without prior review than reviews, although review comes first since 2024."""
    # 行政复议法（2023 年修订）第二十三条第一款第（四）项：不予公开的，应当先申请行政复议
    ids = ("remedies.litigation_direct.total", "remedies.review.total")
    direct, review = (view.number(each) for each in ids)
    if direct is None or review is None or (view.report.year or 0) < _REVIEW_FIRST_YEAR:
        return
    if direct >= _MANY_SUITS and direct > review:
        yield Hit(
            place=view.place_of(ids),
            section=4,
            cells=ids,
            found=printed(direct),
            params={"year": view.report.year or "", "review": printed(review)},
        )
