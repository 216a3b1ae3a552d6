"""H: what file conversion and editing left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.view import Line, Spot, View, excerpt, place_within
from gongkai.checking.words import Words
from gongkai.report import Role

rule = family("residue")

_WORD = re.compile(
    r"\[bookmark:[^\]\n]{0,60}\]|_GoBack\b|_Toc\d{6,12}|_Hlk\d{1,12}"
    r"|HYPERLINK\s{1,4}[\"“\\]?[^\s\"”]{0,40}|PAGEREF\b|MERGEFORMAT(?:INET)?\b"
    r"|EMBED\s{1,4}[A-Z][\w.]{2,30}|TOC\s{1,2}\\o|错误[!！][ ]?(?:未定义书签|未找到引用源)"
    r"|Error! (?:Bookmark|Reference)"
)
_WORD_HINTS = (
    *("[bookmark", "_GoBack", "_Toc", "_Hlk", "HYPERLINK", "PAGEREF", "MERGEFORMAT"),
    *("EMBED", "TOC", "错误", "Error"),
)
_MARKUP = re.compile(
    r"&nbsp;?|&(?:lt|gt|amp|quot|apos|ldquo|rdquo|lsquo|rsquo|middot|mdash|hellip|emsp|ensp"
    r"|#\d{2,6}|#x[0-9A-Fa-f]{2,6});"
    r"|</?(?:br|p|div|span|td|tr|th|table|tbody|font|strong|em|a|img|style|script|o:p|u|b|li|ul"
    r"|h[1-6])(?:\s[^<>\n]{0,300})?/?>"
    r"|\bmso-[a-z\-]{3,30}:|\bMsoNormal\b"
)
_QUESTION = re.compile(r"(?<![A-Za-z/=&?吗呢么谁何哪办少几样])\?{1,40}(?![A-Za-z?])")
_BROKEN = re.compile(
    r"锟斤拷|锟斤|烫烫烫|屯屯屯|鈥[\u201c\u201d?™]|Ã[\x80-\xbf]|â€[\u0080-\u2122]|ï¿½"
    r"|[\ufffd\ue000-\uf8ff]{1,40}|[\x01-\x08\x0e-\x1f]{1,40}"
)
_RULER = re.compile(r"^[ \t]{0,40}+[\-–—=]{4}[\-–—= \t]{0,400}+$", re.MULTILINE)
_DOUBLED = re.compile(r"，[，。、；]|。[，、；]|、[、，。；]|；[；，、。]|(?<!。)。。(?!。)")
_FEWEST_QUESTIONS = 3
_ONE_BY_ONE = 5
_SHOWN = 30


def _grouped(spots: list[Spot], around: int = 0) -> Iterator[Hit]:
    if spots:
        first = spots[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=first.quote(around).strip(),
            params={"count": len(spots)},
        )


@rule("H1")
def word_residue(view: View) -> Iterator[Hit]:
    """Bookmarks and field codes, one finding for each kind."""
    kinds: dict[str, list[Spot]] = {}
    for spot in view.everything.find(_WORD, *_WORD_HINTS):
        kinds.setdefault(spot.text.strip()[:10], []).append(spot)
    for spots in kinds.values():
        yield from _grouped(spots)


@rule("H2")
def markup_left(view: View) -> Iterator[Hit]:
    """Tags, entities and style names of web pages; one finding for the file."""
    yield from _grouped(list(view.everything.find(_MARKUP, "&", "<", "mso-", "Mso")))


@rule("H3")
def question_marks_for_spaces(view: View) -> Iterator[Hit]:
    """Question marks left by spaces that failed to convert; one finding for the file."""
    spots = list(view.everything.find(_QUESTION, "?"))
    if len(spots) >= _FEWEST_QUESTIONS:
        yield from _grouped(spots, around=6)


@rule("H4")
def broken_characters(view: View) -> Iterator[Hit]:
    """Characters broken by a wrong character set; one finding for the file."""
    yield from _grouped(list(view.everything.find(_BROKEN)), around=6)


@rule("H5")
def ruler_left(view: View) -> Iterator[Hit]:
    """Lines of dashes left from turning tables into text; one finding for the file."""
    yield from _grouped(list(view.everything.find(_RULER, "----", "––", "——", "====")))


@rule("H6")
def title_marks_unpaired(view: View) -> Iterator[Hit]:
    """《 without 》 and the reverse; a title may run over into the next line."""
    roles = (Role.TITLE, Role.LEAD_IN, Role.HEADING, Role.TEXT)
    lines = [line for line in view.lines if line.role in roles]
    found = list(_unpaired(lines))
    for index, (line, at, mark) in enumerate(found[:_ONE_BY_ONE]):
        rest = len(found) - _ONE_BY_ONE
        more = rest > 0 and index == _ONE_BY_ONE - 1
        yield Hit(
            place=place_within(line, at, at + 1, view.evidence.text),
            section=line.section or None,
            quote=_around(line, at, mark),
            params={
                "lost": Words("前书名号“《”", "its opening 《")
                if mark == "》"
                else Words("后书名号“》”", "its closing 》"),
                "more": Words(f"（其后还有 {rest} 处）", f" (and {rest} more)")
                if more
                else Words("", ""),
            },
        )


def _unpaired(lines: list[Line]) -> Iterator[tuple[Line, int, str]]:
    """Every mark without a partner on its own line or, across a line break, on the next."""
    open_before: list[tuple[Line, int]] = []
    for line in lines:
        opened: list[tuple[Line, int]] = []
        for match in re.finditer("[《》]", line.text):
            if match[0] == "《":
                opened.append((line, match.start()))
            elif opened:
                opened.pop()
            elif open_before:
                open_before.pop()
            else:
                yield line, match.start(), "》"
        yield from ((each, at, "《") for each, at in open_before)
        open_before = opened
    yield from ((each, at, "《") for each, at in open_before)


def _around(line: Line, at: int, mark: str) -> str:
    if mark == "《":
        return excerpt(line.text[at : at + _SHOWN].strip())
    behind_last = line.text.rfind("》", 0, at) + 1
    return excerpt(line.text[max(behind_last, at + 1 - _SHOWN) : at + 1].strip())


@rule("H18")
def punctuation_doubled(view: View) -> Iterator[Hit]:
    """Marks doubled or run together in the prose; one finding for the file."""
    yield from _grouped(list(view.prose.find(_DOUBLED)), around=6)
