"""What the data of letters says: complete, consistent, and what the docs say of it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.articles import articles
from gongkai.law.fees import fee_by_items, fee_by_pages
from gongkai.law.outcomes import own_outcome, standard_outcomes
from gongkai.law.wording import Wording
from gongkai.web.cases.letters.citations import cited
from gongkai.web.cases.letters.facts import _SOURCES, facts, facts_of
from gongkai.web.cases.letters.given import Given, given_from_json
from gongkai.web.cases.letters.kinds import finding, kinds, reply_kind
from gongkai.web.cases.letters.money import in_capitals, reckoned
from gongkai.web.cases.possible import RECORDED

DOCS = Path(__file__).parents[2] / "docs" / "office" / "letters.md"


def test_every_outcome_has_exactly_one_reply_with_the_document_of_the_law() -> None:
    told = [each for kind in kinds().values() for each in kind.outcomes]
    assert sorted(told) == sorted(outcome.id for outcome in standard_outcomes())
    for outcome in standard_outcomes():
        assert reply_kind(outcome).name == outcome.document
        assert "{basis}" in finding(outcome) or outcome.id == "other"


def test_an_own_outcome_is_told_like_the_one_it_counts_like() -> None:
    own = own_outcome("history", Wording("历史档案", "archives"), "unavailable_other_body")
    assert reply_kind(own).id == "reply_other_body"
    assert finding(own).startswith("经审查")


def test_every_letter_records_an_event_that_can_be_recorded() -> None:
    events = [kind.event for kind in kinds().values() if kind.event and not kind.is_reply]
    assert len(events) == len(set(events))
    assert set(events) <= set(RECORDED)


def test_articles_behind_letters_are_in_the_catalogue() -> None:
    assert {kind.article for kind in kinds().values() if kind.article} <= set(articles())


def test_placeholders_are_names_that_templates_can_say_and_each_has_its_source() -> None:
    names = [fact.name for fact in facts()]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)
    assert {fact.key for fact in facts()} == set(_SOURCES)
    groups = {"all", "applicant", "reply", *kinds()}
    assert {place for fact in facts() for place in fact.where} <= groups


def test_default_texts_use_only_placeholders_of_their_letter() -> None:
    for kind in kinds().values():
        known = {fact.name for fact in facts_of(kind)}
        used = re.findall(r"\{\{ (\w+) \}\}", "".join((*kind.paragraphs, *kind.enclosure)))
        assert set(used) <= known, kind.id


def test_the_docs_list_every_placeholder_and_every_letter() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for fact in facts():
        assert f"| `{{{{ {fact.name} }}}}` | {fact.meaning.zh} |" in text
    for kind in kinds().values():
        assert f"| {kind.name.zh} |" in text


def test_articles_of_one_law_are_cited_together_under_its_full_title() -> None:
    assert cited(("ogi:42", "fee:6")) == (
        "《中华人民共和国政府信息公开条例》第四十二条、《政府信息公开信息处理费管理办法》第六条"
    )
    assert cited(("ogi:14", "ogi:36(3)")) == (
        "《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项"
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("100", "壹佰元整"),
        ("2000", "贰仟元整"),
        ("10010", "壹万零壹拾元整"),
        ("100000", "壹拾万元整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("10203040", "壹仟零贰拾万叁仟零肆拾元整"),
        ("1004.05", "壹仟零肆元零伍分"),
        ("12.30", "壹拾贰元叁角整"),
        ("0.50", "伍角整"),
        ("0.07", "柒分"),
    ],
)
def test_sums_in_capital_numerals(amount: str, words: str) -> None:
    assert in_capitals(Decimal(amount)) == words


@given(st.integers(0, 10**16 - 1))
def test_capital_numerals_say_the_sum(yuan: int) -> None:
    assert _read(in_capitals(Decimal(yuan)).removesuffix("元整")) == yuan


def _read(text: str) -> int:
    total = group = digit = 0
    for sign in text:
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            group += digit * 10 ** ("拾佰仟".index(sign) + 1)
            digit = 0
        else:
            total += (group + digit) * 10 ** (4 * ("万亿兆".index(sign) + 1))
            group = digit = 0
    return total + group + digit


def test_the_reckoning_is_told_tier_by_tier() -> None:
    # Fee rules Art. 4 and 5, check values of the tariffs.
    assert reckoned(fee_by_items(2, 29)) == "第30件，每件100元，计100元；第31件，每件200元，计200元"
    assert reckoned(fee_by_pages(31)) == "第1页至第30页，不收费；第31页，每页10元，计10元"


def test_what_was_given_comes_back_from_the_draft() -> None:
    full = Given("正文", "甲", 10, date(2026, 6, 30), "items", 3, 0)
    assert given_from_json(full.to_json()) == full
    assert given_from_json({}) == Given()
