"""Two worker processes beside one: ``python -m bench.jobs``.

The same folder of generated texts goes through ``gongkai read --json`` with one job and with two,
in turns, several times over; what is printed are the medians and their ratio, and the processor
time of each side, which tells whether the machine had two cores to give.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.machine import machine
from bench.reading import texts


def run(folder: str, jobs: int) -> tuple[float, float]:
    """Seconds on the clock and seconds of processor time for the whole folder."""
    before = os.times()
    started = time.perf_counter()
    command = [sys.executable, "-m", "gongkai", "read", "--json", folder, "--jobs", str(jobs)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    spent = time.perf_counter() - started
    after = os.times()
    used = after.children_user + after.children_system
    return spent, used - before.children_user - before.children_system


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.jobs")
    parser.add_argument("--files", type=int, default=600, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    options = parser.parse_args()
    files = [data for group in texts(options.files // 38 + 1).values() for data in group]
    with TemporaryDirectory() as folder:
        for index, data in enumerate(files[: options.files]):
            Path(folder, f"{index:06}.txt").write_bytes(data)
        measured = [(run(folder, 1), run(folder, 2)) for _ in range(options.rounds)]
    host = machine()
    print(f"{host['cpu']}, {host['cores']} cores, Python {host['python']}, {host['date']}")
    for jobs, side in ((1, 0), (2, 1)):
        clock = statistics.median(pair[side][0] for pair in measured)
        used = statistics.median(pair[side][1] for pair in measured)
        print(f"{jobs} job(s): {clock:.2f} s on the clock, {used:.2f} s of processor time")
    ratio = statistics.median(one[0] / two[0] for one, two in measured)
    print(f"two jobs are {ratio:.2f} times as fast as one")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
