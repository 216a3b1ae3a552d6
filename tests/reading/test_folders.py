"""Folders are walked in the order of names, once, without what systems leave in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.reading.folders import files_in


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("1")


def inside(folder: Path) -> list[str]:
    return [Path(name).relative_to(folder).as_posix() for name in files_in(folder)]


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/2.txt", "a/1.txt", "乙.txt", "c/d/e.docx")
    assert inside(tmp_path) == ["a/1.txt", "a/2.txt", "b.txt", "c/d/e.docx", "乙.txt"]


def test_hidden_and_temporary_files_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a.docx", "~$a.docx", ".~a.docx", ".DS_Store", "Thumbs.db", ".git/a.txt")
    put(tmp_path, "__MACOSX/a.txt", "desktop.ini")
    assert inside(tmp_path) == ["a.docx"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path, "a/1.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "other").symlink_to(tmp_path / "a")
    assert inside(tmp_path) == ["a/1.txt"]


def test_links_to_files_are_followed_and_broken_ones_are_not(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere.txt")
    assert inside(tmp_path) == ["a.txt", "b.txt"]


def test_only_files_are_given(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    assert inside(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("name", ["a.txt", "nowhere"])
def test_what_is_no_folder_is_given_back(name: str, tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    assert list(files_in(tmp_path / name)) == [str(tmp_path / name)]
