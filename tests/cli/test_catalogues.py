"""``gongkai rules``, ``formats`` and ``schema``: what the program knows, for people and programs."""

from __future__ import annotations

import json

import pytest

from gongkai.checking import catalogue
from gongkai.formats import FORMAT_IDS, get_format
from gongkai.report.schema import schema
from tests.cli.conftest import Gongkai


def test_every_rule_is_listed(gongkai: Gongkai) -> None:
    lines = gongkai("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [spec.id for spec in catalogue()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rule_explains_itself(gongkai: Gongkai, lang: str) -> None:
    for spec in catalogue():
        out = gongkai("rules", spec.id.lower(), "--lang", lang).out
        assert out.startswith(f"{spec.id}  {spec.title.within(lang)}\n")
        joined = "".join(out.split())
        assert "".join(spec.why.within(lang).split()) in joined
        for text in (spec.example.bad, spec.example.good):
            assert "".join(text.split()) in joined


def test_rules_as_json(gongkai: Gongkai) -> None:
    lines = [json.loads(line) for line in gongkai("rules", "--json").out.splitlines()]
    assert [line["id"] for line in lines] == [spec.id for spec in catalogue()]
    (one,) = gongkai("rules", catalogue()[0].id, "--json").out.splitlines()
    assert json.loads(one) == lines[0]


def test_formats_are_listed(gongkai: Gongkai) -> None:
    lines = gongkai("formats").out.splitlines()
    assert [line.split()[0] for line in lines] == list(FORMAT_IDS)


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_every_cell_of_a_format_is_listed_with_its_label(gongkai: Gongkai, format_id: str) -> None:
    lines = gongkai("formats", format_id).out.splitlines()
    cells = get_format(format_id).cells.values()
    assert [line.split()[0] for line in lines] == [cell.id for cell in cells]
    assert all(line.endswith(cell.label) for line, cell in zip(lines, cells, strict=True))


def test_formats_as_json(gongkai: Gongkai) -> None:
    for line in gongkai("formats", "--json").out.splitlines():
        data = json.loads(line)
        form = get_format(data["id"])
        assert [cell["id"] for cell in data["cells"]] == list(form.cells)
        assert len(data["identities"]) == len(form.identities)


def test_the_schema_is_printed(gongkai: Gongkai) -> None:
    assert json.loads(gongkai("schema").out) == schema()
