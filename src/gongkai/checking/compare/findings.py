"""What of a comparison needs an explanation, and what is worth knowing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.checking.compare.carry import CarryLine, Outcome, Strength
from gongkai.checking.compare.cells import Change, PartPairs
from gongkai.checking.compare.copying import Copy
from gongkai.checking.compare.display import passage_name, percent
from gongkai.checking.compare.prose import Passage, Prose
from gongkai.checking.compare.result import Finding, Subject
from gongkai.checking.compare.rows import signed
from gongkai.checking.compare.wording import load
from gongkai.checking.compare.years import Years
from gongkai.checking.finding import Severity
from gongkai.checking.tables import TABLE_OF, cell_name
from gongkai.checking.text import bare
from gongkai.checking.words import Text, Words
from gongkai.formats.bridge import Relation
from gongkai.report.canonical import number_text
from gongkai.report.width import cut

_LONGEST_QUOTE = 120
_WHICH = (Words("前一份", "first"), Words("后一份", "second"))


def find(
    subjects: tuple[Subject, Subject],
    parts: Sequence[PartPairs],
    carry_over: Sequence[CarryLine],
    prose: Prose,
) -> tuple[Finding, ...]:
    """All findings, those that need an explanation first."""
    old, new = subjects
    years = Years.of(old.year, new.year)
    found = [
        *_of_subjects(old, new, years),
        *_of_parts(parts),
        *_of_carry_over(carry_over, old, new),
        *_of_prose(prose, years),
    ]
    if years is Years.SAME:
        found += _of_versions(parts)
    return tuple(sorted(found, key=lambda each: each.severity.rank))


def _of_subjects(old: Subject, new: Subject, years: Years) -> Iterator[Finding]:
    if old.body and new.body and bare(old.body) != bare(new.body):
        yield Finding("other_body", Severity.INFO, {"old": old.body, "new": new.body})
    if years is not Years.CONSECUTIVE:
        known = {"old": old.year, "new": new.year}
        details = {name: year for name, year in known.items() if year is not None}
        yield Finding(f"years.{years}", Severity.INFO, details)


def _of_parts(parts: Sequence[PartPairs]) -> Iterator[Finding]:
    for part in parts:
        name = TABLE_OF[part.part]
        for is_missing, which in zip(
            (part.missing_in_old, part.missing_in_new), _WHICH, strict=True
        ):
            if is_missing:
                yield Finding("part_missing", Severity.INFO, {"part": name, "which": which})
        if any(pair.relation is not Relation.SAME for pair in part.pairs):
            details: dict[str, Text] = {
                "part": name,
                "old": part.old_format,
                "new": part.new_format,
            }
            yield Finding("format_changed", Severity.INFO, details)


def _of_carry_over(lines: Sequence[CarryLine], old: Subject, new: Subject) -> Iterator[Finding]:
    for line in lines:
        if line.outcome is not Outcome.BROKEN or line.difference is None:
            continue
        details = {
            "rule": line.rule.id,
            "column": line.spec.path[-1],
            "row": cell_name(line.spec),
            "old": str(old.year),
            "new": str(new.year),
            "expected": number_text(line.expected),
            "found": number_text(line.found),
            "difference": signed(line.difference),
        }
        strong = line.rule.strength is Strength.EXPECTED
        yield Finding(
            "carry_over" if strong else "carry_over_weak",
            Severity.WARNING if strong else Severity.INFO,
            details,
            (line.spec.id,),
        )
    unknown = [line for line in lines if _is_lost(line)]
    if unknown:
        columns = [line.spec.path[-1] for line in unknown]
        names = Words("、".join(columns), ", ".join(columns))
        cells = tuple(line.spec.id for line in unknown)
        yield Finding("carry_over_unknown", Severity.INFO, {"columns": names}, cells)


def _is_lost(line: CarryLine) -> bool:
    """Whether one side has a number and the other none, where they should agree."""
    one_side = (line.expected is None) != (line.found is None)
    return one_side and line.rule.strength is Strength.EXPECTED


def _of_versions(parts: Sequence[PartPairs]) -> Iterator[Finding]:
    differing = [pair for part in parts for pair in part.with_change(Change.NUMBER, Change.STATE)]
    if differing:
        cells = tuple(pair.spec.id for pair in differing)
        yield Finding("version_numbers", Severity.WARNING, {"count": len(cells)}, cells)


def _of_prose(prose: Prose, years: Years) -> Iterator[Finding]:
    for item in prose.items:
        if item.copied.how is Copy.YEAR_LEFT and item.copied.year is not None:
            sentence = item.sentence
            yield Finding(
                "year_left",
                Severity.WARNING,
                {"section": place_name(sentence.passage), "year": item.copied.year},
                quote=cut(sentence.text.rstrip("。；"), _LONGEST_QUOTE),
                section=sentence.passage,
            )
    if years.go_on:
        yield from _of_much_copied(prose)


def _of_much_copied(prose: Prose) -> Iterator[Finding]:
    settings = load("prose")["copy"]
    chosen = [passage for passage in prose.passages if passage.key in settings["sections"]]
    letters = sum(map(_letters, chosen))
    if letters < settings["least"]:
        return
    share = sum((passage.copied or 0.0) * _letters(passage) for passage in chosen) / letters
    if share >= settings["much"]:
        yield Finding("mostly_copied", Severity.WARNING, {"share": percent(share)})


def _letters(passage: Passage) -> int:
    return sum(len(item.new.letters) for item in passage.items if item.new is not None)


def place_name(key: str) -> Words:
    """What a passage is called."""
    return Words(passage_name(key, "zh"), passage_name(key, "en"))
