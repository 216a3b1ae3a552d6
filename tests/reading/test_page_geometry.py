"""Words and ruling lines, wherever they come from, make the lines and tables that people see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.reading.sources.blocks import AnyCell, Aside, Block, Line, Table
from gongkai.reading.sources.pages.layout import blocks_of
from gongkai.reading.sources.pages.model import Box, Page, Ruling, Word
from gongkai.report import PagePlace

EM = 10.0


def word(text: str, x: float, y: float, confidence: float | None = None) -> Word:
    """A word of square characters, digits half as wide."""
    width = sum(EM / 2 if char.isascii() else EM for char in text)
    return Word(text, Box(x, y, x + width, y + EM), confidence)


def page(words: Sequence[Word], rulings: Sequence[Ruling] = (), number: int = 1) -> Page:
    return Page(number, 600, 800, words, rulings)


def frame(xs: Sequence[float], ys: Sequence[float]) -> list[Ruling]:
    """All lines of a grid."""
    return [
        *(Ruling(xs[0], y, xs[-1], y) for y in ys),
        *(Ruling(x, ys[0], x, ys[-1]) for x in xs),
    ]


def rows(blocks: Iterator[Block]) -> list[list[tuple[int, str]]]:
    """The cells of all tables by column and text, a bar between the lines of a cell."""
    tables = [block for block in blocks if isinstance(block, Table)]
    return [[(c.column, text(c)) for c in row] for table in tables for row in table.rows]


def text(cell: AnyCell) -> str:
    lines = [line for line in cell.content if isinstance(line, Line)]
    return "|".join("".join(run.text for run in line.runs) for line in lines)


def lines(blocks: Iterator[Block]) -> list[str]:
    found = [block for block in blocks if isinstance(block, Line)]
    return ["".join(run.text for run in line.runs) for line in found]


XS, YS = (100, 200, 300, 400), (100, 130, 160)
CELLS = [
    *(word(t, x, 110) for t, x in (("规章", 105), ("12", 240), ("3", 340))),
    *(word(t, x, 140) for t, x in (("文件", 105), ("4", 240), ("567", 340))),
]
READ = [[(0, "规章"), (1, "12"), (2, "3")], [(0, "文件"), (1, "4"), (2, "567")]]


def test_words_between_lines_are_cells() -> None:
    assert rows(blocks_of([page(CELLS, frame(XS, YS))])) == READ


def test_doubled_broken_and_short_lines_are_the_same_table() -> None:
    doubled = [r._replace(top=r.top + 2, bottom=r.bottom + 2) for r in frame(XS, YS)[:3]]
    dashes = [Ruling(x, y, x + 3, y) for y in YS for x in range(100, 400, 5)]
    short = [Ruling(x, 101.5, x, 158.5) for x in XS]
    assert rows(blocks_of([page(CELLS, [*doubled, *dashes, *short])])) == READ


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    assert rows(blocks_of([page(CELLS, [*frame(XS, YS)[:3], *frame(XS, YS)[4:6]])])) == READ


def test_where_a_line_is_missing_the_cell_is_one() -> None:
    rulings = [*frame(XS, YS)[:4], Ruling(200, 130, 200, 160), Ruling(300, 100, 300, 160)]
    rulings.append(Ruling(400, 100, 400, 160))
    assert rows(blocks_of([page(CELLS, rulings)]))[0] == [(0, "规章 12"), (2, "3")]


def test_a_line_through_a_number_does_not_make_two() -> None:
    rulings = [*frame(XS, YS), Ruling(245, 100, 245, 130)]
    assert rows(blocks_of([page(CELLS, rulings)]))[0] == [(0, "规章"), (1, "12"), (3, "3")]


def test_a_line_between_words_that_touch_makes_two() -> None:
    words = [word("结果维持结果纠正", 160, 110), *CELLS[3:]]
    read = rows(blocks_of([page(words, frame(XS, YS))]))
    assert read[0] == [(0, "结果维持"), (1, "结果纠正"), (2, "")]


def test_digits_in_two_lines_of_a_wide_cell_stay_two_lines() -> None:
    words = [*CELLS[:1], word("1", 240, 105), word("2", 240, 117), *CELLS[2:]]
    assert rows(blocks_of([page(words, frame(XS, YS))]))[0][1] == (1, "1|2")


def test_two_numbers_of_a_cell_beside_a_blank_one_are_no_two_cells() -> None:
    words = [*CELLS[:1], word("1", 240, 105), word("2", 240, 117), *CELLS[3:]]
    assert rows(blocks_of([page(words, frame(XS, YS))]))[0] == [(0, "规章"), (1, "1〓2"), (2, "")]


def test_a_number_broken_because_its_cell_is_narrow_is_one() -> None:
    xs, ys = (105, 155, 182), (100, 130, 160)
    words = [
        word("行政规范", 110, 104),
        word("性文件", 110, 116),
        word("1234", 158, 104),
        word("5", 158, 116),
        word("规章", 110, 140),
        word("7", 158, 140),
    ]
    read = rows(blocks_of([page(words, frame(xs, ys))]))
    assert read == [[(0, "行政规范性文件"), (1, "12345")], [(0, "规章"), (1, "7")]]


def test_a_row_cut_by_the_page_break_is_put_together_under_its_head() -> None:
    head = [word("信息内容", 105, 110), word("本年制发件数", 205, 110)]
    ys = (100, 130, 160)
    first = page([*head, word("行政规范", 105, 140), word("12", 240, 140)], frame(XS[:3], ys))
    rest = page([*head, word("性文件", 105, 140)], frame(XS[:3], ys), 2)
    read = rows(blocks_of([first, rest]))
    assert read == [[(0, "信息内容"), (1, "本年制发件数")], [(0, "行政规范性文件"), (1, "12")]]


def test_a_row_of_blanks_behind_a_page_break_stays_a_row() -> None:
    ys = (100, 130)
    first = page([word("行政许可", 105, 110), word("12", 240, 110)], frame(XS[:3], ys))
    rest = page([word("行政处罚", 105, 110)], frame(XS[:3], ys), 2)
    assert rows(blocks_of([first, rest])) == [
        [(0, "行政许可"), (1, "12")],
        [(0, "行政处罚"), (1, "")],
    ]


def test_columns_without_lines_are_told_by_the_values_above_each_other() -> None:
    words = [
        *(word(t, x, 100) for t, x in (("信息内容", 100), ("制发", 230), ("废止", 330))),
        *(word(t, x, 130) for t, x in (("规章", 100), ("12", 235))),
        *(word(t, x, 160) for t, x in (("文件", 100), ("4", 235), ("567", 335))),
    ]
    read = rows(blocks_of([page(words)]))
    assert [[text for _, text in row] for row in read] == [
        ["信息内容", "制发", "废止"],
        ["规章", "12", ""],
        ["文件", "4", "567"],
    ]


def _line(y: float, *found: tuple[str, float]) -> list[Word]:
    return [word(text, x, y) for text, x in found]


def _texts(words: Sequence[Word], rulings: Sequence[Ruling] = ()) -> list[list[str]]:
    return [[text for _, text in row] for row in rows(blocks_of([page(words, rulings)]))]


def test_a_number_between_two_columns_without_lines_is_in_neither() -> None:
    words = [
        *_line(100, ("信息内容", 100), ("制发", 230), ("废止", 330), ("有效", 430)),
        *_line(130, ("规章", 100), ("12", 235), ("4", 326), ("3", 440)),
        *_line(160, ("文件", 100), ("4", 235), ("567", 333), ("8", 440)),
        *_line(190, ("许可", 100), ("4", 235), ("7", 340), ("8", 440)),
    ]
    assert _texts(words) == [
        ["信息内容", "制发", "废止", "有效"],
        ["规章", "12", "4", "", "3"],
        ["文件", "4", "", "567", "8"],
        ["许可", "4", "", "7", "8"],
    ]


def test_a_column_of_blanks_before_the_first_number_stays_under_its_head() -> None:
    words = [
        *_line(100, ("信息内容", 130), ("制发", 230), ("废止", 330), ("有效", 430)),
        *_line(130, ("规章", 100), ("0", 337), ("1", 437)),
        *_line(160, ("文件", 100), ("2", 337)),
    ]
    bars = [Ruling(100, y, 460, y) for y in (95, 120, 150, 180)]
    heads, *values = rows(blocks_of([page(words, bars)]))
    columns = dict(heads[1:])
    assert [{columns[c]: t for c, t in row if c in columns} for row in values] == [
        {"制发": "", "废止": "0", "有效": "1"},
        {"制发": "", "废止": "2", "有效": ""},
    ]


def test_the_lines_of_heads_of_two_heights_are_put_together() -> None:
    # the left heads stand in the middle of two rows, beside both lines of the right ones
    words = [
        *_line(100, ("一、本年新收政府信息公开申请数量", 100), ("0", 300), ("0", 340), ("0", 380)),
        *_line(
            112.6, ("二、上年结转政府信息公开申请数量", 100), ("0", 300), ("0", 340), ("0", 380)
        ),
        *_line(140, ("行政复议", 100), ("行政诉讼", 300)),
        *_line(154, ("未经复议直接起诉", 300)),
        *_line(160, ("结果", 100), ("结果", 140)),
        *_line(165.5, ("总计", 180)),
        *_line(170.5, ("维持", 100), ("纠正", 140)),
        *_line(168, ("结果", 300), ("结果", 340)),
        *_line(178.5, ("维持", 300), ("纠正", 340)),
        *_line(195, ("1", 105), ("2", 145), ("3", 185), ("0", 305), ("4", 345)),
    ]
    assert ["结果维持", "结果纠正", "总计", "结果维持", "结果纠正"] in _texts(words)


def test_labels_of_several_lines_are_told_apart_by_the_room_between_them() -> None:
    # each label has three lines, so rows are much farther apart than lines of one label
    labels = [("1.属于", "国家", "秘密"), ("2.其他", "法律", "法规"), ("3.危及", "安全", "稳定")]
    words = _line(160, ("情形", 100), ("自然人", 195), ("企业", 235), ("总计", 275))
    for row, label in enumerate(labels):
        for line, part in enumerate(label):
            words += _line(200 + 40 * row + 11 * line, (part, 100))
        words += _line(211 + 40 * row, ("0", 200), ("1", 240), ("2", 280))
    assert _texts(words)[1:3] == [["".join(label), "0", "1", "2"] for label in labels[:2]]


def test_heads_that_stand_under_the_labels_of_another_table_are_heads_of_their_own() -> None:
    words = [
        *_line(100, ("一、本年新收政府信息公开申请数量", 100), ("0", 300), ("0", 340), ("0", 380)),
        *_line(117, ("二、上年结转政府信息公开申请数量", 100), ("0", 300), ("0", 340), ("0", 380)),
        *_line(136, ("行政复议", 100), ("行政诉讼", 250)),
        *_line(150, ("结果", 100), ("尚未", 140), ("其他", 180)),
        *_line(155.5, ("总计", 220), ("复议后起诉", 300)),
        *_line(161, ("维持", 100), ("审结", 140), ("结果", 180)),
        *_line(190, ("1", 105), ("2", 145), ("3", 185), ("6", 225)),
    ]
    bars = [Ruling(100, y, 400, y) for y in (98, 114, 130, 148, 175)]
    heads = next(row for row in _texts(words, bars) if "总计" in row)
    assert heads[:4] == ["结果维持", "尚未审结", "其他结果", "总计"]


def test_digits_printed_on_each_other_are_neither_number_nor_both() -> None:
    words = [*CELLS[:1], word("12", 240, 110), word("2", 246.5, 111), *CELLS[2:]]
    assert rows(blocks_of([page(words, frame(XS, YS))]))[0][1] == (1, "12〓2")


def test_lines_of_a_paragraph_are_joined_and_headings_are_not() -> None:
    full = "本年公开信息若干条办理申请若干件均已按期办结答复并归档"
    words = [
        word("一、总体情况", 120, 100),
        word(full, 120, 120),
        word("继续办理。", 100, 140),
        word("二、其他", 120, 160),
    ]
    assert lines(blocks_of([page(words)])) == ["一、总体情况", full + "继续办理。", "二、其他"]


def test_page_numbers_stand_aside_and_rows_of_zeros_do_not() -> None:
    pages = [
        page(
            [
                *(word(t, x, 740) for t, x in (("规章", 100), ("1", 200), ("2", 300))),
                *(word(t, x, 760) for t, x in (("文件", 100), ("0", 200), ("0", 300))),
                word(f"- {number} -", 280, 785),
            ],
            number=number,
        )
        for number in (1, 2)
    ]
    blocks = list(blocks_of(pages))
    assert [row[0][1] for row in rows(iter(blocks))] == ["规章", "文件", "规章", "文件"]
    aside = [b.line.runs[0].text for b in blocks if isinstance(b, Aside)]
    assert aside == ["- 1 -", "- 2 -"]


def test_a_cell_has_the_place_and_the_confidence_of_its_own_word() -> None:
    sure = [w._replace(confidence=0.9) for w in CELLS]
    (table,) = blocks_of([page(sure, frame(XS, YS))])
    assert isinstance(table, Table)
    (line,) = table.rows[1][2].content
    assert isinstance(line, Line)
    assert line.runs[0].place == PagePlace(1, (340, 140, 355, 150), 0.9)
