"""Reading a template's placeholders paragraph by paragraph, before the library touches it.

Word splits a placeholder over runs as it likes; here the text of a paragraph is put together again. A
tag ends in the paragraph in which it begins, which is what people mean and what keeps the library's
patterns from running over the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from jinja2 import TemplateError
from lxml import etree
from rapidfuzz.process import extractOne

from gongkai.web.cases.letters.language import LetterEnvironment, NotOfTheLanguageError, names_in
from gongkai.web.cases.letters.package import FILLED, parsed

MOST_TAGS = 300
LONGEST_TAG = 200
_MOST_FAULTS = 20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPENS = re.compile(r"\{[{%#]")
_STRAY = re.compile(r"[%}#]\}")
_CLOSES = {"{{": "}}", "{%": "%}"}
_STATEMENT = re.compile(r"(?:p|tr)?\s*(if|elif|else|endif)\b(.*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"\s*\w")
_RAW = re.compile(r"(?:p|tr|tc|r)\s")
_NEAR = 60.0


@dataclass(slots=True)
class Scan:
    """What a template speaks of, and what is wrong with it."""

    names: set[str] = field(default_factory=set)
    """The placeholders used."""
    printed: set[str] = field(default_factory=set)
    """Those that are written out, not only asked for."""
    faults: list[str] = field(default_factory=list)
    tags: int = 0


def scan(parts: dict[str, bytes], known: Sequence[str], elsewhere: Sequence[str] = ()) -> Scan:
    """Everything the template asks for; faults in the order of the document.

    Args:
        parts: the parts of the file.
        known: the placeholders this kind of letter has.
        elsewhere: those that only other kinds have.
    """
    found = Scan()
    environment = LetterEnvironment()
    for name in sorted(parts):
        if FILLED.fullmatch(name):
            _scan_part(name, parsed(parts[name]), found, (environment, known, elsewhere))
    del found.faults[_MOST_FAULTS:]
    return found


def _scan_part(
    name: str,
    root: etree._Element,
    found: Scan,
    language: tuple[LetterEnvironment, Sequence[str], Sequence[str]],
) -> None:
    _refuse_hidden(root, found)
    open_conditions: list[str] = []
    before = ""
    for number, text in enumerate(_paragraphs(root), 1):
        place = _place(name, number, text)
        if (before.endswith("{") and text[:1] in {"{", "%", "#"}) or (
            before[-1:] in {"%", "}", "#"} and text[:1] == "}"
        ):
            found.faults.append(_("%(place)s：占位符跨了两个段落。") % {"place": place})
        before = text
        if "{" in text or "}" in text:
            for opening, inner in _tags(text, place, found):
                _scan_tag(opening, inner, place, found, language, open_conditions)
    found.faults += [
        _("%(place)s：if 没有对应的 endif。") % {"place": place} for place in open_conditions
    ]


def _scan_tag(  # noqa: PLR0913, PLR0917 - a tag, where it stands, and what it may speak of
    opening: str,
    inner: str,
    place: str,
    found: Scan,
    language: tuple[LetterEnvironment, Sequence[str], Sequence[str]],
    open_conditions: list[str],
) -> None:
    environment, known, elsewhere = language
    source = _source(opening, inner, place, found, open_conditions)
    if source is None:
        return
    try:
        names = set(names_in(environment.parse(source)))
    except NotOfTheLanguageError:
        found.faults.append(
            _("%(place)s：“%(tag)s”不能用。模板里只能写占位符和 if、elif、else、endif。")
            % {"place": place, "tag": inner.strip()}
        )
        return
    except (TemplateError, RecursionError):
        found.faults.append(
            _("%(place)s：“%(tag)s”写法有误。") % {"place": place, "tag": inner.strip()}
        )
        return
    found.names |= names
    if opening == "{{":
        found.printed |= names
    for name in sorted(names - set(known)):
        found.faults.append(_unknown(name, place, known, elsewhere))


def _source(
    opening: str, inner: str, place: str, found: Scan, open_conditions: list[str]
) -> str | None:
    """The tag as a template of its own; None where it says nothing more or is wrong."""
    if opening == "{{":
        if _RAW.match(inner) or not _PLACEHOLDER.match(inner):
            found.faults.append(
                _("%(place)s：占位符“%(tag)s”写法有误，应为 {{ 名称 }}。")
                % {"place": place, "tag": inner.strip()}
            )
            return None
        return "{{" + inner + "}}"
    statement = _STATEMENT.fullmatch(inner.strip())
    if statement is None:
        found.faults.append(
            _("%(place)s：“%(tag)s”不能用。模板里只能写占位符和 if、elif、else、endif。")
            % {"place": place, "tag": inner.strip()}
        )
        return None
    word, condition = statement.groups()
    if word == "if":
        open_conditions.append(place)
    elif not open_conditions:
        found.faults.append(_("%(place)s：%(word)s 前面没有 if。") % {"place": place, "word": word})
    elif word == "endif":
        open_conditions.pop()
    return "{% if " + condition + " %}{% endif %}" if word in {"if", "elif"} else None


def _tags(text: str, place: str, found: Scan) -> Iterator[tuple[str, str]]:
    """The tags of a paragraph: how each opens, and what stands in it."""
    at = 0
    while (opens := _OPENS.search(text, at)) is not None:
        if _STRAY.search(text, at, opens.start()):
            break
        found.tags += 1
        closing = _CLOSES.get(opens.group())
        end = text.find(closing, opens.end(), opens.end() + LONGEST_TAG) if closing else -1
        if end < 0 or found.tags > MOST_TAGS:
            found.faults.append(
                _("占位符太多：最多 %(most)d 个。") % {"most": MOST_TAGS}
                if found.tags > MOST_TAGS
                else _("%(place)s：“{{”或者“{%%”没有在同一段里结束，或者太长。") % {"place": place}
            )
            return
        yield opens.group(), text[opens.end() : end]
        at = end + 2
    if _STRAY.search(text, at):
        found.faults.append(_("%(place)s：“}}”或者“%%}”前面没有开头的括号。") % {"place": place})


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph, in the order of the document; other text stands for itself."""
    if not root.tag.startswith(_W):
        yield from (element.text for element in root.iter() if element.text)
        return
    holder: etree._Element | None = None
    pieces: list[str] = []
    for element in root.iter(f"{_W}p", f"{_W}t"):
        if element.tag == f"{_W}p":
            if holder is not None:
                yield "".join(pieces)
            holder, pieces = element, []
        else:
            pieces.append(element.text or "")
    if holder is not None:
        yield "".join(pieces)


