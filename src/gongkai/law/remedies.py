"""Remedies against a reply: which route, before whom, until when, and how the reply tells it.

Art. 51, the Review Law of 2023 (in force since 1 January 2024), the Litigation Law, and the courts'
interpretation of 2025. What depends on a date is asked with that date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.law.calendar import WorkCalendar
from gongkai.law.errors import Fault, fault_of
from gongkai.law.months import days_after, months_after
from gongkai.law.outcomes import Outcome, ReviewFirst
from gongkai.law.wording import Wording, load, wording


class Route(StrEnum):
    """What is open to an applicant."""

    REVIEW_FIRST = "review_first"
    REVIEW_FIRST_FOR_REFUSED_PART = "review_first_for_refused_part"
    REVIEW_OR_SUIT = "review_or_suit"
    REVIEW_OR_SUIT_DISPUTED = "review_or_suit_disputed"
    """Review or suit, but read differently from place to place at that time."""
    NONE = "none"


class BodyKind(StrEnum):
    """Whose decision is attacked: it decides who reviews."""

    LOCAL_DEPARTMENT = "local_department"
    LOCAL_GOVERNMENT = "local_government"
    """Township, county or city; not a province."""
    GOVERNMENT_AGENCY = "government_agency"
    """Sub-district offices and the like."""
    DEPARTMENT_AGENCY = "department_agency"
    AUTHORISED_ORGANISATION = "authorised_organisation"
    PROVINCIAL_GOVERNMENT = "provincial_government"
    CENTRAL_DEPARTMENT = "central_department"
    VERTICAL = "vertical"
    JUSTICE_DEPARTMENT = "justice_department"

    @property
    def label(self) -> Wording:
        """The kind in words."""
        return wording(_data()["bodies"][self.value])


class Reviewer(StrEnum):
    """Who reviews, seen from the body whose decision is attacked."""

    OWN_GOVERNMENT = "own_government"
    HIGHER_GOVERNMENT = "higher_government"
    FOUNDING_GOVERNMENT = "founding_government"
    FOUNDING_DEPARTMENT = "founding_department"
    SUPERVISING_DEPARTMENT = "supervising_department"
    HIGHER_DEPARTMENT = "higher_department"
    ITSELF = "itself"

    @property
    def label(self) -> Wording:
        """The reviewer in words."""
        return wording(_data()["reviewers"][self.value])


class Limit(StrEnum):
    """The periods of remedies; ``data/remedies.toml`` has their lengths."""

    REVIEW = "review"
    REVIEW_NOT_TOLD = "review_not_told"
    DIRECT_SUIT = "direct_suit"
    DIRECT_SUIT_NOT_TOLD = "direct_suit_not_told"
    SUIT_AFTER_REVIEW = "suit_after_review"
    SUIT_AFTER_BLOCKED_REVIEW = "suit_after_blocked_review"
    SUIT_FOR_SILENCE = "suit_for_silence"
    REVIEW_DECISION_SIMPLE = "review_decision_simple"
    REVIEW_DECISION = "review_decision"
    REVIEW_DECISION_EXTENDED = "review_decision_extended"
    RESPOND_SIMPLE = "respond_simple"
    RESPOND = "respond"
    DEFEND = "defend"
    APPEAL = "appeal"
    COURT_SIMPLE = "court_simple"
    COURT = "court"
    COURT_APPEAL = "court_appeal"


@dataclass(frozen=True, slots=True)
class Advice:
    """A route with what it rests on."""

    route: Route
    article: str
    tag: str
    """``V`` verified, ``M`` customary, ``I`` inferred."""
    note: Wording


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Who reviews: one, or several between whom the applicant chooses."""

    choices: tuple[Reviewer, ...]
    article: str
    tag: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One period of a remedy."""

    limit: Limit
    name: Wording
    start: date
    """The day it is counted from; it is not counted itself."""
    due: date
    """The last day."""
    article: str


def route(outcome: Outcome, replied_on: date) -> Advice:
    """What is open against a reply of that outcome, given on that day.

    Refusals under Art. 14 to 16 must go to review first since 2024 (Review Law Art. 23 (1) item 4);
    everything else may go either way.
    """
    dates = _data()["dates"]
    is_new_law = replied_on >= dates["review_first_since"]
    if not outcome.has_remedy:
        return _advice(Route.NONE)
    if is_new_law and outcome.review_first is ReviewFirst.YES:
        return _advice(Route.REVIEW_FIRST)
    if is_new_law and outcome.review_first is ReviewFirst.PART:
        return _advice(Route.REVIEW_FIRST_FOR_REFUSED_PART)
    gives_nothing = outcome.row("2021").startswith(("unavailable", "not_processed"))
    if is_new_law and gives_nothing and replied_on < dates["courts_since"]:
        return _advice(Route.REVIEW_OR_SUIT_DISPUTED)
    return _advice(Route.REVIEW_OR_SUIT)


def route_against_silence(reply_due: date) -> Advice:
    """What is open when no reply came by its due day."""
    dates = _data()["dates"]
    disputed = dates["review_first_since"] <= reply_due < dates["courts_since"]
    entry = _data()["routes"]["silence_disputed" if disputed else "silence"]
    chosen = Route.REVIEW_OR_SUIT_DISPUTED if disputed else Route.REVIEW_OR_SUIT
    return Advice(chosen, entry["article"], entry["tag"], wording(entry))


def reviewers(body: BodyKind, replied_on: date) -> Reviewers:
    """Who reviews a decision of such a body, given on that day (Review Law Art. 24 to 28)."""
    is_new_law = replied_on >= _data()["dates"]["review_first_since"]
    entry = _data()["bodies"][body.value]["since_2024" if is_new_law else "until_2023"]
    return Reviewers(tuple(map(Reviewer, entry["reviewers"])), entry["article"], entry["tag"])


def time_limit(limit: Limit, start: date, calendar: WorkCalendar) -> TimeLimit:
    """A period counted from the day after ``start``.

    Days and months are calendar ones and end on the next working day if the last is a day off (民事诉讼法
    Art. 85); the 5 and 10 days of the Review Law are working days (its Art. 88).
    """
    entry = _data()["limits"][limit.value]
    if "working_days" in entry:
        due = calendar.add(start, entry["working_days"]).end
    elif "months" in entry:
        due = months_after(start, entry["months"], calendar)
    else:
        due = days_after(start, entry["days"], calendar)
    return TimeLimit(limit, wording(entry), start, due, entry["article"])


def remedy_notice(
    outcome: Outcome, replied_on: date, reviewer: Wording, court: Wording
) -> Wording | None:
    """The paragraph that tells the applicant the remedies, for a reply of that day.

    Args:
        outcome: what was decided.
        replied_on: the reply's date; the wording changed with 2024.
        reviewer: name of the review body, as the office fills it in (several: 甲或者乙).
        court: name of the court.

    Returns:
        The paragraph, or None where there is nothing to be remedied.
    """
    advice = route(outcome, replied_on)
    if advice.route is Route.NONE:
        return None
    key = advice.route
    if key is Route.REVIEW_OR_SUIT_DISPUTED:
        key = Route.REVIEW_OR_SUIT
    return wording(_data()["notices"][key.value]).fill(reviewer=reviewer, court=court)


def check_direct_suit(outcome: Outcome, replied_on: date, filed_on: date) -> Fault | None:
    """A direct suit against what must go to review first; None where it is allowed."""
    if route(outcome, replied_on).route is Route.REVIEW_FIRST:
        return fault_of("suit_without_review", on=filed_on)
    return None


def _advice(chosen: Route) -> Advice:
    entry = _data()["routes"][chosen.value]
    return Advice(chosen, entry["article"], entry["tag"], wording(entry))


def _data() -> dict[str, Any]:
    return load("remedies.toml")
