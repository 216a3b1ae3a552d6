"""Where a review or a suit counts in table 4 of the annual report, and where it does not.

No official definition of the columns was found; the mapping (``data/remedies.toml``) is customary. It
keeps clear of four ways to count twice: the reviewing body that is sued too, the two instances of one
suit, one case against several replies, and a case open over several year-ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from gongkai.law.errors import LawError
from gongkai.law.wording import Wording, load, wording


class RemedyRow(StrEnum):
    """The rows of the table ``remedies``."""

    REVIEW = "review"
    """行政复议."""
    LITIGATION_DIRECT = "litigation_direct"
    """未经复议直接起诉."""
    LITIGATION_AFTER_REVIEW = "litigation_after_review"
    """复议后起诉."""


class Role(StrEnum):
    """As what the body takes part."""

    RESPONDENT = "respondent"
    """Its own reply is attacked: 被申请人、被告."""
    REVIEWER_SUED = "reviewer_sued"
    """It upheld another body's reply on review and is sued beside it (Litigation Law Art. 26 (2))."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a review or a suit can end."""

    id: str
    name: Wording
    column: str
    """Column id of the table ``remedies``."""
    article: str
    tag: str


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance: the review itself, or the first or second instance of a suit."""

    filed_on: date
    decided_on: date | None = None
    result: str = ""
    """A key of ``results(row)``; empty while it is open, also while it is suspended."""

    def __post_init__(self) -> None:
        if (self.decided_on is None) != (not self.result):
            raise LawError("result_without_date")
        if self.decided_on is not None and self.decided_on < self.filed_on:
            raise LawError("decided_before_filed", on=self.decided_on, filed=self.filed_on)


@dataclass(frozen=True, slots=True)
class RemedyCase:
    """One review or one suit, however many replies it attacks and instances it has.

    A review and the suit after it are two cases, one in each row.
    """

    row: RemedyRow
    instances: tuple[Instance, ...]
    role: Role = Role.RESPONDENT


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a case counts in one year's table; row and column are empty where it does not."""

    row: str
    column: str
    reason: Wording

    @property
    def counts(self) -> bool:
        """Whether it counts at all."""
        return bool(self.column)


@cache
def results(row: RemedyRow) -> dict[str, Result]:
    """The results that are possible in a row, by id."""
    group = "review" if row is RemedyRow.REVIEW else "suit"
    return {
        key: Result(key, wording(entry), entry["column"], entry["article"], entry["tag"])
        for key, entry in load("remedies.toml")["results"][group].items()
    }


def placement(case: RemedyCase, year: int) -> Placement:
    """Where the case counts in the report of a year. Raises LawError for an unknown result.

    The state on 31 December decides. An open case is pending at every year-end that it lives over; a
    concluded one counts once, in the year of its conclusion, by the last instance known by then.
    """
    if not case.instances:
        raise LawError("no_instance")
    if case.role is Role.REVIEWER_SUED:
        return _nowhere("as_reviewer")
    if (earlier := _concluded_before(case, year)) is not None:
        return _nowhere("earlier", year=earlier)
    latest = _latest(case, year)
    if latest is None:
        return _nowhere("not_yet", year=year)
    if latest.decided_on is None or latest.decided_on.year > year:
        return Placement(case.row.value, "pending", _reason("pending", year=year))
    column = _result(case, latest).column
    name = wording(load("remedies.toml")["columns"][column])
    return Placement(case.row.value, column, _reason("counted", year=year, column=name))


def _concluded_before(case: RemedyCase, year: int) -> int | None:
    """The earlier year in whose report the case counted as concluded."""
    first = min(instance.filed_on.year for instance in case.instances)
    for before in range(first, year):
        latest = _latest(case, before)
        if latest and latest.decided_on and latest.decided_on.year <= before:
            return before
    return None


def _latest(case: RemedyCase, year: int) -> Instance | None:
    """The instance that was the last one on 31 December."""
    filed = [instance for instance in case.instances if instance.filed_on.year <= year]
    return max(filed, key=lambda instance: instance.filed_on, default=None)


def _result(case: RemedyCase, instance: Instance) -> Result:
    if (result := results(case.row).get(instance.result)) is None:
        raise LawError("unknown_result", route=case.row.value, result=instance.result)
    return result


def _nowhere(code: str, **values: object) -> Placement:
    return Placement("", "", _reason(code, **values))


def _reason(code: str, **values: object) -> Wording:
    return wording(load("remedies.toml")["placements"][code]).fill(**values)
