"""Reports as Word documents: each layout a way in which offices write them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.support.kinds.paper import Box, Grid, Item, Words
from tests.support.kinds.registry import file_layout
from tests.support.kinds.word_lists import HEADING_STYLE, Lists, styles
from tests.support.kinds.word_xml import (
    Covered,
    Package,
    cell,
    frame,
    laid_out,
    paragraph,
    part,
    run,
    table,
    text_box,
)

CENTRED = '<w:jc w:val="center"/>'
COLUMN = 900


@dataclass
class Writer:
    """How a document is written; a layout changes what it wants otherwise."""

    rng: Random
    package: Package = field(default_factory=Package)
    runs: Callable[[str], str] = run
    """A paragraph's words as runs."""
    inside: Callable[[Box], str] | None = None
    """A cell's content as blocks."""
    column: int = COLUMN

    def words(self, item: Words) -> str:
        """A paragraph outside tables."""
        return paragraph(self.runs(item.text), CENTRED if item.role == "title" else "")

    def table(self, grid: Grid) -> str:
        """A table with its merges."""
        rows = ["".join(self.cell(box) for box in line) for line in laid_out(grid)]
        return table([f"<w:tr>{row}</w:tr>" for row in rows], [self.column] * grid.columns)

    def cell(self, box: Box | Covered) -> str:
        """One cell, or the continuation of the one above."""
        span = f'<w:gridSpan w:val="{box.across}"/>' if box.across > 1 else ""
        width = f'<w:tcW w:w="{box.across * self.column}" w:type="dxa"/>'
        if isinstance(box, Covered):
            return cell("<w:p/>", f"{width}{span}<w:vMerge/>")
        down = '<w:vMerge w:val="restart"/>' if box.down > 1 else ""
        inside = self.inside(box) if self.inside else self.content(box)
        return cell(inside, width + span + down)

    def content(self, box: Box) -> str:
        """The paragraphs of a cell."""
        return paragraph(self.runs(box.text) if box.text else "", CENTRED)

    def blocks(self, items: list[Item]) -> list[str]:
        """Everything in reading order."""
        return [self.table(i) if isinstance(i, Grid) else self.words(i) for i in items]


def pieces(words: str, rng: Random) -> list[str]:
    """Words as Word cuts them into runs."""
    result = []
    while words:
        size = rng.randint(1, 6)
        result.append(words[:size])
        words = words[size:]
    return result


@file_layout("docx_library", "docx", ".docx")
def library(items: list[Item], _rng: Random) -> bytes:
    """Written by python-docx, cells merged by it."""
    document = docx.Document()
    for item in items:
        if isinstance(item, Words):
            added = document.add_paragraph(item.text)
            if item.role == "title":
                added.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        grid = document.add_table(len(item.rows), item.columns, style="Table Grid")
        cells = [row.cells for row in grid.rows]
        for row, line in enumerate(laid_out(item)):
            column = 0
            for box in line:
                if isinstance(box, Box):
                    first = cells[row][column]
                    if box.across * box.down > 1:
                        last = cells[row + box.down - 1][column + box.across - 1]
                        first = first.merge(last)
                    first.text = box.text
                column += box.across
        document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@file_layout("docx_official", "docx", ".docx")
def official(items: list[Item], rng: Random) -> bytes:
    """An official document: headings and labels numbered by Word, words cut into many runs."""
    lists = Lists()

    def runs(words: str) -> str:
        return "<w:proofErr/>".join(
            run(piece, '<w:sz w:val="32"/>') for piece in pieces(words, rng)
        )

    def inside(box: Box) -> str:
        properties, label = lists.label(box.text) if not box.key else ("", box.text)
        return paragraph(runs(label), properties + CENTRED)

    writer = Writer(rng, Package(main="document2"), runs, inside)
    for item in items:
        if isinstance(item, Words) and item.role == "heading":
            style = f'<w:pStyle w:val="{HEADING_STYLE}"/>'
            writer.package.add(paragraph(runs(item.text[2:]), style))
        else:
            writer.package.add(*writer.blocks([item]))
    writer.package.parts |= {"styles": styles(), "numbering": lists.part()}
    return writer.package.data()


def _is_title(item: Item) -> bool:
    return isinstance(item, Words) and item.role == "title"


@file_layout("docx_one_table", "docx", ".docx")
def one_table(items: list[Item], rng: Random) -> bytes:
    """The whole report in one table made for layout, the title in a row of its own."""
    writer = Writer(rng)
    titles: list[Item] = [i for i in items if _is_title(i)]
    rest = [i for i in items if not _is_title(i)]
    rows = [f"<w:tr>{cell(''.join(writer.blocks(part_of)))}</w:tr>" for part_of in (titles, rest)]
    writer.package.add(table(rows, [9000]), "<w:p/>")
    return writer.package.data()


