"""The page on the annual report says how the program counts."""

from __future__ import annotations

from gongkai.formats import FORMAT_IDS, get_format
from gongkai.web.reports.compile import rule_of
from gongkai.web.reports.stages import ReportStage
from tools.counting_table import BEGIN, END, PAGE, table, with_table


def test_the_table_is_made_from_the_rules_that_the_program_reads() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page) == page, "run: python -m tools.counting_table"
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == table()


def test_every_cell_of_every_format_has_its_rule_in_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for form in FORMAT_IDS:
        for cell in get_format(form).cells.values():
            rule = rule_of(cell)
            row = cell.path[-2] if len(cell.path) > 1 else ""
            assert rule in page or rule.replace(row, "…") in page, cell.id


def test_every_stage_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for stage in ReportStage:
        assert f"| {stage.label} |" in page
