"""The bridge between the formats: complete, and never comparing what must not be compared."""

from __future__ import annotations

from gongkai.formats import FORMAT_IDS, Part, get_format
from gongkai.formats.bridge import Relation, bridge, comparable


def test_every_cell_it_names_exists_in_its_format() -> None:
    for link in bridge():
        for format_id, cells in link.cells.items():
            assert set(cells) <= get_format(format_id).cells.keys()


def test_no_cell_stands_in_it_twice() -> None:
    for format_id in FORMAT_IDS:
        named = [cell for link in bridge() for cell in link.cells[format_id]]
        assert len(named) == len(set(named))


def test_requests_and_remedies_are_bridged_as_a_whole() -> None:
    for format_id in FORMAT_IDS:
        for part in (Part.REQUESTS, Part.REMEDIES):
            bridged = {c for each in comparable(part, FORMAT_IDS) for c in each[format_id]}
            assert bridged == {cell.id for cell in get_format(format_id).cells_of(part)}


def test_one_format_is_compared_cell_by_cell() -> None:
    for format_id in FORMAT_IDS:
        cells = [each[format_id] for part in Part for each in comparable(part, [format_id])]
        assert cells == [(cell,) for cell in get_format(format_id).cells]


def test_what_only_looks_alike_is_never_compared_and_says_why() -> None:
    apart = [link for link in bridge() if link.relation is Relation.APART]
    compared = [each for part in Part for each in comparable(part, FORMAT_IDS)]
    assert apart
    for link in apart:
        assert link.why["zh"]
        assert link.why["en"]
        assert link.cells not in compared


def test_what_2021_splits_adds_up_to_what_2019_counts() -> None:
    sums = [link for link in bridge() if link.relation is Relation.SUM]
    assert len(sums) == 7
    assert all((len(link.cells["2019"]), len(link.cells["2021"])) == (1, 3) for link in sums)
