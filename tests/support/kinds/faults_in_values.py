"""Faults in single boxes of a table: other numbers, no numbers, boxes too many or too few."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.support.grid import Role
from tests.support.kinds.faults import (
    UNREADABLE,
    Page,
    PaperFault,
    ValueRow,
    entry_of,
    paper_fault,
    says,
)
from tests.support.kinds.paper import Box
from tests.support.truth import BLANK, Entry

NO_NUMBERS = (
    *("无", "见附件", "#REF!", "#DIV/0!", "#N/A", "########", "NaN", "□", "■", "〇"),
    *("1O", "l2", "I3", "O", "1.2.3", "12-3", "5/6", "3+4", "2023年", "第3项", "12％", "1e3"),
    *("待补充", "同上", "合计", "是", "-", "——"),
)
"""What stands in cells and is no number, a dash among them."""


def _moved(page: Page, name: str, row: ValueRow, boxes: list[Box]) -> PaperFault:
    """The page with a box too many or too few in a row: read by the columns, or as it was meant."""
    return PaperFault(name, page.with_values(row, boxes), says(row, boxes), ({},))


def _retold(page: Page, rng: Random, name: str, text: str, entry: Entry) -> PaperFault | None:
    """The page with another text for one number."""
    found = page.numbers()
    if not found:
        return None
    row, index = rng.choice(found)
    boxes = list(row.boxes)
    boxes[index] = replace(boxes[index], text=text)
    return PaperFault(name, page.with_values(row, boxes), {boxes[index].key: entry})


@paper_fault
def value_emptied(page: Page, rng: Random) -> PaperFault | None:
    """The number is gone, its box is there."""
    return _retold(page, rng, "value_emptied", "", BLANK)


@paper_fault
def value_garbled(page: Page, rng: Random) -> PaperFault | None:
    """Something that is no number stands in the box."""
    text = rng.choice(NO_NUMBERS)
    return _retold(page, rng, "value_garbled", text, entry_of(text))


@paper_fault
def value_replaced(page: Page, rng: Random) -> PaperFault | None:
    """Another number stands in the box: it is what the page says."""
    text = str(rng.choice((rng.randrange(10), rng.randrange(10, 1000), rng.randrange(10**6))))
    return _retold(page, rng, "value_replaced", text, entry_of(text))


@paper_fault
def total_does_not_add_up(page: Page, rng: Random) -> PaperFault | None:
    """A total is printed wrong, by a little: a fault of the source, to be read as it stands."""
    found = [(r, i) for r, i in page.numbers(5) if r.boxes[i].key.endswith(".total")]
    if not found:
        return None
    row, index = rng.choice(found)
    boxes = list(row.boxes)
    text = str(int(boxes[index].text) + rng.choice((1, 1, 2, 9, 10, 100)))
    boxes[index] = replace(boxes[index], text=text)
    return PaperFault("total_does_not_add_up", page.with_values(row, boxes), says(row, boxes))


@paper_fault
def decimals_where_none_belong(page: Page, rng: Random) -> PaperFault | None:
    """A count is printed as 12.5."""
    text = f"{rng.randrange(40)}.{rng.choice('123456789')}"
    return _retold(page, rng, "decimals_where_none_belong", text, entry_of(text))


@paper_fault
def separator_misplaced(page: Page, rng: Random) -> PaperFault | None:
    """Thousands are set apart where no thousands are: 1,23 and 12，3."""
    found = [(r, i) for r, i in page.numbers() if len(r.boxes[i].text) > 1]
    found = [(r, i) for r, i in found if r.boxes[i].text.isdecimal()]
    if not found:
        return None
    row, index = rng.choice(found)
    boxes = list(row.boxes)
    text = boxes[index].text
    cut = rng.choice([c for c in range(1, len(text)) if len(text) - c != 3] or [1])
    broken = text[:cut] + rng.choice(",，、 ") + text[cut:]
    boxes[index] = replace(boxes[index], text=broken)
    # whose comma it is nobody knows: the number itself, or none
    return PaperFault("separator_misplaced", page.with_values(row, boxes), {})


@paper_fault
def number_broken_over_lines(page: Page, rng: Random) -> PaperFault | None:
    """A narrow box: the number goes on in the next line."""
    found = [(r, i) for r, i in page.numbers() if len(r.boxes[i].text) > 1]
    found = [(r, i) for r, i in found if r.boxes[i].text.isdecimal()]
    if not found:
        return None
    row, index = rng.choice(found)
    boxes = list(row.boxes)
    text = boxes[index].text
    cut = rng.randrange(1, len(text))
    boxes[index] = replace(boxes[index], text=f"{text[:cut]}\n{text[cut:]}")
    return PaperFault("number_broken_over_lines", page.with_values(row, boxes), {})


@paper_fault
def two_numbers_in_one_box(page: Page, rng: Random) -> PaperFault | None:
    """Two neighbours stand in the first one's box, apart; the second box is empty or gone."""
    chosen = _two_numbers(page, rng)
    if chosen is None:
        return None
    row, index = chosen
    boxes = list(row.boxes)
    between = rng.choice((" ", "  ", "\n", "/", "、", "\u3000"))
    both = boxes[index].text + between + boxes[index + 1].text
    boxes[index] = replace(boxes[index], text=both)
    if rng.random() < 0.5:
        boxes[index + 1] = replace(boxes[index + 1], text="")
    else:
        del boxes[index + 1]
    now = says(row, boxes)
    # what each of the two numbers is still shows, in a box that is not its own
    return PaperFault("two_numbers_in_one_box", page.with_values(row, boxes), now, ({},))


