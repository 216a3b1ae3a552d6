"""Texts made to hang or to mislead. Time-outs are only a guard against hanging."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from random import Random

import pytest

from gongkai.reading import ReadError, read_text
from gongkai.report import CellState
from tests.support.cases import make_case

_PROGRAM = """
import sys
from gongkai.reading import ReadError, read_bytes
try:
    report = read_bytes(sys.stdin.buffer.read())
except ReadError as error:
    print(error.code)
else:
    print(len(report.cells))
"""

_TITLE = "槐塬镇2021年政府信息公开工作年度报告\n一、总体情况\n无\n二、主动公开政府信息情况\n"
_THIRD = "三、收到和处理政府信息公开申请情况\n"

HOSTILE = {
    "a_megabyte_of_digits": "7" * 1_000_000,
    "title_and_a_megabyte_of_digits": _TITLE + "7" * 1_000_000,
    "half_a_million_numbers": _TITLE + _THIRD + "0 " * 500_000,
    "tabs": _TITLE + "\t" * 100_000 + "0\n",
    "pipes": _TITLE + _THIRD + "|" * 200_000,
    "spaces": _TITLE + " " * 500_000 + "0",
    "line_ends": _TITLE + "\n" * 300_000,
    "one_label_50000_times": _TITLE + "规章\n" * 50_000,
    "one_row_20000_times": _TITLE + _THIRD + "2.重复申请\t0\t0\t0\t0\t0\t0\t0\n" * 20_000,
    "short_labels": _TITLE + _THIRD + "其他总计" * 50_000,
    "one_heading_20000_times": "二、主动公开政府信息情况\n" * 20_000,
    "one_title_20000_times": "槐塬镇2021年政府信息公开工作年度报告\n" * 20_000,
    "brackets": _TITLE + "（" * 100_000,
    "one_long_line_of_prose": _TITLE.replace("无", "公开工作有序推进，" * 100_000),
    "signs": _TITLE + "+-" * 100_000 + "1",
    "commas": _TITLE + "1," * 200_000,
    "zero_width": _TITLE + "\u200b" * 300_000 + "规章\t0",
    "combining": _TITLE + "规章\u0301" * 50_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_ends(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=HOSTILE[name].encode(),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def test_no_table_no_number() -> None:
    rng = Random(7)
    menu = " ".join(str(rng.randrange(10**6)) for _ in range(3000))
    report = read_text(_TITLE.replace("无", menu))
    assert {c.state for c in report.cells.values()} == {CellState.MISSING}


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_lines_never_crash(seed: int) -> None:
    case = make_case("plain_lines", "2019", seed)
    lines = case.text.split("\n")
    Random(seed).shuffle(lines)
    with contextlib.suppress(ReadError):
        assert read_text("\n".join(lines)).cells
