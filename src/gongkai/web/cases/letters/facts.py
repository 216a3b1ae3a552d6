"""What a template may say: the placeholders, as data (``facts.toml``), and their values for a letter."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from django.utils.translation import gettext as _

from gongkai.law.calendar import WorkCalendar
from gongkai.law.clock.events import Event as LawEvent
from gongkai.law.clock.events import EventKind
from gongkai.law.clock.history import EXTENSION_DAYS
from gongkai.law.clock.pauses import ANSWER_DAYS
from gongkai.law.clock.periods import PAY_DAYS
from gongkai.law.clock.readings import STANDING
from gongkai.law.clock.result import Clock
from gongkai.law.clock.run import run_clock
from gongkai.law.errors import LawError
from gongkai.law.fees import tariff_name
from gongkai.law.outcomes import Outcome, outcome
from gongkai.law.remedies import Route, remedy_notice, route
from gongkai.law.wording import Wording, spoken_date, wording
from gongkai.web.bodies.models import Body
from gongkai.web.cases.clock import calendar_for, law_events
from gongkai.web.cases.letters.citations import cited
from gongkai.web.cases.letters.errors import LetterError
from gongkai.web.cases.letters.given import Given
from gongkai.web.cases.letters.kinds import Addressee, Kind, finding
from gongkai.web.cases.letters.money import in_capitals, reckoned
from gongkai.web.cases.models import Case
from gongkai.web.cases.outcomes import outcome_of

NOT_SENT = "（发出时编号）"
NO_DATE = "（发出日期）"
_EXAMPLE_DAY = date(2026, 3, 16)
PARAGRAPH = "\a"
"""Where a value goes on in a new paragraph of the same style."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One placeholder."""

    key: str
    name: str
    """What stands between the braces."""
    meaning: Wording
    where: tuple[str, ...]
    example: str

    def is_in(self, kind: Kind) -> bool:
        """Whether letters of the kind have it."""
        groups = {"all", kind.id}
        if kind.addressee is Addressee.APPLICANT:
            groups.add("applicant")
        if kind.is_reply:
            groups.add("reply")
        return not groups.isdisjoint(self.where)


@cache
def facts() -> tuple[Fact, ...]:
    """All placeholders, in the order of the data."""
    text = files("gongkai.web.cases.letters").joinpath("facts.toml").read_text(encoding="utf-8")
    return tuple(
        Fact(entry["key"], entry["name"], wording(entry), tuple(entry["where"]), entry["example"])
        for entry in tomllib.loads(text)["fact"]
    )


def facts_of(kind: Kind) -> tuple[Fact, ...]:
    """Those that letters of the kind have."""
    return tuple(fact for fact in facts() if fact.is_in(kind))


def example_values(kind: Kind) -> dict[str, str]:
    """Invented values by placeholder, to try a template with."""
    known = {fact.key: fact for fact in facts()}
    own = {}
    if kind.addressee is not Addressee.APPLICANT:
        own["addressee"] = known["party"].example
    if kind.is_reply:
        told = outcome(kind.outcomes[0])
        you, basis = known["you"].example, cited(told.articles)
        own |= {"outcome": told.name.zh, "basis": basis}
        own["finding"] = finding(told).format(you=you, basis=basis)
        names = (Wording(known[key].example, "") for key in ("review_body", "court"))
        notice = remedy_notice(told, _EXAMPLE_DAY, *names)
        own["remedy"] = notice.zh if notice else ""
    return {fact.name: own.get(fact.key, fact.example) for fact in facts_of(kind)}


