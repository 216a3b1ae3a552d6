"""How many copies are found among how many reports, and how fast: ``python -m bench.similar``.

Invented reports have two dozen sentences of their own and some that everybody writes. Into some
of them a stretch of another report is copied: word for word but for the name, with other numbers,
or with another word in every sentence; in some the source's name is left standing. What is found
is held against what was planted:

* recall: the share of the planted pairs that are told, by how they were changed and how much was
  copied; *names*: the share of the names left standing that are told as such;
* precision: the share of the told pairs that were planted.

Beside it, on a few hundred of the same reports and in the same run, every pair of reports is
compared sentence by sentence with the same measure of likeness, which is what one would write
first. Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import fuzz

from bench.machine import machine
from gongkai.checking.similar import (
    LEAST,
    NEAR,
    THRESHOLD,
    Extract,
    Similarities,
    compared,
    extract,
)
from gongkai.checking.similar.sentences import without_numbers
from tests.support.copying import Prose, copied, place_names, prose

CHANGES = ("names", "numbers", "words")
SHARES = (0.35, 0.5, 0.7)
FORGETS = 5
"""One copy in so many leaves the name of its source standing."""


@dataclass(frozen=True)
class Planted:
    """A copy: which report, from which, how changed, how much, and whether a name was left."""

    source: int
    copy: int
    change: str
    share: float
    forgets: bool


def batch(rng: Random, count: int, copies: int) -> tuple[list[Prose], list[Planted]]:
    """Reports of so many bodies, so many of which copy another one."""
    reports = [prose(rng, name) for name in place_names(rng, count)]
    numbers = rng.sample(range(count), 2 * copies)
    planted = []
    for at in range(copies):
        source, copy = numbers[2 * at], numbers[2 * at + 1]
        kind = CHANGES[at % len(CHANGES)], SHARES[at // len(CHANGES) % len(SHARES)]
        each = Planted(source, copy, *kind, forgets=at % FORGETS == 0)
        reports[copy] = copied(
            rng,
            reports[source],
            reports[copy],
            each.share,
            change=each.change,
            forgets=each.forgets,
        )
        planted.append(each)
    return reports, planted


def main() -> None:
    """Run and print the table; with ``--json FILE`` also write it."""
    options = _options()
    rng = Random(options.seed)
    reports, planted = batch(rng, options.reports, options.copies)
    started = time.process_time()
    extracts = [extract(each.report()) for each in reports]
    taken = time.process_time() - started
    before = _memory()
    started = time.process_time()
    found = compared(extracts)
    result = {
        "machine": machine(),
        "reports": len(reports),
        "copies": len(planted),
        "sentences": sum(len(each.marks) for each in extracts),
        "extract_ms": round(taken / len(reports) * 1000, 3),
        "compare_s": round(time.process_time() - started, 2),
        "extracts_kib_each": round(_size(extracts) / len(extracts) / 1024, 2),
        "compare_mib_more": round(_memory() - before, 1),
        "peak_mib": round(_memory(), 1),
        **_scores(found, planted),
        "plain": _plain(_some(extracts, planted, options.plain)),
    }
    print(json.dumps(result, ensure_ascii=False, indent=2))
    if options.json:
        Path(options.json).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--copies", type=int, default=900)
    parser.add_argument("--plain", type=int, default=200, help="reports for the plain comparison")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", metavar="FILE")
    return parser.parse_args()


def _scores(found: Similarities, planted: list[Planted]) -> dict[str, Any]:
    told = {(pair.first, pair.second) for group in found.groups for pair in group.pairs}
    named = {(each.report, each.owner) for group in found.groups for each in group.strangers}
    wanted = {(min(e.source, e.copy), max(e.source, e.copy)): e for e in planted}
    hits: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for pair, each in wanted.items():
        for key in ("all", each.change, f"{each.share:.0%}"):
            all_[key] += 1
            hits[key] += pair in told
    left = [each for each in planted if each.forgets]
    return {
        "recall": {key: round(hits[key] / all_[key], 4) for key in all_},
        "names": round(sum((e.copy, e.source) in named for e in left) / max(1, len(left)), 4),
        "precision": round(len(told & wanted.keys()) / max(1, len(told)), 4),
        "told": len(told),
    }


def _some(extracts: list[Extract], planted: list[Planted], count: int) -> list[Extract]:
    """So many of the reports, half of them sources and copies."""
    chosen = [number for each in planted[: count // 4] for number in (each.source, each.copy)]
    others = [number for number in range(len(extracts)) if number not in set(chosen)]
    return [extracts[number] for number in sorted([*chosen, *others][:count])]


def _plain(extracts: list[Extract]) -> dict[str, Any]:
    """Every sentence of every report against every sentence of every other."""
    started = time.process_time()
    texts = [
        [without_numbers(t) for t, m in zip(e.texts, e.marks, strict=True) if m.counts]
        for e in extracts
    ]
    told = {
        (a, b)
        for (a, one), (b, two) in combinations(enumerate(texts), 2)
        if _shared(one, two) >= max(LEAST, THRESHOLD * min(len(one), len(two)))
    }
    seconds = time.process_time() - started
    started = time.process_time()
    found = compared(extracts)
    ours = {(pair.first, pair.second) for group in found.groups for pair in group.pairs}
    return {
        "reports": len(extracts),
        "plain_s": round(seconds, 2),
        "ours_s": round(time.process_time() - started, 2),
        "told_by_both": len(told & ours),
        "only_plain": len(told - ours),
        "only_ours": len(ours - told),
    }


def _shared(one: list[str], two: list[str]) -> int:
    return sum(any(fuzz.ratio(a, b, score_cutoff=NEAR * 100) for b in two) for a in one)


def _size(extracts: list[Extract]) -> int:
    """What the extracts hold, in bytes: texts and marks, each mark three words and two flags."""
    marks = sum(len(each.marks) * 3 * sys.getsizeof(2**63) for each in extracts)
    return marks + sum(len(each.packed) + len(each.details) for each in extracts)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
