"""The outcomes of a request: what each rests on, where it counts, and which document tells it.

Art. 36 to 39 and the grounds of Art. 14 to 16, with 30, 35 and 42. Twenty-three outcomes are data
(``data/outcomes.toml``); an office may define more, each of which counts like one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from gongkai.law.errors import LawError
from gongkai.law.months import add_months
from gongkai.law.wording import Wording, load, wording

RE_EVALUATION_MONTHS = 12
"""Art. 18 says regularly; once a year is usual (M)."""


class ReviewFirst(StrEnum):
    """Whether a review must come before a suit, for replies since 2024."""

    YES = "yes"
    """Refusal under Art. 14 to 16."""
    PART = "part"
    """For the part that was refused."""
    NO = "no"
    DEPENDS = "depends"
    """It depends on what happened; the office decides."""


class Ending(StrEnum):
    """How a request with this outcome ends."""

    REPLY = "reply"
    """With a written reply."""
    EITHER = "either"
    """With a reply, or with an entry in the ledger alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which a request can end."""

    id: str
    name: Wording
    articles: tuple[str, ...]
    """Citations (``gongkai.law.articles``), the one it rests on first."""
    rows: Mapping[str, str]
    """Format id -> row id of the table ``requests`` in the annual report."""
    document: Wording
    """The usual name of the reply."""
    review_first: ReviewFirst
    ending: Ending
    must_be_re_evaluated: bool
    """Art. 18: what was withheld is looked at again regularly."""
    tag: str
    """``V`` verified, ``M`` customary, ``I`` inferred."""
    number: int | None = None
    """Its place among the twenty-three; None for an office's own."""
    since: date | None = None
    """The first day on which it can occur."""
    has_remedy: bool = True
    """Whether there is anything that could be attacked; not after a withdrawal, say."""
    like: str = ""
    """For an office's own: the id of the outcome that it counts like."""

    def row(self, format_id: str) -> str:
        """The row that it counts in, in a format of the annual report ("2019", "2021")."""
        if format_id not in self.rows:
            raise LawError("unknown_format", format=format_id)
        return self.rows[format_id]


@cache
def standard_outcomes() -> tuple[Outcome, ...]:
    """The twenty-three, in the order of the form."""
    return tuple(
        Outcome(
            id=entry["id"],
            name=wording(entry),
            articles=tuple(entry["articles"]),
            rows=entry["rows"],
            document=wording(entry["document"]),
            review_first=ReviewFirst(entry["review_first"]),
            ending=Ending(entry["ends"]),
            must_be_re_evaluated=entry["re_evaluate"],
            tag=entry["tag"],
            number=entry["number"],
            since=entry.get("since"),
        )
        for entry in load("outcomes.toml")["outcome"]
    )


def own_outcome(
    outcome_id: str,
    name: Wording,
    like: str,
    *,
    document: Wording | None = None,
    has_remedy: bool = True,
) -> Outcome:
    """An office's own outcome, which counts in the same rows and has the same remedy as ``like``.

    ``has_remedy`` False is for ends that nobody can attack: withdrawn, joined with another request.

    Raises LawError where the id is one of the twenty-three, or ``like`` is not.
    """
    known = {outcome.id: outcome for outcome in standard_outcomes()}
    if outcome_id in known:
        raise LawError("outcome_exists", outcome=outcome_id)
    if like not in known:
        raise LawError("unknown_outcome", outcome=like)
    base = known[like]
    return replace(
        base,
        id=outcome_id,
        name=name,
        document=document or base.document,
        number=None,
        has_remedy=has_remedy and base.has_remedy,
        like=like,
    )


def outcome(outcome_id: str, own: Iterable[Outcome] = ()) -> Outcome:
    """The outcome of that id, among the twenty-three and an office's own. Raises LawError."""
    for candidate in (*standard_outcomes(), *own):
        if candidate.id == outcome_id:
            return candidate
    raise LawError("unknown_outcome", outcome=outcome_id)


def re_evaluation_due(
    decided: Outcome, replied_on: date, months: int = RE_EVALUATION_MONTHS
) -> date | None:
    """Art. 18: the day on which a refusal is to be looked at again; None where nothing was refused."""
    return add_months(replied_on, months) if decided.must_be_re_evaluated else None
