"""What people see fits the terminal, in colour only where colour is wanted."""

from __future__ import annotations

import os
import pty
import select
import subprocess
from pathlib import Path

import pytest

from gongkai.report.width import width
from tests.cli.conftest import EXAMPLES, Gongkai, command, process


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_findings_fit_the_terminal(
    gongkai: Gongkai, columns: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.chdir(EXAMPLES.parent)
    out = gongkai("check", "--lang", lang, *sorted(Path("examples").glob("*.txt"))).out
    findings = [line for line in out.splitlines() if line.startswith("  ")]
    assert findings
    assert max(map(width, findings)) <= columns


def test_a_pipe_gets_no_colour(broken: Path) -> None:
    assert b"\x1b" not in process("check", broken).stdout


def test_colour_can_be_forced(broken: Path) -> None:
    assert b"\x1b[" in process("check", broken, FORCE_COLOR="1").stdout


def _on_a_terminal(arguments: list[str | Path], **settings: str) -> str:
    """What a person sees: the output on a terminal made for the test."""
    leader, follower = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"} | settings
    with subprocess.Popen(
        command(*arguments), stdin=follower, stdout=follower, stderr=follower, env=environment
    ) as running:
        os.close(follower)
        seen = b""
        while True:
            ready, _, _ = select.select([leader], [], [], 60)
            try:
                piece = os.read(leader, 65536) if ready else b""
            except OSError:  # how a terminal says that nobody writes to it any more
                piece = b""
            if not piece:
                break
            seen += piece
        running.wait(timeout=60)
    os.close(leader)
    return seen.decode("utf-8")


def test_a_terminal_gets_colour(broken: Path) -> None:
    assert "\x1b[1;31m错误" in _on_a_terminal(["check", broken])


def test_no_color_is_heard(broken: Path) -> None:
    seen = _on_a_terminal(["check", broken], NO_COLOR="1")
    assert "错误" in seen
    assert "31m" not in seen


def test_progress_is_shown_on_a_terminal_and_only_there(clean: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    files = [clean] * 3
    assert "3/3" in _on_a_terminal(["read", *files, "-o", target])
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3
    assert process("read", *files, "-o", target).stderr == b""
