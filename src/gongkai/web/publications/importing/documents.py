"""Rules and normative documents from a file.

The mark of a document tells which one it is; where it has none, title and day of issue do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.web.bodies.models import Body
from gongkai.web.publications.importing.columns import Column, Problem, day, one_of, text, yes
from gongkai.web.publications.importing.plan import Plan, Step, put, values_of
from gongkai.web.publications.importing.table import Line, Table
from gongkai.web.publications.models import Document, DocumentKind, EndKind
from gongkai.web.publications.register import faults_of

_DAYS = gettext_lazy("如 2026-03-16、2026/3/16、2026年3月16日。")
COLUMNS: Sequence[Column] = (
    Column(
        "类别",
        "kind",
        one_of(DocumentKind.choices),
        "行政规范性文件",
        gettext_lazy("“规章”或“行政规范性文件”。"),
        is_required=True,
    ),
    Column(
        "标题",
        "title",
        text,
        "云岫县农村供水管理办法",
        gettext_lazy("全称，最多 200 字。"),
        is_required=True,
    ),
    Column("文号", "mark", text, "云水规〔2026〕1号", gettext_lazy("本机关内不重复。")),
    Column("制发日期", "issued_on", day, "2026-01-08", _DAYS, is_required=True),
    Column("公开日期", "disclosed_on", day, "2026-01-15", _DAYS),
    Column("废止或失效日期", "ended_on", day, "", _DAYS),
    Column(
        "失效方式",
        "end_kind",
        one_of(EndKind.choices),
        "",
        gettext_lazy("“废止”“宣布失效”或“有效期满”；与日期一起填。"),
    ),
    Column(
        "由本机关统计",
        "is_lead",
        yes,
        "是",
        gettext_lazy("“是”或“否”；空着算“是”。联合发文由牵头机关统计。"),
    ),
    Column("公开网址", "address", text, "", gettext_lazy("以 https:// 开头。")),
)
_NAMES = {column.field: column.name for column in COLUMNS}


def plan_documents(table: Table, body: Body, step: Step) -> Plan:
    """What the file would do to the body's register."""
    plan = Plan()
    known = {_key(each.mark, each.title, each.issued_on): each for each in _stored(body)}
    seen: dict[object, int] = {}
    for count, line in enumerate(table.lines, 1):
        values, problems = values_of(line, COLUMNS)
        if not problems:
            key = _key(values.get("mark", ""), values["title"], values["issued_on"])
            row = known.get(key) or Document(body=body)
            problems = _twice(key, line, seen)
            change = put(row, values, line, COLUMNS)
            problems += _faults(row, line)
            plan.changes.append(change)
        plan.problems += problems
        step(count)
    return plan


def _stored(body: Body) -> list[Document]:
    rows = list(Document.objects.filter(body=body))
    for row in rows:
        row.body = body
    return rows


def _key(mark: str, title: str, issued_on: object) -> object:
    return mark or (title, issued_on)


def _twice(key: object, line: Line, seen: dict[object, int]) -> list[Problem]:
    first = seen.setdefault(key, line.number)
    if first == line.number:
        return []
    column = _NAMES["mark"] if isinstance(key, str) else _NAMES["title"]
    reason = _("与第 %(n)d 行重复。") % {"n": first}
    return [Problem(line.number, column, line.cells.get(column, "")[:60], reason)]


def _faults(row: Document, line: Line) -> list[Problem]:
    found: list[tuple[str, str]] = []
    try:
        row.clean_fields(exclude=["body"])
    except ValidationError as fault:
        found = [(name, text) for name, texts in fault.message_dict.items() for text in texts]
    else:
        found = list(faults_of(row))
    return [_problem(name, reason, line) for name, reason in found]


def _problem(name: str, reason: str, line: Line) -> Problem:
    column = _NAMES.get(name, "")
    return Problem(line.number, column, line.cells.get(column, "")[:60], reason)


def row_of(document: Document) -> list[Any]:
    """The document as a line of such a file."""
    return [_cell(document, column) for column in COLUMNS]


def _cell(document: Document, column: Column) -> object:
    value = getattr(document, column.field)
    if column.field in {"kind", "end_kind"}:
        return getattr(document, f"get_{column.field}_display")()
    if column.field == "is_lead":
        return "是" if value else "否"
    return value
