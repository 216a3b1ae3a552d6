"""A comparison as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.checking.compare.carry import CarryLine
from gongkai.checking.compare.cells import Pair, PartPairs, Side
from gongkai.checking.compare.copying import Copy
from gongkai.checking.compare.prose import Item, Kind, Passage
from gongkai.checking.compare.sentences import Sentence
from gongkai.checking.repair.equations import is_sane
from gongkai.report import Number
from gongkai.report.canonical import number_text, plain_number

if TYPE_CHECKING:
    from gongkai.checking.compare.result import Comparison, Finding, Subject

_PLACES = 6


def comparison_data(found: Comparison, lang: str) -> dict[str, Any]:
    """The comparison as ``Comparison.to_json`` gives it."""
    prose = found.prose
    return {
        "old": _subject(found.old),
        "new": _subject(found.new),
        "years": str(found.years),
        "findings": [_finding(each, lang) for each in found.findings],
        "parts": [_part(part, lang) for part in found.parts],
        "carry_over": [_line(line) for line in found.carry_over],
        "prose": {
            "similarity": _rounded(prose.similarity),
            "copied": _rounded(prose.copied),
            "complete": prose.is_complete,
            "passages": [_passage(passage) for passage in prose.passages],
        },
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "file": subject.file,
        "body": subject.body,
        "year": subject.year,
        "title": subject.title,
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message(lang),
        "cells": list(finding.cells),
        "section": finding.section,
        "quote": finding.quote or None,
    }


def _part(part: PartPairs, lang: str) -> dict[str, Any]:
    return {
        "part": str(part.part),
        "formats": {"old": part.old_format, "new": part.new_format},
        "missing": {"old": part.missing_in_old, "new": part.missing_in_new},
        "pairs": [_pair(pair, lang) for pair in part.pairs],
    }


def _pair(pair: Pair, lang: str) -> dict[str, Any]:
    share = pair.share
    return {
        "relation": None if pair.relation is None else str(pair.relation),
        "label": pair.spec.label,
        "old": _side(pair.old),
        "new": _side(pair.new),
        "change": str(pair.change),
        "difference": _number(pair.difference),
        "share": None if share is None else _rounded(float(share)),
        "why": None if pair.why is None else pair.why.within(lang),
    }


def _side(side: Side) -> dict[str, Any]:
    cells = [
        {"cell": spec.id, "value": _number(cell.value), "state": str(cell.state)}
        for spec, cell in zip(side.specs, side.cells, strict=True)
    ]
    return {"value": _number(side.value), "cells": cells}


def _line(line: CarryLine) -> dict[str, Any]:
    return {
        "rule": line.rule.id,
        "strength": str(line.rule.strength),
        "cell": line.spec.id,
        "old_cells": list(line.old_cells),
        "new_cells": list(line.new_cells),
        "expected": _number(line.expected),
        "found": _number(line.found),
        "difference": _number(line.difference),
        "outcome": str(line.outcome),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "passage": passage.key,
        "headings": {"old": passage.old_heading, "new": passage.new_heading},
        "similarity": _rounded(passage.similarity),
        "copied": _rounded(passage.copied),
        "counts": {str(kind): passage.count(kind) for kind in Kind},
        "sentences": [_item(item) for item in passage.items],
    }


def _item(item: Item) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": str(item.kind),
        "old": _sentence(item.old),
        "new": _sentence(item.new),
        "similarity": _rounded(item.similarity),
        "copied": None if item.copied.how is Copy.NONE else str(item.copied.how),
    }
    if item.copied.year is not None:
        data["year_left"] = item.copied.year
    if item.is_changed:
        data["pieces"] = [{"edit": str(each.edit), "text": each.text} for each in item.pieces()]
    return data


def _sentence(sentence: Sentence | None) -> dict[str, Any] | None:
    if sentence is None:
        return None
    return {"passage": sentence.passage, "number": sentence.number, "text": sentence.text}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _PLACES)


def _number(value: Number | None) -> int | str | None:
    if value is None or not is_sane(value):
        return None
    value = plain_number(value)
    return value if isinstance(value, int) else number_text(value)
