"""A report set on paper: typst draws its pages as pictures, in a Chinese font of the system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import typst

from tests.support.kinds.paper import Box, Grid, Item, Words

FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")


@dataclass(frozen=True, slots=True)
class Setting:
    """How the pages are set: ``size`` of the table's text in points, ``stroke`` of its lines."""

    font: str = FONTS[0]
    size: float = 9
    stroke: str = "0.6pt"
    inset: float = 3
    landscape: bool = False


@cache
def chinese_font() -> str | None:
    """A font of the system that has Chinese characters, or None."""
    families = set(typst.Fonts(include_system_fonts=True).families())
    return next((font for font in FONTS if font in families), None)


def pages_drawn(items: Sequence[Item], setting: Setting, dpi: int) -> list[bytes]:
    """The pages of a report as PNG files of so many dots per inch."""
    compiler = typst.Compiler(source(items, setting).encode())
    drawn: Any = compiler.compile(format="png", ppi=dpi)  # bytes, where there is one page only
    return [drawn] if isinstance(drawn, bytes) else list(drawn)


def source(items: Sequence[Item], setting: Setting) -> str:
    """The report in typst's own language."""
    parts = [
        f'#set page("a4", margin: 18mm, flipped: {str(setting.landscape).lower()})',
        f'#set text(font: {_quoted(setting.font)}, size: 11pt, lang: "zh", region: "cn")',
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 0.8em)",
    ]
    parts += [_table(i, setting) if isinstance(i, Grid) else _words(i) for i in items]
    return "\n\n".join(parts)


def _words(item: Words) -> str:
    text = f"#text({_quoted(item.text)})"
    if item.role == "title":
        return f"#align(center, text(size: 16pt)[{text}])"
    if item.role == "heading":
        return f"#text(size: 12.5pt)[{text}]"
    if item.role == "signature":
        return f"#align(right)[{text}]"
    return text


def _table(grid: Grid, setting: Setting) -> str:
    cells = ",\n".join(_cell(box) for row in grid.rows for box in row)
    columns = ", ".join(_widths(grid))
    look = f"stroke: {setting.stroke}, inset: {setting.inset}pt, align: center + horizon"
    return (
        f"#[#set par(first-line-indent: 0em, leading: 0.5em)\n"
        f"#set text(size: {setting.size}pt)\n"
        f"#table(columns: ({columns}), {look},\n{cells})]"
    )


def _widths(grid: Grid) -> list[str]:
    """Columns of values alike, those of labels broader, as on the printed form."""
    if grid.columns == 10:
        return ["1.2fr", "1.6fr", "3.4fr"] + ["1fr"] * 7
    return ["2fr"] + ["1fr"] * (grid.columns - 1) if grid.columns < 10 else ["1fr"] * grid.columns


def _cell(box: Box) -> str:
    spans = f"colspan: {box.across}, rowspan: {box.down}"
    return f"table.cell({spans})[#text({_quoted(box.text)})]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
