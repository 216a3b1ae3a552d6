"""Which letters are worth making for a request as it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongkai.law.clock.events import EventKind
from gongkai.law.outcomes import Ending
from gongkai.web.accounts.models import User
from gongkai.web.cases.letters.kinds import Kind, kind_for_event, kinds, reply_kind
from gongkai.web.cases.models import Case, Letter
from gongkai.web.cases.outcomes import outcome_of
from gongkai.web.cases.possible import action_of
from gongkai.web.cases.stages import DRAFT_STAGES, Stage

_DISCLOSING = ("granted", "partly_granted")


@dataclass(frozen=True, slots=True)
class Line:
    """One letter on the card of a case, and what the user can do with it."""

    letter: Letter
    can_send: bool
    can_change: bool
    needs_other: bool
    """A draft that somebody else has to send: the head consents to an extension (Art. 33 (2))."""


def lines_of(case: Case, user: User) -> list[Line]:
    """The letters of a case, drafts first, then those that are out, the newest first."""
    letters = sorted(
        case.letters.select_related("made_by"),
        key=lambda each: (
            each.is_sent,
            -(each.sent_on or each.made_at.date()).toordinal(),
            -each.pk,
        ),
    )
    may_handle = user.may("cases.handle", case.body)
    found = []
    for letter in letters:
        may_send = not letter.is_sent and _may_send(letter, user)
        is_ready = not letter.spec.is_reply or case.stage in {Stage.CLOSED, Stage.ARCHIVED}
        found.append(
            Line(
                letter,
                can_send=may_send and is_ready,
                can_change=may_handle and not letter.is_sent,
                needs_other=may_handle and not letter.is_sent and not may_send,
            )
        )
    return found


def _may_send(letter: Letter, user: User) -> bool:
    event = letter.spec.event
    return user.may(action_of(event) if event else "cases.handle", letter.body)


def suggestions(case: Case, admitted: Collection[EventKind]) -> list[Kind]:
    """The kinds that fit: those whose event the clock admits now, and the reply that is drafted."""
    wanted = {kind.id for event in admitted if (kind := kind_for_event(event)) is not None}
    events = {event.kind for event in case.events.all() if event.retracted_at is None}
    if case.is_open and case.received_on is not None:
        wanted.add("receipt")
    if case.is_open and events & {EventKind.THIRD_PARTY_ASKED, EventKind.CO_MAKER_ASKED}:
        wanted.add("consultation_notice")
    if case.draft_outcome in _DISCLOSING and EventKind.THIRD_PARTY_ASKED in events:
        wanted.add("third_party_disclosure")
    if case.is_open and case.stage != Stage.REGISTERED:
        wanted.add("assistance")
    wanted |= _reply_of(case)
    return [kind for kind in kinds().values() if kind.id in wanted]


def _reply_of(case: Case) -> set[str]:
    if case.stage in {Stage.HANDLING, *DRAFT_STAGES} and case.draft_outcome:
        return {reply_kind(outcome_of(case.draft_outcome, case.body_id)).id}
    if case.stage == Stage.CLOSED:
        ended = outcome_of(case.outcome, case.body_id)
        return {reply_kind(ended).id} if ended.ending is Ending.EITHER else set()
    return set()
