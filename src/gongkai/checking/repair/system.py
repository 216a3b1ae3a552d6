"""Equations between numbers, whatever the numbers mean: what the search and the program work on.

Every equation is homogeneous: a sum of variables, each with its coefficient, that must be zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

Exact = int | Fraction
"""A number without rounding; whole ones are ints, which are much faster."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One number: what stands there (None: unknown), and what it costs to say otherwise.

    ``signed``: it may be negative. ``whole``: it counts things. ``fixed``: it must not change.
    ``wrong``: what stands there is no number that could be meant, so it counts as zero.
    """

    value: Exact | None
    weight: int = 1
    signed: bool = False
    whole: bool = True
    fixed: bool = False
    wrong: bool = False

    @property
    def impossible(self) -> bool:
        """Whether its value is one that such a number cannot have."""
        if self.value is None:
            return False
        return self.wrong or not self.admits(self.value)

    def admits(self, value: Exact) -> bool:
        """Whether it could have this value, whatever the equations say."""
        return (self.signed or value >= 0) and (not self.whole or Fraction(value).denominator == 1)


Equation = Mapping[int, int]
"""Coefficients by the index of the variable; the sum is zero."""


@dataclass(frozen=True)
class System:
    """Variables and the equations that bind them."""

    variables: tuple[Variable, ...]
    equations: tuple[Equation, ...]

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The parts that have no variable in common, each with at least one equation."""
        leader = list(range(len(self.variables)))

        def find(at: int) -> int:
            while leader[at] != at:
                leader[at] = leader[leader[at]]
                at = leader[at]
            return at

        for equation in self.equations:
            first, *others = equation
            for other in others:
                leader[find(other)] = find(first)
        groups: dict[int, list[int]] = defaultdict(list)
        for number, equation in enumerate(self.equations):
            groups[find(next(iter(equation)))].append(number)
        return tuple(
            Component(self, tuple(numbers), tuple(sorted(self._bound_by(numbers))))
            for numbers in groups.values()
        )

    def _bound_by(self, numbers: Iterable[int]) -> set[int]:
        return {index for number in numbers for index in self.equations[number]}

    def holds(self, equation: Equation, values: Mapping[int, Exact]) -> bool:
        """Whether these values, which must be all the equation asks for, add up to zero."""
        return sum(factor * values[index] for index, factor in equation.items()) == 0


@dataclass(frozen=True)
class Component:
    """A part of a system that stands by itself: its equations and variables by number."""

    system: System
    equations: tuple[int, ...]
    variables: tuple[int, ...]

    @cached_property
    def unknown(self) -> tuple[int, ...]:
        """The variables without a value."""
        return tuple(i for i in self.variables if self.system.variables[i].value is None)

    @cached_property
    def impossible(self) -> tuple[int, ...]:
        """The variables whose value cannot be, such as a negative count."""
        return tuple(i for i in self.variables if self.system.variables[i].impossible)
