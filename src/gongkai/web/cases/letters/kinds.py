"""The kinds of letters, as data (``kinds.toml``): process letters and the replies of the outcomes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law.clock.events import EventKind
from gongkai.law.outcomes import Outcome, standard_outcomes
from gongkai.law.wording import Wording, wording


class Addressee(StrEnum):
    """Whom a letter goes to."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    BODY = "body"
    """Another public body that is asked to help."""


@dataclass(frozen=True, slots=True)
class FreeText:
    """What the officer writes into a letter of the kind."""

    label: Wording
    help: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter."""

    id: str
    name: Wording
    title: str
    """As printed."""
    addressee: Addressee
    article: str
    """The citation behind it; a reply has that of its outcome."""
    event: EventKind | None
    """What sending it records; None where nothing of the clock hangs on it."""
    asks: tuple[str, ...]
    """Further values that are asked for when it is made."""
    text: FreeText | None
    remedy: str
    """The outcome whose remedies it tells; empty for none, and for replies, which have their own."""
    paragraphs: tuple[str, ...]
    """The default template's paragraphs."""
    enclosure: tuple[str, ...]
    """The lines of a page behind it; the first two are its mark and its title."""
    outcomes: tuple[str, ...]
    """For a reply: the ids of the standard outcomes it tells."""
    tag: str
    """``V`` in a published set of forms, ``M`` customary, ``I`` our completion of the set."""

    @property
    def is_reply(self) -> bool:
        """Whether it tells how the request ended."""
        return bool(self.outcomes)

    @property
    def may_need_remedy(self) -> bool:
        """Whether a letter of the kind can need the remedy notice."""
        return self.is_reply or bool(self.remedy)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id: process letters in the order of the work, then replies in the form's order."""
    return {kind.id: kind for kind in (*_process_kinds(), *_reply_kinds())}


def reply_kind(outcome: Outcome) -> Kind:
    """The kind of letter that tells the outcome; an office's own goes like the one it counts like."""
    wanted = outcome.like or outcome.id
    return next(kind for kind in kinds().values() if wanted in kind.outcomes)


def kind_for_event(event: EventKind) -> Kind | None:
    """The process letter whose sending is that event, where there is one."""
    return next((kind for kind in kinds().values() if kind.event is event), None)


def finding(outcome: Outcome) -> str:
    """What a reply of that outcome finds, with places for ``{you}`` and ``{basis}``."""
    text: str = _data()["findings"][outcome.like or outcome.id]
    return text


def _process_kinds() -> Iterator[Kind]:
    for entry in _data()["process"]:
        yield Kind(
            id=entry["id"],
            name=wording(entry["name"]),
            title=entry["title"],
            addressee=Addressee(entry["addressee"]),
            article=entry["article"],
            event=EventKind(entry["event"]) if "event" in entry else None,
            asks=tuple(entry.get("asks", ())),
            text=_text(entry),
            remedy=entry.get("remedy", ""),
            paragraphs=_paragraphs(entry["paragraphs"], entry["addressee"]),
            enclosure=tuple(entry.get("enclosure", ())),
            outcomes=(),
            tag=entry["tag"],
        )


def _reply_kinds() -> Iterator[Kind]:
    standard = {each.id: each for each in standard_outcomes()}
    for entry in _data()["reply"]:
        first = standard[entry["outcomes"][0]]
        yield Kind(
            id=entry["id"],
            name=first.document,
            # What stands in brackets tells the clerk which one it is, not the applicant.
            title=first.document.zh.partition("（")[0],
            addressee=Addressee.APPLICANT,
            article=first.articles[0],
            event=EventKind.REPLY_SENT,
            asks=(),
            text=_text(entry),
            remedy="",
            paragraphs=_paragraphs(["@intro", *_data()["shared"]["reply"], "@remedy"], "applicant"),
            enclosure=(),
            outcomes=tuple(entry["outcomes"]),
            tag="M",
        )


def _text(entry: Mapping[str, Any]) -> FreeText | None:
    asked = entry.get("text")
    return FreeText(wording(asked), asked["help"]) if asked else None


def _paragraphs(given: list[str], addressee: str) -> tuple[str, ...]:
    shared = _data()["shared"]
    intro = shared["applicant" if addressee == "applicant" else "other"]
    known = {"@intro": intro, "@regards": shared["regards"], "@remedy": "{{ 救济途径 }}"}
    return tuple(known.get(each, each) for each in given)


@cache
def _data() -> dict[str, Any]:
    text = files("gongkai.web.cases.letters").joinpath("kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
