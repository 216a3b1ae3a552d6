"""What a comparison of many reports says: groups that share text, and names left standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongkai.checking.privacy import mask
from gongkai.checking.similar.batch import Common
from gongkai.checking.similar.passages import Change, Passage
from gongkai.checking.similar.sentences import Extract, Sentence
from gongkai.report import place_to_json


class Kin(StrEnum):
    """What two reports that share text are to each other."""

    BODIES = "bodies"
    """Reports of different bodies."""
    YEARS = "years"
    """Reports of one body for different years."""
    NAMESAKES = "namesakes"
    """Reports of one year whose bodies bear one name, and which differ."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A sentence in which the name of the other body was left standing.

    ``report`` is the one in which it stands, ``owner`` the one whose body it names; both have the
    sentence.
    """

    report: int
    owner: int
    name: str
    sentence: Sentence
    original: Sentence


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, by number from 0, that share text.

    ``sentences`` is how many different sentences they share, of ``of_first`` and ``of_second``
    that count in each. ``changes`` tells what differs in how many of them. ``earlier`` is the
    report that is earlier by its year or date, None where neither tells; who copied from whom is
    not said. ``passages`` are the longest ones, with all there are in ``passage_count``.
    """

    first: int
    second: int
    kin: Kin
    sentences: int
    of_first: int
    of_second: int
    earlier: int | None
    changes: Mapping[Change, int]
    passages: tuple[Passage, ...]
    passage_count: int

    @property
    def share(self) -> float:
        """The shared sentences among those of the report of which they are the larger part."""
        return self.sentences / max(1, min(self.of_first, self.of_second))


@dataclass(frozen=True, slots=True)
class Group:
    """Reports that hang together by the text they share.

    ``pairs`` are the strongest of ``pair_count``.
    """

    reports: tuple[int, ...]
    pairs: tuple[Pair, ...]
    pair_count: int
    strangers: tuple[Stranger, ...]


@dataclass(frozen=True)
class Similarities:
    """What many reports have in common.

    ``groups`` begins with those in which a name was left standing, then the largest shares.
    ``common`` are sentences that count nothing, because more than ``common_above`` bodies have
    them; ``repeated`` are pairs of equal reports of one body and year.
    """

    reports: tuple[Extract, ...]
    bodies: int
    groups: tuple[Group, ...]
    common: tuple[Common, ...]
    common_above: int
    repeated: tuple[tuple[int, int], ...]

    def report_json(self, number: int) -> dict[str, Any]:
        """What identifies a report."""
        each = self.reports[number]
        return {"file": each.file, "body": each.body, "year": each.year}

    def group_json(self, group: Group) -> dict[str, Any]:
        """A group as plain data; reports are named by their places in its list."""
        places = {number: at for at, number in enumerate(group.reports)}
        return {
            "reports": [self.report_json(number) for number in group.reports],
            "pairs": [_pair(each, places) for each in group.pairs],
            "pair_count": group.pair_count,
            "strangers": [_stranger(each, places) for each in group.strangers],
        }

    def summary_json(self) -> dict[str, Any]:
        """What is true of the whole batch."""
        return {
            "reports": len(self.reports),
            "bodies": self.bodies,
            "groups": len(self.groups),
            "common_above": self.common_above,
            "common": [{"text": mask(e.text), "bodies": e.bodies} for e in self.common],
            "repeated": [
                [self.report_json(first), self.report_json(second)]
                for first, second in self.repeated
            ],
        }


def _pair(pair: Pair, places: Mapping[int, int]) -> dict[str, Any]:
    return {
        "first": places[pair.first],
        "second": places[pair.second],
        "kin": str(pair.kin),
        "sentences": pair.sentences,
        "of_first": pair.of_first,
        "of_second": pair.of_second,
        "share": round(pair.share, 4),
        "earlier": None if pair.earlier is None else places[pair.earlier],
        "changes": {str(change): count for change, count in pair.changes.items()},
        "passages": [_passage(each) for each in pair.passages],
        "passage_count": pair.passage_count,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    first, second = passage.texts()
    return {
        "change": str(passage.change),
        "sentences": len(passage.first),
        "first": _where(passage.first[0]) | {"text": first},
        "second": _where(passage.second[0]) | {"text": second},
    }


def _stranger(stranger: Stranger, places: Mapping[int, int]) -> dict[str, Any]:
    told, original = stranger.sentence, stranger.original
    return {
        "report": places[stranger.report],
        "owner": places[stranger.owner],
        "name": stranger.name,
        "sentence": _where(told) | {"text": mask(told.text)},
        "original": _where(original) | {"text": mask(original.text)},
    }


def _where(sentence: Sentence) -> dict[str, Any]:
    place = None if sentence.place is None else place_to_json(sentence.place)
    return {"section": sentence.section, "paragraph": sentence.paragraph, "place": place}
