"""Drafts of letters, and sending them: number, file and event together or not at all."""

from __future__ import annotations

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.law.clock.events import Delivery, EventKind
from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.clock.run import admit
from gongkai.law.errors import LawError
from gongkai.law.outcomes import re_evaluation_due
from gongkai.web.accounts.models import User
from gongkai.web.cases.clock import calendar_for, law_events
from gongkai.web.cases.letters.errors import LetterError
from gongkai.web.cases.letters.facts import Subject
from gongkai.web.cases.letters.given import Given, given_from_json
from gongkai.web.cases.letters.kinds import Kind, kinds, reply_kind
from gongkai.web.cases.letters.making import make
from gongkai.web.cases.letters.numbering import next_serial, number_text
from gongkai.web.cases.letters.templates import template_bytes
from gongkai.web.cases.models import Case, Event, Letter
from gongkai.web.cases.outcomes import outcome_of
from gongkai.web.cases.possible import action_of
from gongkai.web.cases.workflow import (
    NotPermittedError,
    WorkflowError,
    conclude,
    record_event,
    sentence,
)
from gongkai.web.site.today import today


def draft(case: Case, kind: Kind, given: Given, user: User) -> Letter:
    """Make the draft of a letter, or make it anew; one of each kind and party.

    Raises LetterError where the template or a missing value forbids it, WorkflowError where the event
    that sending it would record cannot happen.
    """
    _refuse_impossible(case, kind, given)
    made = make(template_bytes(case.body, kind), Subject(case, kind, given, today()))
    letter = _draft_of(case, kind, given) or Letter(case=case, body=case.body)
    letter.kind, letter.given, letter.year = kind.id, given.to_json(), today().year
    letter.made_by = user
    _store(letter, made)
    letter.save()
    return letter


def remake_drafts(case: Case, user: User) -> None:
    """Make the drafts of a locked case anew from what it says now, so that nobody reads an old one.

    A reply that cannot be made any more is thrown away: it says nothing that the case does not. Of
    other letters the draft stays; sending makes them anew in any case, or says why not.
    """
    for letter in Letter.objects.filter(case=case, sent_on__isnull=True):
        is_reply = letter.spec.is_reply
        given = given_from_json(letter.given)
        try:
            with transaction.atomic():
                draft(case, _kind_now(case, letter), given, user)
        except WorkflowError:
            if is_reply:
                discard(letter)


def _kind_now(case: Case, letter: Letter) -> Kind:
    """Of a reply, the kind that tells the outcome that is chosen now."""
    chosen = case.outcome or case.draft_outcome
    if not letter.spec.is_reply or not chosen:
        return letter.spec
    return reply_kind(outcome_of(chosen, case.body_id))


def _draft_of(case: Case, kind: Kind, given: Given) -> Letter | None:
    """The draft that a new one takes the place of: a request has one reply."""
    drafts = Letter.objects.filter(case=case, sent_on__isnull=True)
    same = [each for each in kinds().values() if each.is_reply] if kind.is_reply else [kind]
    for letter in drafts.filter(kind__in=[each.id for each in same]):
        if given_from_json(letter.given).party == given.party:
            return letter
    return None


def _refuse_impossible(case: Case, kind: Kind, given: Given) -> None:
    """A letter whose event the law does not admit is not worth writing."""
    if kind.is_reply and reply_kind(Subject(case, kind, given, today()).outcome) != kind:
        raise LetterError(_("这种答复文书和答复稿的办理结果不一致。请按办理结果制作。"))
    if kind.event is None or kind.is_reply:
        return
    try:
        event = given.event(kind.event, today(), consent=True)
        admit(law_events(case), event, calendar_for(case.body))
    except LawError as fault:
        raise LetterError(sentence(fault)) from fault


def discard(letter: Letter) -> None:
    """Throw a draft away. Raises LetterError for one that is out."""
    if letter.is_sent:
        raise LetterError(_("文书已经发出，不能删除。"))
    _forget(letter.file.name, letter)
    letter.delete(reason=_("删除草稿"))


def send(case: Case, letter: Letter, on: date, user: User, *, consent: bool = False) -> Letter:
    """Send a process letter: the event is recorded and the letter made with its number, or neither.

    Raises WorkflowError.
    """
    kind = letter.spec
    if letter.is_sent:
        raise LetterError(_("文书已经发出，不能再发。"))
    if not user.may(action_of(kind.event) if kind.event else "cases.handle", case.body):
        raise NotPermittedError(_("这份文书要由有权批准的人发出。"))
    if kind.is_reply:
        raise LetterError(_("答复文书请从“发出答复”发出。"))
    given = given_from_json(letter.given)
    subject = Subject(case, kind, given, on)
    # What the letter says of deadlines is as of before its own event.
    with transaction.atomic():
        made = _numbered(letter, subject)
        if kind.event is not None:
            letter.event = record_event(case, given.event(kind.event, on, consent=consent), user)
            case.save()
        _finish(letter, made, on)
    return letter


def send_reply(case: Case, on: date, delivery: Delivery, user: User) -> Letter:
    """Send the approved reply: event, stage, re-evaluation and the letter, all or nothing.

    Raises WorkflowError.
    """
    outcome = outcome_of(case.draft_outcome, case.body_id)
    kind = reply_kind(outcome)
    event = LawEvent(EventKind.REPLY_SENT, on, delivery=delivery, outcome=outcome.id)
    with transaction.atomic():
        letter = _draft_of(case, kind, Given()) or Letter(case=case, body=case.body, made_by=user)
        letter.kind, letter.given = kind.id, {}
        made = _numbered(letter, Subject(case, kind, Given(), on))
        # Art. 18: what was withheld is looked at again.
        case.re_evaluate_on = re_evaluation_due(outcome, on)
        letter.event = conclude(case, event, "send_reply", user)
        _finish(letter, made, on)
    return letter


def send_after_closing(case: Case, letter: Letter, on: date) -> Letter:
    """Send the notice that a request is not handled further; its closing was recorded before."""
    if letter.is_sent:
        raise LetterError(_("文书已经发出，不能再发。"))
    with transaction.atomic():
        made = _numbered(letter, Subject(case, letter.spec, given_from_json(letter.given), on))
        letter.event = _closing_of(case)
        _finish(letter, made, on)
    return letter


def _closing_of(case: Case) -> Event | None:
    ends = (EventKind.CLOSED.value, EventKind.WITHDRAWN.value)
    return case.events.filter(kind__in=ends, retracted_at__isnull=True).last()


def _numbered(letter: Letter, subject: Subject) -> bytes:
    """The letter with the next number of the year."""
    year = subject.on.year
    letter.year, letter.serial = year, next_serial(subject.body, year)
    letter.number = number_text(subject.body, year, letter.serial)
    numbered = Subject(subject.case, subject.kind, subject.given, subject.on, letter.number)
    return make(template_bytes(subject.body, subject.kind), numbered)


def _finish(letter: Letter, made: bytes, on: date) -> None:
    letter.sent_on = on
    _store(letter, made)
    letter.save(reason=_("发出"))


def _store(letter: Letter, made: bytes) -> None:
    """Keep the file under a new name; the draft's goes when the new one is certain."""
    _forget(letter.file.name, letter)
    letter.sha256 = hashlib.sha256(made).hexdigest()
    letter.file.save("letter.docx", ContentFile(made), save=False)


def _forget(name: str | None, letter: Letter) -> None:
    if name:
        storage = letter.file.storage
        transaction.on_commit(lambda: storage.delete(name))
