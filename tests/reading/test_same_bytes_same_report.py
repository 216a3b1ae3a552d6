"""The same bytes give the same report, whatever was read before and in whatever process."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from hypothesis import given

from gongkai.reading import read, read_bytes, read_text
from tests.support.cases import Case, make_case
from tests.support.strategies import brief, cases

_PROGRAM = """
import sys, hashlib, json
from gongkai.reading import read_bytes
from gongkai.report import place_to_json
report = read_bytes(sys.stdin.buffer.read())
cells = {k: (str(c.value), str(c.state), c.raw, c.source and place_to_json(c.source)) for k, c in report.cells.items()}
remarks = [r.to_json() for r in report.remarks]
print(hashlib.sha256(json.dumps([cells, remarks], ensure_ascii=False).encode()).hexdigest())
"""


@brief(40)
@given(cases())
def test_twice_is_equal(case: Case) -> None:
    first, second = read_bytes(case.data), read_bytes(case.data)
    assert first == second
    assert first.remarks == second.remarks
    assert [c.source for c in first.cells.values()] == [c.source for c in second.cells.values()]


@brief(40)
@given(cases("any+crlf"))
def test_line_ends_do_not_matter(case: Case) -> None:
    windows = read_text(case.text)
    assert windows == read_text(case.text.replace("\r\n", "\n"))


def test_file_bytes_and_text_agree(tmp_path: Path) -> None:
    case = make_case("word", "2021", 1)
    path = tmp_path / "年报.txt"
    path.write_bytes(case.data)
    assert read(path) == read_bytes(case.data) == read_text(case.text)


def test_hash_seeds_do_not_matter() -> None:
    data = make_case("glued_line", "2021", 5).data
    seen = {hashlib.sha256(_in_process(data, seed)).hexdigest() for seed in ("0", "1", "42")}
    assert len(seen) == 1


def _in_process(data: bytes, hash_seed: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=data,
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"},
        timeout=120,
    )
    return done.stdout
