"""H, continued: numbers of persons are found, and printed nowhere."""

import json

import pytest

from gongkai.checking import Severity, check
from gongkai.checking.privacy import is_identity_number, mask
from gongkai.report import Role
from tests.checking.paper import found, make_report, one

# made up; the check characters are right
IDENTITY = "11010519491231002X"
MOBILE = "13800001234"


def test_identity_number_is_an_error_and_masked() -> None:
    finding = one(make_report(overview=f"申请人张某（{IDENTITY}）要求公开。"), "H16")

    assert finding.severity is Severity.ERROR
    assert finding.quote == "110***********002X"


@pytest.mark.parametrize(
    "text", ["110105194912310021", "91210000117590366W", "索引号110105194912310021345"]
)
def test_long_numbers_that_are_no_identity_number(text: str) -> None:
    assert not found(make_report(overview=text), "H16")


@pytest.mark.parametrize("written", [MOBILE, "138 0000 1234", "138-0000-1234"])
def test_mobile_number_is_masked(written: str) -> None:
    finding = one(make_report(lead_in=f"联系电话：{written}。"), "H17")

    assert finding.quote == "138****1234"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "0371-69123456",
        "021-138000012",
        "12345热线",
        "12800001234",
        "1380000123456",
        "2.13800001234",
    ],
)
def test_office_telephones_and_other_numbers(text: str) -> None:
    assert not found(make_report(lead_in=text), "H17")


def test_number_in_a_table_is_a_count() -> None:
    assert not found(make_report(extra_lines=[(f"行政处罚\t{MOBILE}", Role.TABLE, 2)]), "H17")


def test_no_finding_of_any_rule_prints_a_number_whole() -> None:
    text = (
        f"收到申请 {MOBILE} 件，未收到政府信息公开申请{MOBILE}，{IDENTITY}  条，《{MOBILE}，"
        f"邮箱{MOBILE}@163.com，XX镇{MOBILE}，http://{MOBILE}.top"
    )
    findings = check(make_report(overview=text, cells={"requests.received.total": 3}))

    told = json.dumps([f.to_json(lang) for f in findings for lang in ("zh", "en")])

    assert len(findings) > 4
    assert MOBILE not in told
    assert IDENTITY not in told


def test_check_character() -> None:
    assert is_identity_number(IDENTITY)
    assert not is_identity_number(IDENTITY[:-1] + "1")
    assert (
        mask("电话13912345678，证号11010519491231002x") == "电话139****5678，证号110***********002x"
    )
