"""Where something stands in its document. Each file kind has its own way of pointing.

Every place also has ``offset`` and ``length``: the stretch, in characters, of the text in which
the document was read (``Evidence.text``); in a text file that is the decoded file itself.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple


class TextPlace(NamedTuple):
    """A stretch of a text file.

    ``line`` and ``column`` count from 1, in lines ended by LF, CR LF or CR and in characters;
    ``offset`` counts characters from 0 in the decoded text; ``length`` is in characters.
    """

    line: int
    column: int
    offset: int = 0
    length: int = 0

    @property
    def end(self) -> int:
        """The offset of the first character behind the stretch."""
        return self.offset + self.length

    def in_words(self, lang: str = "zh") -> str:
        """The place for people."""
        if lang == "zh":
            return f"第 {self.line} 行第 {self.column} 列"
        return f"line {self.line}, column {self.column}"


class MarkupPlace(NamedTuple):
    """A stretch of a web page or a word processor's document; all count from 1.

    In a table: the number of the ``table`` in the document, the ``row`` in it, the ``column`` of
    its grid. Outside tables these are None and ``paragraph`` is the number of the paragraph.
    """

    paragraph: int | None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    offset: int = 0
    length: int = 0

    @property
    def end(self) -> int:
        """The offset of the first character behind the stretch."""
        return self.offset + self.length

    def in_words(self, lang: str = "zh") -> str:
        """The place for people."""
        if self.table is None:
            return f"第 {self.paragraph} 段" if lang == "zh" else f"paragraph {self.paragraph}"
        if lang == "zh":
            return f"第 {self.table} 个表格第 {self.row} 行第 {self.column} 列"
        return f"table {self.table}, row {self.row}, column {self.column}"


class SheetPlace(NamedTuple):
    """A cell of a workbook: the ``sheet`` by its name, the ``address`` as in B7."""

    sheet: str
    address: str
    offset: int = 0
    length: int = 0

    @property
    def end(self) -> int:
        """The offset of the first character behind the stretch."""
        return self.offset + self.length

    def in_words(self, lang: str = "zh") -> str:
        """The place for people."""
        return (
            f"工作表“{self.sheet}”的 {self.address}"
            if lang == "zh"
            else f"sheet {self.sheet}, cell {self.address}"
        )


class PagePlace(NamedTuple):
    """A box on a page, as the page is seen; pages count from 1.

    ``box`` is left, top, right, bottom, from the top left corner: in points (1/72 inch) on the
    page of a PDF, in pixels on a picture. ``confidence`` (0 to 1) is how sure the recognition of
    characters is, None where the characters were not recognised but stand in the file.
    """

    page: int
    box: tuple[float, float, float, float]
    confidence: float | None = None
    offset: int = 0
    length: int = 0

    @property
    def end(self) -> int:
        """The offset of the first character behind the stretch."""
        return self.offset + self.length

    def in_words(self, lang: str = "zh") -> str:
        """The place for people."""
        at = ", ".join(f"{edge:.0f}" for edge in self.box)
        return f"第 {self.page} 页（{at}）" if lang == "zh" else f"page {self.page} ({at})"


Place = TextPlace | MarkupPlace | SheetPlace | PagePlace
"""Any way of pointing into a document."""

_KINDS: dict[str, type[TextPlace | MarkupPlace | SheetPlace | PagePlace]] = {
    "text": TextPlace,
    "markup": MarkupPlace,
    "sheet": SheetPlace,
    "page": PagePlace,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def place_to_json(place: Place) -> dict[str, Any]:
    """The place as plain data."""
    return {"kind": _NAMES[type(place)], **place._asdict()}


def place_from_json(data: dict[str, Any]) -> Place:
    """The place that ``place_to_json`` wrote. Raises ValueError for a kind that is not known."""
    fields = dict(data)
    name = fields.pop("kind", None)
    if name not in _KINDS:
        raise ValueError(f"unknown kind of place: {name!r}")
    if "box" in fields:
        fields["box"] = tuple(map(_plain, fields["box"]))
    if fields.get("confidence") is not None:
        fields["confidence"] = _plain(fields["confidence"])
    return _KINDS[name](**fields)


def _plain(number: Any) -> Any:
    """A measure as the reader made it: the canonical JSON takes every decimal for an exact number."""
    return float(number) if isinstance(number, Decimal) else number
