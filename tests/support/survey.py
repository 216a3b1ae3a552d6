# ruff: noqa: T201, BLE001  (a tool that prints, and counts whatever goes wrong)
"""Survey of the reader over every layout: ``python -m tests.support.survey --per-layout 500``.

Prints for each layout and format how many reports were read, how many cells came out wrong and
said so (declared), how many came out wrong with nothing said (silent), and the first failing
seed. ``--dump LAYOUT FORMAT SEED`` prints a text and what is wrong with its reading.
``--damage`` does the same with texts that were damaged.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import Pool

from tests.support.cases import Case, case_names, make_case
from tests.support.damage import Damaged, damage
from tests.support.generate import FORMATS
from tests.support.numbers import SIZES
from tests.support.oracle import Verdict, judge, misplaced
from tests.support.words import misread

Job = tuple[str, str, int, int, str | None, bool]


@dataclass
class Line:
    """One line of the survey."""

    layout: str
    format: str
    reports: int = 0
    bad: int = 0
    declared: int = 0
    silent: int = 0
    misplaced: int = 0
    crashed: int = 0
    collateral: int = 0
    words: int = 0
    first_words: int | None = None
    remarked: int = 0
    seconds: float = 0.0
    first: int | None = None
    first_silent: int | None = None
    codes: Counter[str] = field(default_factory=Counter)
    damages: Counter[str] = field(default_factory=Counter)


def survey_one(job: Job) -> Line:
    """All seeds of one layout and format."""
    layout, format_choice, first, count, size, damaged = job
    line = Line(layout, format_choice)
    for seed in range(first, first + count):
        _count(line, seed, size, damaged=damaged)
    return line


def _count(line: Line, seed: int, size: str | None, *, damaged: bool) -> None:
    from gongkai.reading import read_bytes, read_text

    line.reports += 1
    case = make_case(line.layout, line.format, seed, size)
    result = damage(case) if damaged else Damaged("", case.text)
    text, also_true, what, cells = result.text, result.also_true, result.kind, result.cells
    started = time.perf_counter()
    try:
        by_bytes = not damaged and case.data != case.text.encode()
        report = read_bytes(case.data) if by_bytes else read_text(text)
    except Exception:
        line.crashed += 1
        line.bad += 1
        line.first = seed if line.first is None else line.first
        return
    line.seconds += time.perf_counter() - started
    verdict = judge(report, case.truth, also_true)
    line.declared += len(verdict.declared)
    line.silent += len(verdict.silent)
    line.collateral += len(_elsewhere(verdict, cells)) if what != "truncated" else 0
    line.misplaced += len(misplaced(report, text))
    if not damaged and misread(report, case.truth):
        line.words += 1
        line.first_words = seed if line.first_words is None else line.first_words
    line.remarked += bool(report.remarks)
    line.codes.update({remark.code for remark in report.remarks})
    failed = bool(verdict.silent) or (not damaged and bool(verdict.declared))
    line.bad += failed
    if failed and line.first is None:
        line.first = seed
    if verdict.silent:
        line.damages[what] += 1
        if line.first_silent is None:
            line.first_silent = seed


def _elsewhere(verdict: Verdict, cells: tuple[str, ...]) -> list[str]:
    """Wrong cells in rows that the damage did not touch."""
    rows = {cell.rpartition(".")[0] for cell in cells} | set(cells)
    wrong = (*verdict.declared, *verdict.silent)
    return [cell for cell in wrong if cell.rpartition(".")[0] not in rows]


def dump(case: Case, *, damaged: bool, only_text: bool) -> None:
    """Print one text and what the reader makes of it."""
    result = damage(case) if damaged else Damaged("none", case.text)
    text, also_true, what = result.text, result.also_true, result.kind
    sys.stdout.write(text + "\n")
    if only_text:
        return
    print(f"==== {case!r} damage {what}")
    try:
        from gongkai.reading import read_text

        report = read_text(text)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return
    _print_verdict(judge(report, case.truth, also_true), misplaced(report, text))
    for words in misread(report, case.truth):
        print(f"words {words}")
    for remark in report.remarks:
        print(f"remark {remark.code} {' '.join(remark.cells)[:200]} {remark.quote[:60]!r}")


def _print_verdict(verdict: Verdict, places: list[str]) -> None:
    for kind, cells in (("silent", verdict.silent), ("declared", verdict.declared)):
        for cell, what in cells.items():
            print(f"{kind:9} {cell}: {what}")
    for cell in places:
        print(f"misplaced {cell}")


_HEAD = (
    "{:26}{:8}{:>8}{:>6}{:>9}{:>7}{:>7}{:>7}{:>6}{:>8}{:>6}{:>8}  first bad, silent, words".format(
        *("layout", "format", "reports", "bad", "declared", "silent", "elsewh", "places", "crash"),
        *("remarks", "words", "ms"),
    )
)


def _table(lines: list[Line]) -> None:
    """``elsewh``: wrong cells in rows that a damage did not touch; ``places``: wrong places; ``words``:
    reports whose body, title, date or sections were read otherwise than written."""
    print(_HEAD)
    for line in lines:
        spent = 1000 * line.seconds / max(1, line.reports - line.crashed)
        seeds = " ".join(
            "-" if s is None else str(s) for s in (line.first, line.first_silent, line.first_words)
        )
        print(
            f"{line.layout:26}{line.format:8}{line.reports:8}{line.bad:6}{line.declared:9}"
            f"{line.silent:7}{line.collateral:7}{line.misplaced:7}{line.crashed:6}"
            f"{line.remarked:8}{line.words:6}{spent:8.2f}  {seeds}"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.support.survey", description=__doc__)
    parser.add_argument("--per-layout", type=int, default=100, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--layout", action="append", metavar="NAME", help="only these")
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--size", choices=SIZES, help="all of one size, from zero to city")
    parser.add_argument("--damage", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only-bad", action="store_true", help="leave out lines without fault")
    parser.add_argument("--dump", nargs=3, metavar=("LAYOUT", "FORMAT", "SEED"))
    parser.add_argument("--text", action="store_true", help="with --dump: the text alone")
    parser.add_argument("--list", action="store_true", help="the names of all layouts")
    return parser.parse_args()


def main() -> int:
    """Run the survey; exit status 1 when anything was read wrongly."""
    options = _arguments()
    if options.list:
        print("\n".join(case_names()))
        return 0
    if options.dump:
        name, format_choice, seed = options.dump
        case = make_case(name, format_choice, int(seed), options.size)
        dump(case, damaged=options.damage, only_text=options.text)
        return 0
    jobs: list[Job] = [
        (name, format_choice, options.first, options.per_layout, options.size, options.damage)
        for name in options.layout or case_names()
        for format_choice in options.format or FORMATS
    ]
    with Pool(options.processes) as pool:
        lines = list(pool.imap(survey_one, jobs))
    _table([line for line in lines if line.bad or line.words or not options.only_bad])
    _totals(lines, damaged=options.damage)
    return int(any(line.bad for line in lines))


def _totals(lines: list[Line], *, damaged: bool) -> None:
    counts = [
        sum(getattr(line, key) for line in lines)
        for key in ("reports", "bad", "declared", "silent")
    ]
    print("total: {} reports, {} bad, {} cells declared, {} cells silently wrong".format(*counts))
    codes: Counter[str] = sum((line.codes for line in lines), Counter())
    print("reports with remark:", ", ".join(f"{c} {n}" for c, n in codes.most_common()) or "none")
    if damaged:
        damages: Counter[str] = sum((line.damages for line in lines), Counter())
        print(
            "silent by damage:", ", ".join(f"{c} {n}" for c, n in damages.most_common()) or "none"
        )
    for line in lines:
        if line.first is not None:
            seed = line.first if line.first_silent is None else line.first_silent
            flag = " --damage" if damaged else ""
            print(
                f"see: python -m tests.support.survey{flag} --dump {line.layout} {line.format} {seed}"
            )
            break


if __name__ == "__main__":
    raise SystemExit(main())
