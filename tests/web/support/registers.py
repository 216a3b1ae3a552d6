"""Invented documents, files to import, reviews and suits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.law.remedy_count import RemedyRow
from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Case
from gongkai.web.publications.models import Document, DocumentKind
from gongkai.web.remedies.keeping import register
from gongkai.web.remedies.models import Instance, Proceeding

BACKEND = "django.contrib.auth.backends.ModelBackend"
HEAD = "类别,标题,文号,制发日期,公开日期"


def make_document(body: Body, **fields: Any) -> Document:
    """A normative document of January 2026, published in time, saved."""
    settings: dict[str, Any] = {
        "kind": DocumentKind.NORMATIVE,
        "title": "云岫县农村供水管理办法",
        "mark": "",
        "issued_on": date(2026, 1, 8),
        "disclosed_on": date(2026, 1, 15),
    } | fields
    made = Document(body=body, **settings)
    made.save()
    return made


def upload(client: Client, kind: str, content: bytes | str, name: str = "台账.csv") -> Any:
    """Send a file to be checked, and go on to the page that tells what came of it."""
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return client.post(f"/publications/import/{kind}/", {"file": file}, follow=True)


def sign_in(client: Client, user: User) -> Client:
    """The client as that user."""
    client.force_login(user, BACKEND)
    return client


def make_proceeding(
    body: Body,
    filed_on: date,
    decided_on: date | None = None,
    result: str = "",
    *,
    cases: Iterable[Case] = (),
    **fields: Any,
) -> Proceeding:
    """A review against the body, saved with its one instance."""
    settings: dict[str, Any] = {"route": RemedyRow.REVIEW.value, "claimant": "沈青禾"} | fields
    instance = Instance(
        organ="云岫县人民政府", filed_on=filed_on, decided_on=decided_on, result=result
    )
    return register(Proceeding(body=body, **settings), instance, list(cases))


def add_appeal(
    suit: Proceeding, filed_on: date, decided_on: date | None = None, result: str = ""
) -> None:
    """The second instance of a suit, saved."""
    Instance(
        proceeding=suit, is_appeal=True, organ="云州市中级人民法院", filed_on=filed_on,
        decided_on=decided_on, result=result,
    ).save()  # fmt: skip