@dataclass(frozen=True)
class Subject:
    """What one letter is about: everything its values come from."""

    case: Case
    kind: Kind
    given: Given
    on: date
    """The day of sending, or today for a draft."""
    number: str = ""
    """Empty for a draft."""

    @property
    def body(self) -> Body:
        """Who writes."""
        return self.case.body

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days of the body."""
        return calendar_for(self.body)

    @cached_property
    def clock(self) -> Clock:
        """The clock on the day of the letter. Raises LetterError for a day before the request."""
        if self.on < self.case.submitted_on:
            raise LetterError(_("发出日期不能早于申请提交日期。"))
        return run_clock(law_events(self.case), self.calendar, self.on)

    @cached_property
    def outcome(self) -> Outcome:
        """What a reply tells. Raises LetterError before one is chosen."""
        chosen = self.case.outcome or self.case.draft_outcome
        if not chosen:
            raise LetterError(_("还没有选择办理结果，做不出答复文书。请先拟写答复。"))
        return outcome_of(chosen, self.case.body_id)

    def remedy_outcome(self) -> Outcome | None:
        """The outcome whose remedies the letter has to tell; None for letters without any."""
        if self.kind.is_reply:
            return self.outcome
        return outcome_of(self.kind.remedy, self.case.body_id) if self.kind.remedy else None


def values_of(subject: Subject) -> dict[str, str]:
    """The values of a letter by placeholder; what is not known is empty.

    Raises LetterError where a value cannot be made that the letter must have.
    """
    wanted = facts_of(subject.kind)
    return {fact.name: _clean(_SOURCES[fact.key](subject)) for fact in wanted}


def remedy_of(subject: Subject) -> str:
    """The remedy notice that the letter must contain; empty where nothing can be attacked.

    Raises LetterError where the body has no review body or court to name.
    """
    told = subject.remedy_outcome()
    if told is None or route(told, subject.on).route is Route.NONE:
        return ""
    reviewer, court = subject.body.review_body, subject.body.court
    if reviewer is None or not court:
        missing = _("行政复议机关") if reviewer is None else _("管辖法院")
        raise LetterError(
            _("这份文书要写明救济途径，但是本机关的资料里没有%(missing)s。请先在“机关”里填写。")
            % {"missing": missing}
        )
    named = Wording(reviewer.name, reviewer.name)
    notice = remedy_notice(told, subject.on, named, Wording(court, court))
    return notice.zh if notice else ""


def _addressee(subject: Subject) -> str:
    if subject.kind.addressee is Addressee.APPLICANT:
        return subject.case.applicant.name
    return subject.given.party


def _you(subject: Subject) -> str:
    return "你单位" if subject.case.applicant.is_organisation else "您"


def _basis(subject: Subject) -> str:
    if subject.kind.is_reply:
        return cited(subject.outcome.articles)
    return cited((subject.kind.article,)) if subject.kind.article else ""


def _due(subject: Subject) -> str:
    reply = subject.clock.reply
    return spoken_date(reply.due) if reply and reply.due else ""


def _received(subject: Subject) -> str:
    day = subject.clock.received_on
    return spoken_date(day) if day else ""


def _extended_due(subject: Subject) -> str:
    """The day as the clock would count it with the extension entered (Art. 33 (2))."""
    extended = LawEvent(EventKind.EXTENDED, subject.on, days=subject.given.days, consent=True)
    try:
        clock = run_clock([*law_events(subject.case), extended], subject.calendar, subject.on)
    except LawError as fault:
        raise LetterError(fault.text("zh")) from fault
    return spoken_date(clock.reply.due) if clock.reply and clock.reply.due else ""


def _finding(subject: Subject) -> str:
    return finding(subject.outcome).format(you=_you(subject), basis=_basis(subject))


def _fee(subject: Subject, part: Callable[[Given], str]) -> str:
    return part(subject.given) if subject.given.tariff else ""


def _lines(text: str) -> str:
    return PARAGRAPH.join(line.strip() for line in text.splitlines() if line.strip())


def _line(text: str) -> str:
    """In one line, without the full stop that would stand before a closing quotation mark."""
    return "；".join(line.strip() for line in text.splitlines() if line.strip()).rstrip("。；;.")


def _clean(text: str) -> str:
    """Without the characters that no XML can hold."""
    return "".join(each for each in text if each >= " " or each in {PARAGRAPH, "\t"}).translate(
        _NOT_IN_XML
    )


_NOT_IN_XML = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))

_SOURCES: Mapping[str, Callable[[Subject], str]] = {
    "body": lambda s: s.body.name,
    "office": lambda s: s.body.office,
    "address": lambda s: s.body.address,
    "phone": lambda s: s.body.phone,
    "postcode": lambda s: s.body.postcode,
    "email": lambda s: s.body.email,
    "hours": lambda s: s.body.hours,
    "number": lambda s: s.number or NOT_SENT,
    "date": lambda s: spoken_date(s.on) if s.number else NO_DATE,
    "addressee": _addressee,
    "case_number": lambda s: s.case.number,
    "title": lambda s: _line(s.case.title),
    "description": lambda s: _line(s.case.description),
    "due": _due,
    "basis": _basis,
    "applicant": lambda s: s.case.applicant.name,
    "you": _you,
    "channel": lambda s: str(s.case.get_channel_display()),
    "submitted": lambda s: spoken_date(s.case.submitted_on),
    "received": _received,
    "form_wanted": lambda s: f"{s.case.get_form_wanted_display()}，{s.case.get_way_display()}",
    "text": lambda s: _lines(s.given.text),
    "party": lambda s: s.given.party,
    "opinion_days": lambda _s: str(ANSWER_DAYS),
    "clarify_days": lambda s: str(s.given.days or STANDING.clarification_days),
    "extension_days": lambda s: str(s.given.days or EXTENSION_DAYS),
    "extended_due": _extended_due,
    "until": lambda s: spoken_date(s.given.until) if s.given.until else "",
    "tariff": lambda s: _fee(s, lambda g: tariff_name(g.fee().tariff).zh),
    "reckoning": lambda s: _fee(s, lambda g: reckoned(g.fee())),
    "amount": lambda s: _fee(s, lambda g: f"{g.fee().total.normalize():f}"),
    "amount_words": lambda s: _fee(s, lambda g: in_capitals(g.fee().total)),
    "pay_days": lambda _s: str(PAY_DAYS),
    "outcome": lambda s: s.outcome.name.zh,
    "finding": _finding,
    "reply": lambda s: _lines(s.case.draft_text or s.given.text),
    "transfer_hint": lambda s: s.case.transfer_hint,
    "remedy": remedy_of,
    "review_body": lambda s: s.body.review_body.name if s.body.review_body else "",
    "court": lambda s: s.body.court,
}
