"""What an entry says was there before and after, in the words of the forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from gongkai.web.audit.models import Entry
from gongkai.web.site.encryption import EncryptedField

_LONGEST = 4000
"""Longer texts are shown one below the other, for comparing them letter by letter takes too long."""
_SHORT = 20
"""Shorter texts are read faster whole than in pieces."""

NAMES = {
    "at": _lazy("时间"),
    "by": _lazy("经手人"),
    "cases": _lazy("移交的申请"),
    "cells": _lazy("数字"),
    "details": _lazy("内容"),
    "digest": _lazy("文件指纹"),
    "drafted_by": _lazy("拟稿人"),
    "drafts": _lazy("移交的草稿"),
    "faults": _lazy("读取时发现的问题"),
    "fingerprint": _lazy("问题指纹"),
    "given": _lazy("填写的内容"),
    "inserted": _lazy("插入的事实"),
    "joined_into": _lazy("并入的申请"),
    "kind": _lazy("种类"),
    "made_at": _lazy("制作时间"),
    "made_by": _lazy("制作人"),
    "name": _lazy("步骤"),
    "posts": _lazy("移交的岗位"),
    "recorded_at": _lazy("记录时间"),
    "recorded_by": _lazy("记录人"),
    "registered_at": _lazy("登记时间"),
    "reports": _lazy("移交的报告"),
    "retracted_at": _lazy("撤回时间"),
    "retracted_by": _lazy("撤回人"),
    "rule": _lazy("规则"),
    "sections": _lazy("各部分文字"),
    "serial": _lazy("序号"),
    "sha256": _lazy("文件指纹"),
    "signed_by": _lazy("签发人"),
    "size": _lazy("大小（字节）"),
    "split_from": _lazy("拆分自"),
    "step": _lazy("环节"),
    "to": _lazy("接手人"),
    "undone_at": _lazy("撤销时间"),
    "undone_by": _lazy("撤销人"),
    "year": _lazy("年度"),
}
"""What the trail calls fields that no form shows, and that have no name of their own therefore."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that stayed, went or came: ``same``, ``gone``, ``new``."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its name for people, and what stood there."""

    label: str
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...] = ()
    """Both in one, where the text is long enough to be worth it."""


def differences(entry: Entry) -> list[Difference]:
    """The fields of an entry in the order of its model."""
    before = entry.before if isinstance(entry.before, dict) else {}
    after = entry.after if isinstance(entry.after, dict) else {}
    model = _model(entry.kind)
    names = [name for name in dict.fromkeys([*after, *before]) if name != "id"]
    fields = {each.attname: each for each in model._meta.concrete_fields} if model else {}  # noqa: SLF001 - Django's public name
    return [
        _difference(name, fields.get(name), before.get(name), after.get(name),
                    has_before=name in before, has_after=name in after)
        for name in names
    ]  # fmt: skip


def _difference(  # noqa: PLR0913 - both sides of one field
    name: str,
    field: models.Field[Any, Any] | None,
    before: Any,
    after: Any,
    *,
    has_before: bool,
    has_after: bool,
) -> Difference:
    old = _text(field, before) if has_before else None
    new = _text(field, after) if has_after else None
    label = name if field is None else label_of(field)
    pieces: tuple[Piece, ...] = ()
    if old and new and _SHORT < max(len(old), len(new)) <= _LONGEST:
        pieces = tuple(_pieces(old, new))
    return Difference(label, old, new, pieces)


def label_of(field: models.Field[Any, Any]) -> str:
    """What people call the field; a key without any name is called as what it leads to."""
    named = str(field.verbose_name)
    if named != field.name.replace("_", " "):
        return named
    if field.name in NAMES:
        return str(NAMES[field.name])
    related = field.related_model
    if related is None or isinstance(related, str):
        return named
    return str(related._meta.verbose_name)  # noqa: SLF001 - Django's public name


def _pieces(old: str, new: str) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", old[a:b])
            continue
        if a < b:
            yield Piece("gone", old[a:b])
        if c < d:
            yield Piece("new", new[c:d])


def _text(field: models.Field[Any, Any] | None, value: Any) -> str:
    """A value as people read it."""
    if value in (None, ""):
        return "—"
    if isinstance(field, EncryptedField):
        return _("（已加密，指纹 %(print)s）") % {"print": value}
    if isinstance(field, models.ForeignKey):
        return _named(field, value)
    if field is not None and field.choices:
        labels = {str(key): str(label) for key, label in field.flatchoices}
        return labels.get(str(value), str(value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return str(value)


def _named(field: models.ForeignKey[Any, Any], key: Any) -> str:
    """The thing behind a key as it is called today, and the key."""
    model = field.related_model
    if model == "self" or isinstance(model, str):
        return str(key)
    found = model._base_manager.filter(pk=key).first()  # noqa: SLF001 - Django's public name
    return f"{found}（{key}）" if found is not None else str(key)


def _model(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None
