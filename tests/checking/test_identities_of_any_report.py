"""For any table: consistent numbers draw no identity finding, one wrong cell always does."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.checking import check
from gongkai.formats import Part, get_format
from tests.checking.paper import make_report

COLUMNS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other_organisation",
)


@st.composite
def consistent(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """The requests table of a format, filled so that every identity holds."""
    format_id = draw(st.sampled_from(("2019", "2021")))
    (table,) = get_format(format_id).tables_of(Part.REQUESTS)
    rows = [row.id for row in table.rows]
    outcomes = [
        row for row in rows if row not in ("received", "carried_in", "concluded", "carried_out")
    ]
    cells = dict.fromkeys((f"requests.{row}.{column}" for row in rows for column in COLUMNS), 0)
    for column in COLUMNS:
        for row in draw(st.lists(st.sampled_from(outcomes), max_size=3, unique=True)):
            cells[f"requests.{row}.{column}"] = draw(st.integers(0, 2000))
        done = sum(cells[f"requests.{row}.{column}"] for row in outcomes)
        left, old = draw(st.integers(0, 30)), draw(st.integers(0, 5))
        cells[f"requests.concluded.{column}"] = done
        cells[f"requests.carried_out.{column}"] = left
        cells[f"requests.carried_in.{column}"] = min(old, done + left)
        cells[f"requests.received.{column}"] = done + left - min(old, done + left)
    for row in rows:
        cells[f"requests.{row}.total"] = sum(
            cells[f"requests.{row}.{column}"] for column in COLUMNS
        )
    return format_id, cells


def arithmetic(format_id: str, cells: dict[str, object]) -> list[tuple[str, tuple[str, ...]]]:
    report = make_report(year=int(format_id), formats=dict.fromkeys(Part, format_id), cells=cells)
    return [(f.rule, f.cells) for f in check(report) if f.rule.startswith("A")]


@given(consistent())
def test_consistent_numbers_draw_nothing(made: tuple[str, dict[str, int]]) -> None:
    format_id, cells = made

    assert arithmetic(format_id, dict(cells)) == []


@given(consistent(), st.data())
def test_one_wrong_cell_is_always_among_the_cells_named(
    made: tuple[str, dict[str, int]], data: st.DataObject
) -> None:
    format_id, cells = made
    wrong = data.draw(st.sampled_from(sorted(cells)))
    by = data.draw(st.integers(1, 500))

    told = arithmetic(format_id, {**cells, wrong: cells[wrong] + by})

    # every cell of the table stands in one identity of its row and one of its column at least
    assert len(told) >= 2
    assert all(wrong in named for _, named in told)


@given(consistent(), st.data())
def test_a_cell_that_is_left_out_is_never_an_error(
    made: tuple[str, dict[str, int]], data: st.DataObject
) -> None:
    format_id, cells = made
    lost = data.draw(st.sampled_from(sorted(cells)))
    state = data.draw(st.sampled_from(["", "/", "若干"]))

    told = {rule for rule, _ in arithmetic(format_id, {**cells, lost: state})}

    assert told <= {"A5", "A6"}
    assert told
