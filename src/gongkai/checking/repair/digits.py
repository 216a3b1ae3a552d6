"""How one number is mistaken for another: what the right digits look like after each slip."""

from __future__ import annotations

from collections.abc import Iterator

_ALIKE = ("068", "17", "38", "56", "27", "49", "69", "89", "35")


def slip(right: str, wrong: str) -> str | None:
    """The cause that turns the digits ``right`` into ``wrong``, the likeliest; None if none does."""
    if right == wrong or not (right.isdecimal() and wrong.isdecimal()):
        return None
    for cause, results in (
        ("digits_swapped", _swapped(right)),
        ("digit_doubled", _doubled(right)),
        ("digit_lost", _without_one(right)),
    ):
        if wrong in results:
            return cause
    if right in _without_one(wrong) and right != "0":
        return "digit_added"
    return _one_wrong(right, wrong)


def _swapped(digits: str) -> Iterator[str]:
    for at in range(len(digits) - 1):
        yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _doubled(digits: str) -> Iterator[str]:
    if digits != "0":
        yield from (digits[:at] + digits[at] + digits[at:] for at in range(len(digits)))


def _without_one(digits: str) -> Iterator[str]:
    """Every way to lose a digit; what is left must be a number, without zeros in front."""
    for at in range(len(digits)):
        rest = digits[:at] + digits[at + 1 :]
        if rest:
            yield rest.lstrip("0") or "0"


def _one_wrong(right: str, wrong: str) -> str | None:
    if len(right) != len(wrong):
        return None
    differing = [(a, b) for a, b in zip(right, wrong, strict=True) if a != b]
    if len(differing) != 1:
        return None
    if "0" in (right, wrong):
        return None  # a whole number beside zero is no slip of one digit
    alike = any(set(differing[0]) <= set(group) for group in _ALIKE)
    if alike:
        return "digit_alike"
    return "digit_wrong" if len(right) > 1 else None
