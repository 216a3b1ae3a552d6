"""Checking takes time in proportion to the text, whatever the text is."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
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


_LENGTH = 400_000
"""Characters: work that goes with their square takes minutes, all other work below two seconds."""
_ENOUGH = 40
"""Seconds of processor time after which the work counts as endless."""


@contextmanager
def ended_when_endless() -> Iterator[None]:
    """Raise in the block when it does not come to an end."""

    def give_up(*_: object) -> None:
        raise AssertionError("the check does not come to an end")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, _ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("role", [Role.TEXT, Role.AFTER], ids=str)
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_text_keeps_the_check_from_coming_to_an_end(piece: str, role: Role) -> None:
    report = swollen(piece * (_LENGTH // len(piece)), role)
    with ended_when_endless():
        check(report)
