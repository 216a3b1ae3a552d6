"""Checking takes time in proportion to the text, whatever the text is."""

import time
from dataclasses import replace

import pytest

from gongkai.checking import check
from gongkai.report import Evidence, Paragraph, Report, Role, TextPlace
from tests.checking.paper import make_report

HOSTILE = {
    "digits": "1",
    "commas": "1,",
    "spaces": " ",
    "wide spaces": "信息 　",
    "numerals": "一",
    "application": "收到申请公开",
    "opening marks": "《",
    "closing marks": "》",
    "brackets": "（",
    "question marks": "?",
    "markup": "<p ",
    "entities": "&#1",
    "links": "http://a.",
    "hosts": "a.",
    "mails": "a@",
    "underscores": "_",
    "dashes": "-",
    "crosses": "X",
    "dates": "2021年1月",
    "owners": "主办单位：",
    "mobiles": "1380000123-",
    "identities": "110105194912310",
    "plans": "2021年，将",
    "towns": "柳泉镇",
    "names": "娱乐",
}


def swollen(text: str, role: Role) -> Report:
    report = make_report()
    place = TextPlace(1, 1, 0, len(text))
    return replace(report, evidence=Evidence(text, (Paragraph(text, place, role, 1),)))


def seconds(text: str, role: Role) -> float:
    report = swollen(text, role)
    start = time.process_time()
    check(report)
    return time.process_time() - start


@pytest.mark.parametrize("role", [Role.TEXT, Role.AFTER], ids=str)
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text_only(piece: str, role: Role) -> None:
    size = 40_000
    short = min(seconds(piece * (size // len(piece)), role) for _ in range(2))
    long = seconds(piece * (4 * size // len(piece)), role)

    # quadratic work would take sixteen times as long
    assert long < 8 * short + 0.1, (short, long)
