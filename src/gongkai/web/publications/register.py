"""What a body may enter into its register of rules and normative documents, and ending one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.web.bodies.models import Body
from gongkai.web.publications.models import Document, DocumentKind
from gongkai.web.site.today import today

FIRST = date(1949, 10, 1)
"""Nothing that is still to be counted was issued before."""


class ChangedMeanwhileError(Exception):
    """Somebody else saved it after the form was opened."""


@contextmanager
def locked(key: int, version: int) -> Iterator[Document]:
    """The document for writing; its version goes up. Raises ChangedMeanwhileError."""
    with transaction.atomic():
        found = Document.objects.select_for_update(of=("self",)).select_related("body").get(pk=key)
        if found.version != version:
            raise ChangedMeanwhileError
        found.version += 1
        yield found


def faults_of(document: Document) -> Iterator[tuple[str, str]]:
    """What is wrong with it, each with its field; what each field alone can tell is not told here."""
    yield from kind_faults(document.kind, document.body)
    issued = document.issued_on
    for name in ("issued_on", "disclosed_on", "ended_on"):
        day: date | None = getattr(document, name)
        if day is not None and day > today():
            yield name, _("日期不能晚于今天。")
    if issued < FIRST:
        yield "issued_on", _("日期太早，请检查年份。")
    # A document may be published on the day of its making at the earliest.
    if document.disclosed_on is not None and document.disclosed_on < issued:
        yield "disclosed_on", _("公开日期不能早于制发日期。")
    if document.ended_on is not None and document.ended_on < issued:
        yield "ended_on", _("废止或失效日期不能早于制发日期。")
    if document.ended_on is not None and not document.end_kind:
        yield "end_kind", _("请选择失效方式。")
    if document.ended_on is None and document.end_kind:
        yield "ended_on", _("请填写废止或失效日期。")


def kind_faults(kind: str, body: Body) -> Iterator[tuple[str, str]]:
    """Whether this body may make such a document at all."""
    if kind == DocumentKind.RULES and not body.may_make_rules:
        yield (
            "kind",
            _(
                "%(body)s不能制定规章：只有国务院部门、省级人民政府和设区的市、自治州人民政府可以"
                "（《立法法》）。如机关资料有误，请系统管理员更正。"
            )
            % {"body": body},
        )
    if kind == DocumentKind.NORMATIVE and not body.has_normative_power:
        yield (
            "kind",
            _("按机关资料，%(body)s不能制发行政规范性文件。如有误，请系统管理员更正。")
            % {"body": body},
        )


def end(document: Document, on: date, how: str, reason: str = "") -> None:
    """End a locked document from that day on and save it; ``faults_of`` has been asked before."""
    document.ended_on, document.end_kind = on, how
    document.save(reason=reason)
