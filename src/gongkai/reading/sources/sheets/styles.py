"""What the styles of an XLSX workbook say: the number format of a cell, and whether it is ruled."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.reading.sources.sheets.numbers import built_in
from gongkai.reading.sources.sheets.xml import Element, attribute, local, walk


@dataclass(slots=True)
class Styles:
    """By the number of a style: its number format's code, and whether it draws a border."""

    codes: list[str] = field(default_factory=list)
    ruled: list[bool] = field(default_factory=list)

    def code(self, style: int) -> str:
        """The code of the number format of a style."""
        return self.codes[style] if 0 <= style < len(self.codes) else "General"

    def is_ruled(self, style: int) -> bool:
        """Whether cells of the style have a border."""
        return 0 <= style < len(self.ruled) and self.ruled[style]


def styles_of(data: bytes, file: str | None) -> Styles:
    """The styles in the XML of a styles part. Raises ReadError ``damaged``."""
    codes: dict[str, str] = {}
    borders: list[bool] = []
    styles = Styles()
    for element in walk(data, ("numFmt", "border", "xf"), file):
        parent = element.getparent()
        within = local(parent) if parent is not None else ""
        match local(element), within:
            case "numFmt", "numFmts":
                codes[attribute(element, "numFmtId")] = attribute(element, "formatCode")
            case "border", "borders":
                borders.append(_draws(element))
            case "xf", "cellXfs":
                number = attribute(element, "numFmtId")
                built = built_in(int(number)) if number.isdigit() else "General"
                styles.codes.append(codes.get(number, built))
                border = attribute(element, "borderId")
                index = int(border) if border.isdigit() else -1
                styles.ruled.append(0 <= index < len(borders) and borders[index])
    return styles


def _draws(border: Element) -> bool:
    """Whether a border has a line on both a vertical and a horizontal side."""
    sides = {local(side) for side in border if attribute(side, "style") not in ("", "none")}
    return bool(sides & {"left", "right", "start", "end"}) and bool(sides & {"top", "bottom"})
