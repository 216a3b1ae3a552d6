"""What the styles of a document say about its text: hidden, struck out, numbered, contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from gongkai.reading.sources.word.parts import VAL, Element, W, children, is_on, whole_number

LONGEST_CHAIN = 32
"""Styles based on one another further than this are not followed."""

_CONTENTS = re.compile(r"toc \d|table of figures", re.IGNORECASE)
_PICTURE_FONTS = re.compile(r"wingdings|webdings|marlett", re.IGNORECASE)
_VANISH, _STRIKE, _DSTRIKE = W + "vanish", W + "strike", W + "dstrike"
_RAISED, _FONTS = W + "vertAlign", W + "rFonts"
_ASCII, _STYLE = W + "ascii", W + "rStyle"
_MEANT = frozenset({_VANISH, _STRIKE, _DSTRIKE, _RAISED, _FONTS, _STYLE})

Marks = Mapping[str, bool | str]
"""What run properties say: ``hidden``, ``struck``, ``pictures`` (a font of pictures), ``raised``
(superscript, subscript); only what is said."""


class ParagraphStyle(NamedTuple):
    """A paragraph style with all that it is based on."""

    marks: Marks
    num_id: str | None = None
    level: int | None = None
    style_id: str = ""
    """The style the number comes from, which may be one it is based on."""
    contents: bool = False
    """Whether it is the style of a table of contents."""


PLAIN = ParagraphStyle({})


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {style.get(W + "styleId", ""): style for style in children(root, "style")}
        self._paragraph: dict[str | None, ParagraphStyle] = {}
        self._character: dict[str, Marks] = {}
        self._default = next(
            (
                style_id
                for style_id, style in self._styles.items()
                if style.get(W + "type") == "paragraph"
                and style.get(W + "default", "0") in ("1", "true", "on")
            ),
            None,
        )

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The style of a paragraph; of the default one for None or an id that is not known."""
        known = self._paragraph.get(style_id)
        if known is None:
            known = self._paragraph[style_id] = self._made(style_id)
        return known

    def character(self, style_id: str) -> Marks:
        """What a character style says of runs."""
        known = self._character.get(style_id)
        if known is None:
            known = self._character[style_id] = self._marks(self._chain(style_id))
        return known

    def _made(self, style_id: str | None) -> ParagraphStyle:
        chain = self._chain(style_id if style_id in self._styles else self._default)
        num_id, level, source = None, None, ""
        for style in chain:
            numbered = style.find(f"{W}pPr/{W}numPr")
            own_id, own_level = number_of(numbered)
            if numbered is not None and not source:
                source = style.get(W + "styleId", "")
            num_id = own_id if num_id is None else num_id
            level = own_level if level is None else level
        return ParagraphStyle(self._marks(chain), num_id, level, source, _is_contents(chain))

    def _marks(self, chain: list[Element]) -> Marks:
        marks: dict[str, bool | str] = {}
        for style in reversed(chain):
            marks.update(marks_of(style.find(W + "rPr")))
        return marks

    def _chain(self, style_id: str | None) -> list[Element]:
        """The style and those it is based on, itself first."""
        chain: list[Element] = []
        while style_id in self._styles and len(chain) < LONGEST_CHAIN:
            style = self._styles[style_id]
            chain.append(style)
            based_on = style.find(W + "basedOn")
            style_id = None if based_on is None else based_on.get(VAL)
        return chain


def number_of(properties: Element | None) -> tuple[str | None, int | None]:
    """The list and the level that ``w:numPr`` names."""
    if properties is None:
        return None, None
    num_id, level = properties.find(W + "numId"), properties.find(W + "ilvl")
    return (
        None if num_id is None else num_id.get(VAL),
        None if level is None else whole_number(level.get(VAL), 0),
    )


def marks_of(properties: Element | None) -> dict[str, bool | str]:
    """What the run properties ``w:rPr`` themselves say; ``style`` is the character style."""
    marks: dict[str, bool | str] = {}
    if properties is None:
        return marks
    for child in properties:
        tag = child.tag
        if tag not in _MEANT:
            continue
        if tag == _STYLE:
            marks["style"] = child.get(VAL, "")
        elif tag == _VANISH:
            marks["hidden"] = is_on(child)
        elif tag in (_STRIKE, _DSTRIKE):
            marks["struck"] = is_on(child) or marks.get("struck", False)
        elif tag == _RAISED:
            marks["raised"] = child.get(VAL, "")
        elif child.get(_ASCII):
            marks["pictures"] = bool(_PICTURE_FONTS.match(child.get(_ASCII, "")))
    return marks


def _is_contents(chain: list[Element]) -> bool:
    for style in chain[:1]:
        name = style.find(W + "name")
        return name is not None and bool(_CONTENTS.fullmatch(name.get(VAL, "")))
    return False
