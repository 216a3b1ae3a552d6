"""``gongkai clock``: deadlines of one request, their reasons, and what a wrong file is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Gongkai

SUBMITTED = {"kind": "submitted", "on": "2026-02-06", "channel": "in_person"}
LATE = {"kind": "reply_sent", "on": "2026-03-16", "delivery": "post", "outcome": "granted"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "events.json"


def save(file: Path, data: Any) -> Path:
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def test_it_tells_the_steps_the_deadlines_and_the_state(gongkai: Gongkai, file: Path) -> None:
    ended = gongkai("clock", save(file, {"as_of": "2026-02-14", "events": [SUBMITTED]}))
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "2026-02-06  申请人提交申请（当面递交）。［《条例》第二十九条］"
    assert lines[-3:] == [
        "补正告知期限：2026-02-24，已用6个工作日，剩余1个",
        "答复期限：2026-03-12，已用6个工作日，剩余14个",
        "截至2026-02-14：办理中",
    ]


def test_the_day_can_be_given_beside_the_file(gongkai: Gongkai, file: Path) -> None:
    save(file, {"as_of": "2026-02-14", "events": [SUBMITTED]})
    ended = gongkai("clock", file, "--as-of", "2026-03-16", "--lang", "en")
    assert ended.status == 1
    assert ended.out.splitlines()[-2:] == [
        "reply: was due 2026-03-12; working days overdue: 2",
        "As of 2026-03-16: in hand",
    ]


def test_json_has_everything_a_program_needs(gongkai: Gongkai, file: Path) -> None:
    save(file, {"as_of": "2026-03-31", "events": [SUBMITTED, LATE]})
    ended = gongkai("clock", file, "--json")
    told = json.loads(ended.out)
    assert (ended.status, told["state"], told["concluded_on"]) == (1, "replied", "2026-03-16")
    (reply,) = (each for each in told["deadlines"] if each["kind"] == "reply")
    assert (reply["due"], reply["late_days"], reply["used"] + reply["left"]) == (
        "2026-03-12",
        2,
        20,
    )
    assert [fault["code"] for fault in told["faults"]] == ["reply_late"]


def test_the_calendar_of_an_office_is_used(gongkai: Gongkai, file: Path) -> None:
    calendar = {
        "region": "450300",
        "exceptions": [
            {"on": "2026-03-11", "working": False, "reason": "地方节日", "region": "45"},
        ],
        "notices": [
            {"year": 2027, "announced": "2026-11-10", "off": {"2027-01-01": "元旦"}, "work": {}}
        ],
    }
    save(file, {"as_of": "2026-02-14", "calendar": calendar, "events": [SUBMITTED]})
    ended = gongkai("clock", file)
    assert "答复期限：2026-03-13" in ended.out
    assert "地方节日（2026年3月11日）" in ended.out


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"events": [SUBMITTED]}, "没有写 as_of"),
        ({"as_of": "2026-02-14", "events": []}, "“events”的值“[]”无法识别"),
        ({"as_of": "2026-02-14"}, "“events”的值“[]”无法识别"),
        ([SUBMITTED], "“case”的值"),
        ({"as_of": "2026-02-14", "events": ["submitted"]}, "“events”的值“submitted”无法识别"),
        ({"as_of": "14.2.2026", "events": [SUBMITTED]}, "“as_of”的值“14.2.2026”无法识别"),
        ({"as_of": 5, "events": [SUBMITTED]}, "“as_of”的值“5”无法识别"),
        ({"as_of": "2026-02-14", "events": [SUBMITTED], "x": 1}, "没有“x”这一项"),
        ({"as_of": "2026-02-14", "events": [{**SUBMITTED, "on": "2026-02-30"}]}, "“2026-02-30”"),
        ({"as_of": "2026-02-14", "events": [SUBMITTED, SUBMITTED]}, "只能发生一次"),
        ({"as_of": "2026-02-05", "events": [SUBMITTED]}, "没有提交申请的记录"),
        ({"as_of": "2026-02-14", "calendar": [], "events": [SUBMITTED]}, "“calendar”的值"),
        (
            {"as_of": "2026-02-14", "calendar": {"exceptions": 5}, "events": [SUBMITTED]},
            "“exceptions”的值“5”无法识别",
        ),
        (
            {
                "as_of": "2026-02-14",
                "calendar": {"exceptions": [{"on": "2026-02-09", "working": False}]},
                "events": [SUBMITTED],
            },
            "没有写明理由",
        ),
        (
            {
                "as_of": "2026-02-14",
                "calendar": {"notices": [{"year": "2027", "announced": "2026-11-10"}]},
                "events": [SUBMITTED],
            },
            "“year”的值“2027”无法识别",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said(
    gongkai: Gongkai, file: Path, data: Any, said: str
) -> None:
    ended = gongkai("clock", save(file, data))
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"events": [}', "第1行第13列有误"),
        (b"", "第1行第1列有误"),
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"[" * 100_000, "嵌套过深"),
        (b" " * 1_000_001, "超过1 MB"),
    ],
)
def test_what_is_no_json_is_said(gongkai: Gongkai, file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    ended = gongkai("clock", file)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err


def test_a_missing_file_and_a_folder_are_said(gongkai: Gongkai, tmp_path: Path) -> None:
    assert "没有这个文件" in gongkai("clock", tmp_path / "none.json").err
    assert "无法打开" in gongkai("clock", tmp_path).err


def test_a_day_that_is_none_is_said(gongkai: Gongkai, file: Path) -> None:
    save(file, {"events": [SUBMITTED]})
    ended = gongkai("clock", file, "--as-of", "yesterday")
    assert (ended.status, "“yesterday”不是日期" in ended.err) == (2, True)
