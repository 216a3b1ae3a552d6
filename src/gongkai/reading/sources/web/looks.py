"""How an element of a page looks, as far as it matters: hidden, part of a table, struck out.

Read from its ``style`` and from the simple rules (``.name``, ``#name``, ``tag.name``) of the
page's own style sheets. Style sheets outside the file are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

MOST_OF_STYLE = 4_000
"""So many characters of a ``style`` are looked at."""
MOST_OF_SHEETS = 400_000
"""So many characters of the page's style sheets are looked at."""

TINY, UNSEEN, WHITE = 1, 2, 4
"""What hides text but may be taken back within: no size, no visibility, white on white."""

_KEYS = (
    *("display", "visibility", "font-size", "opacity", "filter", "color", "background"),
    *("background-color", "position", "left", "top", "text-indent", "overflow", "height", "width"),
    *("max-height", "max-width", "mso-hide", "vertical-align", "text-decoration", "white-space"),
    *("text-decoration-line", "clip", "list-style-type", "transform"),
)
_INTERESTING = re.compile(
    r"display|visib|font-size|opacity|color|background|position|indent|overflow|mso-hide|"
    r"vertical-align|decoration|white-space|clip|list-style|transform|height",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"-?0*(?:\.0*)?(?:px|pt|em|rem|%|cm|mm|in|ex|vw|vh)?")