def _refuse_hidden(root: etree._Element, found: Scan) -> None:
    """Placeholders where no reader of the document sees them: in attributes and field codes."""
    is_word = root.tag.startswith(_W)
    for element in root.iter():
        texts = [*map(str, element.attrib.values()), element.tail or ""]
        if is_word and element.tag != f"{_W}t":
            texts.append(element.text or "")
        if any(_OPENS.search(text) for text in texts):
            found.faults.append(_("占位符只能写在正文的文字里，不能写在域代码、属性或者批注里。"))
            return


def _place(part: str, number: int, text: str) -> str:
    shown = text.strip()[:24] + ("…" if len(text.strip()) > 24 else "")  # noqa: PLR2004 - a line's beginning
    if part.startswith("word/document"):
        return _("第 %(number)d 段（%(text)s）") % {"number": number, "text": shown}
    where = (
        _("页眉") if "header" in part else _("页脚") if "footer" in part else _("脚注或文档属性")
    )
    return _("%(where)s第 %(number)d 段（%(text)s）") % {
        "where": where,
        "number": number,
        "text": shown,
    }


def _unknown(name: str, place: str, known: Sequence[str], elsewhere: Sequence[str]) -> str:
    values = {"place": place, "name": name}
    if name in elsewhere:
        return _("%(place)s：这种文书没有占位符“%(name)s”。") % values
    near = extractOne(name, known, score_cutoff=_NEAR)
    if near is None:
        return _("%(place)s：没有占位符“%(name)s”。") % values
    return _("%(place)s：没有占位符“%(name)s”，是不是“%(near)s”？") % (values | {"near": near[0]})
