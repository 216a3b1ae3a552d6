"""F, continued: title, headings, sub-headings, labels."""

import pytest

from gongkai.checking import Severity, check
from gongkai.report import Role
from tests.checking.paper import found, make_report, one


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        ("5、 存在的主要问题及改进情况", "阿拉伯数字"),
        ("（五）存在的主要问题及改进情况", "括号"),
        ("存在的主要问题及改进情况", "丢失"),
        ("六、存在的主要问题及改进情况", "写成了“六”"),
    ],
)
def test_heading_numbered_wrongly(heading: str, fault: str) -> None:
    finding = one(make_report(headings={5: heading}), "F12")

    assert fault in finding.message()
    assert finding.expected == "五、存在的主要问题及改进情况"


@pytest.mark.parametrize(
    "heading",
    [
        "五、存在的主要问题及改进情况",
        "五、 存在的主要问题及改进情况：",
        "第五部分 存在的主要问题及改进情况",
        "五．存在的主要问题及改进情况",
    ],
)
def test_heading_numbered_well(heading: str) -> None:
    report = make_report(headings={5: heading})

    assert not {finding.rule for finding in check(report)} & {"F12", "F13"}


def test_heading_with_other_words() -> None:
    finding = one(make_report(headings={5: "五、存在问题及下一步打算"}), "F13")

    assert finding.found == "存在问题及下一步打算"


def test_heading_in_the_words_of_the_regulation_is_accepted() -> None:
    heading = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"

    assert not found(make_report(headings={4: heading}), "F13")


def test_table_without_its_heading() -> None:
    report = make_report(
        order=(1, 3, 4, 5, 6), extra_lines=[("规章 0 0 0", Role.TABLE, 1)], in_annex=()
    )
    shown = make_report(cells={})
    # the table is there, the section is not
    from dataclasses import replace

    report = replace(report, cells=shown.cells)

    assert one(report, "F14").section == 2
    assert not found(shown, "F14")


@pytest.mark.parametrize(
    "title", ["柳泉镇2021年度政府信息公开工作报告", "柳泉镇2021年政府信息公开工作总结报告"]
)
def test_title_that_is_not_that_of_an_annual_report(title: str) -> None:
    assert "年度报告" in one(make_report(title=title), "F15").message()


@pytest.mark.parametrize(
    "title",
    [
        "柳泉镇2021年政府信息公开工作年度报告",
        "柳泉镇 2021 年 政府信息公开 年度 报告",
        "柳泉镇2021年政府信息公开年报",
    ],
)
def test_title_of_an_annual_report(title: str) -> None:
    assert not found(make_report(title=title), "F15")


def numbered(*numbers: str, between: str = "") -> str:
    return "\n".join(
        f"{between}（{n}）加强组织领导，明确职责分工，安排专人负责此项工作。" for n in numbers
    )


def test_sub_headings_that_start_again() -> None:
    finding = one(make_report(overview=numbered("一", "二", "三", "一", "二")), "F16")

    assert (finding.expected, finding.found) == ("（四）", "（一）")
    assert finding.section == 1


def test_sub_headings_that_skip() -> None:
    assert one(make_report(overview=numbered("一", "二", "四")), "F16").expected == "（三）"


def test_sub_headings_that_start_again_under_a_new_line() -> None:
    text = f"存在的主要问题\n{numbered('一', '二')}\n改进措施：\n{numbered('一', '二', '三')}"

    assert not found(make_report(sections={5: text, 6: "无"}), "F16")


def test_number_within_a_paragraph_is_not_skipped() -> None:
    text = "（一）主动公开。内容完整，及时更新。\n（二）依申请公开。程序规范。（三）平台建设。运行平稳。\n（四）监督保障。落实到位。"

    assert not found(make_report(overview=text), "F16")


def test_ten_and_more_sub_headings() -> None:
    assert not found(
        make_report(overview=numbered(*"一二三四五六七八九", "十", "十一", "十二")), "F16"
    )


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ("requests.refused_security_and_stability", "3.危机“三安全一稳定”"),
        ("requests.refused_enforcement_file", "7.属于行政法案卷"),
        ("requests.received", "一、本年新收到政府信息公开申请数量"),
    ],
)
def test_altered_label(row: str, printed: str) -> None:
    finding = one(make_report(labels={row: printed}), "F17")

    assert finding.severity is Severity.WARNING
    assert finding.found == printed
    assert finding.place is not None


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ("requests.granted", "(一) 予以公开"),
        ("requests.partly_granted", "（二）部分公开 (区分处理的, 只计这一情形, 不计其他情形)"),
        ("requests.refused_security_and_stability", '３．危及"三安全一稳定"'),
        ("requests.concluded", "（七） 总计"),
        ("remedies.review", "行 政 复 议"),
    ],
)
def test_width_spaces_and_marks_alter_no_label(row: str, printed: str) -> None:
    report = make_report(labels={row: printed})

    assert not {finding.rule for finding in check(report)} & {"F17", "F18"}


def test_labels_without_their_numbers_are_one_note() -> None:
    labels = {"requests.refused_state_secret": "属于国家秘密", "requests.granted": "予以公开"}

    finding = one(make_report(labels=labels), "F18")

    assert finding.params["count"] == 2
    assert not found(make_report(labels=labels), "F17")


def test_label_folded_over_two_lines_is_whole() -> None:
    from dataclasses import replace

    report = make_report(labels={"requests.granted": "（一）予以"}, rows={})
    assert found(report, "F17")
    assert report.evidence is not None
    folded = report.evidence.text.replace("（一）予以\t0", "（一）予以\n公开   \t0", 1)

    assert not found(replace(report, evidence=replace(report.evidence, text=folded)), "F17")


@pytest.mark.parametrize(
    "printed",
    ["本年收费金额（万元）", "本年收费金额（单位：万元", "本年收费金额（单位：万元，保留2位小数）"],
)
def test_unit_in_a_label_alters_nothing(printed: str) -> None:
    from dataclasses import replace

    report = make_report()
    assert report.evidence is not None
    first = report.evidence.labels[0]
    label = first._replace(
        subject="art20_8:amount", expected="本年收费金额（单位：万元）", printed=printed
    )
    seen = replace(report.evidence, labels=(label,))

    assert not found(replace(report, evidence=seen), "F17")
