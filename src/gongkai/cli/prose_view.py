"""What became of each sentence, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.checking.compare import Edit, Kind, display
from gongkai.checking.compare.wording import word
from gongkai.cli.columns import Columns
from gongkai.cli.screen import Line
from gongkai.report.width import pad, printable, width, wrap

if TYPE_CHECKING:
    from gongkai.checking.compare import Item, Passage, Prose

_MARKS = {
    Edit.KEPT: ("", "", ""),
    Edit.REMOVED: ("[-", "-]", "error"),
    Edit.ADDED: ("{+", "+}", "ok"),
}
_STYLES = {Kind.SAME: "dim", Kind.CHANGED: "info", Kind.MOVED: "group"}
_STYLES |= {Kind.ADDED: "ok", Kind.REMOVED: "error"}
_BADGES = (*(f"prose.{kind}" for kind in Kind), "copy.badge", "copy.badge_left")


def prose_lines(prose: Prose, lang: str, columns: int, *, everything: bool) -> Iterator[Line]:
    """Figures for the whole and each passage, then the sentences that differ or were copied."""
    yield [(word("prose", lang), "heading")]
    if not prose.passages:
        yield [("  " + word("prose.no_text", lang), "dim")]
        return
    for line in wrap(display.sentence_counts(prose, lang), columns - 2):
        yield [("  " + line, "")]
    if not prose.is_complete:
        for line in wrap(word("prose.partial", lang), columns - 2):
            yield [("  " + line, "warning")]
    yield from _figures(prose, lang, columns)
    for passage in prose.passages:
        yield from _passage(passage, lang, columns, everything=everything)


def _figures(prose: Prose, lang: str, columns: int) -> Iterator[Line]:
    table = Columns([word("prose.similarity", lang), word("prose.copied", lang)], columns)
    shown = display.figures(prose, lang)
    table.fit([values for _, values in shown])
    yield from table.head()
    for name, values in shown:
        yield from table.row("  ", printable(name), values, "")
    for line in wrap(word("prose.rule", lang), columns - 2):
        yield [("  " + line, "dim")]


def _passage(passage: Passage, lang: str, columns: int, *, everything: bool) -> Iterator[Line]:
    shown = [item for item in passage.items if everything or display.is_worth_showing(item)]
    if not shown:
        return
    yield []
    for line in wrap(printable(display.passage_title(passage, lang)), columns - 2):
        yield [("  " + line, "group")]
    for item in shown:
        yield from _item(item, lang, columns)


def _item(item: Item, lang: str, columns: int) -> Iterator[Line]:
    broad = max(width(word(name, lang)) for name in _BADGES)
    style = _STYLES[item.kind]
    lead = f"  {pad(display.badge(item, lang), broad)}  "
    room = max(20, columns - width(lead))
    pieces = _pieces(item)
    left = display.is_left(item)
    for line in wrapped(pieces, room):
        yield [(lead, "warning" if left else style), *line]
        lead = " " * width(lead)
    said = word("list", lang).join(display.remarks(item, lang))
    for text in wrap(said, room) if said else ():
        yield [(lead, ""), (text, "warning" if left else "dim")]


def _pieces(item: Item) -> list[tuple[str, str]]:
    """The sentence in pieces of one style each; what was removed and added is marked."""
    if not item.is_changed:
        return [(printable(item.sentence.text), "dim" if item.kind is Kind.SAME else "")]
    found: list[tuple[str, str]] = []
    for piece in item.pieces():
        before, behind, style = _MARKS[piece.edit]
        found.append((before + printable(piece.text) + behind, style))
    return found


def wrapped(pieces: list[tuple[str, str]], columns: int) -> Iterator[Line]:
    """Pieces of text in lines of at most ``columns``, each character in its piece's style."""
    text = "".join(piece for piece, _ in pieces)
    styles = [style for piece, style in pieces for _ in piece]
    at = 0
    for line in wrap(text, columns):
        at = text.index(line, at)
        styled: Line = []
        for character, style in zip(line, styles[at : at + len(line)], strict=True):
            if styled and styled[-1][1] == style:
                styled[-1] = styled[-1][0] + character, style
            else:
                styled.append((character, style))
        yield styled
        at += len(line)
