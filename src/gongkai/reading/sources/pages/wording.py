"""Labels of several lines put together by their wording, where their distance does not tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gongkai.reading.sources.pages.lines import around
from gongkai.reading.sources.pages.model import Box
from gongkai.reading.sources.pages.segments import Segment, names_label

MOST_LINES = 8
"""A label has no more lines than this."""
FARTHEST = 2.2
"""Lines of one label are not farther apart than this, in ems."""


class Blob(NamedTuple):
    """Segments above each other that make one label or one head."""

    segments: Sequence[Segment]
    box: Box

    @property
    def text(self) -> str:
        """The whole label."""
        return "".join([segment.text for segment in self.segments])


def blob_of(segments: Sequence[Segment]) -> Blob:
    """The segments, of which there is at least one, as one label."""
    return Blob(segments, around([segment.box for segment in segments]))


def linked_by_wording(
    words: Sequence[Segment], is_parted: Callable[[Box, Box], bool]
) -> list[Blob]:
    """The labels that lines make: as many lines as together are exactly a label of the forms.

    ``is_parted`` tells whether something is drawn between two boxes.
    """
    ordered = sorted(words, key=lambda segment: (segment.box.centre, segment.box.left))
    taken: set[int] = set()
    blobs: list[Blob] = []
    for index in range(len(ordered)):
        if index in taken:
            continue
        chain = _chain(ordered, index, taken, is_parted)
        count = _label_of(chain, ordered)
        taken.update(chain[:count])
        blobs.append(blob_of([ordered[at] for at in chain[:count]]))
    return blobs


def _chain(
    ordered: Sequence[Segment],
    start: int,
    taken: set[int],
    is_parted: Callable[[Box, Box], bool],
) -> list[int]:
    """The lines under a line, one close under the other."""
    chain = [start]
    for index in range(start + 1, len(ordered)):
        above, below = ordered[chain[-1]].box, ordered[index].box
        distance = below.centre - above.centre
        if distance > FARTHEST * below.height or len(chain) >= MOST_LINES:
            break
        overlaps = min(above.right, below.right) > max(above.left, below.left)
        if index in taken or not overlaps or distance <= below.height / 2:
            continue
        if not is_parted(above, below):
            chain.append(index)
    return chain


def _label_of(chain: Sequence[int], ordered: Sequence[Segment]) -> int:
    """How many lines from the first on are one label: 1 where no more are."""
    texts = [ordered[index].text for index in chain]
    for count in range(len(texts), 1, -1):
        whole = names_label("".join(texts[:count]))
        if whole and not any(map(names_label, texts[1:count])):
            return count
    return 1
