"""The examples of docs/clock.md are what the program says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gongkai.cli.clock import lines_of
from gongkai.law.clock import Readings, run_clock
from gongkai.law.clock.case_file import case_from_json

PAGE = (Path(__file__).parents[2] / "docs" / "clock.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"### ([^\n]+)\n.*?```json\n(.*?)```\n\n```text\n(.*?)\n```", PAGE, re.DOTALL)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == PAGE.count("```json") == 5


@pytest.mark.parametrize(("title", "given", "told"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_an_example_is_what_the_program_says(title: str, given: str, told: str) -> None:
    case = case_from_json(json.loads(given))
    assert case.as_of is not None, title
    found = run_clock(case.events, case.calendar, case.as_of)
    lines = ["".join(text for text, _ in line).rstrip() for line in lines_of(found, "en")]
    assert lines == told.split("\n")


def test_the_code_of_the_page_runs() -> None:
    code = PAGE.partition("```python\n")[2].partition("```")[0]
    exec(compile(code, "docs/clock.md", "exec"), {})  # noqa: S102 - our own page


@pytest.mark.parametrize("name", Readings.__dataclass_fields__)
def test_every_reading_stands_on_the_page(name: str) -> None:
    value = str(getattr(Readings(), name)).lower()
    assert f"| `{name}` | {value} |" in PAGE
