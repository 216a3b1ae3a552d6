"""Monthly counts from a file. A blank cell is not reported, which is not zero."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.web.bodies.models import Body
from gongkai.web.publications.importing.columns import Column, Problem, between, money, whole
from gongkai.web.publications.importing.plan import Plan, Step, put, values_of
from gongkai.web.publications.importing.table import Line, Table
from gongkai.web.publications.models import MEASURES, MonthlyCount
from gongkai.web.publications.months import FIRST_YEAR, LAST_YEAR, has_begun

_COUNT = gettext_lazy("处理决定的件数；没有统计的留空，没有发生的填 0。")
COLUMNS: Sequence[Column] = (
    Column(
        "年",
        "year",
        between(FIRST_YEAR, LAST_YEAR),
        "2026",
        gettext_lazy("四位年份，2019 年起。"),
        is_required=True,
    ),
    Column("月", "month", between(1, 12), "1", gettext_lazy("1 到 12。"), is_required=True),
    Column("行政许可", "licences", whole, "35", _COUNT),
    Column("行政处罚", "penalties", whole, "12", _COUNT),
    Column("行政强制", "coercive_measures", whole, "0", _COUNT),
    Column(
        "行政事业性收费（元）",
        "fees",
        money,
        "1200.50",
        gettext_lazy("实收金额，单位是元，不是万元。"),
    ),
)


def plan_months(table: Table, body: Body, step: Step) -> Plan:
    """What the file would do to the body's monthly counts."""
    plan = Plan()
    known = {(row.year, row.month): row for row in MonthlyCount.objects.filter(body=body)}
    seen: dict[tuple[int, int], int] = {}
    for count, line in enumerate(table.lines, 1):
        values, problems = values_of(line, COLUMNS)
        if not problems:
            key = (values["year"], values["month"])
            problems = _faults(key, line, seen)
            row = known.get(key) or MonthlyCount(body=body, year=key[0], month=key[1])
            plan.changes.append(put(row, values, line, COLUMNS))
        plan.problems += problems
        step(count)
    return plan


def _faults(key: tuple[int, int], line: Line, seen: dict[tuple[int, int], int]) -> list[Problem]:
    written = line.cells.get("月", "")
    if (first := seen.setdefault(key, line.number)) != line.number:
        reason = _("与第 %(n)d 行是同一个月。") % {"n": first}
        return [Problem(line.number, "月", written, reason)]
    if not has_begun(*key):
        return [Problem(line.number, "月", written, _("这个月还没有到。"))]
    if not any(line.cells.get(column.name) for column in COLUMNS if column.field in MEASURES):
        return [Problem(line.number, "", "", _("这一行没有任何数字；没有统计的月份请删去整行。"))]
    return []


def row_of(count: MonthlyCount) -> list[object]:
    """The month as a line of such a file."""
    return [getattr(count, column.field) for column in COLUMNS]
