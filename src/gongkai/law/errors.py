"""What the law says no to: one catalogue of codes, each with a sentence in both languages.

Three kinds of wrong (``data/errors.toml``): what cannot have happened is *impossible* and raises
a LawError; an act that happened but that the law gives no effect is *void*, and one that happened
against the law but counts all the same is a *breach*: these two are reported as Faults.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from gongkai.law.wording import Wording, load, wording


class Gravity(StrEnum):
    """What kind of wrong a code of the catalogue names."""

    IMPOSSIBLE = "impossible"
    """It cannot have happened, or the entry contradicts itself."""
    VOID = "void"
    """It happened, but has no legal effect."""
    BREACH = "breach"
    """It happened against the law and counts all the same."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One act against the law in a request's history.

    ``code`` is a code of ``data/errors.toml``, ``on`` the day of the act, ``article`` the citation
    that it offends (see ``gongkai.law.articles``).
    """

    code: str
    gravity: Gravity
    message: Wording
    article: str = ""
    on: date | None = None

    def text(self, lang: str = "zh") -> str:
        """The fault in one sentence."""
        return self.message.text(lang)


class LawError(ValueError):
    """Something impossible was asked or entered.

    ``code`` says what, in the catalogue of ``data/errors.toml``; ``article`` is the citation behind
    it (empty where plain logic is); ``text(lang)`` is one sentence for people.
    """

    def __init__(self, code: str, /, *, on: date | None = None, **details: object) -> None:
        fault = fault_of(code, on=on, **details)
        super().__init__(fault.message.zh)
        self.code = code
        self.details = {"on": on, **details} if on else details
        self.article = fault.article
        self.message = fault.message

    @classmethod
    def of(cls, fault: Fault) -> LawError:
        """The error that refuses what a fault only reports."""
        error = cls.__new__(cls, fault.message.zh)
        error.code, error.details = fault.code, {"on": fault.on}
        error.article, error.message = fault.article, fault.message
        return error

    def text(self, lang: str = "zh") -> str:
        """The error in one sentence, Chinese unless ``lang`` is ``en``."""
        return self.message.text(lang)


def fault_of(code: str, /, *, on: date | None = None, **details: object) -> Fault:
    """The Fault of that code, its sentence filled with the details."""
    entry = error_catalogue()[code]
    return Fault(
        code=code,
        gravity=Gravity(entry["gravity"]),
        message=wording(entry).fill(on=on, **details),
        article=entry.get("article", ""),
        on=on,
    )


@cache
def error_catalogue() -> dict[str, dict[str, str]]:
    """All codes with gravity, article and wording."""
    return load("errors.toml")
