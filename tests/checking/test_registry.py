"""Registering checks a rule, and a rule that fails stays alone and is loud."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from gongkai.checking import Severity, catalogue, check
from gongkai.checking.finding import Hit
from gongkai.checking.registry import REGISTRY, Registry, RuleError, examine, spec_of
from gongkai.checking.view import View
from gongkai.checking.words import Words
from tests.checking.paper import make_report

GOOD = {
    "slug": "an-example",
    "severity": "error",
    "title": {"zh": "例", "en": "Example"},
    "message": {"zh": "{found}不对", "en": "{found} is wrong"},
    "why": {"zh": "因为", "en": "Because"},
    "example": {"bad": "甲", "good": "乙"},
}


def nothing(_view: View) -> Iterator[Hit]:
    return iter(())


def test_good_rule_is_taken() -> None:
    registry = Registry()

    registry.add(spec_of("X1", GOOD), nothing)

    assert [spec.id for spec in registry.catalogue()] == ["X1"]


def test_id_and_slug_are_unique() -> None:
    registry = Registry()
    registry.add(spec_of("X1", GOOD), nothing)

    with pytest.raises(RuleError, match="same id"):
        registry.add(spec_of("X1", GOOD), nothing)
    with pytest.raises(RuleError, match="taken"):
        registry.add(spec_of("X2", GOOD), nothing)


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "Not A Slug"},
        {"severity": "fatal"},
        {"title": {"zh": "例"}},
        {"why": {"zh": "因为", "en": " "}},
        {"message": {"zh": "{found}不对", "en": "{expected} is right"}},
        {"legal_basis": {"zh": "", "en": "Art. 1"}},
        {"since": "2008"},
        {"colour": "red"},
        {"example": {"bad": "甲"}},
    ],
)
def test_bad_rule_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        examine(spec_of("X1", GOOD | change))


def test_rule_id_has_a_letter_and_a_number() -> None:
    with pytest.raises(RuleError, match="not an id"):
        examine(spec_of("rule-1", GOOD))


def fails(_view: View) -> Iterator[Hit]:
    yield Hit(found="甲")
    raise ZeroDivisionError("made to fail")


def test_failing_rule_is_loud_and_leaves_the_others_alone() -> None:
    registry = Registry()
    registry.add(spec_of("X1", GOOD), fails)
    registry.add(spec_of("X2", GOOD | {"slug": "another"}), lambda _view: [Hit(found="乙")])

    with pytest.warns(RuntimeWarning, match="rule X1 failed: ZeroDivisionError"):
        findings = check(make_report(), registry)

    assert sorted(finding.rule for finding in findings) == ["X1", "X2", "Z1"]
    assert "X1" in findings[-1].message()
    assert findings[-1].severity is Severity.WARNING


def test_message_that_cannot_be_filled_is_a_failure_of_the_rule() -> None:
    registry = Registry()
    registry.add(spec_of("X1", GOOD), lambda _view: [Hit()])

    with pytest.warns(RuntimeWarning, match="KeyError"):
        (finding,) = check(make_report(), registry)

    assert finding.rule == "Z1"


@pytest.mark.parametrize(
    ("since", "until", "applies"), [(None, None, True), ("2021", None, False), (None, "2019", True)]
)
def test_rule_runs_for_its_formats_only(
    since: str | None, until: str | None, *, applies: bool
) -> None:
    registry = Registry()
    spec = replace(spec_of("X1", GOOD), since=since, until=until)
    registry.add(spec, lambda _view: [Hit(found="甲")])

    assert bool(check(make_report(year=2019), registry)) is applies


def test_catalogue_is_complete_and_in_order() -> None:
    ids = [spec.id for spec in catalogue()]

    assert ids == sorted(ids, key=lambda each: (each[0], int(each[1:])))
    assert {"A1", "A2", "A3", "A4"} <= set(ids)
    assert len(ids) == len(set(ids)) == len(REGISTRY.rules()) + 1


@pytest.mark.parametrize("spec", catalogue(), ids=lambda spec: spec.id)
def test_wording_is_in_its_language(spec: object) -> None:
    for words in (spec.title, spec.why):  # type: ignore[attr-defined]
        assert isinstance(words, Words)
        assert any("\u4e00" <= char <= "\u9fff" for char in words.zh)
        assert sum("\u4e00" <= char <= "\u9fff" for char in words.en) < len(words.en) / 3


def test_every_entry_of_the_data_files_has_its_function() -> None:
    import tomllib
    from importlib.resources import files

    entries = {
        rule_id
        for source in files("gongkai.checking.rules").iterdir()
        if source.name.endswith(".toml")
        for rule_id in tomllib.loads(source.read_text(encoding="utf-8"))
    }

    assert entries == {rule.spec.id for rule in REGISTRY.rules()}
