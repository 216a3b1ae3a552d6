"""A CSV file as people have it: any usual charset and separator, bounded, each line with its number."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.web.site.csv_out import plain

MOST_BYTES = 5 * 2**20
MOST_LINES = 10_000
MOST_IN_CELL = 1000
_SEPARATORS = (",", ";", "\t")
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class TableError(ValueError):
    """The file cannot be read as a table; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line under the head: its number in the file, its cells by the head's names."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The whole file."""

    charset: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(content: bytes) -> Table:
    """Read a file. Raises TableError."""
    if len(content) > MOST_BYTES:
        raise TableError(
            _("文件太大：最多 %(n)d MB。请拆成几个文件分别导入。") % {"n": MOST_BYTES >> 20}
        )
    charset, text = _decoded(content)
    rows = _rows(text)
    first = next(rows, None)
    if first is None:
        raise TableError(_("文件是空的。请先下载模板，按模板填写。"))
    head = tuple(cell.strip() for cell in first[1])
    while head and not head[-1]:
        head = head[:-1]
    return Table(charset, head, tuple(_lines(head, rows)))


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((_ZIP, _OLD_OFFICE)):
        raise TableError(_("这是 Excel 工作簿，不是 CSV。请在 Excel 里另存为“CSV UTF-8”再导入。"))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charsets = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        charsets = ["utf-8-sig"]
    else:
        charsets = ["utf-8", "gb18030"]
    for charset in charsets:
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return {"utf-8-sig": "UTF-8", "utf-8": "UTF-8"}.get(charset, charset.upper()), text
    raise TableError(
        _("文件的字符编码无法识别：应为 UTF-8 或 GB18030（GBK）。请另存为“CSV UTF-8”再导入。")
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its first line."""
    source = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begins = 1
    try:
        for row in source:
            if any(cell.strip() for cell in row):
                yield begins, [plain(cell) for cell in row]
            begins = source.line_num + 1
    except csv.Error:
        raise TableError(
            _("第 %(n)d 行开始的引号没有配对，后面的内容无法分列。") % {"n": begins}
        ) from None


def _separator(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=head.count)


def _lines(head: tuple[str, ...], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    for count, (number, row) in enumerate(rows, 1):
        if count > MOST_LINES:
            raise TableError(
                _("行数太多：最多 %(n)d 行。请拆成几个文件分别导入。") % {"n": MOST_LINES}
            )
        if any(cell.strip() for cell in row[len(head) :]):
            raise TableError(
                _("第 %(n)d 行有 %(has)d 列，表头只有 %(wants)d 列。含分隔符的内容要加双引号。")
                % {"n": number, "has": len(row), "wants": len(head)}
            )
        if any(len(cell) > MOST_IN_CELL for cell in row):
            raise TableError(
                _("第 %(n)d 行有一格超过 %(most)d 个字。") % {"n": number, "most": MOST_IN_CELL}
            )
        cells = (cell.strip() for cell in row)
        yield Line(number, dict(zip(head, cells, strict=False)))
