"""Files that are no report: one line names the file and the reason, and the batch goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.reading import MESSAGES
from tests.cli.conftest import Gongkai

BIG = ("一份很长的文字，与年度报告没有关系。" * 50 + "\n").encode()


def _missing(_: Path) -> None:
    """There is nothing at this path."""


def _folder(path: Path) -> None:
    path.mkdir()


def _writes(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


KINDS: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "missing": (_missing, {"not_found"}),
    "empty folder": (_folder, {"no_files"}),
    "empty": (_writes(b""), {"empty"}),
    "only blanks": (_writes("\u3000\n \t\n".encode()), {"empty"}),
    "binary": (_writes(bytes(range(256)) * 8), {"not_text"}),
    "wrong charset": (_writes("公开".encode() + b"\xff\xfe\xff" * 9), {"charset", "not_text"}),
    "another text": (_writes("今天天气很好。\n".encode()), {"not_a_report"}),
    "50 MB of text": (_writes(BIG * (50 * 1024 * 1024 // len(BIG))), {"too_large", "not_a_report"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_one_line_says_which_file_and_why(
    gongkai: Gongkai, clean: Path, tmp_path: Path, kind: str
) -> None:
    make, codes = KINDS[kind]
    path = tmp_path / "文件.txt"
    make(path)
    ended = gongkai("read", "--json", path, clean)
    failed, done = (json.loads(line) for line in ended.out.splitlines())
    assert ended.status == 2
    assert failed["error"]["code"] in codes
    assert ended.err == f"{path}：{failed['error']['message']}\n"
    assert "cells" in done


@pytest.mark.parametrize("code", MESSAGES)
def test_every_reason_has_words_in_both_languages(code: str) -> None:
    assert MESSAGES[code]["zh"].endswith("。")
    assert MESSAGES[code]["en"].endswith(".")
