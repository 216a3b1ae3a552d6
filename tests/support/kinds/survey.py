# ruff: noqa: T201  (a tool that prints)
"""Survey of the reader over files of every kind: ``python -m tests.support.kinds.survey``.

Prints for each layout how many files were read exactly, how many cells came out wrong and said so
(declared), how many came out wrong with nothing said (silent). ``--damage``: with one fault in
each file. ``--by-fault`` counts by the fault instead. ``--dump LAYOUT FORMAT SEED OUT`` writes one
file (with ``--damage`` its damaged form) and prints what is wrong with its reading. Layouts that
need characters to be recognised are slow and left out unless they are named or ``--scans`` is
given.
"""

from __future__ import annotations

import argparse
import faulthandler
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.reading import ReadError
from gongkai.reading.reader import reports_of
from gongkai.report import Report
from tests.support.generate import FORMATS
from tests.support.kinds.every import every_layout
from tests.support.kinds.faulty import FaultyFile, fault_names, faulty_file
from tests.support.kinds.registry import FILE_LAYOUTS, make_file
from tests.support.oracle import Verdict
from tests.support.words import misread

Job = tuple[str, str, int, int, str | None, bool]

MOST_TOLD = 20
"""How many files to look at are named for each line."""


@dataclass
class Count:
    """What came of some files. ``bad`` are those to look at, in a few words each."""

    files: int = 0
    exact: int = 0
    refused: int = 0
    declared: int = 0
    silent: int = 0
    words: int = 0
    seconds: float = 0.0
    codes: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def __add__(self, other: Count) -> Count:
        return Count(
            self.files + other.files,
            self.exact + other.exact,
            self.refused + other.refused,
            self.declared + other.declared,
            self.silent + other.silent,
            self.words + other.words,
            self.seconds + other.seconds,
            self.codes + other.codes,
            self.bad + other.bad,
        )


@dataclass(frozen=True)
class Outcome:
    """One file as it was read."""

    verdict: Verdict
    reports: list[Report]
    errors: list[ReadError]
    seconds: float


def whole_file(layout: str, format_choice: str, seed: int) -> FaultyFile:
    """The file of that layout, format and seed, with no fault."""
    case = make_file(layout, format_choice, seed)
    return FaultyFile(layout, format_choice, seed, "none", case.data, case.truth, ({},))


def outcome(file: FaultyFile) -> Outcome:
    """Read a file and judge what was read."""
    started = time.perf_counter()
    results = list(reports_of(file.data))
    spent = time.perf_counter() - started
    reports = [result for result in results if isinstance(result, Report)]
    errors = [result for result in results if isinstance(result, ReadError)]
    return Outcome(file.verdict(reports), reports, errors, spent)


def survey(job: Job) -> tuple[str, dict[str, Count]]:
    """All seeds of a layout in one format: the counts by fault."""
    layout, format_choice, first, count, fault, damaged = job
    counts: dict[str, Count] = {}
    for seed in range(first, first + count):
        file = (
            faulty_file(layout, format_choice, seed, fault)
            if damaged
            else whole_file(layout, format_choice, seed)
        )
        if file is not None:
            counts[file.fault] = counts.get(file.fault, Count()) + _counted(file)
    return layout, counts


def _counted(file: FaultyFile) -> Count:
    result = outcome(file)
    verdict = result.verdict
    wrong_words = file.fault == "none" and FILE_LAYOUTS[file.layout].words
    words = [w for report in result.reports for w in misread(report, file.truth)]
    words = words if wrong_words else []
    exact = bool(result.reports) and not result.errors and not verdict.wrong
    internal = [e for e in result.errors if e.code == "internal"]
    bad = bool(verdict.silent or internal) or (file.fault == "none" and (not exact or bool(words)))
    return Count(
        files=1,
        exact=exact,
        refused=not result.reports,
        declared=len(verdict.declared),
        silent=len(verdict.silent),
        words=bool(words),
        seconds=result.seconds,
        codes=Counter({remark.code for report in result.reports for remark in report.remarks})
        + Counter(f"error:{error.code}" for error in result.errors),
        bad=[f"{file!r} {_told(verdict, result.errors, words)}"] if bad else [],
    )


def _told(verdict: Verdict, errors: Sequence[ReadError], words: Sequence[str]) -> str:
    cells = [f"{cell}: {what}" for cell, what in verdict.silent.items()]
    cells += [f"({cell}: {what})" for cell, what in verdict.declared.items()]
    told = [*(str(error) for error in errors), *cells[:4], *words[:2]]
    return "; ".join(told) + (f" … {len(cells)} cells" if len(cells) > 4 else "")


