"""Peak memory of one fresh process that reads many files: ``python -m bench.memory DIR COUNT``."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_for(folder: Path, count: int) -> dict[str, float]:
    """Run this module in a new process over the first files of a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.memory", str(folder), str(count)],
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _peak_mib() -> float:
    """Peak resident memory so far.

    Linux keeps the peak of a process apart from that of the one that started it in its status
    file; elsewhere rusage has to do (macOS counts in bytes, others in KiB).
    """
    if _STATUS.exists():
        line = next(x for x in _STATUS.read_text("utf-8").splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> int:
    """Read the files and print peak memory and speed as JSON."""
    from gongkai.reading import read

    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    files = sorted(folder.glob("*.txt"))[:count]
    before = _peak_mib()
    started = time.perf_counter()
    for file in files:
        read(file)
    spent = time.perf_counter() - started
    result = {
        "files": len(files),
        "peak_before_mib": round(before, 1),
        "peak_mib": round(_peak_mib(), 1),
        "files_per_second": round(len(files) / spent, 1),
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
