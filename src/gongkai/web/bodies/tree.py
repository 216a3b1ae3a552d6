"""The tree as one list, each body with how many lists open before and close after it.

A thousand bodies are one query and one loop; nothing is asked of the database for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.web.bodies.models import Body, Kind


@dataclass(frozen=True, slots=True)
class Node:
    """One body of the tree as the page draws it."""

    body: Body
    kind: str
    has_children: bool
    is_open: bool
    """Whether what is below it is shown at first."""
    closes: range
    """One for each list that ends after this body."""


def nodes(bodies: Iterable[Body], open_to: int = 1) -> Iterator[Node]:
    """The bodies, in the order of their paths, as nodes; the first ``open_to`` levels are open.

    A body whose parent is not among them (it is out of the user's reach) stands at the top.
    """
    ordered = list(bodies)
    depths: list[int] = []
    waiting: list[str] = []
    for body in ordered:
        while waiting and not body.path.startswith(waiting[-1]):
            waiting.pop()
        depths.append(len(waiting))
        waiting.append(body.path)
    # Asked once, not for each body: a label is looked up in the language of the page.
    kinds = {value: str(label) for value, label in Kind.choices}
    for at, body in enumerate(ordered):
        following = depths[at + 1] if at + 1 < len(ordered) else 0
        yield Node(
            body,
            kinds[body.kind],
            has_children=following > depths[at],
            is_open=depths[at] < open_to,
            closes=range(max(0, depths[at] - following)),
        )