def dump(file: FaultyFile, out: Path) -> None:
    """Write one file and print what the reader makes of it."""
    out.write_bytes(file.data)
    result = outcome(file)
    print(f"{file!r} -> {out}")
    for said in file.readings:
        told = {k: e.state if e.value is None else e.value for k, e in said.items()}
        print("reading:", told)
    for error in result.errors:
        print("error", error.code, error)
    for side in ("silent", "declared"):
        for cell, what in getattr(result.verdict, side).items():
            print(f"{side:9} {cell}: {what}")
    for report in result.reports:
        for words in misread(report, file.truth):
            print("words", words)
        for remark in report.remarks:
            cells = " ".join(remark.cells)
            print(f"remark {remark.code} {cells[:160]} {remark.quote[:60]!r} {remark.place}")


def print_table(counts: dict[str, Count], *, only_bad: bool) -> None:
    """A line for each layout (or fault), and the sum."""
    print(
        f"{'':34}{'files':>7}{'exact':>7}{'refused':>8}{'declared':>9}{'silent':>7}{'words':>6}{'ms':>9}"
    )
    lines = {name: c for name, c in counts.items() if c.bad or not only_bad}
    for name, c in [*sorted(lines.items()), ("total", sum(counts.values(), Count()))]:
        spent = 1000 * c.seconds / max(1, c.files)
        print(
            f"{name:34}{c.files:7}{c.exact:7}{c.refused:8}{c.declared:9}{c.silent:7}{c.words:6}{spent:9.1f}"
        )
    for name, c in sorted(lines.items()):
        for told in c.bad[:MOST_TOLD]:
            print(f"{name}: {told}")
    total = sum(counts.values(), Count())
    print("remarks:", ", ".join(f"{c} {n}" for c, n in total.codes.most_common()) or "none")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.kinds.survey", description=__doc__
    )
    parser.add_argument("--per-layout", type=int, default=10, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--layout", action="append", metavar="NAME", help="only these")
    parser.add_argument("--kind", action="append", metavar="KIND", help="only these kinds")
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--damage", action="store_true", help="one fault in each file")
    parser.add_argument("--fault", metavar="NAME", help="with --damage: this fault in every file")
    parser.add_argument("--by-fault", action="store_true", help="count by fault, not by layout")
    parser.add_argument("--by-kind", action="store_true", help="count by kind, not by layout")
    parser.add_argument("--scans", action="store_true", help="with the layouts that need OCR")
    parser.add_argument("--only-bad", action="store_true", help="leave out lines without fault")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--dump", nargs=4, metavar=("LAYOUT", "FORMAT", "SEED", "OUT"))
    parser.add_argument("--list", action="store_true", help="the names of all layouts and faults")
    return parser.parse_args()


def _layouts(options: argparse.Namespace) -> list[str]:
    if options.layout:
        return list(options.layout)
    return [
        name
        for name, layout in every_layout(scans=options.scans).items()
        if not options.kind or layout.kind in options.kind
    ]


def _load() -> None:
    faulthandler.enable()
    every_layout(scans=True)


def _jobs(options: argparse.Namespace) -> Iterator[Job]:
    """The seeds of each layout, dealt out over the formats in small parts."""
    formats = options.format or FORMATS
    for layout in _layouts(options):
        for index, format_choice in enumerate(formats):
            count = len(range(index, options.per_layout, len(formats)))
            for start in range(0, count, 20):
                size = min(20, count - start)
                yield (
                    layout,
                    format_choice,
                    options.first + start,
                    size,
                    options.fault,
                    options.damage,
                )


def main() -> int:
    """Run the survey; exit status 1 when a number was silently wrong, or a whole file was read
    wrongly."""
    options = _arguments()
    every_layout(scans=True)
    if options.list:
        for name, layout in FILE_LAYOUTS.items():
            print(f"{layout.kind:8}{name}")
        print("faults:", ", ".join(sorted({f for m in FILE_LAYOUTS for f in fault_names(m)})))
        return 0
    if options.dump:
        layout, format_choice, seed, out = options.dump
        file = (
            faulty_file(layout, format_choice, int(seed), options.fault)
            if options.damage
            else whole_file(layout, format_choice, int(seed))
        )
        if file is not None:
            dump(file, Path(out))
        return int(file is None)
    counts: dict[str, Count] = {}
    with ProcessPoolExecutor(options.jobs, initializer=_load) as pool:
        for done in as_completed([pool.submit(survey, job) for job in _jobs(options)]):
            name, found = done.result()
            for fault, count in found.items():
                line = FILE_LAYOUTS[name].kind if options.by_kind else name
                line = fault if options.by_fault else line
                counts[line] = counts.get(line, Count()) + count
    print_table(counts, only_bad=options.only_bad)
    total = sum(counts.values(), Count())
    print(
        f"{total.files} files, {total.silent} cells silently wrong, {len(total.bad)} files to see"
    )
    return int(bool(total.bad))


if __name__ == "__main__":
    raise SystemExit(main())
