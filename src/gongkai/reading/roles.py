"""What a label of the text may be in one arrangement of the forms: a line's, or a head of values."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gongkai.reading.labels import Entry, Match
from gongkai.reading.template import strip_labels

SURE_HEADING = 0.9
"""A text this much like a section's heading is one."""


class Lead(NamedTuple):
    """A line of the form that a label of the strip names, and how surely."""

    subject: str
    entry: Entry
    similarity: float


class Role(NamedTuple):
    """What a label may be.

    ``leads`` are the lines it may name, ``item`` the id on the other axis, ``is_item`` which of
    both it is (None: what stands around it tells); ``heads`` are the subjects of the values it
    may be the head of; ``is_section`` whether it may be a section's heading, ``sections`` which
    it is for certain.
    """

    leads: tuple[Lead, ...] = ()
    item: str | None = None
    is_item: bool | None = None
    heads: frozenset[str] = frozenset()
    is_section: bool = False
    sections: tuple[str, ...] = ()


NO_ROLE = Role()
"""What words are that are no label."""


@lru_cache(maxsize=4096)
def role_of(match: Match, arrangement: str) -> Role:
    """What a recognised label may be. The same labels come again in every report."""
    subjects, item_kind, _ = strip_labels(arrangement)
    leads = tuple(
        Lead(entry.subject, entry, match.similarity)
        for entry in match.entries
        if entry.subject in subjects
    )
    items = [entry for entry in match.entries if entry.kind == item_kind]
    return Role(
        leads,
        items[0].item if items else None,
        _is_item(match, item_kind, leads),
        # heads have no numbers: （七）总计 is a line's label
        frozenset() if match.enumerator else frozenset(entry.subject for entry in items),
        match.entries[0].kind == "section",
        tuple(
            entry.subject
            for entry in match.entries
            if entry.kind == "section" and match.similarity >= SURE_HEADING
        ),
    )


def _is_item(match: Match, item_kind: str, leads: tuple[Lead, ...]) -> bool | None:
    """Whether a label that may name a line or an item (总计, 其他) names an item; None: unclear."""
    if not leads:
        return True
    if not match.enumerator:
        return None
    numbered = (entry for entry in match.entries if entry.enumerator == match.enumerator)
    return any(entry.kind == item_kind for entry in numbered)
