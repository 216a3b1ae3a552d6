"""Whether a letter to somebody else tells who the applicant is: by what officers wrote, not by the template."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from gongkai.web.cases.letters.errors import LetterError
from gongkai.web.cases.letters.facts import Subject
from gongkai.web.cases.letters.kinds import Addressee
from gongkai.web.cases.letters.package import FILLED, parsed

_SHORTEST = 2
"""Characters of a name that can be looked for: a single one stands in every text."""
_BETWEEN = str.maketrans("", "", "-‐‑–—－·")


def refuse_disclosure(made: bytes, subject: Subject) -> None:
    """Raises LetterError where a letter that is not the applicant's has the applicant's data.

    Neither name nor identity number nor telephone leave the office with a consultation (Art. 32 asks
    for an opinion on the information, not on the person).
    """
    if subject.kind.addressee is Addressee.APPLICANT:
        return
    text = _plain("".join(_texts(made)))
    found = [(what, value) for what, value in _secrets(subject) if value in text]
    if not found:
        return
    values = [value for _what, value in found]
    raise LetterError(
        _(
            "这份文书不是发给申请人的，不能透露申请人是谁，里面却有申请人的%(what)s。请在%(where)s里删去，再做一次。"
        )
        % {
            "what": "、".join(what for what, _value in found),
            "where": "、".join(_places(subject, values)),
        }
    )


def _secrets(subject: Subject) -> Iterator[tuple[str, str]]:
    applicant = subject.case.applicant
    named = (
        (_("姓名或名称"), applicant.name),
        (_("证件号码"), applicant.identity_number),
        (_("电话"), applicant.phone),
    )
    for what, value in named:
        plain = _plain(value)
        if len(plain) >= _SHORTEST:
            yield what, plain


def _places(subject: Subject, values: list[str]) -> list[str]:
    """Where the words come from: the registration, what was typed for the letter, or the template."""
    written = (
        (_("“更正登记”的事由"), subject.case.title),
        (_("“更正登记”的所需信息"), subject.case.description),
        (_("文书的对方名称"), subject.given.party),
        (_("文书的正文"), subject.given.text),
        (_("本机关的资料"), f"{subject.body.name}{subject.body.phone}"),
    )
    found = [where for where, text in written if any(value in _plain(text) for value in values)]
    return found or [_("文书模板")]


def _plain(text: str) -> str:
    """Without what hides a number or a name from a search: spaces, hyphens, full-width characters."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_BETWEEN)
    return "".join(folded.split())


def _texts(made: bytes) -> Iterator[str]:
    """The words of the letter, its headers and footers, and of the file's own description."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            if FILLED.fullmatch(name):
                yield "".join(str(text) for text in parsed(archive.read(name)).itertext())
