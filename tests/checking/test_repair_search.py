"""The search for the smallest change, against trying everything and against the program."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.checking.repair.bounds import determined, span
from gongkai.checking.repair.program import optimum
from gongkai.checking.repair.search import Found, Search
from gongkai.checking.repair.system import Component, Exact, System, Variable
from gongkai.checking.repair.tableau import Tableau
from gongkai.checking.repair.values import solve

REACH = 8
"""No value of a smallest solution of the little systems below is larger."""


@st.composite
def little_systems(draw: st.DrawFn) -> System:
    """A few small numbers, some unknown, bound by one to three sums."""
    count = draw(st.integers(2, 5))
    variables = tuple(
        Variable(
            value=draw(st.none() | st.integers(0, 2)) if index else draw(st.integers(0, 2)),
            weight=draw(st.sampled_from([1, 1, 1, 2])),
        )
        for index in range(count)
    )
    sums = st.sets(st.integers(0, count - 1), min_size=2)
    equations = []
    for members in draw(st.lists(sums, min_size=1, max_size=3)):
        total = draw(st.sampled_from(sorted(members)))
        equations.append({index: -1 if index == total else 1 for index in sorted(members)})
    return System(variables, tuple(equations))


def whole(system: System) -> Component:
    """All of a system as one component, connected or not."""
    bound = {index for equation in system.equations for index in equation}
    return Component(system, tuple(range(len(system.equations))), tuple(sorted(bound)))


def everything(component: Component) -> tuple[int, set[frozenset[int]]]:
    """The least weight and all sets of that weight, by trying every value of every set."""
    known = [i for i in component.variables if i not in component.unknown]
    weight_of = {i: component.system.variables[i].weight for i in known}
    subsets = [
        frozenset(each) for size in range(len(known) + 1) for each in combinations(known, size)
    ]
    by_weight: dict[int, list[frozenset[int]]] = {}
    for subset in subsets:
        by_weight.setdefault(sum(weight_of[i] for i in subset), []).append(subset)
    for weight in sorted(by_weight):
        good = {each for each in by_weight[weight] if _can_hold(component, each)}
        if good:
            return weight, good
    raise AssertionError("all numbers zero always hold")


def _can_hold(component: Component, changed: frozenset[int]) -> bool:
    free = sorted(changed | set(component.unknown))
    fixed: dict[int, Exact] = {
        i: component.system.variables[i].value or 0 for i in component.variables if i not in free
    }
    equations = [component.system.equations[number] for number in component.equations]
    for values in product(range(REACH + 1), repeat=len(free)):
        held = fixed | dict(zip(free, values, strict=True))
        if all(component.system.holds(each, held) for each in equations):
            return True
    return False


def search(component: Component, most: int = 500, nodes: int = 20_000) -> Found:
    return Search(component, most=most, nodes=nodes).run(Tableau.of(component))


@settings(max_examples=150, deadline=None)
@given(little_systems())
def test_the_sets_found_are_all_the_cheapest_and_no_others(system: System) -> None:
    component = whole(system)
    weight, sets = everything(component)
    found = search(component)
    assume(found.proven)  # sums that are no table may leave it open whether whole numbers exist
    assert found.complete
    assert found.weight == weight
    assert set(found.sets) == sets
    assert len(found.sets) == len(set(found.sets))


@settings(max_examples=60, deadline=None)
@given(little_systems())
def test_every_set_found_can_be_given_values_that_hold(system: System) -> None:
    component = whole(system)
    start = Tableau.of(component)
    for changed in search(component).sets:
        solution = solve(component, start, changed)
        assert solution is not None
        assert {change.index for change in solution.changes} == changed
        for change in solution.changes:
            assert change.value != system.variables[change.index].value
            assert change.low is None or change.low <= change.value
            assert change.high is None or change.value <= change.high


@settings(max_examples=60, deadline=None)
@given(little_systems())
def test_what_is_called_determined_is_what_no_other_values_allow(system: System) -> None:
    component = whole(system)
    assume(component.unknown)
    start = Tableau.of(component)
    assume(search(component).sets == [frozenset()])
    start.settle()
    known = determined(start.copy(), component.unknown)
    for index in component.unknown:
        tableau = start.copy()
        assert tableau.settle() is None
        low, high = span(tableau, index)
        assert (index in known) == (low == high)
        if index in known:
            assert known[index] == low


@settings(max_examples=25, deadline=None)
@given(little_systems())
def test_the_integer_program_agrees_with_the_search(system: System) -> None:
    component = whole(system)
    found = search(component)
    assume(found.proven)
    best = optimum(component, Tableau.of(component))
    assert best is not None
    assert best.proven
    assert best.weight == found.weight
    assert best.changed in found.sets


def table(rng: Random, rows: int, columns: int, wrong: int) -> System:
    """A table with its sums, then some numbers of it changed."""
    grid = [[rng.randint(0, 60) for _ in range(columns)] for _ in range(rows)]
    grid = [[*row, sum(row)] for row in grid]
    grid.append([sum(column) for column in zip(*grid, strict=True)])
    for _ in range(wrong):
        row, column = rng.randrange(rows + 1), rng.randrange(columns + 1)
        grid[row][column] = max(0, grid[row][column] + rng.choice([-9, -1, 1, 9, 27]))
    width = columns + 1
    across: Iterator[dict[int, int]] = (
        {r * width + c: -1 if c == columns else 1 for c in range(width)} for r in range(rows + 1)
    )
    down = ({r * width + c: -1 if r == rows else 1 for r in range(rows + 1)} for c in range(width))
    values = tuple(Variable(value) for row in grid for value in row)
    return System(values, (*across, *down))


@pytest.mark.parametrize("seed", range(12))
def test_search_and_program_agree_on_whole_tables(seed: int) -> None:
    component = whole(table(Random(seed), 8, 5, 1 + seed % 5))
    found = search(component)
    best = optimum(component, Tableau.of(component))
    assert best is not None
    assert (best.weight, best.proven) == (found.weight, True)
    assert best.changed in found.sets


def test_a_search_that_may_look_at_nothing_says_that_it_proved_nothing() -> None:
    found = search(whole(table(Random(1), 8, 5, 4)), nodes=2)
    assert (found.proven, found.complete, found.sets) == (False, False, [])


def test_a_search_that_stops_at_enough_says_that_there_may_be_more() -> None:
    component = whole(System(tuple(map(Variable, (1, 1, 1, 9))), ({0: 1, 1: 1, 2: 1, 3: -1},)))
    assert len(search(component).sets) == 4
    some = search(component, most=2)
    assert (len(some.sets), some.complete, some.proven) == (2, False, True)


def test_numbers_without_bounds_are_added_exactly() -> None:
    large = 10**40
    variables = (Variable(large), Variable(1), Variable(large + 2))
    component = whole(System(variables, ({0: 1, 1: 1, 2: -1},)))
    assert len(search(component).sets) == 3
    solution = solve(component, Tableau.of(component), frozenset({1}))
    assert solution is not None
    assert solution.changes[0].value == 2
    assert optimum(component, Tableau.of(component)) is None  # not a matter for rounded numbers


def test_amounts_are_exact_fractions_and_counts_are_not() -> None:
    def changes(*, is_whole: bool) -> list[Exact]:
        variables = (
            Variable(Fraction(1, 3), whole=False),
            Variable(0, whole=is_whole, weight=1),
            Variable(1, whole=False, fixed=True),
            Variable(Fraction(1, 3), whole=False, fixed=True),
        )
        component = whole(System(variables, ({0: 1, 1: 1, 2: -1}, {0: 1, 3: -1})))
        solved = (solve(component, Tableau.of(component), each) for each in search(component).sets)
        return [change.value for each in solved if each for change in each.changes]

    assert changes(is_whole=False) == [Fraction(2, 3)]
    assert changes(is_whole=True) == []


def test_a_fixed_number_is_never_changed() -> None:
    variables = (Variable(1, fixed=True), Variable(1), Variable(5, fixed=True))
    component = whole(System(variables, ({0: 1, 1: 1, 2: -1},)))
    assert search(component).sets == [frozenset({1})]
    stuck = (Variable(1, fixed=True), Variable(5, fixed=True))
    found = search(whole(System(stuck, ({0: 1, 1: -1},))))
    assert (found.sets, found.weight, found.proven) == ([], None, True)


def test_a_count_below_zero_has_to_go_even_where_its_sums_hold() -> None:
    variables = (Variable(-2), Variable(5), Variable(3))
    component = whole(System(variables, ({0: 1, 1: 1, 2: -1},)))
    assert search(component).sets == [frozenset({0, 1}), frozenset({0, 2})]
    signed = (Variable(-2, signed=True), Variable(5), Variable(3))
    assert search(whole(System(signed, ({0: 1, 1: 1, 2: -1},)))).sets == [frozenset()]
