"""P, continued: text pasted twice or written for another body."""

from datetime import date

import pytest

from gongkai.checking import Severity
from tests.checking.paper import OVERVIEW, found, make_report, one


def test_same_paragraph_twice() -> None:
    finding = one(make_report(overview=f"{OVERVIEW}\n{OVERVIEW}"), "P9")

    assert finding.params["count"] == 2
    assert finding.place is not None


def test_short_lines_and_rulers_may_repeat() -> None:
    text = f"存在问题\n存在问题\n{'-' * 60}\n{'-' * 60}"

    assert not found(make_report(overview=text), "P9")


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        ("柳泉镇人民政府", "我局高度重视政府信息公开工作。", "我局"),
        ("柳泉乡", "我镇认真贯彻。我镇加强领导。", "我镇"),
        ("青禾县教育局", "我乡高度重视。", "我乡"),
        ("青河街道办事处", "我镇高度重视。", "我镇"),
    ],
)
def test_speaks_as_another_kind_of_body(body: str, text: str, told: str) -> None:
    assert one(make_report(body, overview=text), "P10").found == told


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("柳泉镇人民政府", "我镇按照我县统一部署，我市要求。"),
        ("青禾县教育局", "我局、我县、我市的自我局限。"),
        ("柳泉镇人民政府", "委托我委派的人员。"),
        ("青禾县人民政府", "我局。"),
        ("青禾县教育局", "我委员"),
    ],
)
def test_speaks_as_itself_or_of_its_region(body: str, text: str) -> None:
    assert not found(make_report(body, overview=text), "P10")


def test_signed_by_another_town() -> None:
    finding = one(make_report(signer="梧桐镇人民政府", signed=date(2022, 1, 10)), "P11")

    assert finding.severity is Severity.ERROR
    assert finding.found == "梧桐镇人民政府"


@pytest.mark.parametrize(
    ("body", "signer"),
    [
        ("清河县柳泉镇人民政府", "柳泉镇人民政府"),
        ("柳泉镇", "清河县柳泉镇人民政府办公室"),
        ("辽阳市", "辽阳市人民政府办公室"),
        ("青禾县农业局", "青禾县农业农村局"),
        ("青禾县教育局", "青禾县教育局办公室"),
        ("青禾县人民政府", "青禾区人民政府"),
        ("柳泉乡人民政府", "柳泉镇人民政府"),
    ],
)
def test_signed_by_itself_under_another_form_of_its_name(body: str, signer: str) -> None:
    assert not found(make_report(body, signer=signer, signed=date(2022, 1, 10)), "P11")


def test_another_town_in_the_text() -> None:
    finding = one(
        make_report(overview="为做好此项工作，梧桐镇人民政府成立领导小组。梧桐镇分管领导负责。"),
        "P12",
    )

    assert str(finding.found).endswith("梧桐镇")


@pytest.mark.parametrize(
    "text",
    [
        "柳泉镇人民政府成立领导小组。柳泉镇",
        "按照镇政府信息公开要求，按照镇里部署",
        "报送街道办事处，配合镇人民政府",
        "走访梧桐镇人民政府一次",
        "各乡镇人民政府、街道办事处",
        "我镇人民政府",
        "清河县柳泉镇政府信息公开指南",
        "县政府与乡镇政府信息公开工作",
    ],
)
def test_own_name_and_general_words(text: str) -> None:
    assert not found(make_report(overview=text), "P12")
