"""P, continued: what the prose says in words, beside what the tables say in numbers.

A number in prose may mean several cells, or something else altogether. So a rule speaks only
where not one of the numbers it found agrees with any cell it may mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.tables import printed
from gongkai.checking.view import Spot, View
from gongkai.formats import Kind
from gongkai.report import CellState, Number
from gongkai.report.numerals import NUMBER, number_of

rule = family("claims")

_PIECE = r"(?:余)?(?:件|条|宗|份|起|例|个|项|次)(?!套|以上|以下)"
_N = rf"[ \u3000:：为达共计约]{{0,6}}(?P<n>{NUMBER})[ \u3000]?{_PIECE}"
_N_FIRST = rf"(?P<m>{NUMBER})[ \u3000]?{_PIECE}"

_APPLICATIONS = re.compile(
    r"(?:收到|接到|接收|受理|新收|办理|处理|收悉)[^。；;，,\d０-９\n]{0,30}?"
    rf"(?:信息公开申请|依申请公开|公开申请|申请公开|公开信息申请)[^。；;，,\d０-９\n]{{0,8}}?{_N}"
    rf"|(?:收到|接到|接收|受理|新收|收悉)[^。；;，,\d０-９\n]{{0,10}}?{_N_FIRST}"
    r"[^。；;，,\d０-９\n]{0,12}?(?:信息公开申请|依申请公开|公开申请)"
)
_NONE = re.compile(
    r"(?:未|没有|没|尚未|无)(?:收到|接到|接收到|受理|接收)(?:过)?[^。；;，,\n]{0,16}?"
    r"(?:信息公开申请|依申请公开|公开申请|申请公开|公开信息申请)"
    r"|无(?:政府信息)?(?:依申请公开|申请公开)(?:政府)?(?:信息|事项|情况|件|申请)"
)
_DOCUMENTS = re.compile(
    r"(?:制发|印发|制定|出台|发布|制作|发文)[^。；;，,\d０-９\n]{0,16}?(?:行政)?规范性文件"
    rf"[^。；;，,\d０-９\n]{{0,4}}?{_N}"
    rf"|(?:制发|印发|制定|出台|发布|制作){_N_FIRST}(?:行政)?规范性文件"
)
_REMEDIES = re.compile(
    r"信息公开[^。；;\d０-９\n]{0,20}?(?:行政复议|行政诉讼)(?:案件|申请|案)?"
    rf"[^。；;，,\d０-９\n]{{0,4}}?{_N}"
)
_FEE = re.compile(
    r"(?:信息处理费|信息公开处理费)[^。；;\d０-９\n]{0,12}?"
    rf"(?P<n>{NUMBER})[ \u3000]?(?P<unit>万?元)"
)
_BUSY = re.compile(
    r"(?:(?:印发|制发|出台|发布)[^。；;，,\d０-９\n]{0,10}?文件|行政许可|行政处罚)"
    rf"[^。；;，,\d０-９\n]{{0,8}}?(?P<n>{NUMBER})[ \u3000]?(?:余)?(?:件|份|项|宗|起|例)"
)

# what makes a number a part, another year's, or another matter's
_OTHER = re.compile(
    r"其中|上年|去年|上一年|同比|较|结转|累计至|历年|近[两三四五几]年|以来|热线|信访|信件|留言|建议|提案"
    r"|网上申请|网络申请|在线申请|线上|当面|现场|邮寄|信函|邮件|传真|平台申请|公民申请|法人"
    r"|撤回|撤销|补正|延期|不予|部分公开|全市|全县|全区|全省|各部门|各单位|各镇|各乡"
)
_SUBSET = re.compile(
    r"法人|自然人|企业|组织|公民|书面|信函|网上|网络|在线|涉及|关于|其他|重复|复议|诉讼|许可|收费|当面|邮寄"
)
_EVERYBODY = re.compile(r"公民、法人(?:和|或|或者|及|以及|、)其他组织")
_OTHER_MATTER = re.compile(r"^.{0,4}(?:复议|诉讼|许可)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_ENOUGH_CELLS = 20


@dataclass(frozen=True, slots=True)
class _Claim:
    """A number in prose, with its place."""

    spot: Spot
    value: Decimal


def _claims(view: View, pattern: re.Pattern[str]) -> Iterator[_Claim]:
    for spot in view.prose.find(pattern):
        groups = spot.match.groupdict()
        value = number_of(groups.get("n") or groups.get("m") or "")
        if value is not None and not _speaks_of_other(view, spot):
            yield _Claim(spot, value)


def _speaks_of_other(view: View, spot: Spot) -> bool:
    context = _EVERYBODY.sub("", spot.clause() + spot.text)
    years = {int(year) for year in _YEAR.findall(context)}
    return bool(_OTHER.search(context)) or bool(years - {view.report.year})


def _unmatched(claims: Iterable[_Claim], candidates: Iterable[Number]) -> _Claim | None:
    """The largest number that stands for nothing; None where any number agrees."""
    found = list(claims)
    if not found or any(claim.value in set(candidates) for claim in found):
        return None
    return max(found, key=lambda claim: claim.value)


def _hit(claim: _Claim, cells: tuple[str, ...], **params: str | int) -> Hit:
    return Hit(
        place=claim.spot.place,
        section=claim.spot.section,
        cells=cells,
        quote=claim.spot.quote(around=0),
        found=printed(claim.value),
        params=params,
    )


@rule("P3")
def applications_in_words(view: View) -> Iterator[Hit]:
    """Numbers of applications that are neither received, nor in hand, nor concluded."""
    ids = tuple(f"requests.{row}.total" for row in ("received", "carried_in", "concluded"))
    received, carried_in, concluded = (view.number(each) for each in ids)
    if received is None or concluded is None:
        return
    in_hand = received + (carried_in or 0)
    claim = _unmatched(_claims(view, _APPLICATIONS), (received, in_hand, concluded))
    if claim is not None:
        yield _hit(
            claim,
            ids,
            received=printed(received),
            in_hand=printed(in_hand),
            concluded=printed(concluded),
        )


@rule("P4")
def none_in_words_but_counted(view: View) -> Iterator[Hit]:
    """“未收到…申请” although the table counts applications."""
    cell = "requests.received.total"
    received = view.number(cell)
    if not received:
        return
    for spot in view.prose.find(_NONE):
        words = _EVERYBODY.sub("", spot.text)
        other = _SUBSET.search(words) or _OTHER_MATTER.search(spot.after(8))
        if not _speaks_of_other(view, spot) and not other:
            yield Hit(
                place=spot.place,
                section=spot.section,
                cells=(cell,),
                quote=spot.quote(around=0),
                expected=0,
                found=printed(received),
            )
            return


@rule("P5")
def documents_in_words(view: View) -> Iterator[Hit]:
    """Numbers of normative documents that stand nowhere in their row."""
    row = [s.id for s in view.specs.values() if s.row == "normative_documents"]
    numbers = {cell: view.number(cell) for cell in row}
    known = [number for number in numbers.values() if number is not None]
    claim = _unmatched(_claims(view, _DOCUMENTS), known)
    if claim is not None and len(known) == len(row):
        yield _hit(claim, tuple(row), candidates="、".join(str(printed(n)) for n in known))


@rule("P6")
def remedies_in_words(view: View) -> Iterator[Hit]:
    """Numbers of reviews and suits over disclosure that table four does not have."""
    totals = tuple(
        f"remedies.{row}.total"
        for row in ("review", "litigation_direct", "litigation_after_review")
    )
    known = [number for number in map(view.number, totals) if number is not None]
    if len(known) != len(totals):
        return
    cells = [s.id for s in view.specs.values() if s.table == "remedies"]
    numbers = [number for number in map(view.number, cells) if number is not None]
    suits = known[1] + known[2]
    claim = _unmatched(_claims(view, _REMEDIES), (*numbers, suits, suits + known[0]))
    if claim is not None:
        yield _hit(claim, totals, candidates="、".join(str(printed(n)) for n in known))


@rule("P7")
def fee_not_in_table(view: View) -> Iterator[Hit]:
    """An information fee in prose that is larger than all fees in table two."""
    # 条例第四十二条：可以收取信息处理费
    cell = "art20_8.fees.amount"
    amount = view.number(cell)
    if amount is None:
        return
    for spot in view.prose.find(_FEE):
        value = number_of(spot.match["n"])
        if value is None or _speaks_of_other(view, spot):
            continue
        fee = value if spot.match["unit"] == "万元" else value / 10_000
        if fee > amount:
            yield _hit(_Claim(spot, fee.normalize()), (cell,), amount=printed(amount))
            return


@rule("P8")
def all_zero_but_busy(view: View) -> Iterator[Hit]:
    """Tables of nothing but zeros beside prose that counts documents or decisions."""
    cells = [
        (spec, cell)
        for spec, cell in view.cells_in(CellState.NUMBER)
        if spec.kind is not Kind.CHANGE
    ]
    if len(cells) < _ENOUGH_CELLS or any(cell.value for _, cell in cells):
        return
    claim = next((each for each in _claims(view, _BUSY) if each.value > 0), None)
    if claim is not None:
        yield _hit(claim, (), count=len(cells))
