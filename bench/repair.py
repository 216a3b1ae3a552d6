"""How well and how fast damaged reports are repaired: ``python -m bench.repair``.

Invented consistent reports of both formats and several sizes are damaged by one to four slips of
one kind (``tests/support/slips.py``), or of kinds drawn at random, in cells that identities bind.
Every error breaks at least one identity by itself: what breaks none (a row of remedies shifted
within its group, two equal values exchanged) cannot be seen by any method of this sort. Errors of
one report may still hide each other: reports in which no identity fails any more are told apart as
unseen, all others are counted, with every error in them.

* located: an error is located when the first alternative names every number it changed (*first*)
  or some alternative that is offered does (*offered*);
* exact: the first alternative is the truth, every number of it;
* offered: the truth is among the alternatives that are offered.

Beside it run, on some of the same reports: the same question as an integer program with split
variables and bounds from the data (what the exact search falls back on), as the plain program
with one large constant, and an exhaustive search for one wrong cell. Nothing here asserts a time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench import repair_others as others
from bench.machine import machine
from gongkai.checking.repair import Alternative, Repair, repair, repaired
from gongkai.checking.sums import sums_of
from gongkai.report import Cell, CellState, Number, Report
from tests.support.generate import random_truth
from tests.support.slips import SLIPS, Numbers

SIZES = ("zero", "township", "county", "city")
FORMATS = ("2019", "2021")
MOST = 4
MIXED = "mixed"


@dataclass(frozen=True)
class Case:
    """A damaged report, the true numbers, and the cells of each slip."""

    kind: str
    size: str
    errors: tuple[frozenset[str], ...]
    truth: Numbers
    report: Report

    @property
    def wrong(self) -> frozenset[str]:
        """All cells that were damaged."""
        return frozenset().union(*self.errors)


@dataclass
class Score:
    """What came of the reports of one group."""

    reports: int = 0
    errors: int = 0
    located_first: int = 0
    located_offered: int = 0
    exact: int = 0
    offered: int = 0
    unseen: int = 0
    broken: int = 0
    unproven: int = 0
    seconds: list[float] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Shares in percent, times in milliseconds."""
        return {
            "reports": self.reports,
            "unseen": self.unseen,
            "errors": self.errors,
            "located_first": _share(self.located_first, self.errors),
            "located_offered": _share(self.located_offered, self.errors),
            "exact": _share(self.exact, self.reports),
            "offered": _share(self.offered, self.reports),
            "broken_proposals": self.broken,
            "unproven": self.unproven,
            "mean_ms": round(1000 * statistics.mean(self.seconds or [0]), 2),
            "worst_ms": round(1000 * max(self.seconds, default=0), 1),
        }


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def cases(per_group: int, start: int, *, blanks: bool) -> Iterator[Case]:
    """Damaged reports: every kind, number of errors, format and size in turn."""
    for kind in (*SLIPS, MIXED):
        for count in range(1, MOST + 1):
            for number in range(per_group):
                rng = Random(f"{kind}/{count}/{start + number}/{blanks}")
                size = SIZES[number // 2 % 4]
                made = _case(rng, kind, count, FORMATS[number % 2], size, blanks=blanks)
                if made is not None:
                    yield made


def _case(  # noqa: PLR0913 - a case is made of these
    rng: Random, kind: str, count: int, format_id: str, size: str, *, blanks: bool
) -> Case | None:
    """A report with so many errors; None where such a report has no room for them."""
    for _ in range(5):
        truth = random_truth(rng, format_id, size, blanks=blanks, dashes=blanks)
        numbers: Numbers = {cell: entry.value for cell, entry in truth.entries.items()}
        states = {cell: CellState(entry.state) for cell, entry in truth.entries.items()}
        damaged = dict(numbers)
        errors: list[frozenset[str]] = []
        for _ in range(count * 6):
            trial = dict(damaged)
            slip = SLIPS[kind if kind != MIXED else rng.choice(list(SLIPS))]
            touched = slip(rng, trial, truth.formats)
            alone = numbers | {cell: trial[cell] for cell in touched}
            if (
                touched
                and touched.isdisjoint(frozenset().union(*errors))
                and _is_broken(_report(truth.year, truth.formats, alone, states))
            ):
                damaged = trial
                errors.append(touched)
            if len(errors) == count:
                report = _report(truth.year, truth.formats, damaged, states)
                return Case(kind, size, tuple(errors), numbers, report)
    return None


def _report(year: int, formats: Any, numbers: Numbers, states: dict[str, CellState]) -> Report:
    def cell(name: str, value: Number | None) -> Cell:
        if value is not None:
            return Cell(value, CellState.NUMBER, str(value))
        gap = states[name] is CellState.NUMBER
        return Cell(None, CellState.BLANK if gap else states[name])

    cells = {name: cell(name, value) for name, value in numbers.items()}
    return Report(body=None, year=year, title=None, formats=formats, cells=cells)


def _is_broken(report: Report) -> bool:
    return any(each.is_broken for each in sums_of(report))


def judge(case: Case, outcome: Repair, score: Score) -> None:
    """Add one report to a score."""
    score.reports += 1
    score.errors += len(case.errors)
    firsts = [fault.alternatives[0] for fault in outcome.faults if fault.alternatives]
    ways = [way for fault in outcome.faults for way in fault.alternatives]
    score.located_first += sum(_named(error, case, firsts) for error in case.errors)
    score.located_offered += sum(_named(error, case, ways) for error in case.errors)
    score.exact += _restores(case, firsts) and _all_named(case, firsts)
    score.offered += _truth_is_offered(case, outcome)
    score.broken += sum(_leaves_broken(case, outcome, at) for at in range(_longest(outcome)))
    score.unproven += any(fault.proof not in ("searched", "optimal") for fault in outcome.faults)


def _touched(way: Alternative) -> dict[str, Number]:
    changes = {change.ref.cell: change.value for change in way.changes}
    return changes | {each.ref.cell: each.value for each in way.derived}


def _named(error: frozenset[str], case: Case, ways: list[Alternative]) -> bool:
    """Whether the changes name every number that an error altered."""
    printed = {cell for cell in error if case.report[cell] is not None}
    return printed <= {change.ref.cell for way in ways for change in way.changes}


def _restores(case: Case, ways: list[Alternative]) -> bool:
    """Whether everything the proposals write is true; a blank counts as the zero it stands for."""
    return all(
        (case.truth[cell] or 0) == value for way in ways for cell, value in _touched(way).items()
    )


def _all_named(case: Case, ways: list[Alternative]) -> bool:
    return case.wrong <= {cell for way in ways for cell in _touched(way)}


def _truth_is_offered(case: Case, outcome: Repair) -> bool:
    """Whether choosing the right alternative of each fault gives the truth."""
    right = [
        next((way for way in fault.alternatives if _restores(case, [way])), None)
        for fault in outcome.faults
    ]
    chosen = [way for way in right if way is not None]
    return len(chosen) == len(right) and _all_named(case, chosen)


def _longest(outcome: Repair) -> int:
    return max((len(fault.alternatives) for fault in outcome.faults), default=0)


def _leaves_broken(case: Case, outcome: Repair, position: int) -> bool:
    choice = [min(position, max(0, len(f.alternatives) - 1)) for f in outcome.faults]
    made = repaired(case.report, outcome, choice)
    return any(fault.alternatives for fault in outcome.faults) and _is_broken(made)


def measure(
    per_group: int, start: int, *, blanks: bool
) -> tuple[dict[str, dict[str, Any]], list[Case]]:
    """Scores by number of errors, by kind and by size, and the cases that were counted."""
    scores: dict[str, Score] = defaultdict(Score)
    counted = []
    for case in cases(per_group, start, blanks=blanks):
        groups = [scores[name] for name in _groups(case)]
        if not _is_broken(case.report):
            for score in groups:
                score.unseen += 1
            continue
        counted.append(case)
        started = time.process_time()
        outcome = repair(case.report)
        spent = time.process_time() - started
        for score in groups:
            judge(case, outcome, score)
            score.seconds.append(spent)
    return {name: scores[name].to_json() for name in sorted(scores)}, counted


def _groups(case: Case) -> tuple[str, ...]:
    count = f"{len(case.errors)} error" + ("s" if len(case.errors) > 1 else "")
    return "all", count, f"{case.kind}", f"{case.kind}, {count}", f"size {case.size}"


def beside(chosen: list[Case]) -> dict[str, dict[str, Any]]:
    """The other ways on the same reports."""
    ways: dict[str, Callable[[Report], frozenset[str] | None]] = {
        "exact search (this program)": _first_of,
        "split variables, bounds from the data": others.split_variables,
        "plain program, one large constant": others.large_constant,
        "exhaustive, one wrong cell": others.one_wrong_cell,
    }
    table = {}
    for name, find in ways.items():
        spent, located, errors, failed = [], 0, 0, 0
        find(chosen[0].report)
        for case in chosen:
            started = time.process_time()
            cells = find(case.report)
            spent.append(time.process_time() - started)
            failed += cells is None or not others.mends(case.report, cells)
            errors += len(case.errors)
            printed = [{c for c in e if case.report[c] is not None} for e in case.errors]
            located += sum(each <= (cells or frozenset()) for each in printed)
        table[name] = {
            "reports": len(chosen),
            "located_first": _share(located, errors),
            "no_answer_or_wrong": failed,
            "mean_ms": round(1000 * statistics.mean(spent), 2),
            "worst_ms": round(1000 * max(spent), 1),
        }
    return table


def _first_of(report: Report) -> frozenset[str]:
    firsts = (f.alternatives[0] for f in repair(report).faults if f.alternatives)
    return frozenset(change.ref.cell for way in firsts for change in way.changes)


def show(result: dict[str, Any]) -> None:
    """The result as tables."""
    host = result["machine"]
    print(f"{host['cpu']}, {host['cores']} cores, Python {host['python']}, {host['date']}")
    for title in ("every cell filled", "with blanks"):
        print(f"\n{title}")
        table = result[title]
        columns = list(next(iter(table.values())))
        print("{:30}".format("") + "".join(f"{name:>17}" for name in columns))
        for name, row in table.items():
            print(f"{name:30}" + "".join(f"{value:>17}" for value in row.values()))
    print("\nbeside other ways")
    for name, row in result["beside"].items():
        print(f"{name:40}", row)


def main() -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.repair")
    parser.add_argument("--per-group", type=int, default=96, metavar="N")
    parser.add_argument("--start", type=int, default=0, metavar="N", help="the first seed")
    parser.add_argument("--beside", type=int, default=200, metavar="N")
    parser.add_argument("-o", "--output", type=Path, default=Path("bench/results/repair.json"))
    options = parser.parse_args()
    filled, counted = measure(options.per_group, options.start, blanks=False)
    blank, _ = measure(max(8, options.per_group // 4), options.start, blanks=True)
    chosen = Random(1).sample(counted, min(options.beside, len(counted)))
    result = {
        "machine": machine(),
        "every cell filled": filled,
        "with blanks": blank,
        "beside": beside(chosen) if chosen else {},
    }
    show(result)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"written: {options.output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