@file_layout("docx_nested", "docx", ".docx")
def nested(items: list[Item], rng: Random) -> bytes:
    """Tables in frames, values in boxes of their own now and then."""

    def inside(box: Box) -> str:
        content = paragraph(run(box.text) if box.text else "")
        return frame(content) + "<w:p/>" if rng.random() < 0.05 else content

    writer = Writer(rng, inside=inside)
    for item in items:
        blocks = writer.blocks([item])
        writer.package.add(*([frame(*blocks)] if isinstance(item, Grid) else blocks))
    return writer.package.data()


@file_layout("docx_tracked", "docx", ".docx")
def tracked(items: list[Item], rng: Random) -> bytes:
    """Changes are tracked: words and rows put in and taken out, none accepted yet."""
    by = 'w:id="1" w:author="office" w:date="2022-01-20T00:00:00Z"'

    def gone(words: str) -> str:
        return f"<w:del {by}><w:r><w:delText>{words}</w:delText></w:r></w:del>"

    def runs(words: str) -> str:
        parts = [run(piece) for piece in pieces(words, rng)]
        at = rng.randrange(len(parts))
        if rng.random() < 0.3:
            kind = rng.choice(("ins", "moveTo"))
            parts[at] = f"<w:{kind} {by}>{parts[at]}</w:{kind}>"
        if rng.random() < 0.3:
            parts.insert(at, gone(str(rng.randrange(1000))))
        return "".join(parts)

    class Tracked(Writer):
        def table(self, grid: Grid) -> str:
            row = "".join(cell(paragraph(gone("12"))) for _ in range(grid.columns))
            dropped = f"<w:tr><w:trPr><w:del {by}/></w:trPr>{row}</w:tr>"
            return super().table(grid).replace("</w:tbl>", dropped + "</w:tbl>")

        def content(self, box: Box) -> str:
            if not box.text:
                return paragraph(gone("0") if self.rng.random() < 0.5 else "")
            return super().content(box)

        def words(self, item: Words) -> str:
            if item.role != "text" or len(item.text) < 9:
                return super().words(item)
            first, second = item.text[:5], item.text[5:]
            mark = f"<w:rPr><w:del {by}/></w:rPr>"
            return paragraph(self.runs(first), mark) + paragraph(self.runs(second))

    writer = Tracked(rng, runs=runs)
    writer.package.add(*writer.blocks(items))
    return writer.package.data()


