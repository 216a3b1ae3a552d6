"""Columns of a table that hold no values of the form: numbers of rows, codes, marks of a check.

Templates that are passed around have them beside the labels or behind the last column. Their
numbers stay in the text, but are no fields, so that none is ever taken for a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.reading.document import Edge, Field

_NUMBERED = frozenset(
    [
        "序号",
        "行次",
        "行号",
        "栏次",
        "编号",
        "代码",
        "编码",
        "指标代码",
        "行次代码",
        "行号代码",
        "填报序号",
    ]
)
_CHECKED = frozenset(
    [
        "校验",
        "校验结果",
        "审核",
        "审核结果",
        "核对",
        "核对结果",
        "检查",
        "校核",
        "是否正确",
        "逻辑校验",
    ]
)
LEAST_NUMBERED = 3
"""Without a head, so many rows numbered from 1 on are a column of numbers."""

_HEADS = sorted(_NUMBERED | _CHECKED)
_SPACED = "|".join(r"\s*".join(head) for head in _HEADS)
_FIRSTS = "".join(sorted({head[0] for head in _HEADS}))
_HEAD = re.compile(
    rf"[\t\n][^\S\t\n]*(?=[{_FIRSTS}])"  # nearly no cell begins so: few try every head
    rf"(?:{_SPACED})[^\S\t\n]*[\t\n]"
)
"""A head may stand between two cells or lines."""
_SPACES = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff]")
LONGEST_HEAD = 8


def without_side_columns(
    folded: str, fields: Sequence[Field], rows: Sequence[range]
) -> list[Field]:
    """The fields without those of side columns; ``rows`` are the fields of each table row."""
    gone = _before_labels(folded, fields, rows)
    if _HEAD.search(f"\n{folded}\n"):  # nearly no report has one
        gone |= _under_heads(folded, fields, rows)
    if not gone:
        return list(fields)
    for row in rows:
        if row[0] in gone:
            gone.update(_before_label(folded, fields, row))
    kept: list[Field] = []
    before: Field | None = None
    for index, field in enumerate(fields):
        if index in gone:
            before = field if before is None and field.edge != Edge.CELL else before
        elif before is not None and field.edge == Edge.CELL:
            kept.append(field._replace(edge=before.edge, gap=before.gap))
            before = None
        else:
            kept.append(field)
            before = None
    return kept


def _before_label(folded: str, fields: Sequence[Field], row: range) -> list[int]:
    """The blank fields of a row between its number and its label: they belong to a merged stub."""
    blank: list[int] = []
    for index in row[1:]:
        text = folded[fields[index].start : fields[index].end]
        if text.strip():
            return blank if _HAN.search(text) else []
        blank.append(index)
    return []


def _under_heads(folded: str, fields: Sequence[Field], rows: Sequence[range]) -> set[int]:
    """Heads that say so, and what stands under them: numbers that count on, or marks."""
    gone: set[int] = set()
    open_columns: dict[int, int | None] = {}
    checks: set[int] = set()
    for row in rows:
        for index in row:
            field = fields[index]
            text = folded[field.start : field.end]
            if text.isdecimal() and not open_columns and not checks:
                continue  # most are so
            text = _SPACES.sub("", text)
            column = field.column
            if len(text) <= LONGEST_HEAD and text in _NUMBERED:
                open_columns[column] = None
                gone.add(index)
            elif len(text) <= LONGEST_HEAD and text in _CHECKED:
                checks.add(column)
                gone.add(index)
            elif column in checks and index == row[-1]:
                gone.add(index)
            elif column in open_columns and text:
                expected = open_columns[column]
                if text.isdecimal() and expected in (None, int(text)):
                    open_columns[column] = int(text) + 1
                    gone.add(index)
                elif text.isdecimal():
                    del open_columns[column]
        checks = {column for column in checks if column >= fields[row[-1]].column}
    return gone


def _before_labels(folded: str, fields: Sequence[Field], rows: Sequence[range]) -> set[int]:
    """Numbers from 1 on, one row after the other, each at the beginning of its row."""
    gone: set[int] = set()
    found: list[int] = []
    for row in rows:
        text = folded[fields[row[0]].start : fields[row[0]].end].strip()
        if len(row) == 1 or not text.isdecimal():
            continue
        label = folded[fields[row[1]].start : fields[row[-1]].end]
        if int(text[:9]) == 1:
            found = []
        if int(text[:9]) == len(found) + 1 and _HAN.search(label):
            found.append(row[0])
            if len(found) >= LEAST_NUMBERED:
                gone.update(found)
    return gone
