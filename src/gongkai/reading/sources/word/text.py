"""The text of a Word paragraph as it is printed when all tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from gongkai.reading.sources.word.fields import Fields
from gongkai.reading.sources.word.parts import Element, W, is_on
from gongkai.reading.sources.word.styles import Marks, Styles, marks_of

UNREADABLE = "\ufffc"
"""Stands for a picture, an object or a formula: something is printed there that is no text."""
PRIVATE = 0xF000
"""Signs of a font of pictures are moved to this private range."""

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATES = f"{_COMPATIBILITY}AlternateContent"
_TEXT_BOX = f"{W}txbxContent"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _PROPERTIES = f"{W}r", f"{W}t", f"{W}rPr"
REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
ADDED = frozenset({f"{W}ins", f"{W}moveTo"})
CONTROL = f"{W}sdt"
CONTAINERS = ADDED | {
    f"{W}{local}"
    for local in ("hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo")
}
"""Elements that stand around text without a meaning of their own."""
_SIMPLE_FIELD = f"{W}fldSimple"
_LINEAR_MATH = frozenset(
    {
        f"{_MATH}{local}"
        for local in ("oMath", "oMathPara", "oMathParaPr", "jc", "r", "t", "rPr", "sty", "nor")
    }
)
_GRAPHICS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_RAISED = {
    "superscript": str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"),
    "subscript": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_BREAKS_IN_XML = str.maketrans("\r\n\t", "   ")
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_COMMENT = f"{W}commentReference"


@dataclass(slots=True)
class Text:
    """What one paragraph holds."""

    parts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """The contents of text boxes that hang on it."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of the footnotes, endnotes and comments it refers to."""
    pictured: bool = False
    """Whether something is printed in it that is no text."""
    changes: int = 0
    """How many tracked changes were accepted."""
    struck: list[str] = field(default_factory=list)
    """What is struck out by hand; it is not in the text."""
    recalculated: bool = False
    """Whether a field was left out whose result the conversion has made anew."""

    @property
    def beside(self) -> bool:
        """Whether there is anything in it but text."""
        return bool(
            self.hidden
            or self.pictured
            or self.changes
            or self.struck
            or self.notes
            or self.recalculated
        )

    @property
    def printed(self) -> str:
        """The text."""
        return "".join(self.parts)


