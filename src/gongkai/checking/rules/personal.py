"""H, continued: numbers of persons, which no annual report needs."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.privacy import IDENTITY, MOBILE, is_identity_number, mask
from gongkai.checking.registry import family
from gongkai.checking.view import Spot, View
from gongkai.report import Role

rule = family("personal")


def _masked(spots: list[Spot]) -> Iterator[Hit]:
    if spots:
        first = spots[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=mask(first.text),
            params={"count": len(spots)},
        )


@rule("H16")
def identity_number(view: View) -> Iterator[Hit]:
    """Identity numbers whose check character is right; one finding for the file."""
    # 条例第十五条：涉及个人隐私的政府信息，不得公开
    found = view.everything.find(IDENTITY)
    yield from _masked([spot for spot in found if is_identity_number(spot.text)])


@rule("H17")
def mobile_number(view: View) -> Iterator[Hit]:
    """Mobile phone numbers outside the tables; one finding for the file."""
    # 条例第十五条：涉及个人隐私的政府信息，不得公开
    roles = [role for role in Role if role is not Role.TABLE]
    yield from _masked(list(view.stream(*roles).find(MOBILE)))
