"""A comparison as a Word document, to be handed round and signed off.

It is made of the styles of a written report. What is equal is counted, not printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from gongkai.checking.compare import (
    Comparison,
    Edit,
    Item,
    Kind,
    Pair,
    PartPairs,
    Passage,
    display,
    rows,
)
from gongkai.checking.compare.wording import word
from gongkai.checking.finding import Severity
from gongkai.checking.words import Words
from gongkai.writing.word.markup import escaped, paragraph, run
from gongkai.writing.word.package import packed
from gongkai.writing.word.page import SECTION, TEXT_WIDTH
from gongkai.writing.word.tables import column_widths

_SMALL = '<w:sz w:val="18"/>'
_SOFT = f'<w:color w:val="555555"/>{_SMALL}'
_BOLD = "<w:b/>"
_RED, _GREEN = '<w:color w:val="9B1C1C"/>', '<w:color w:val="14532D"/>'
# The order within a run's properties is the schema's: bold, strike, colour, size, underline.
_EDITS = {
    Edit.KEPT: "",
    Edit.REMOVED: f"<w:strike/>{_RED}",
    Edit.ADDED: f'{_GREEN}<w:u w:val="single"/>',
}
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F4F7"/>'
_WHOLE = {Kind.ADDED: Edit.ADDED, Kind.REMOVED: Edit.REMOVED}
_INDENT = 210
_SPACED = '<w:spacing w:before="80" w:after="80"/>'
_BROKEN = "broken"


def comparison_docx(found: Comparison, lang: str = "zh") -> bytes:
    """The comparison as DOCX, the same bytes each time."""
    title = f"{word('title', lang)} {display.subject_name(found.new, lang)}"
    return packed("".join(_Document(found, lang).blocks()) + SECTION, title)


class _Document:
    def __init__(self, found: Comparison, lang: str) -> None:
        self.found = found
        self.lang = lang
        self.names = found.names(lang)

    def word(self, name: str, **values: object) -> str:
        """A wording in the document's language."""
        return word(name, self.lang, **values)

    def blocks(self) -> Iterator[str]:
        """The paragraphs and tables from first to last."""
        yield paragraph("Title", run(self.word("title")))
        yield from self.reports()
        yield from self.findings()
        yield from self.carry_over()
        yield _heading(self.word("cells"))
        for part in self.found.parts:
            yield from self.part(part)
        yield from self.prose()

    def reports(self) -> Iterator[str]:
        """What is compared."""
        for name, subject in zip(self.names, (self.found.old, self.found.new), strict=True):
            file = f"  {display.safe(subject.file)}" if subject.file else ""
            body = display.subject_name(subject, self.lang)
            yield _line(run(f"{name}  ", _BOLD) + run(body) + run(file, _SOFT))

    def findings(self) -> Iterator[str]:
        """The verdict, then what must be explained and what is worth knowing."""
        yield _line(run(display.verdict(self.found, self.lang), _BOLD))
        for finding in self.found.findings:
            colour = "" if finding.severity is Severity.INFO else _RED
            badge = f"［{self.word(f'severity.{finding.severity}')}］"
            message = display.safe(finding.message(self.lang))
            yield _line(run(badge, _BOLD + colour) + run(message))

    def carry_over(self) -> Iterator[str]:
        """Every line of the carry-over, rule by rule."""
        if not self.found.carry_over:
            return
        yield _heading(self.word("carry"))
        heads = ("carry.line", "carry.expected", "carry.found", "cells.difference", "carry.outcome")
        for _, members in groupby(self.found.carry_over, key=lambda line: line.rule.id):
            lines = list(members)
            rule = lines[0].rule
            title = f"{rule.id}  {rule.title.within(self.lang)}"
            yield _line(run(title, _BOLD), keep=True)
            checked = (
                _row(
                    rows.carry_label(line),
                    rows.carry_values(line, self.lang),
                    _BOLD if line.outcome == _BROKEN else "",
                )
                for line in lines
            )
            yield _table([self.word(head) for head in heads], checked, title)
            yield _line(run(rule.why.within(self.lang), _SOFT))

    def part(self, part: PartPairs) -> Iterator[str]:
        """The numbers of one part: what differs and what cannot be compared."""
        title, formats = rows.part_title(part), rows.formats(part, self.lang)
        yield _subheading(title, formats)
        if not part.is_comparable:
            yield _line(run(rows.missing(part, self.lang)))
            return
        yield _line(run(rows.counts(part, self.lang)), keep=True)
        heads = [self.word("cells.item"), *self.names]
        changes = [self.word("cells.difference"), self.word("cells.share")]
        different = part.with_change(*rows.DIFFERENT)
        if different:
            yield _table([*heads, *changes], self.pairs(different, 5), title)
        for name, pairs in rows.incomparable(part, self.lang):
            yield _line(run(name, _BOLD), keep=True)
            yield _table(heads, self.pairs(pairs, 3), name)

    def pairs(self, pairs: Iterable[Pair], columns: int) -> Iterator[str]:
        """A row for each pair below the labels that several share."""
        for group in rows.groups(pairs):
            for depth, label in group.heads:
                last = depth == len(group.labels) - 1
                yield _group_row(label, depth, columns, self.reason(group.why) if last else "")
            for pair, why in group.members:
                values = rows.values(pair, self.lang)[: columns - 1]
                bold = _BOLD if rows.style(pair) == "title" else ""
                label, depth = rows.pair_column(pair), len(group.labels)
                yield _row(label, values, bold, depth, self.reason(why))

    def reason(self, why: Words | None) -> str:
        """The bridge's reason in the document's language."""
        return "" if why is None else why.within(self.lang)

    def prose(self) -> Iterator[str]:
        """The figures of the text, then its sentences passage by passage."""
        prose = self.found.prose
        yield _heading(self.word("prose"))
        if not prose.passages:
            yield _line(run(self.word("prose.no_text")))
            return
        yield _line(run(display.sentence_counts(prose, self.lang)), keep=True)
        if not prose.is_complete:
            yield _line(run(self.word("prose.partial")))
        heads = [self.word(f"prose.{name}") for name in ("passage", "similarity", "copied")]
        figures = (_row(name, values) for name, values in display.figures(prose, self.lang))
        yield _table(heads, figures, self.word("prose"))
        yield _line(run(self.word("prose.rule"), _SOFT))
        for passage in prose.passages:
            yield from self.passage(passage)

    def passage(self, passage: Passage) -> Iterator[str]:
        """The sentences of one passage that differ or were copied."""
        shown = [item for item in passage.items if display.is_worth_showing(item)]
        if not shown:
            return
        yield _subheading(display.passage_title(passage, self.lang), "")
        for item in shown:
            badge = run(f"［{display.badge(item, self.lang)}］", _BOLD)
            said = self.word("list").join(display.remarks(item, self.lang))
            remark = (
                run(f"（{said}）" if self.lang == "zh" else f" ({said})", _SOFT) if said else ""
            )
            yield _line(badge + _sentence(item) + remark)