@file_layout("docx_boxes", "docx", ".docx")
def boxes(items: list[Item], rng: Random) -> bytes:
    """Title in a text box; headers, footers, notes, comments and hidden words around the report."""
    writer = Writer(rng)
    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
    unseen = run("2222", '<w:rStyle w:val="unseen"/>') + run("隐藏", "<w:vanish/>")

    class Noted(Writer):
        def content(self, box: Box) -> str:
            extra = unseen if self.rng.random() < 0.1 else ""
            extra += note if self.rng.random() < 0.05 else ""
            return paragraph((run(box.text) if box.text else "") + extra)

    writer = Noted(rng)
    for item in items:
        if isinstance(item, Words) and _is_title(item):
            writer.package.add(paragraph(text_box(writer.words(item))))
        else:
            writer.package.add(*writer.blocks([item]))
    page = paragraph(
        run("第 ") + '<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    )
    writer.package.parts |= {
        "styles": styles(),
        "header": part("hdr", paragraph(run("某某市人民政府办公室文件"))),
        "footer": part("ftr", page),
        "footnotes": part(
            "footnotes", f'<w:footnote w:id="2">{paragraph(run("另有 17 件"))}</w:footnote>'
        ),
        "comments": part(
            "comments", f'<w:comment w:id="0">{paragraph(run("此处应为 99"))}</w:comment>'
        ),
    }
    return writer.package.data()


def _control(content: str, kind: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@file_layout("docx_controls", "docx", ".docx", stacked=True)
def controls(items: list[Item], rng: Random) -> bytes:
    """A form to fill in: content controls, form fields, smart tags, hyperlinks; strict OOXML."""

    def field_of(words: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FORMTEXT 12 '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{run(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    wraps: list[Callable[[str], str]] = [
        run,
        field_of,
        lambda words: _control(run(words)),
        lambda words: f'<w:smartTag w:uri="u" w:element="e">{run(words)}</w:smartTag>',
        lambda words: f'<w:hyperlink w:anchor="x">{run(words)}</w:hyperlink>',
        lambda words: f'<w:fldSimple w:instr=" DOCPROPERTY 7 ">{run(words)}</w:fldSimple>',
    ]

    def wrapped(words: str) -> str:
        return rng.choice(wraps)(words)

    class Controlled(Writer):
        def cell(self, box: Box | Covered) -> str:
            made = super().cell(box)
            return _control(made) if self.rng.random() < 0.1 else made

        def content(self, box: Box) -> str:
            if box.key and not box.text and self.rng.random() < 0.5:
                asks = paragraph(run("单击此处输入文字。"))
                return _control(asks, "<w:showingPlcHdr/>")
            made = super().content(box)
            return _control(made) if self.rng.random() < 0.2 else made

    writer = Controlled(rng, Package(strict=True), wrapped)
    for block in writer.blocks(items):
        writer.package.add(_control(block) if rng.random() < 0.2 else block)
    return writer.package.data()


@file_layout("docx_wps", "docx", ".docx")
def wps(items: list[Item], rng: Random) -> bytes:
    """As WPS writes after much editing: a grid finer than the columns, rows out of line by a hair."""
    shift = 15

    class Drifted(Writer):
        def table(self, grid: Grid) -> str:
            """Every column border stands twice in the grid; a cell begins at either."""
            widths = [COLUMN - shift, shift] * grid.columns
            rows = [self._row(line, grid.columns) for line in laid_out(grid)]
            return table(rows, widths)

        def _row(self, line: list[Box | Covered], columns: int) -> str:
            at, done, row, before = 0, 0, "", ""
            for index, box in enumerate(line):
                done += box.across
                last = index == len(line) - 1
                end = 2 * columns if last else 2 * done - self.rng.choice((0, 1))
                if isinstance(box, Covered) or box.down > 1 or self._stays(line, index):
                    end = 2 * done
                row += self._spanned(box, end - at)
                at = end
            return f"<w:tr>{before}{row}</w:tr>"

        @staticmethod
        def _stays(line: list[Box | Covered], index: int) -> bool:
            """What is merged down keeps its borders."""
            behind = line[index + 1 : index + 2]
            return any(isinstance(box, Covered) or box.down > 1 for box in behind)

        def _spanned(self, box: Box | Covered, span: int) -> str:
            properties = f'<w:gridSpan w:val="{span}"/>'
            if isinstance(box, Covered):
                return cell("<w:p/>", properties + '<w:vMerge w:val="continue"/>')
            down = '<w:vMerge w:val="restart"/>' if box.down > 1 else ""
            blank = "<w:p/>" * self.rng.randint(1, 2)
            content = self.content(box) if box.text else blank
            return cell(content, properties + down)

    writer = Drifted(rng)
    writer.package.add(*writer.blocks(items))
    return writer.package.data()


@file_layout("docx_split", "docx", ".docx")
def split(items: list[Item], rng: Random) -> bytes:
    """Long tables cut in two where the page ends, the heads printed again."""
    writer = Writer(rng)
    for item in items:
        if isinstance(item, Words) or len(item.rows) < 12:
            writer.package.add(*writer.blocks([item]))
            continue
        heads = next(i for i, row in enumerate(item.rows) if any(box.key for box in row))
        rows = writer.table(item).split("<w:tr>")
        before, lines = rows[0], [line.removesuffix("</w:tbl>") for line in rows[1:]]
        at = rng.randrange(heads + 3, len(lines) - 2)
        anew = lines[at].replace("<w:vMerge/>", '<w:vMerge w:val="restart"/>')
        for piece in (lines[:at], [*lines[:heads], anew, *lines[at + 1 :]]):
            writer.package.add(before + "".join(f"<w:tr>{line}" for line in piece) + "</w:tbl>")
            writer.package.add("<w:p/>")
    return writer.package.data()


@file_layout("docx_spaced", "docx", ".docx")
def spaced(items: list[Item], rng: Random) -> bytes:
    """Labels set wide and broken over lines and paragraphs, as narrow columns force it."""

    def inside(box: Box) -> str:
        if box.key or not box.text:
            return paragraph(run(box.text)) if box.text else "<w:p/>" * rng.randint(1, 3)
        label = box.text
        if len(label) <= 3:
            return paragraph(run(rng.choice((" ", "　", "\n")).join(label)))
        if len(label) > 6 and rng.random() < 0.5:
            at = rng.randrange(3, len(label) - 2)
            broken = label[:at], label[at:]
            if rng.random() < 0.5:
                return paragraph(run("\n".join(broken)))
            return "".join(paragraph(run(line)) for line in broken)
        return paragraph(run(label))

    writer = Writer(rng, inside=inside)
    writer.package.add(*writer.blocks(items))
    return writer.package.data()
