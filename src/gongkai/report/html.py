"""A report as HTML that stands alone: tables that a screen reader can read cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from gongkai.formats import Axis, Part, Table, get_format
from gongkai.report.canonical import number_text
from gongkai.report.value import Cell, CellState, Report
from gongkai.report.words import PART_NAMES, STATE_NAMES, phrase

# Colours follow the page the report is shown in, light or dark; none carries meaning alone.
_STYLE = """
.gongkai table{border-collapse:collapse;margin:.5em 0;font-size:.9em}
.gongkai caption{text-align:left;font-weight:bold;padding:.3em 0}
.gongkai th,.gongkai td{border:1px solid #8888;padding:.15em .5em}
.gongkai th{text-align:left;font-weight:normal}
.gongkai td{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.gongkai td[data-state]{font-style:italic}
.gongkai td[data-state=unreadable],.gongkai td[data-state=missing]{outline:2px solid #c00}
"""


def to_html(report: Report, lang: str = "zh") -> str:
    """The report as an HTML fragment without script or outside resource, every text escaped."""
    return "".join(_fragments(report, lang))


def _fragments(report: Report, lang: str) -> Iterator[str]:
    language = "zh-Hans" if lang == "zh" else "en"
    yield f'<div class="gongkai" lang="{language}"><style>{_STYLE}</style>'
    body = escape(report.body or phrase("no_body", lang))
    year = phrase("no_year", lang) if report.year is None else phrase("year", lang, n=report.year)
    yield f'<p><strong lang="zh-Hans">{body}</strong> {year}</p>'
    colon = "：" if lang == "zh" else ": "
    yield f"<p>{phrase('remarks', lang).strip()}{colon}"
    yield f"{phrase('remark_count', lang, n=len(report.remarks))}</p>"
    for part in Part:
        if report.part_is_missing(part):
            yield f"<p>{PART_NAMES[lang][part]}{colon}{phrase('no_table', lang)}</p>"
            continue
        for table in get_format(report.formats[part]).tables_of(part):
            yield from _table(report, table, lang)
    yield "</div>"


def _table(report: Report, table: Table, lang: str) -> Iterator[str]:
    yield f'<table><caption lang="zh-Hans">{escape(table.title)}</caption>'
    yield f'<thead lang="zh-Hans">{_head(table)}</thead>'
    open_groups: tuple[str, ...] = ()
    for groups, rows in groupby(table.rows, key=lambda row: row.groups):
        yield "<tbody>"
        for depth, group in enumerate(groups):
            if groups[: depth + 1] != open_groups[: depth + 1]:
                yield _group_head(group, depth, len(table.columns) + 1)
        open_groups = groups
        for row in rows:
            yield f'<tr><th scope="row" lang="zh-Hans"{_indent(len(groups))}>'
            yield f"{escape(row.label)}</th>"
            for column in table.columns:
                yield _cell(report.cells[table.cell_id(row, column)], lang)
            yield "</tr>"
        yield "</tbody>"
    yield "</table>"


def _group_head(group: str, depth: int, width: int) -> str:
    return (
        f'<tr><th scope="rowgroup" colspan="{width}" lang="zh-Hans"{_indent(depth)}>'
        f"{escape(group)}</th></tr>"
    )


def _indent(depth: int) -> str:
    return f' style="padding-left:{0.5 + depth:g}em"' if depth else ""


def _head(table: Table) -> str:
    """One line of column heads, or two where columns stand under a common label."""
    corner = escape(table.stub)
    if not any(column.groups for column in table.columns):
        heads = "".join(_column_head(column) for column in table.columns)
        return f'<tr><th scope="col">{corner}</th>{heads}</tr>'
    upper = f'<th scope="col" rowspan="2">{corner}</th>'
    lower = ""
    for groups, members in groupby(table.columns, key=lambda column: column.groups):
        columns = list(members)
        if groups:
            label = escape(" · ".join(groups))
            upper += f'<th scope="colgroup" colspan="{len(columns)}">{label}</th>'
            lower += "".join(_column_head(column) for column in columns)
        else:
            upper += "".join(_column_head(column, ' rowspan="2"') for column in columns)
    return f"<tr>{upper}</tr><tr>{lower}</tr>"


def _column_head(column: Axis, span: str = "") -> str:
    return f'<th scope="col"{span}>{escape(column.label)}</th>'


def _cell(cell: Cell, lang: str) -> str:
    number = "" if cell.value is None else number_text(cell.value)
    if cell.state is CellState.NUMBER:
        return f"<td>{number}</td>"
    name = STATE_NAMES[lang][cell.state]
    raw = cell.raw.strip() if cell.state is CellState.UNREADABLE else ""
    text = " ".join(escape(piece) for piece in (number, name, raw) if piece)
    return f'<td data-state="{cell.state}">{text}</td>'
