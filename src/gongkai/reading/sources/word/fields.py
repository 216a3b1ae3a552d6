"""Fields of a Word document: of what stands between their marks only the result is text."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.reading.sources.word.parts import VAL, Element, W, is_on, whole_number

_RECALCULATED = frozenset({"DATE", "TIME", "FILENAME"})
"""Fields whose result depends on when and where a file is opened."""

DEEPEST = 60
"""Fields within fields deeper than this are not told apart."""


@dataclass(slots=True)
class _Field:
    """A field that is open: where its text began, whether its result has been reached."""

    begin: int
    separated: bool = False
    draws: bool = False
    """Whether it prints what is no text."""
    recalculated: bool = False
    printed: str = ""
    """What it prints where it has no result."""


class Fields:
    """The open fields of one paragraph; ``parts`` is its text so far.

    A field that never ends within its paragraph takes nothing away.
    """

    def __init__(self, parts: list[str], *, converted: bool) -> None:
        self._parts = parts
        self._converted = converted
        self._open: list[_Field] = []
        self.pictured = False
        """Whether one of them prints what is no text."""
        self.recalculated = False
        """Whether the result of one was left out because a conversion has made it anew."""

    def mark(self, mark: Element) -> None:
        """A field begins, comes to its result, or ends."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin" and len(self._open) < DEEPEST:
            form = mark.find(f"{W}ffData")
            printed = "" if form is None else _form_value(form)
            self._open.append(_Field(len(self._parts), printed=printed))
        elif kind == "separate" and self._open:
            del self._parts[self._open[-1].begin :]
            self._open[-1].separated = True
        elif kind == "end" and self._open:
            self._end(self._open.pop())

    def instruction(self, instruction: Element) -> None:
        """What a field is told to do."""
        if not self._open or self._open[-1].separated:
            return
        written = instruction.text or ""
        if written.split()[:1] == ["EQ"]:
            self._open[-1].draws = True
        elif self.drops(written):
            self._open[-1].draws = self._open[-1].recalculated = True

    def drops(self, instruction: str) -> bool:
        """Whether the result of such a field is no text here."""
        words = instruction.replace("\\", " ").split()
        drops = self._converted and bool(words) and words[0].upper() in _RECALCULATED
        self.recalculated |= drops
        return drops

    def _end(self, ended: _Field) -> None:
        if ended.recalculated or not ended.separated:
            del self._parts[ended.begin :]
        parts = self._parts
        if not any(parts[index].strip() for index in range(ended.begin, len(parts))):
            parts.append(ended.printed)
            self.pictured |= ended.draws


def _form_value(form: Element) -> str:
    """What a form field prints that has no text of its own: a chosen entry, a ticked box."""
    choices = form.find(f"{W}ddList")
    if choices is not None:
        entries = [entry.get(VAL, "") for entry in choices.iterchildren(f"{W}listEntry")]
        result = choices.find(f"{W}result")
        result = choices.find(f"{W}default") if result is None else result
        index = 0 if result is None else whole_number(result.get(VAL), 0)
        return entries[index] if 0 <= index < len(entries) else ""
    box = form.find(f"{W}checkBox")
    if box is None:
        return ""
    checked = box.find(f"{W}checked")
    return "☑" if is_on(box.find(f"{W}default") if checked is None else checked) else "☐"
