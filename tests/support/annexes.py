"""Reports with something behind them: an empty form, or the tables that the body leaves out."""

from __future__ import annotations

from dataclasses import replace

from tests.support.document import headings, signature
from tests.support.layouts.registry import Layout
from tests.support.sheet import Sheet
from tests.support.truth import BLANK, Truth

_TITLES = (
    ("附件：", "政府信息公开工作年度报告格式模板"),
    ("附件", "中华人民共和国政府信息公开工作年度报告格式"),
)


def with_empty_form(text: str, sheet: Sheet, layout: Layout) -> str:
    """The report, and behind it the form it was made from, without a number."""
    truth = _form(sheet)
    empty = replace(truth, entries=dict.fromkeys(truth.entries, BLANK))
    form = Sheet(empty, sheet.hand, sheet.rng)
    clean, _ = form.marks.strip(layout.render(form))
    return f"{text}\n\n{clean}"


def with_tables_behind(_text: str, sheet: Sheet, layout: Layout) -> str:
    """Prose in the body; the tables only in the annexed form."""
    sheet.marks.keys.clear()
    annex = Sheet(_form(sheet), sheet.hand, sheet.rng, sheet.marks)
    return f"{_prose_only(sheet)}\n\n{layout.render(annex)}"


def _form(sheet: Sheet) -> Truth:
    told = ("（文字描述）",)
    return replace(
        sheet.truth,
        title=sheet.rng.choice(_TITLES),
        lead_in="",
        prose={1: told, 5: told, 6: told},
        signed=None,
    )


def _prose_only(sheet: Sheet) -> str:
    lines = [*sheet.truth.title, sheet.truth.lead_in]
    for number, heading in headings(sheet).items():
        if number in sheet.truth.prose:
            lines += [heading, *sheet.truth.prose[number]]
        elif sheet.rng.random() < 0.5:
            lines += [heading, "详见附件。"]
    lines += signature(sheet.truth)
    return "\n".join(sheet.plain(line) for line in lines if line)
