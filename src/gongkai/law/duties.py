"""Who publishes an annual report, and by when (Art. 49).

Local offices set earlier dates, and for townships the only ones; they are passed in. A local date that
is later than the Regulation's is reported, and the Regulation's holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.law.errors import LawError
from gongkai.law.wording import Wording, load, wording


class ReporterKind(StrEnum):
    """Kinds of bodies, as Art. 49 and local rules tell them apart."""

    DEPARTMENT = "department"
    GOVERNMENT = "government"
    VERTICAL = "vertical"
    AUTHORISED_ORGANISATION = "authorised_organisation"
    TOWNSHIP = "township"
    AGENCY = "agency"
    PUBLIC_ENTERPRISE = "public_enterprise"

    @property
    def label(self) -> Wording:
        """The kind in words."""
        return wording(load("duties.toml")[self.value])


@dataclass(frozen=True, slots=True)
class LocalDates:
    """What a local notice sets for one report year, as dates of the following year."""

    hand_in_by: date | None = None
    publish_by: date | None = None
    source: str = ""
    """The local notice."""


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """One body's duty for one report year."""

    kind: ReporterKind
    year: int
    """The report year; the dates lie in the next."""
    hand_in_by: date | None
    """Last day to hand it in to the authority of its level; None where none is set."""
    publish_by: date | None
    """Last day to publish it; None where only a local rule could set one, and none was given."""
    article: str
    tag: str
    """``V`` verified, ``M`` customary, ``I`` inferred."""
    note: Wording
    local_source: str = ""
    is_local_looser: bool = False
    """The local date was later than the Regulation's, which holds instead."""

    def days_late(self, published_on: date) -> int:
        """Calendar days by which a publication was late; 0 where it was in time."""
        return max(0, (published_on - self.publish_by).days) if self.publish_by else 0


def report_duty(kind: ReporterKind, year: int, local: LocalDates | None = None) -> ReportDuty:
    """The duty to report of a body for a year.

    Raises:
        LawError: ``no_own_report`` for bodies that do not use the form at all (Art. 55).
    """
    if kind is ReporterKind.PUBLIC_ENTERPRISE:
        raise LawError("no_own_report", kind=kind.label)
    data = load("duties.toml")
    entry = data[kind.value]
    given = local or LocalDates()
    hand_in, publish = (_date(entry, key, year) for key in ("hand_in", "publish"))
    binding = entry["tag"] != "M"
    looser = binding and any(
        ours is not None and theirs is not None and theirs > ours
        for ours, theirs in ((hand_in, given.hand_in_by), (publish, given.publish_by))
    )
    return ReportDuty(
        kind=kind,
        year=year,
        hand_in_by=_merged(hand_in, given.hand_in_by, binding=binding),
        publish_by=_merged(publish, given.publish_by, binding=binding),
        article=entry["article"],
        tag=entry["tag"],
        note=wording(data["notes"][kind.value]),
        local_source=given.source,
        is_local_looser=looser,
    )


def _date(entry: dict[str, Any], key: str, year: int) -> date | None:
    return date.fromisoformat(f"{year + 1}-{entry[key]}") if key in entry else None


def _merged(statutory: date | None, local: date | None, *, binding: bool) -> date | None:
    """The earlier of both where the law binds; the local one where only custom stands against it."""
    if local is None or statutory is None or not binding:
        return local or statutory
    return min(statutory, local)