class TextReader:
    """Reads paragraphs.

    ``plain`` where neither document nor styles mark any text specially, ``converted`` where a
    conversion has just made the results of all fields anew: those of the clock are then no text.
    """

    def __init__(self, styles: Styles, *, plain: bool, converted: bool = False) -> None:
        self._styles = styles
        self._plain = plain
        self._converted = converted
        self._text = Text()
        self._fields = Fields(self._text.parts, converted=converted)
        self._marks: Marks = {}
        self._blank = 0
        self._other: dict[str, Callable[[Element], None]] = {
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field_mark,
            f"{W}instrText": self._instruction,
            f"{W}ruby": self._ruby,
            ALTERNATES: self._alternates,
            _COMMENT: self._note,
            **dict.fromkeys(_GRAPHICS, self._graphic),
            **dict.fromkeys(_NOTES, self._note),
        }

    def read(self, paragraph: Element, marks: Marks) -> Text:
        """The text of a paragraph whose style says ``marks``."""
        self._text, self._marks, self._blank = Text(), marks, 0
        self._fields = Fields(self._text.parts, converted=self._converted)
        self._inline(paragraph)
        self._text.pictured |= self._fields.pictured
        self._text.recalculated = self._fields.recalculated
        return self._text

    def _inline(self, container: Element) -> None:
        """The runs in a container, whatever stands around them."""
        for child in container:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == _SIMPLE_FIELD and self._fields.drops(child.get(f"{W}instr", "")):
                self._text.pictured = True
            elif tag in CONTAINERS:
                self._text.changes += tag in ADDED
                self._inline(child)
            elif tag in REMOVED:
                self._text.changes += 1
            elif tag == CONTROL:
                self._control(child)
            elif tag == ALTERNATES:
                self._inline(chosen(child))
            elif tag.startswith(_MATH):
                self._formula(child)

    def _run(self, run: Element) -> None:
        add = self._adder(None) if self._marks else self._text.parts.append
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                add(_written(child))
            elif tag == _PROPERTIES:
                add = add if self._plain else self._adder(child)
            elif tag in _SIGNS:
                add(_SIGNS[tag])
            elif tag in self._other:
                self._other[tag](child)

    def _adder(self, properties: Element | None) -> Callable[[str], None]:
        """Where the text of a run goes, by what its properties say."""
        marks, own = dict(self._marks), marks_of(properties)
        style = own.pop("style", None)
        if style is not None:
            marks.update(self._styles.character(str(style)))
        marks.update(own)
        return self._marked_adder(marks) if marks else self._text.parts.append

    def _marked_adder(self, marks: Marks) -> Callable[[str], None]:
        if marks.get("hidden"):
            return self._text.hidden.append
        if marks.get("struck"):
            return self._text.struck.append
        if marks.get("pictures"):
            return self._add_signs
        table = _RAISED.get(str(marks.get("raised")))
        if table and self._has_begun():
            return partial(self._add_raised, table)
        return self._text.parts.append

    def _has_begun(self) -> bool:
        """Whether the paragraph has any text yet; what was found blank is not looked at again."""
        parts = self._text.parts
        while self._blank < len(parts) and not parts[self._blank].strip():
            self._blank += 1
        return self._blank < len(parts)

    def _add_signs(self, text: str) -> None:
        """Digits of a font of pictures are no digits."""
        self._text.parts += [c if c.isspace() else chr(PRIVATE + ord(c) % 0x1000) for c in text]

    def _add_raised(self, table: dict[int, int], text: str) -> None:
        """A raised digit behind other text is a mark of a note or a power, no digit of it."""
        self._text.parts.append(text.translate(table))

    def _symbol(self, symbol: Element) -> None:
        code = symbol.get(f"{W}char", "")
        try:
            self._text.parts.append(chr(int(code, 16)))
        except (ValueError, OverflowError):
            self._text.pictured = True

    def _field_mark(self, mark: Element) -> None:
        self._fields.mark(mark)

    def _instruction(self, instruction: Element) -> None:
        self._fields.instruction(instruction)

    def _ruby(self, ruby: Element) -> None:
        for base in ruby.iterchildren(f"{W}rubyBase"):
            self._inline(base)

    def _alternates(self, alternates: Element) -> None:
        self._run(chosen(alternates))

    def _control(self, control: Element) -> None:
        """A content control; words that only ask for content are not content."""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        if not shows_placeholder(control, content):
            self._inline(content)
        else:
            self._text.hidden.append("".join(t.text or "" for t in content.iter(_TEXT)))

    def _formula(self, formula: Element) -> None:
        """A formula that is one plain line is its text; any other cannot be read."""
        if all(e.tag in _LINEAR_MATH or e.tag.startswith(W) for e in formula.iter()):
            self._text.parts += [text.text or "" for text in formula.iter(f"{_MATH}t")]
        else:
            self._text.parts.append(UNREADABLE)

    def _graphic(self, graphic: Element) -> None:
        boxes = list(_boxes(graphic))
        self._text.boxes += boxes
        self._text.pictured |= not boxes

    def _note(self, reference: Element) -> None:
        kind = _NOTES.get(reference.tag, "comments")
        self._text.notes.append((kind, reference.get(f"{W}id", "")))


def chosen(alternates: Element) -> Element:
    """The one alternative that is read: the first with anything of Word's own, else the last."""
    for child in alternates:
        if next(child.iter(f"{W}*"), None) is not None:
            return child
    return alternates[-1] if len(alternates) else alternates


def shows_placeholder(control: Element, content: Element) -> bool:
    """Whether a content control only shows what should be written into it."""
    if not is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
        return False
    return not any(c.isdigit() for text in content.iter(_TEXT) for c in text.text or "")


def _written(text: Element) -> str:
    written = text.text or ""
    if text.get(_XML_SPACE) != "preserve":
        written = written.strip(" \t\r\n")
    if "\n" in written or "\t" in written or "\r" in written:
        written = written.translate(_BREAKS_IN_XML)
    return written


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each once."""
    for child in element:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag == ALTERNATES:
            yield from _boxes(chosen(child))
        else:
            yield from _boxes(child)