@paper_fault
def numbers_run_together(page: Page, rng: Random) -> PaperFault | None:
    """12 and 3 stand as 123 in the first box, the second is empty, gone, or part of the first."""
    chosen = _two_numbers(page, rng)
    if chosen is None:
        return None
    row, index = chosen
    boxes = list(row.boxes)
    first, second = boxes[index : index + 2]
    joined = replace(first, text=first.text + second.text)
    way = rng.choice(("empty", "gone", "merged"))
    if way == "empty":
        boxes[index : index + 2] = [joined, replace(second, text="")]
    elif way == "gone":
        boxes[index : index + 2] = [joined]
    else:
        boxes[index : index + 2] = [replace(joined, across=first.across + second.across)]
    return PaperFault("numbers_run_together", page.with_values(row, boxes), says(row, boxes), ({},))


@paper_fault
def box_over_two_columns(page: Page, rng: Random) -> PaperFault | None:
    """One number spans two columns of values: the second column's number is not told."""
    chosen = _two_boxes(page, rng)
    if chosen is None:
        return None
    row, index = chosen
    boxes = list(row.boxes)
    first, second = boxes[index : index + 2]
    kept = rng.choice((first, second))
    boxes[index : index + 2] = [replace(first, text=kept.text, across=first.across + second.across)]
    alike = {first.key: entry_of(kept.text), second.key: entry_of(kept.text)}
    second_only = {first.key: UNREADABLE, second.key: entry_of(kept.text)}
    return PaperFault(
        "box_over_two_columns", page.with_values(row, boxes), says(row, boxes), (alike, second_only)
    )


@paper_fault
def number_split_over_boxes(page: Page, rng: Random) -> PaperFault | None:
    """12 stands as 1 and 2: in a box too many, or in its neighbour's, whose number is gone."""
    found = [
        (row, i)
        for row, i in page.numbers(2)
        if i + 1 < len(row.boxes) and len(row.boxes[i].text) > 1 and row.boxes[i].text.isdecimal()
    ]
    if not found:
        return None
    row, index = rng.choice(found)
    boxes = list(row.boxes)
    text = boxes[index].text
    cut = rng.randrange(1, len(text))
    first = replace(boxes[index], text=text[:cut])
    rest = replace(boxes[index], text=text[cut:], across=1, key="")
    if rng.random() < 0.5:
        boxes[index : index + 1] = [first, rest]
    else:
        boxes[index : index + 2] = [first, replace(boxes[index + 1], text=text[cut:])]
    # put together again it is what was meant; as it stands it is two numbers
    whole = {row.boxes[index].key: entry_of(text)}
    return PaperFault(
        "number_split_over_boxes", page.with_values(row, boxes), says(row, boxes), (whole,)
    )


@paper_fault
def box_lost(page: Page, rng: Random) -> PaperFault | None:
    """A box is gone and those behind it have moved up."""
    rows = page.rows(2)
    if not rows:
        return None
    row = rng.choice(rows)
    boxes = list(row.boxes)
    del boxes[rng.randrange(len(boxes))]
    return _moved(page, "box_lost", row, boxes)


@paper_fault
def box_doubled(page: Page, rng: Random) -> PaperFault | None:
    """A box stands twice and those behind it have moved on."""
    rows = page.rows(2)
    if not rows:
        return None
    row = rng.choice(rows)
    boxes = list(row.boxes)
    index = rng.randrange(len(boxes))
    boxes.insert(index, replace(boxes[index], key=""))
    return _moved(page, "box_doubled", row, boxes)


@paper_fault
def box_inserted(page: Page, rng: Random) -> PaperFault | None:
    """An empty box or a strange number stands in a row, and those behind it have moved on."""
    rows = page.rows(2)
    if not rows:
        return None
    row = rng.choice(rows)
    boxes = list(row.boxes)
    text = rng.choice(("", "", "0", str(rng.randrange(1, 50))))
    boxes.insert(rng.randrange(len(boxes) + 1), Box(text, Role.VALUE))
    return _moved(page, "box_inserted", row, boxes)


@paper_fault
def neighbours_exchanged(page: Page, rng: Random) -> PaperFault | None:
    """Two neighbours have changed places."""
    chosen = _two_boxes(page, rng)
    if chosen is None:
        return None
    row, index = chosen
    boxes = list(row.boxes)
    first, second = boxes[index : index + 2]
    boxes[index] = replace(first, text=second.text)
    boxes[index + 1] = replace(second, text=first.text)
    return PaperFault("neighbours_exchanged", page.with_values(row, boxes), says(row, boxes))


def _two_boxes(page: Page, rng: Random) -> tuple[ValueRow, int] | None:
    """Two neighbouring boxes of different texts."""
    found = [
        (row, i)
        for row in page.rows(2)
        for i in range(len(row.boxes) - 1)
        if row.boxes[i].text != row.boxes[i + 1].text
    ]
    return rng.choice(found) if found else None


def _two_numbers(page: Page, rng: Random) -> tuple[ValueRow, int] | None:
    """Two neighbouring boxes with numbers, seldom two zeros."""
    numbers = {(row.item, row.row, i) for row, i in page.numbers(2)}
    found = [
        (row, i)
        for row, i in page.numbers(2)
        if (row.item, row.row, i + 1) in numbers and row.boxes[i].text.isdecimal()
    ]
    telling = [(row, i) for row, i in found if row.boxes[i].text + row.boxes[i + 1].text != "00"]
    return rng.choice(telling or found) if found else None