_FAR_OUT = re.compile(r"-\s*\d{3,}(?:\.\d*)?(?:px|pt|em|rem)?")
_WHITES = frozenset(
    {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "snow", "#fefefe"}
)
_NONES = frozenset({"", "none", "transparent", "inherit", "initial", "auto"})
_TABLES = {
    "table": "table",
    "inline-table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "block": "block",
    "flex": "block",
    "grid": "block",
    "list-item": "block",
    "inline": "inline",
}
_MEDIA_SHOWN = re.compile(r"@media\b(?!.*\bprint\b)(?=.*\b(?:screen|all)\b)", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<name>[.#][^\s.#:>+~\[\]()*,]+)", re.IGNORECASE)

Properties = Mapping[str, str]


class Look(NamedTuple):
    """How an element looks. ``hidden``: it and all in it; ``hides`` and ``shows`` are bits.

    ``shape`` is table, tr, td, block, inline or "" where the tag's own stays; ``ground`` white, dark or ""
    (none of its own).
    """

    hidden: bool = False
    hides: int = 0
    shows: int = 0
    shape: str = ""
    ground: str = ""
    raised: bool = False
    struck: bool = False
    kept: bool = False
    """Whether its white space shows as it stands."""
    flat: bool = False
    """Whether it has no height."""


PLAIN = Look()


class Sheet:
    """The rules of a page's own style sheets that change how something looks."""

    def __init__(self, css: str = "") -> None:
        self._rules: dict[str, dict[str, Properties]] = {}
        for selector, body in _rules(css):
            properties = _properties(body)
            match = _SIMPLE.fullmatch(selector)
            if properties and match:
                by_tag = self._rules.setdefault(match["name"], {})
                tag = (match["tag"] or "").lower()
                by_tag[tag] = {**by_tag.get(tag, {}), **properties}

    def look(self, tag: str, attributes: Mapping[str, str]) -> Look:
        """How an element looks by the rules and by its own style."""
        style = attributes.get("style", "")
        if not self._rules:
            return look_of(style) if style else PLAIN
        found: dict[str, str] = {}
        for selector in _selectors(attributes):
            for by_tag in ("", tag):
                found.update(self._rules.get(selector, {}).get(by_tag, {}))
        if not found:
            return look_of(style) if style else PLAIN
        return _look_of({**found, **_properties(style[:MOST_OF_STYLE])})


def _selectors(attributes: Mapping[str, str]) -> Iterator[str]:
    """The simple selectors that an element answers to, those that count for more behind."""
    for name in attributes.get("class", "")[:MOST_OF_STYLE].split():
        yield f".{name}"
    if identifier := attributes.get("id"):
        yield f"#{identifier}"


def look_of(style: str) -> Look:
    """How an element with this ``style`` looks."""
    if len(style) > MOST_OF_STYLE:
        return _look_of(_properties(style[:MOST_OF_STYLE]))
    return _look_of_style(style)


@lru_cache(maxsize=4096)
def _look_of_style(style: str) -> Look:
    return _look_of(_properties(style)) if _INTERESTING.search(style) else PLAIN


def _properties(style: str) -> dict[str, str]:
    """The declarations that matter, in small letters, without ``!important``."""
    found: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in _KEYS:
            found[name] = value.lower().replace("!important", "").replace(" ", "").strip()
    return found


def _look_of(properties: Properties) -> Look:
    if not properties:
        return PLAIN
    get = properties.get
    hides, shows = _bits(properties)
    align = get("vertical-align", "")
    decoration = get("text-decoration", "") + get("text-decoration-line", "")
    return Look(
        hidden=_is_hidden(properties),
        hides=hides,
        shows=shows,
        shape=_TABLES.get(get("display", ""), ""),
        ground=_ground(get("background-color") or get("background", "")),
        raised=align in {"super", "sub"},
        struck="line-through" in decoration,
        kept=get("white-space", "").startswith("pre") and get("white-space") != "pre-line",
        flat=bool(_NOTHING.fullmatch(get("height", "auto") or "auto")),
    )


def _is_hidden(properties: Properties) -> bool:
    """Whether nothing in the element can be seen, whatever stands in it."""
    get = properties.get
    if get("display") == "none" or get("mso-hide") == "all":
        return True
    if _is_nothing(get("opacity")) or "opacity=0)" in get("filter", ""):
        return True
    if get("visibility") == "collapse" or _FAR_OUT.fullmatch(get("text-indent", "")):
        return True
    if get("position") in {"absolute", "fixed"}:
        if any(_FAR_OUT.fullmatch(get(side, "")) for side in ("left", "top")):
            return True
        if re.fullmatch(r"rect\((?:[01](?:px)?,?)+\)", get("clip", "")):
            return True
    sides = ("height", "width", "max-height", "max-width")
    cut = get("overflow") == "hidden" and any(_is_nothing(get(side)) for side in sides)
    return cut or get("transform") in {"scale(0)", "scale(0,0)"}


def _is_nothing(value: str | None) -> bool:
    return bool(value) and bool(_NOTHING.fullmatch(value or ""))


def _bits(properties: Properties) -> tuple[int, int]:
    """What hides the text of an element, and what shows it again within a hidden one."""
    hides = shows = 0
    for name, bit, hidden in (
        ("font-size", TINY, _is_nothing),
        ("visibility", UNSEEN, lambda value: value == "hidden"),
        ("color", WHITE, lambda value: value in _WHITES),
    ):
        value = properties.get(name)
        if value and value != "inherit":
            if hidden(value):
                hides |= bit
            else:
                shows |= bit
    return hides, shows


def _ground(background: str) -> str:
    if background in _NONES:
        return ""
    return "white" if background in _WHITES else "dark"


def list_style(style: str) -> str:
    """The kind of numbers that a list's ``style`` asks for, or ""."""
    return _properties(style[:MOST_OF_STYLE]).get("list-style-type", "")


def ground_of(color: str) -> str:
    """The ground that a ``bgcolor`` gives: white, dark, or "" for none."""
    return _ground(color.strip().lower())


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The selectors of a style sheet with their declarations, those for screens only."""
    css = _without_comments(css[:MOST_OF_SHEETS])
    position = 0
    while (opening := css.find("{", position)) >= 0:
        prelude = css[position:opening].rpartition(";")[2].strip()
        if prelude.startswith("@"):
            # of what is shown the rules follow; its own end is passed over below
            shown = _MEDIA_SHOWN.match(prelude)
            position = opening + 1 if shown else _behind_block(css, opening)
            continue
        closing = css.find("}", opening)
        if closing < 0:
            return
        for selector in prelude.lstrip("} \t\r\n").split(","):
            yield selector.strip(), css[opening + 1 : closing]
        position = closing + 1


def _without_comments(css: str) -> str:
    first, *rest = css.split("/*")
    kept = [first, *(part.partition("*/")[2] for part in rest)]
    return "".join(kept).replace("<!--", "").replace("-->", "")


def _behind_block(css: str, opening: int) -> int:
    """The position behind the block that opens there, blocks within it counted."""
    depth = 0
    for match in _BRACE.finditer(css, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.end()
    return len(css)
