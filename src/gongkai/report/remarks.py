"""Remarks: what a reader was unsure of, each with its place.

The codes and their wording are data (``remarks.toml``); ``docs/reading.md`` lists them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.report.place import Place, place_to_json


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt of the reader: a code of the catalogue, what it is about, and where.

    ``quote`` is the document's own text, ``cells`` the ids concerned, ``details`` the values the
    wording of the code asks for.
    """

    code: str
    place: Place | None = None
    cells: tuple[str, ...] = ()
    quote: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)

    def message(self, lang: str = "zh") -> str:
        """The remark in one sentence, Chinese (``zh``) or English (``en``)."""
        template = str(remark_catalogue()[self.code][lang])
        return template.format(quote=self.quote, cells="、".join(self.cells), **self.details)

    def to_json(self) -> dict[str, Any]:
        """The remark as plain data, with its Chinese wording."""
        return {
            "code": self.code,
            "message": self.message(),
            "cells": list(self.cells),
            "quote": self.quote,
            "details": dict(self.details),
            "where": place_to_json(self.place) if self.place else None,
        }


@cache
def remark_catalogue() -> dict[str, dict[str, str]]:
    """All remark codes with their wording in both languages."""
    source = files("gongkai.report").joinpath("remarks.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
