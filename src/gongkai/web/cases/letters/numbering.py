"""The numbers of letters (发文字号): mark, year and serial, such as 云水公开〔2026〕12号."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _

from gongkai.web.bodies.models import Body
from gongkai.web.cases.letters.errors import LetterError
from gongkai.web.cases.models import Letter


def next_serial(body: Body, year: int) -> int:
    """The next serial of the year, within a transaction.

    The row of the body is locked until its end, so that two letters at once get two numbers; one that
    is not sent after all gives its number back with the transaction, so that none is missing.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    sent = Letter.objects.filter(body=body, year=year)
    last: int | None = sent.aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def number_text(body: Body, year: int, serial: int) -> str:
    """The number as printed. Raises LetterError where the body has no mark."""
    if not body.document_mark:
        raise LetterError(
            _("本机关还没有发文代字，文书不能编号。请先在“机关”里填写，例如“云水公开”。")
        )
    return f"{body.document_mark}〔{year}〕{serial}号"
