"""``similar``: planted copies are found, what everybody writes is none, names left are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import similar
from gongkai.checking.similar import Change, Kin, Pair, Similarities, extract
from gongkai.checking.similar.bodies import forms_of
from gongkai.checking.similar.classes import classes
from gongkai.checking.similar.sentences import is_standard, without_numbers
from gongkai.checking.text import bare
from gongkai.formats import FORMAT_IDS, get_format
from gongkai.report import Report, Section
from tests.checking.paper import make_report
from tests.support.copying import Prose, copied, place_names, prose
from tests.support.generate import random_truth

COUNT = 12
seeds = st.integers(0, 10**6)


def proses(rng: Random, count: int = COUNT) -> list[Prose]:
    return [prose(rng, name) for name in place_names(rng, count)]


def told(made: Sequence[Prose], **options: Any) -> Similarities:
    return similar((each.report() for each in made), **options)


def pairs(found: Similarities) -> dict[tuple[int, int], Pair]:
    return {(each.first, each.second): each for group in found.groups for each in group.pairs}


def saying(body: str, text: str, year: int = 2022) -> Report:
    return make_report(body, year, overview=text, sections={6: "无"})


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_reports_of_their_own_are_not_told(seed: int) -> None:
    found = told(proses(Random(seed)))
    assert found.groups == ()
    assert found.repeated == ()


@settings(max_examples=10, deadline=None)
@given(
    seed=seeds,
    change=st.sampled_from(("names", "numbers", "words")),
    share=st.sampled_from((0.5, 0.7)),
    forgets=st.booleans(),
)
def test_planted_copies_and_only_they_are_told(
    seed: int, change: str, share: float, *, forgets: bool
) -> None:
    rng = Random(seed)
    made = proses(rng)
    made[7] = copied(rng, made[2], made[7], share, change=change, forgets=forgets)
    found = told(made)
    assert set(pairs(found)) == {(2, 7)}
    strangers = {(e.report, e.owner, e.name) for group in found.groups for e in group.strangers}
    assert strangers == ({(7, 2, made[2].short)} if forgets else set())


def test_what_differs_is_told_by_its_kind() -> None:
    rng = Random(1)
    made = proses(rng)
    made[1] = copied(rng, made[0], made[1], 0.5, change="names")
    made[3] = copied(rng, made[2], made[3], 0.5, change="numbers")
    made[5] = copied(rng, made[4], made[5], 0.5, change="words")
    found = pairs(told(made))
    assert set(found[0, 1].changes) <= {Change.VERBATIM, Change.NAMES}
    assert Change.NAMES in found[0, 1].changes
    assert Change.NUMBERS in found[2, 3].changes
    assert Change.WORDS in found[4, 5].changes
    for each in found.values():
        assert sum(each.changes.values()) == each.sentences


def test_a_copy_with_only_the_name_changed_is_found_word_for_word_too() -> None:
    text = "{0}设立政务公开专区三处，安排专人引导群众查阅文件和打印办事表格。"
    more = "公开专区每逢赶集日延长开放时间，方便外出务工人员返乡后查询补贴明细。"
    reports = [
        saying(f"云岫县{n}镇人民政府", text.format(n + "镇") + more) for n in ("澜汀", "砚湾")
    ]
    (pair,) = pairs(similar(reports, least=2)).values()
    assert dict(pair.changes) == {Change.VERBATIM: 1, Change.NAMES: 1}
    (passage,) = [each for each in pair.passages if each.change is Change.NAMES]
    assert "澜汀镇" in passage.texts()[0]
    assert "砚湾镇" in passage.texts()[1]


def test_numbers_and_years_do_not_hide_a_copy() -> None:
    text = "{0}年面向沿街商户发放政策明白卡{1}份，逐户讲解{1}项补贴的申领条件和时限。"
    bodies = ("云岫县澜汀镇人民政府", "云岫县砚湾镇人民政府")
    reports = [
        saying(body, text.format(year, number), year)
        for body, year, number in zip(bodies, (2021, 2022), (35, 1208), strict=True)
    ]
    (pair,) = pairs(similar(reports, least=1)).values()
    assert dict(pair.changes) == {Change.NUMBERS: 1}
    assert pair.earlier == 0


def test_passages_have_their_places_and_follow_each_other() -> None:
    rng = Random(3)
    made = proses(rng)
    made[4] = copied(rng, made[1], made[4], 0.6)
    (pair,) = pairs(told(made)).values()
    passage = pair.passages[0]
    for some in (passage.first, passage.second):
        numbers = [each.number for each in some]
        assert numbers == list(range(numbers[0], numbers[0] + len(some)))
        assert {each.section for each in some} <= {1, 5}
    lengths = [each.length for each in pair.passages]
    assert lengths == sorted(lengths, reverse=True)
    for prose_, some in ((made[1], passage.first), (made[4], passage.second)):
        whole = [*prose_.overall, *prose_.problems]
        assert all(each.text in whole for each in some)


def test_a_sentence_of_a_document_knows_its_place_there() -> None:
    text = "第一句只是为了占去一些位置而写在这里的。第二句说明会同驻村工作队逐户核对补贴台账。"
    made = saying("云岫县澜汀镇人民政府", text)
    sentence = next(each for each in extract(made).sentences if each.text.startswith("第二句"))
    assert sentence.place is not None
    assert made.evidence is not None
    begin = sentence.place.offset
    assert made.evidence.text[begin : begin + sentence.place.length] == sentence.text


class TestNames:
    def test_the_name_left_standing_comes_first(self) -> None:
        rng = Random(8)
        made = proses(rng)
        made[1] = copied(rng, made[0], made[1], 0.7)
        made[5] = copied(rng, made[4], made[5], 0.4, forgets=True)
        first, second = told(made).groups
        assert (first.reports, second.reports) == ((4, 5), (0, 1))
        (stranger,) = first.strangers
        assert made[4].short in stranger.sentence.text
        assert (stranger.report, stranger.owner) == (5, 4)

    def test_one_sentence_with_the_wrong_name_is_enough(self) -> None:
        rng = Random(8)
        made = proses(rng)
        slip = f"{made[0].short}组织村民代表旁听了三次集体资产处置会议，会议结果当天上墙公布。"
        made[0] = replace(made[0], problems=(*made[0].problems, slip))
        made[6] = replace(made[6], problems=(*made[6].problems, slip))
        (group,) = told(made).groups
        assert [(each.report, each.owner) for each in group.strangers] == [(6, 0)]

    def test_a_county_may_name_its_townships(self) -> None:
        text = "澜汀镇开展集体资产处置公开试点，村民代表全程参与并在会议结果上逐一签字确认。"
        reports = [saying("云岫县人民政府", text), saying("云岫县澜汀镇人民政府", text)]
        assert not any(group.strangers for group in similar(reports).groups)

    def test_another_body_that_is_only_spoken_of_is_no_slip(self) -> None:
        reports = [
            saying(
                "云岫县澜汀镇人民政府", "澜汀镇自行安排专人逐户核对低保台账并张榜公布核对结果。"
            ),
            saying("云岫县砚湾镇人民政府", "到澜汀镇学习了集体资产管理和村务监督方面的成熟做法。"),
        ]
        assert similar(reports).groups == ()

    @pytest.mark.parametrize(
        ("name", "own", "identity"),
        [
            ("云岫省望舒市苇泽县澜汀镇人民政府", "苇泽县", "澜汀镇"),
            ("苇泽县水务局", "水务局", "苇泽县水务局"),
            ("鹭屿街道办事处", "鹭屿街道", "鹭屿街道"),
            ("望舒市人民政府", "望舒市", "望舒市"),
        ],
    )
    def test_the_forms_of_a_name(self, name: str, own: str, identity: str) -> None:
        assert own in forms_of(name).own
        assert identity in forms_of(name).identity

    @pytest.mark.parametrize("general", ["城关镇", "高新区", "开发区", "新区", "全县"])
    def test_a_word_for_a_kind_of_place_is_nobodys_name(self, general: str) -> None:
        assert general not in forms_of(f"苇泽县{general}").identity


class TestWhatCountsNothing:
    @pytest.mark.parametrize(
        "text",
        [
            "根据《中华人民共和国政府信息公开条例》第五十条规定，现公布砚湾镇2022年度报告。",
            "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
            "本报告由总体情况、主动公开政府信息情况等六个部分组成。",
            "如有疑问，请与砚湾镇办公室联系（地址：望舒大道3号；电话：0312-5550123）。",
            "无其他需要报告的事项。",
            "本年度没有需要报告的其他事项。",
            "依据《政府信息公开信息处理费管理办法》，本机关2022年度收取信息处理费0元。",
        ],
    )
    def test_sentences_that_the_law_or_custom_asks_for(self, text: str) -> None:
        reports = [saying(f"云岫县{name}镇人民政府", text) for name in ("澜汀", "砚湾")]
        assert not any(mark.counts for mark in extract(reports[0]).marks[:1])
        assert similar(reports, least=1, threshold=0.01).groups == ()

    def test_headings_of_the_form(self) -> None:
        for format_id in FORMAT_IDS:
            for section in get_format(format_id).sections:
                text = without_numbers(bare(section.heading))
                assert len(text) < 12 or is_standard(text), text

    def test_ordinary_sentences_count(self) -> None:
        for name in ("澜汀镇", "砚湾镇"):
            made = prose(Random(name), f"{name}人民政府")
            marks = extract(made.report()).marks
            assert sum(each.counts for each in marks) >= 24

    def test_what_more_than_twenty_bodies_say_is_nobodys_own(self) -> None:
        rng = Random(4)
        made = proses(rng, 30)
        shared = prose(Random(99), "云岫县枕溪镇人民政府").overall[1:9]
        few = [replace(each, overall=(*each.overall, *shared)) for each in made[:20]]
        many = [replace(each, overall=(*each.overall, *shared)) for each in made[:21]]
        found = told([*few, *made[20:]], threshold=0.2)
        assert found.common_above == 20
        assert found.groups[0].reports == tuple(range(20))
        found = told([*many, *made[21:]], threshold=0.2)
        assert found.groups == ()
        assert {each.text for each in found.common} >= set(shared)
        assert {each.bodies for each in found.common if each.text in shared} == {21}

    def test_the_share_of_bodies_can_be_chosen(self) -> None:
        rng = Random(4)
        made = proses(rng, 30)
        shared = prose(Random(99), "云岫县枕溪镇人民政府").overall[1:9]
        many = [replace(each, overall=(*each.overall, *shared)) for each in made]
        assert told(many, threshold=0.2).groups == ()
        assert told(many, threshold=0.2, common=1.0).groups[0].reports == tuple(range(30))

    def test_generated_reports_of_a_few_phrases_do_not_fail(self) -> None:
        made = []
        for seed in range(40):
            truth = random_truth(Random(seed))
            sections = tuple(
                Section(number, "", "\n".join(lines)) for number, lines in truth.prose.items()
            )
            blank = make_report(truth.body, truth.year)
            made.append(replace(blank, sections=sections, evidence=None, file=f"{seed}"))
        found = similar(made)
        assert found.bodies <= 40


class TestYearsAndDates:
    def test_two_years_of_one_body_are_told_as_such(self) -> None:
        rng = Random(5)
        made = proses(rng)
        last = replace(made[0], year=2021)
        (pair,) = pairs(told([*made, last])).values()
        assert (pair.kin, pair.earlier) == (Kin.YEARS, len(made))

    def test_the_same_report_given_twice_is_no_copy(self) -> None:
        rng = Random(5)
        made = proses(rng)
        found = told([*made, made[0]])
        assert (found.groups, found.repeated) == ((), ((0, len(made)),))

    def test_namesakes_with_different_texts_are_compared(self) -> None:
        rng = Random(5)
        made = proses(rng)
        other = copied(rng, made[0], replace(made[1], body=made[0].body), 0.5)
        (pair,) = pairs(told([made[0], *made[2:], other])).values()
        assert pair.kin is Kin.NAMESAKES

    def test_nobody_is_called_earlier_without_a_date(self) -> None:
        rng = Random(5)
        made = proses(rng)
        made[1] = copied(rng, made[0], made[1], 0.5)
        assert pairs(told(made))[0, 1].earlier is None
        made[0], made[1] = (
            replace(each, signed=date(2023, 1, day))
            for each, day in zip(made, (20, 11), strict=False)
        )
        assert pairs(told(made))[0, 1].earlier == 1


class TestNearSentences:
    def test_each_is_like_the_first_of_its_class(self) -> None:
        base = "借助网格微信群逐户核对低保救助台账并在便民服务大厅张榜公布核对结果接受监督"
        texts = [base, base.replace("核对结果", "复核结果"), base[::-1], base]
        assert classes(texts, 0.85).tolist() == [0, 0, 2, 0]
        assert classes(texts, 1.0).tolist() == [0, 1, 2, 3]

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.text("甲乙丙丁戊己", min_size=14, max_size=24), max_size=12))
    def test_a_class_never_begins_after_its_members(self, texts: list[str]) -> None:
        found = classes(texts, 0.85).tolist()
        assert all(leader <= at and found[leader] == leader for at, leader in enumerate(found))


def test_groups_hang_together_by_their_pairs() -> None:
    rng = Random(6)
    made = proses(rng)
    for at in (4, 8, 9):
        made[at] = copied(rng, made[2], made[at], 0.7)
    (group,) = told(made).groups
    assert group.reports == (2, 4, 8, 9)
    assert group.pair_count == len(group.pairs) >= 3


def test_thresholds_leave_out_what_is_below() -> None:
    rng = Random(7)
    made = proses(rng)
    made[3] = copied(rng, made[0], made[3], 0.4)
    assert pairs(told(made))
    assert not told(made, threshold=0.9).groups
    assert not told(made, least=20).groups


def test_phone_numbers_are_not_passed_on() -> None:
    text = "群众可随时拨打网格长手机13800001234反映问题，值班人员当天登记并逐件回访办理结果。"
    reports = [saying(f"云岫县{name}镇人民政府", text) for name in ("澜汀", "砚湾")]
    (group,) = similar(reports, least=1).groups
    assert "13800001234" not in str(group.pairs[0].passages[0].texts())


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["。。。", "！？"], ["※#※#", "\udc80" * 40]])
def test_empty_and_strange_reports_break_nothing(texts: list[str]) -> None:
    found = similar(
        replace(
            saying("云岫县澜汀镇", ""),
            body=None,
            file=str(at),
            evidence=None,
            sections=(Section(1, "", each),),
        )
        for at, each in enumerate(texts)
    )
    assert len(found.reports) == len(texts)
    assert found.groups == ()


def test_a_report_is_taken_in_only_once_and_not_kept() -> None:
    import gc
    import weakref

    kept = []

    def stream() -> Iterator[Report]:
        for each in proses(Random(1), 3):
            made = each.report()
            kept.append(weakref.ref(made))
            yield made

    found = similar(stream())
    gc.collect()
    assert len(found.reports) == 3
    assert not any(each() for each in kept)


def test_the_same_reports_give_the_same_bytes() -> None:
    rng = Random(2)
    made = proses(rng)
    made[3] = copied(rng, made[0], made[3], 0.5)
    first, second = (
        str([found.group_json(group) for group in found.groups] + [found.summary_json()])
        for found in (told(made), told(made))
    )
    assert first == second
