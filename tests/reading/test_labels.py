"""What a printed text is taken for: a label where it can be no other one."""

from __future__ import annotations

import pytest

from gongkai.reading.labels import recognise
from gongkai.reading.mixture import VALUE_TOKEN, classified
from gongkai.reading.sources.text import document_from_text
from gongkai.reading.tokens import _PIECES, MOST_REMEMBERED, tokens_of


def _subject(text: str) -> str | None:
    match = recognise(text)
    return match.entries[0].subject if match else None


def test_the_end_that_two_labels_share_is_the_end_of_neither() -> None:
    end = "行政机关不再处理其政府信息公开申请"
    assert _subject(end) is None
    assert _subject(f"费用、{end}") == "requests.other_fee_unpaid"


@pytest.mark.parametrize(
    ("number", "row"), [("1", "other_not_clarified"), ("2", "other_fee_unpaid")]
)
def test_its_number_tells_which_label_ends_alike(number: str, row: str) -> None:
    assert _subject(f"{number}.行政机关不再处理其政府信息公开申请") == f"requests.{row}"


def test_digits_behind_a_letter_are_no_number_before_a_label() -> None:
    kinds = [piece.kind for piece in classified("I3本年处理决定数量")]
    assert VALUE_TOKEN not in kinds
    assert VALUE_TOKEN in [piece.kind for piece in classified("3本年处理决定数量")]


def test_a_document_of_endless_different_fields_is_not_remembered_whole() -> None:
    fields = MOST_REMEMBERED + 100
    found = tokens_of(document_from_text("\n".join(f"第{at}格" for at in range(fields))))

    assert len(found) >= fields
    assert len(_PIECES) <= MOST_REMEMBERED
