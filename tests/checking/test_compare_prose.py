"""Text against text: sentences, partners, moves, copies, years left standing, and the figures."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.checking.compare import Comparison, Copy, Edit, Item, Kind, compare
from gongkai.checking.compare.inline import pieces
from gongkai.checking.compare.sentences import sentences
from gongkai.checking.compare.years import dated
from gongkai.report import Report, Section
from tests.report.made import report
from tests.support.years import CHANGES, two_years

FIRST = "本机关坚持以公开为常态、不公开为例外，全年各项任务按期完成。"
SECOND = "编制并调整基层政务公开标准目录，覆盖十四个行政村和两个社区。"
THIRD = "落实先审查、后公开制度，全年审查信息，发现并纠正表述不当之处。"
OTHER = "组织业务培训两场，机关干部三十六人次参加并通过了年底考核。"


def texts(year: int | None = 2021, **sections: str) -> Report:
    """A report with these sections: ``s1`` is section 1."""
    made = tuple(Section(int(name[1:]), name, text) for name, text in sections.items())
    return report(year=year, sections=made)


def set_beside(
    old: str, new: str, *, years: tuple[int | None, int | None] = (2021, 2022)
) -> Comparison:
    return compare(texts(years[0], s1=old), texts(years[1], s1=new))


def kinds(found: Comparison) -> list[str]:
    return [str(item.kind) for item in found.prose.items]


def only(found: Comparison) -> Item:
    (item,) = found.prose.items
    return item


def codes(found: Comparison) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乙。丙丁！戊己？庚辛；壬癸", ["甲乙。", "丙丁！", "戊己？", "庚辛；", "壬癸"]),
        ("他说“公开为常态。不公开为例外。”要求", ["他说“公开为常态。不公开为例外。”", "要求"]),
        ("落实“谁公开，谁审查；谁审查，谁负责。”的要求。", None),
        ("公开（含补正；不含撤回。）三件。", None),
        ("依据《条例；释义。》办理。", None),
        (
            "重点有三：一是健全制度，二是加强培训；三是改进平台。",
            ["重点有三：", "一是健全制度，", "二是加强培训；", "三是改进平台。"],
        ),
        ("如下：1.公开2.5万件；2.答复3件。", ["如下：", "1.公开2.5万件；", "2.答复3件。"]),
        ("（一）主动公开\n（二）依申请公开", ["（一）主动公开", "（二）依申请公开"]),
        ("第二十条第（一）项和第（五）项的数据。", None),
        ("访问 http://a.example/?id=1;b=2 查询。", None),
        ("好！！！真的？！", ["好！！！", "真的？！"]),
        ("没有闭合（的括号。后面一句。", ["没有闭合（的括号。", "后面一句。"]),
        ("闭合多余）的括号。后面一句。", ["闭合多余）的括号。", "后面一句。"]),
        ("。。。\n——\n  \n无。", ["无。"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str] | None) -> None:
    assert [each.text for each in sentences(text, "1")] == (expected or [text])


def test_a_quotation_of_many_sentences_does_not_hold_the_text_together() -> None:
    long = "“" + "这是其中的一句。" * 40 + "”"
    assert len(sentences(long, "1")) >= 40


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021年，收到2022件", (2021,)),
        ("２０２１年度", (2021,)),
        ("二〇二一年一月至二○二二年", (2021, 2022)),
        ("2022-01-15发布，2021.12.31截止", (2022, 2021)),
        ("根据《2021年政务公开要点》和国办发〔2021〕30号", ()),
        ("“十四五”（2021—2025年）规划", ()),
        ("自2021年1月1日起至2021年12月31日止", (2021, 2021)),
        ("自2019年5月15日起施行", ()),
        ("电话20211234", ()),
    ],
)
def test_years_are_told_from_numbers_titles_and_document_numbers(
    text: str, years: tuple[int, ...]
) -> None:
    assert dated(text).years == years


def test_added_removed_changed_and_kept() -> None:
    old = f"{FIRST}{SECOND}全年收到申请5件，均按期答复。"
    found = set_beside(old, f"{FIRST}全年收到申请12件，均按期答复。{OTHER}")
    assert kinds(found) == ["same", "removed", "changed", "added"]
    changed = list(found.prose.items)[2]
    edits = [(each.edit, each.text) for each in changed.pieces()]
    assert (Edit.REMOVED, "5") in edits
    assert (Edit.ADDED, "12") in edits


def test_a_sentence_moved_within_a_section_is_one_move_and_nothing_else() -> None:
    found = set_beside(FIRST + SECOND + THIRD + OTHER, SECOND + THIRD + OTHER + FIRST)
    assert sorted(kinds(found)) == ["moved", "same", "same", "same"]
    assert found.prose.similarity == 1.0


def test_a_sentence_moved_to_another_section_names_both() -> None:
    old = texts(2021, s1=FIRST + SECOND, s5=THIRD)
    new = texts(2022, s1=FIRST, s5=THIRD + SECOND)
    (moved,) = (i for i in compare(old, new).prose.items if i.kind is Kind.MOVED)
    assert moved.old is not None
    assert moved.new is not None
    assert (moved.old.passage, moved.new.passage, moved.is_changed) == ("1", "5", False)


def test_moved_and_changed_at_once_is_still_found() -> None:
    old = texts(2021, s1=FIRST + SECOND, s5=THIRD)
    new = texts(2022, s1=FIRST, s5=THIRD + SECOND.replace("十四", "十五"))
    (moved,) = (i for i in compare(old, new).prose.items if i.kind is Kind.MOVED)
    assert moved.is_changed


def test_a_common_phrase_in_another_section_is_no_move() -> None:
    found = compare(texts(2021, s5="无。"), texts(2022, s5=FIRST, s6="无。"))
    assert "moved" not in kinds(found)


def test_a_copied_sentence_with_its_year_updated_is_copied() -> None:
    found = set_beside("2021年，" + FIRST, "2022年，" + FIRST)
    item = only(found)
    assert (item.kind, item.copied.how) == (Kind.CHANGED, Copy.YEARS_UPDATED)
    assert found.prose.copied == 1.0
    assert "year_left" not in codes(found)


def test_a_copied_sentence_with_last_years_year_is_a_finding_of_its_own() -> None:
    found = set_beside("2021年，" + FIRST, "2021年，" + FIRST)
    item = only(found)
    assert item.copied == (Copy.YEAR_LEFT, 2021)
    (finding,) = (f for f in found.findings if f.code == "year_left")
    assert (finding.section, found.needs_explanation) == ("1", True)
    assert "2021" in finding.message("zh")
    assert FIRST[:10] in finding.quote


def test_one_of_two_years_left_standing_is_enough() -> None:
    text = "本报告的统计期限自{}年1月1日起至{}年12月31日止。"
    found = set_beside(text.format(2021, 2021), text.format(2022, 2021))
    assert only(found).copied.how is Copy.YEAR_LEFT


def test_the_year_stays_although_the_numbers_were_updated() -> None:
    text = "2021年，全年收到政府信息公开申请{}件，均在法定期限内答复申请人。"
    found = set_beside(text.format(5), text.format(17))
    assert only(found).copied.how is Copy.YEAR_LEFT


def test_a_comparison_with_last_year_is_no_year_left_standing() -> None:
    text = "{}年收到政府信息公开申请{}件，比{}年增加{}件，均在法定期限内答复。"
    found = set_beside(text.format(2021, 5, 2020, 1), text.format(2022, 7, 2021, 2))
    assert "year_left" not in codes(found)


def test_last_years_plan_for_this_year_is_stale_and_its_deeds_are_not() -> None:
    plan = "2022年，我镇将健全信息发布清单，明确责任人和时限。"
    assert only(set_beside(plan, plan)).copied == (Copy.YEAR_LEFT, 2022)
    fact = "2022年北京冬奥会期间的值守按统一安排执行，没有发生差错。"
    assert only(set_beside(fact, fact)).copied.how is Copy.VERBATIM


def test_versions_and_reversed_years_have_no_copies() -> None:
    for years in ((2022, 2022), (2022, 2021)):
        found = set_beside("2021年，" + FIRST, "2021年，" + FIRST, years=years)
        assert only(found).copied.how is Copy.NONE
        assert "year_left" not in codes(found)


def test_without_years_copies_are_told_and_no_year_is_judged() -> None:
    found = set_beside("2021年，" + FIRST, "2021年，" + FIRST, years=(None, 2022))
    assert only(found).copied.how is Copy.VERBATIM
    assert "year_left" not in codes(found)


def test_mostly_copied_text_is_said_and_headings_and_phrases_do_not_count() -> None:
    long = FIRST + SECOND + THIRD + OTHER + FIRST.replace("本机关", "本单位")
    found = set_beside(long, long)
    assert "mostly_copied" in codes(found)
    assert "100%" in next(f for f in found.findings if f.code == "mostly_copied").message()
    short = "（一）主动公开情况\n（二）依申请公开情况\n无。"
    quiet = set_beside(short, short)
    assert (codes(quiet), quiet.prose.copied) == ([], 0.0)


def test_numbering_and_punctuation_do_not_make_a_sentence_another() -> None:
    found = set_beside("一是" + FIRST, "二是" + FIRST.replace("，", ","))
    item = only(found)
    assert (item.kind, item.similarity, item.copied.how) == (Kind.CHANGED, 1.0, Copy.VERBATIM)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(3))
def test_prose_copied_into_a_clean_year_is_found(change: str, seed: int) -> None:
    old, new = two_years(Random(seed), change)
    assert not compare(old, new).needs_explanation
    pasted = report(year=new.year, body=new.body, sections=old.sections)
    found = compare(report(year=old.year, body=old.body, sections=old.sections), pasted)
    assert {"mostly_copied", "year_left"} & set(codes(found))
    assert found.prose.similarity == 1.0


def test_the_similarity_is_by_letters_of_both_texts() -> None:
    found = set_beside("甲乙丙丁戊己庚辛壬癸。", "甲乙丙丁戊己庚辛壬癸。子丑寅卯辰巳午未申酉。")
    assert found.prose.similarity == pytest.approx(20 / 30)
    assert set_beside("", "").prose.similarity is None


def test_no_text_on_one_side_is_all_added() -> None:
    found = compare(texts(2021), texts(2022, s1=FIRST + SECOND))
    assert (kinds(found), found.prose.similarity) == (["added", "added"], 0.0)


def test_lead_in_and_annexes_are_passages_too() -> None:
    old = report(year=2021, lead_in=FIRST, annexes=(Section(1, "附件", SECOND),))
    found = compare(old, report(year=2022, lead_in=FIRST, annexes=(Section(1, "附件", THIRD),)))
    assert [passage.key for passage in found.prose.passages] == ["lead_in", "annex 1"]


@given(
    st.text(alphabet="甲乙丙丁0123，。 ab%", max_size=60),
    st.text(alphabet="甲乙丙0123，。 ab%", max_size=60),
)
@settings(max_examples=60, deadline=None)
def test_the_pieces_of_a_change_are_both_sentences(old: str, new: str) -> None:
    found = pieces(old, new)
    kept = {Edit.KEPT, Edit.REMOVED}
    assert "".join(each.text for each in found if each.edit in kept) == old
    assert "".join(each.text for each in found if each.edit is not Edit.REMOVED) == new


@given(
    st.lists(
        st.sampled_from([FIRST, SECOND, THIRD, OTHER, "无。", "2021年，" + FIRST]), max_size=9
    ),
    st.lists(
        st.sampled_from([FIRST, SECOND, THIRD, OTHER, "无。", "2022年，" + FIRST]), max_size=9
    ),
)
@settings(max_examples=60, deadline=None)
def test_every_sentence_of_both_texts_is_in_one_item(old: list[str], new: list[str]) -> None:
    found = compare(texts(2021, s1="".join(old)), texts(2022, s1="".join(new)))
    items = list(found.prose.items)
    assert sorted(i.old.number for i in items if i.old) == list(range(len(old)))
    assert [i.new.number for i in items if i.new] == list(range(len(new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("政" * 200_000, "府" * 200_000),
        ("。" * 200_000, "！" * 200_000),
        ("（" * 50_000 + "）" * 50_000, "“（" * 50_000),
        ("2021年" * 20_000, "2022年" * 20_000),
        ("政。" * 10_000, "府。政。" * 5_000),
        ("一是" * 50_000, "1、" * 50_000),
    ],
    ids=["one word", "stops", "brackets", "years", "tiny sentences", "numbering"],
)
def test_hostile_texts_come_to_an_end(old: str, new: str) -> None:
    found = set_beside(old, new)
    assert found.to_json()


def test_long_lists_find_their_partners_by_their_numbers() -> None:
    old = "".join(f"第{n}村公开政府信息{n * 7 % 999}条。" for n in range(3000))
    new = "".join(f"第{n}村公开政府信息{n * 11 % 997}条。" for n in range(3000))
    found = set_beside(old, new)
    paired = [i for i in found.prose.items if i.old is not None and i.new is not None]
    right = [i for i in paired if i.old and i.new and i.old.number == i.new.number]
    assert len(paired) > 0.85 * 3000
    assert len(right) > 0.7 * 3000
