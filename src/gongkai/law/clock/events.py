"""What can happen to a request, as the ledger stores it.

An event is a fact with a date. Everything else (deadlines, days left, state) is computed from the
events and never stored, so that a changed holiday notice or a late entry changes the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any

from gongkai.law.errors import LawError
from gongkai.law.wording import Wording, load, wording


class EventKind(StrEnum):
    """The kinds of events, in the order in which they can follow each other on one day."""

    SUBMITTED = "submitted"
    """提交申请: the request reached the body."""
    RECEIPT_CONFIRMED = "receipt_confirmed"
    """确认收到: body and applicant confirmed the receipt (Art. 31)."""
    CLARIFICATION_ASKED = "clarification_asked"
    """告知补正: the one-time notice was sent (Art. 30)."""
    CLARIFICATION_NOTICE_RECEIVED = "clarification_notice_received"
    """补正告知送达: the applicant has the notice; their period runs."""
    CLARIFIED = "clarified"
    """收到补正: the clarified request was received; the clock starts anew."""
    FEE_NOTICE_SENT = "fee_notice_sent"
    """发出收费通知."""
    FEE_NOTICE_RECEIVED = "fee_notice_received"
    """收费通知送达: the applicant's 20 days run."""
    FEE_PAID = "fee_paid"
    """缴费完成."""
    THIRD_PARTY_ASKED = "third_party_asked"
    """征求第三方意见: the letter was sent (Art. 32)."""
    THIRD_PARTY_LETTER_RECEIVED = "third_party_letter_received"
    """第三方收到征求意见书: their 15 days run."""
    THIRD_PARTY_ANSWERED = "third_party_answered"
    """第三方答复."""
    CO_MAKER_ASKED = "co_maker_asked"
    """征求共同制作机关意见: the letter was sent (Art. 34)."""
    CO_MAKER_LETTER_RECEIVED = "co_maker_letter_received"
    """共同制作机关收到征求意见书: their 15 days run."""
    CO_MAKER_ANSWERED = "co_maker_answered"
    """共同制作机关答复."""
    REASONS_ASKED = "reasons_asked"
    """要求说明理由: number or frequency exceed what is reasonable (Art. 35)."""
    REASONS_GIVEN = "reasons_given"
    """说明理由."""
    DEFERRED = "deferred"
    """确定延迟答复的合理期限: reasonable, but not possible in time (Art. 35)."""
    EXTENDED = "extended"
    """延期答复: told to the applicant, with the head's consent (Art. 33 (2))."""
    REPLY_SENT = "reply_sent"
    """发出答复: handed to the post office, put online, or on its way to be handed over."""
    REPLY_RECEIVED = "reply_received"
    """答复送达: signed for, or known to the applicant."""
    WITHDRAWN = "withdrawn"
    """撤回申请."""
    CLOSED = "closed"
    """结案: ended without a reply (not clarified, not paid, joined with another...)."""


class Channel(StrEnum):
    """How the request came (Art. 31 ties the receipt date to it)."""

    IN_PERSON = "in_person"
    """当面提交; an oral request that the office wrote down counts as one."""
    SIGNED_MAIL = "signed_mail"
    """邮寄（需签收）."""
    ORDINARY_MAIL = "ordinary_mail"
    """平常信函."""
    INTERNET = "internet"
    """互联网渠道."""
    FAX = "fax"
    """传真."""


class Delivery(StrEnum):
    """How a reply is delivered; it decides which day counts."""

    IN_PERSON = "in_person"
    """直接送达: the day of the signature."""
    BY_PROXY = "by_proxy"
    """代为送达 (another body or court hands it over): the day of the signature."""
    POST = "post"
    """邮寄送达: the day it is handed to the post office; other couriers are not allowed."""
    ELECTRONIC = "electronic"
    """电子方式: the day it is sent or can be seen online."""


class Answer(StrEnum):
    """What a consulted party said."""

    CONSENTS = "consents"
    """同意公开."""
    OBJECTS = "objects"
    """不同意公开."""
    PARTLY = "partly"
    """部分同意."""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of a request's history.

    Which fields a kind needs and which it may have is data (``data/events.toml``,
    ``event_spec(kind)``); any other field must stay empty.
    """

    kind: EventKind
    on: date
    channel: Channel | None = None
    """SUBMITTED: how it came."""
    party: str = ""
    """THIRD_PARTY_*, CO_MAKER_*: a key or name, the same in all events of one consultation."""
    days: int | None = None
    """CLARIFICATION_ASKED: the applicant's period; EXTENDED: how many. Working days."""
    until: date | None = None
    """DEFERRED: the date told to the applicant."""
    consent: bool | None = None
    """EXTENDED: the head of the disclosure office consented."""
    excused: bool | None = None
    """CLARIFIED: a good reason excuses that it comes late."""
    answer: Answer | None = None
    """THIRD_PARTY_ANSWERED, CO_MAKER_ANSWERED."""
    delivery: Delivery | None = None
    """REPLY_SENT: by which way."""
    outcome: str = ""
    """REPLY_SENT, CLOSED: the id of the outcome (``gongkai.law.outcomes``)."""
    amount: Decimal | None = None
    """FEE_NOTICE_SENT: yuan."""

    def to_json(self) -> dict[str, Any]:
        """The event as plain data; empty fields are left out."""
        plain: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value == "":
                continue
            is_plain = isinstance(value, bool | int)
            plain[field.name] = value if is_plain else str(value)
        return plain


@dataclass(frozen=True, slots=True)
class EventSpec:
    """What the catalogue says about a kind of event."""

    kind: EventKind
    name: Wording
    """Two to eight characters, for a button or a heading."""
    sentence: Wording
    """One sentence for people about an event that happened."""
    article: str
    """The citation behind it; empty where none is."""
    needs: tuple[str, ...]
    """Names of the fields that must be filled."""
    may_have: tuple[str, ...]
    """Names of the fields that may be filled."""


@cache
def event_spec(kind: EventKind) -> EventSpec:
    """The catalogue's entry of one kind."""
    entry = load("events.toml")[kind.value]
    return EventSpec(
        kind=kind,
        name=wording(entry["name"]),
        sentence=wording(entry["sentence"]),
        article=entry.get("article", ""),
        needs=tuple(entry.get("needs", ())),
        may_have=tuple(entry.get("may_have", ())),
    )


def _exactly(kind: type) -> Callable[[object], object]:
    """A reader that takes a value of that type as it is; a bool is no int."""

    def read(value: object) -> object:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


def _money(value: object) -> Decimal:
    amount = Decimal(str(value))
    if not amount.is_finite():
        raise ValueError
    return amount


_READERS: Mapping[str, Callable[[Any], object]] = {
    "kind": EventKind,
    "on": date.fromisoformat,
    "channel": Channel,
    "party": _exactly(str),
    "days": _exactly(int),
    "until": date.fromisoformat,
    "consent": _exactly(bool),
    "excused": _exactly(bool),
    "answer": Answer,
    "delivery": Delivery,
    "outcome": _exactly(str),
    "amount": _money,
}


def event_from_json(data: Mapping[str, Any]) -> Event:
    """The event that ``to_json`` wrote. Raises LawError where a field is unknown or unreadable."""
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in _READERS:
            raise LawError("unknown_field", field=name)
        try:
            values[name] = _READERS[name](value)
        except (ValueError, TypeError, InvalidOperation) as error:
            raise LawError("unreadable_field", field=name, value=value) from error
    if missing := {"kind", "on"} - set(values):
        raise LawError("field_needed", field=min(missing), kind=Wording("办理环节", "An event"))
    return Event(**values)
