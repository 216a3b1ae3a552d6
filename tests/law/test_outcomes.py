"""Art. 36 to 39 with 14 to 16, 30, 35 and 42: every outcome, its row, its document, its remedy."""

from __future__ import annotations

import pytest

from gongkai.formats import FORMAT_IDS, get_format
from gongkai.law.errors import LawError
from gongkai.law.outcomes import (
    Ending,
    Outcome,
    ReviewFirst,
    outcome,
    own_outcome,
    re_evaluation_due,
    standard_outcomes,
)
from gongkai.law.wording import Wording
from tests.law.support import d

# Outcome, the article it rests on, the labels of its row in both formats, review first since 2024.
TABLE = [
    ("already_public", "ogi:36(1)", "（一）予以公开", None, "no"),
    ("granted", "ogi:36(2)", "（一）予以公开", None, "no"),
    ("partly_granted", "ogi:37", "（二）部分公开", None, "part"),
    ("refused_state_secret", "ogi:14", "1.属于国家秘密", None, "yes"),
    ("refused_prohibited_by_law", "ogi:14", "2.其他法律行政法规禁止公开", None, "yes"),
    ("refused_security_and_stability", "ogi:14", "3.危及“三安全一稳定”", None, "yes"),
    ("refused_third_party_rights", "ogi:15", "4.保护第三方合法权益", None, "yes"),
    ("refused_internal_affairs", "ogi:16.1", "5.属于三类内部事务信息", None, "yes"),
    ("refused_process_information", "ogi:16.2", "6.属于四类过程性信息", None, "yes"),
    ("refused_enforcement_file", "ogi:16.2", "7.属于行政执法案卷", None, "yes"),
    ("refused_administrative_query", "ogi:36(7)", "8.属于行政查询事项", None, "no"),
    ("unavailable_not_existing", "ogi:36(4)", "1.本机关不掌握相关政府信息", None, "no"),
    ("unavailable_other_body", "ogi:36(5)", "1.本机关不掌握相关政府信息", None, "no"),
    ("unavailable_needs_creation", "ogi:38", "2.没有现成信息需要另行制作", None, "no"),
    ("unavailable_still_unclear", "ogi:30", "3.补正后申请内容仍不明确", None, "no"),
    ("not_processed_petition", "ogi:39.1", "1.信访举报投诉类申请", None, "no"),
    ("not_processed_repeated", "ogi:36(6)", "2.重复申请", None, "no"),
    ("not_processed_publication", "ogi:39.2", "3.要求提供公开出版物", None, "no"),
    ("not_processed_excessive", "ogi:35", "4.无正当理由大量反复申请", None, "no"),
    ("not_processed_reissue", "ogi:36(6)", "5.要求行政机关确认或重新出具已获取信息", None, "no"),
    ("not_clarified", "ogi:30", "1.申请人无正当理由逾期不补正", "（六）其他处理", "no"),
    ("fee_unpaid", "ogi:42", "2.申请人逾期未按收费通知要求缴纳费用", "（六）其他处理", "no"),
    ("other", "ogi:36", "3.其他", "（六）其他处理", "depends"),
]


def label(format_id: str, row: str) -> str:
    table = next(t for t in get_format(format_id).tables if t.id == "requests")
    return next(axis.label for axis in table.rows if axis.id == row)


@pytest.mark.parametrize(("outcome_id", "article", "in_2021", "in_2019", "first"), TABLE)
def test_every_outcome_has_its_article_and_its_rows(
    outcome_id: str, article: str, in_2021: str, in_2019: str | None, first: str
) -> None:
    found = outcome(outcome_id)
    assert found.articles[0] == article
    assert label("2021", found.row("2021")).startswith(in_2021)
    assert label("2019", found.row("2019")).startswith(in_2019 or in_2021)
    assert found.review_first == ReviewFirst(first)


def test_there_are_23_in_the_order_of_the_form() -> None:
    found = standard_outcomes()
    assert [o.id for o in found] == [line[0] for line in TABLE]
    assert [o.number for o in found] == list(range(1, 24))


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_the_outcomes_fill_every_outcome_row_of_a_format_and_no_other(format_id: str) -> None:
    table = next(t for t in get_format(format_id).tables if t.id == "requests")
    not_outcomes = {"received", "carried_in", "concluded", "carried_out"}
    assert {o.row(format_id) for o in standard_outcomes()} == {
        axis.id for axis in table.rows
    } - not_outcomes


def test_an_unpaid_fee_cannot_end_a_request_before_fees_existed() -> None:
    assert outcome("fee_unpaid").since == d("2021-01-01")


@pytest.mark.parametrize(
    ("outcome_id", "due"),
    [
        ("refused_process_information", "2027-03-02"),
        ("partly_granted", "2027-03-02"),
        ("granted", None),
        ("unavailable_not_existing", None),
    ],
)
def test_what_was_withheld_is_evaluated_again(outcome_id: str, due: str | None) -> None:
    # Art. 18; once a year by custom.
    expected = d(due) if due else None
    assert re_evaluation_due(outcome(outcome_id), d("2026-03-02")) == expected


def test_only_what_ends_without_the_applicant_needs_no_reply() -> None:
    either = {o.id for o in standard_outcomes() if o.ending is Ending.EITHER}
    assert either == {"not_clarified", "fee_unpaid", "other"}


WITHDRAWN = own_outcome(
    "withdrawn", Wording("申请人撤回", "Withdrawn"), like="other", has_remedy=False
)


def test_an_offices_own_outcome_counts_like_a_standard_one() -> None:
    assert outcome("withdrawn", [WITHDRAWN]) is WITHDRAWN
    assert (WITHDRAWN.row("2019"), WITHDRAWN.row("2021")) == ("other", "other_reason")
    assert (WITHDRAWN.number, WITHDRAWN.like) == (None, "other")


@pytest.mark.parametrize(
    ("outcome_id", "like", "code"),
    [("granted", "other", "outcome_exists"), ("joined", "nonsense", "unknown_outcome")],
)
def test_an_own_outcome_that_cannot_be_is_refused(outcome_id: str, like: str, code: str) -> None:
    with pytest.raises(LawError) as caught:
        own_outcome(outcome_id, Wording("合并办理", "Joined"), like)
    assert caught.value.code == code


def test_an_unknown_outcome_is_named_in_the_error() -> None:
    with pytest.raises(LawError, match="没有“nonsense”这一办理结果"):
        outcome("nonsense")


def test_a_row_of_an_unknown_format_is_refused() -> None:
    with pytest.raises(LawError) as caught:
        outcome("granted").row("2018")
    assert caught.value.code == "unknown_format"


@pytest.mark.parametrize("found", standard_outcomes(), ids=lambda o: o.id)
def test_every_outcome_speaks_both_languages(found: Outcome) -> None:
    assert all((found.name.zh, found.name.en, found.document.zh, found.document.en))
