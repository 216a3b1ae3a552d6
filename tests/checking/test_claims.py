"""P, continued: words beside numbers. A rule speaks only where nothing agrees."""

import pytest

from gongkai.checking import Severity
from gongkai.formats import Part
from tests.checking.paper import found, make_report, one

TABLE = {
    "requests.received.total": 12,
    "requests.carried_in.total": 1,
    "requests.concluded.total": 11,
    "requests.carried_out.total": 2,
}


@pytest.mark.parametrize(
    "text",
    [
        "全年共收到政府信息公开申请15件，均按时答复。",
        "共办理公民、法人和其他组织提出的政府信息公开申请71件。",
        "受理依申请公开二十三件。",
        "本年度收到政府信息公开申请1.5万件。",
        "共收到15件政府信息公开申请。",
        "收到信息公开申请两千零三宗。",
    ],
)
def test_number_of_applications_that_matches_nothing(text: str) -> None:
    finding = one(make_report(overview=text, cells=TABLE), "P3")

    assert finding.severity is Severity.WARNING
    assert "12" in finding.message()
    assert finding.place is not None


@pytest.mark.parametrize(
    "text",
    [
        "全年共收到政府信息公开申请12件。",
        "全年共办理政府信息公开申请13件（含上年结转1件）。",
        "全年办理政府信息公开申请十一件。",
        "收到政府信息公开申请12件，其中网上申请公开9件、信函申请公开3件。",
        "上年收到政府信息公开申请40件。",
        "2020年收到政府信息公开申请40件。",
        "受理热线诉求370件，办理信访件42件，人大建议8件。",
        "收到行政许可申请25件。",
        "收到政府信息公开申请12件，比2020年收到政府信息公开申请40件下降70%。",
    ],
)
def test_numbers_that_agree_or_speak_of_other_things(text: str) -> None:
    assert not found(make_report(overview=text, cells=TABLE), "P3")


def test_nothing_is_said_where_the_table_has_no_number() -> None:
    report = make_report(
        overview="共收到政府信息公开申请15件。", cells=TABLE | {"requests.received.total": ""}
    )

    assert not found(report, "P3")


@pytest.mark.parametrize(
    "text",
    [
        "2021年，我镇未收到政府信息公开申请。",
        "本年度没有收到公民、法人和其他组织依申请公开事项。",
        "2021年我镇无依申请公开信息。",
    ],
)
def test_none_in_words_but_counted(text: str) -> None:
    assert one(make_report(overview=text, cells=TABLE), "P4").found == 12


@pytest.mark.parametrize(
    "text",
    [
        "未收到法人提出的政府信息公开申请。",
        "2020年未收到政府信息公开申请。",
        "未收到因政府信息公开申请行政复议的案件。",
        "对无正当理由大量反复申请公开的，依法告知。",
        "未收到当面提出的信息公开申请。",
    ],
)
def test_none_of_another_thing(text: str) -> None:
    assert not found(make_report(overview=text, cells=TABLE), "P4")


def test_none_in_words_and_in_numbers() -> None:
    assert not found(make_report(overview="我镇未收到政府信息公开申请。"), "P4")


DOCUMENTS = {
    "art20_1.normative_documents.issued": 5,
    "art20_1.normative_documents.in_force": 21,
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年制发规范性文件8件。", True),
        ("印发9件规范性文件。", True),
        ("全年制发行政规范性文件5件。", False),
        ("全年制发规范性文件五件，", False),
        ("2020年制发规范性文件8件。", False),
        ("清理历年印发的规范性文件60件。", False),
    ],
)
def test_documents_in_words(text: str, *, told: bool) -> None:
    assert bool(found(make_report(overview=text, cells=DOCUMENTS), "P5")) is told


REVIEWS = {"remedies.review.upheld": 2, "remedies.review.total": 2}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("因政府信息公开被申请行政复议4件。", True),
        ("因政府信息公开被申请行政复议2件。", False),
        ("全年办理行政复议案件40件。", False),
    ],
)
def test_remedies_in_words(text: str, *, told: bool) -> None:
    assert bool(found(make_report(overview=text, cells=REVIEWS), "P6")) is told


@pytest.mark.parametrize(
    ("text", "amount", "told"),
    [
        ("本年度收取信息处理费3000元。", "0", True),
        ("本年度收取信息处理费3000元。", "0.3", False),
        ("本年度收取信息处理费0.3万元。", "12", False),
        ("本年度收取信息处理费0元。", "0", False),
        ("本年度未收取信息处理费。", "0", False),
    ],
)
def test_fee_is_compared_after_converting_its_unit(text: str, amount: str, *, told: bool) -> None:
    report = make_report(
        sections={5: "一是主动性不够，二是培训不足，下一步将加强队伍建设，完善工作机制。", 6: text},
        cells={"art20_8.fees.amount": amount},
    )

    assert bool(found(report, "P7")) is told


def test_busy_prose_beside_nothing_but_zeros() -> None:
    text = "主动公开以镇政府名义印发的文件64件。"

    assert "64" in one(make_report(overview=text), "P8").message()
    assert not found(make_report(overview=text, cells={"art20_6.penalties.decisions": 3}), "P8")
    assert not found(make_report(overview="公开信息74条，发放手册300份。"), "P8")


def test_old_format_counts_its_own_columns() -> None:
    report = make_report(
        year=2019,
        formats=dict.fromkeys(Part, "2019"),
        overview="制发规范性文件7件。",
        cells={
            "art20_1.normative_documents.made": 7,
            "art20_1.normative_documents.total_disclosed": 9,
        },
    )

    assert not found(report, "P5")