def _sentence(item: Item) -> str:
    """The sentence with what was removed struck out and what was added underlined."""
    if item.is_changed:
        return "".join(run(display.safe(each.text), _EDITS[each.edit]) for each in item.pieces())
    edit = _WHOLE.get(item.kind, Edit.KEPT)
    return run(display.safe(item.sentence.text), _EDITS[edit])


def _heading(text: str) -> str:
    return paragraph("Heading1", run(text), '<w:ind w:firstLineChars="0" w:firstLine="0"/>')


def _subheading(text: str, aside: str) -> str:
    """A heading of the second level in the size of the text around it."""
    properties = (
        '<w:spacing w:before="160" w:after="60" w:line="340" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    )
    size = f'{_BOLD}<w:sz w:val="24"/>'
    words = run(display.safe(text), size) + run(f"  {aside}" if aside else "", _SOFT)
    return paragraph("Heading2", words, properties)


def _line(runs: str, *, keep: bool = False) -> str:
    """A paragraph in the type of the tables."""
    return paragraph("TableLabel", runs, ("<w:keepNext/>" if keep else "") + _SPACED)


def _table(heads: Sequence[str], body: Iterable[str], caption: str) -> str:
    """A table in the full width of the text, its head repeated where a page ends."""
    widths = _widths(len(heads))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="0"/>'
        f'<w:tblCaption w:val="{escaped(caption)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{_head_row(heads, widths)}{''.join(body)}</w:tbl>"
        + paragraph("TableLabel", "", '<w:spacing w:line="120" w:lineRule="exact"/>')
    )


def _head_row(heads: Sequence[str], widths: Sequence[int]) -> str:
    cells = "".join(
        _cell(width, run(display.safe(head), _BOLD), right=number > 0, shade=True)
        for number, (head, width) in enumerate(zip(heads, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _group_row(label: str, depth: int, columns: int, why: str) -> str:
    words = run(label) + (run(f"\n{why}", _SOFT) if why else "")
    cell = _cell(TEXT_WIDTH, words, depth=depth, across=columns, shade=True, keep=True)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _row(
    label: str, values: Sequence[str], properties: str = "", depth: int = 0, why: str = ""
) -> str:
    """A row of a label, with what is to be said of it below, and of its values."""
    widths = _widths(len(values) + 1)
    words = run(display.safe(label)) + (run(f"\n{why}", _SOFT) if why else "")
    cells = [_cell(widths[0], words, depth=depth)]
    for width, value in zip(widths[1:], values, strict=True):
        cells.append(_cell(width, run(display.safe(value), properties), right=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _widths(columns: int) -> list[int]:
    return column_widths([2.2, *[1.0] * (columns - 1)])


def _cell(  # noqa: PLR0913 - the ways in which a cell can differ
    width: int,
    runs: str,
    *,
    depth: int = 0,
    across: int = 1,
    right: bool = False,
    shade: bool = False,
    keep: bool = False,
) -> str:
    """A cell; its properties stand in the order of the schema."""
    spans = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    shape = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}{_SHADE if shade else ""}'
    inner = '<w:spacing w:before="30" w:after="30" w:line="280" w:lineRule="atLeast"/>'
    inner = ("<w:keepNext/>" if keep else "") + inner
    if depth:
        inner += f'<w:ind w:left="{_INDENT * depth}"/>'
    if right:
        inner += '<w:jc w:val="right"/>'
    content = paragraph("TableLabel", runs, inner)
    return f'<w:tc><w:tcPr>{shape}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
