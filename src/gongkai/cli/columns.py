"""Labels with numbers beside them, in columns that a terminal holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.cli.screen import Line
from gongkai.report.width import pad, pad_left, width, wrap

_GAP = "  "
_LEAST_LABEL = 20


class Columns:
    """The columns right of the labels; ``columns`` is how wide lines may be."""

    def __init__(self, heads: Sequence[str], columns: int) -> None:
        self.columns = columns
        self._heads = list(heads)
        self._widths = [width(head) for head in heads]

    def fit(self, rows: Sequence[Sequence[str]]) -> None:
        """Make the columns wide enough for these rows."""
        for row in rows:
            self._widths = [
                max(known, width(text)) for known, text in zip(self._widths, row, strict=True)
            ]

    def head(self) -> Iterator[Line]:
        """The heads over the columns; none where there is no room for columns."""
        if self._label >= _LEAST_LABEL:
            yield [(" " * self._label, ""), (self._set(self._heads), "head")]

    def row(self, lead: str, label: str, values: Sequence[str], style: str) -> Iterator[Line]:
        """One label with its values, which stand below it where there is no room beside it."""
        if self._label < _LEAST_LABEL:
            yield from self._stacked(lead, label, values, style)
            return
        *above, last = wrap(label, max(8, self._label - width(lead) - 1))
        for line in above:
            yield [(lead + line, "")]
        yield [(pad(lead + last, self._label), ""), (self._set(values), style)]

    def _stacked(self, lead: str, label: str, values: Sequence[str], style: str) -> Iterator[Line]:
        for line in wrap(label, max(8, self.columns - width(lead))):
            yield [(lead + line, "")]
        named = [
            f"{head} {value}" for head, value in zip(self._heads, values, strict=True) if value
        ]
        line = ""
        for each in named:
            if line and width(lead) + width(line) + 2 * len(_GAP) + width(each) > self.columns:
                yield [(lead + _GAP + line, style)]
                line = ""
            line += (_GAP if line else "") + each
        for text in wrap(line, max(8, self.columns - width(lead) - len(_GAP))) if line else ():
            yield [(lead + _GAP + text, style)]

    @property
    def _label(self) -> int:
        """How wide the labels may be."""
        return min(46, self.columns - sum(self._widths) - len(_GAP) * len(self._widths))

    def _set(self, texts: Sequence[str]) -> str:
        cells = (pad_left(text, broad) for text, broad in zip(texts, self._widths, strict=True))
        return "".join(_GAP + cell for cell in cells)
