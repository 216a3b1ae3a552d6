"""What pages of reports, and the page of a case, ask of reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import template
from django.utils.translation import gettext as _

from gongkai.checking import Severity
from gongkai.checking.words import Words
from gongkai.formats import FORMAT_IDS, Axis, CellSpec, get_format
from gongkai.law.outcomes import standard_outcomes
from gongkai.report import Cell
from gongkai.web.cases.counts import TOTAL, cells_of_case, years_of_case
from gongkai.web.cases.models import ApplicantClass, Case
from gongkai.web.reports.compile import format_of, rule_of
from gongkai.web.reports.findings import NAMES
from gongkai.web.reports.models import AnnualReport
from gongkai.web.reports.stages import BY_NAME
from gongkai.web.reports.typed import shown
from gongkai.web.site.language import lang
from gongkai.web.site.today import today

register = template.Library()
_GROUPED = 1
_OUTCOMES = {each.id: each.name for each in standard_outcomes()}


@register.filter
def lookup(found: Mapping[str, Any] | None, key: str) -> Any:
    """The value of a key that is not known to the template; empty where there is none."""
    return (found or {}).get(key, "")


@register.filter
def cell_text(cell: Cell) -> str:
    """What stands in a cell; a dash where no number does."""
    return shown(cell) or "—"


@register.filter
def cell_name(spec: CellSpec) -> str:
    """A cell by its place in the form."""
    return " / ".join(spec.path)


@register.filter
def rule_text(spec: CellSpec) -> str:
    """How the cell is counted."""
    return rule_of(spec, lang())


@register.filter
def in_words(words: Words) -> str:
    """Wording of the checks in the page's language."""
    return words.within(lang())


@register.filter
def severity_name(severity: Severity) -> str:
    """How grave, in a word."""
    return str(NAMES[severity])


@register.filter
def message_of(finding: Any) -> str:
    """A finding in the page's language."""
    return str(finding.message(lang()))


@register.filter
def outcome_text(case: Case) -> str:
    """How a case ended; an outcome of the body's own by its key."""
    name = _OUTCOMES.get(case.outcome)
    return name.text(lang()) if name else case.outcome


@register.filter
def step_name(name: str) -> str:
    """What somebody did with a report."""
    others = {
        "start": _("建立报告"),
        "write": _("编写"),
        "import": _("从文件导入"),
        "correct": _("开始更正"),
        "submit": _("提交审核"),
    }
    return others.get(name) or str(BY_NAME[name].label)


@dataclass(frozen=True, slots=True)
class Counted:
    """The cells of one year in which a case counts, and the report that has them."""

    year: int
    report: AnnualReport | None
    cells: list[CellSpec]


@register.simple_tag
def cells_counting(case: Case) -> list[Counted]:
    """In which cells of which years the case counts, the newest year first; sums are left out."""
    years = years_of_case(case, today().year)
    newest: dict[int, AnnualReport] = {}
    reports = AnnualReport.objects.filter(body=case.body_id, year__in=years)
    for each in reports.defer("content", "counted", "cells").order_by("number"):
        newest[each.year] = each
    return [_counted(case, year, newest.get(year)) for year in reversed(years)]


def _counted(case: Case, year: int, report: AnnualReport | None) -> Counted:
    form = report.form if report else format_of(year)
    specs = get_format(form).cells
    cells = [specs[name] for name in cells_of_case(case, year, form)]
    return Counted(year, report, [spec for spec in cells if spec.column != TOTAL])


@cache
def _columns(table: str) -> dict[str, Axis]:
    """The columns of a table by their ids; the forms of all years have them alike."""
    forms = map(get_format, FORMAT_IDS)
    return {
        column.id: column
        for form in forms
        for each in form.tables
        if each.id == table
        for column in each.columns
    }


@register.filter
def row_name(spec: CellSpec) -> str:
    """A cell of the table of requests by its row, with the group above it, and its column."""
    column = _columns(spec.table)[spec.column]
    groups = spec.path[1 : -1 - len(column.groups)]
    row = "，".join(groups[1:] if len(groups) > _GROUPED else groups)
    return f"{row}（{column.label}）"


@register.filter
def lookup_label(name: str, form: str) -> str:
    """A cell by the label of its row."""
    spec = get_format(form).cells[name]
    return "，".join(spec.path[-2:])


@register.filter
def class_name(value: str) -> str:
    """A class of applicants in words."""
    return str(ApplicantClass(value).label)
