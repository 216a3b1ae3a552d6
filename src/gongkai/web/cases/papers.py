"""Papers of a case: what is not one, and marking one that was added by mistake."""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _

from gongkai.web.accounts.models import User
from gongkai.web.cases.models import Attachment, Case, Note
from gongkai.web.cases.workflow import WorkflowError

_HEADS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",  # macOS
    b"\xca\xfe\xba\xbe",  # macOS for two machines, and Java
    b"dex\n",  # Android
    b"#!",  # a script
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
)  # fmt: skip
_ENDINGS = frozenset(
    [
        "exe",
        "com",
        "scr",
        "pif",
        "cpl",
        "dll",
        "msi",
        "msp",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "lnk",
        "reg",
        "jar",
        "apk",
        "app",
        "sh",
        "chm",
        "url",
    ]
)
"""Programs that begin as other files do, or as plain text."""
_STEP = "paper:"


def is_program(name: str, stream: BinaryIO) -> bool:
    """Whether opening the file would run something, by what it begins with, whatever its name."""
    head = stream.read(max(map(len, _HEADS)))
    stream.seek(0)
    return head.startswith(_HEADS) or name.rpartition(".")[2].lower() in _ENDINGS


def mark_wrong(case: Case, paper: Attachment, user: User, reason: str) -> Note:
    """Say of a paper of a locked case that it was added by mistake; it stays, struck out.

    Raises WorkflowError without a reason, or where it is said already.
    """
    if not reason.strip():
        raise WorkflowError(_("请写明更正的理由。"))
    step = f"{_STEP}{paper.pk}"
    if case.notes.filter(step=step).exists():
        raise WorkflowError(_("这份附件已经标为登记有误。"))
    note = Note(case=case, text=reason.strip()[:200], step=step, by=user)
    note.save()
    return note


def paper_of(note: Note) -> int | None:
    """The key of the paper that a note strikes out; None for another note."""
    return int(note.step.removeprefix(_STEP)) if note.step.startswith(_STEP) else None
