"""From a template and the values to the letter."""

from __future__ import annotations

import io
import re
import zipfile

from django.utils.translation import gettext as _
from jinja2 import TemplateError
from lxml import etree

from gongkai.web.cases.letters.disclosure import refuse_disclosure
from gongkai.web.cases.letters.errors import LetterError, TemplateFaultsError
from gongkai.web.cases.letters.facts import (
    Subject,
    example_values,
    facts,
    facts_of,
    remedy_of,
    values_of,
)
from gongkai.web.cases.letters.kinds import Kind
from gongkai.web.cases.letters.language import LetterEnvironment, context_of
from gongkai.web.cases.letters.package import checked_parts, parsed
from gongkai.web.cases.letters.scan import Scan, scan
from gongkai.web.cases.letters.tidying import tidied

REMEDY = "救济途径"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_SPACE = re.compile(r"\s+")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def make(template: bytes, subject: Subject) -> bytes:
    """The letter as DOCX. Raises LetterError with the reason where it cannot be made."""
    values = values_of(subject)
    found = checked_scan(template, subject.kind)
    del found
    made = filled(template, subject.kind, values)
    refuse_disclosure(made, subject)
    needed = remedy_of(subject)
    if needed and _squeezed(needed) not in _squeezed(text_of(made)):
        raise LetterError(
            _(
                "模板里没有写救济途径，而这份文书必须告知。请在模板里加上“{{ 救济途径 }}”，或者恢复默认模板。"
            )
        )
    return made


def checked_scan(template: bytes, kind: Kind) -> Scan:
    """What the template speaks of. Raises TemplateFaultsError with all that is wrong with it."""
    parts = checked_parts(template)
    names = [fact.name for fact in facts_of(kind)]
    elsewhere = [fact.name for fact in facts() if fact.name not in names]
    found = scan(parts, names, elsewhere)
    if found.faults:
        raise TemplateFaultsError(found.faults)
    return found


def check_template(template: bytes, kind: Kind) -> None:
    """Whether letters can be made from an uploaded file. Raises TemplateFaultsError."""
    found = checked_scan(template, kind)
    if kind.may_need_remedy and REMEDY not in found.printed:
        raise TemplateFaultsError([_("这种文书必须告知救济途径，模板里却没有“{{ 救济途径 }}”。")])
    values = example_values(kind)
    made = filled(template, kind, values)
    if kind.may_need_remedy and _squeezed(values[REMEDY]) not in _squeezed(text_of(made)):
        raise TemplateFaultsError([_("按这个模板做出的文书里没有救济途径。请检查它外面的条件。")])


def filled(template: bytes, kind: Kind, values: dict[str, str]) -> bytes:
    """The template with the values in their places; the same values give the same bytes."""
    from docxtpl import DocxTemplate

    known = [fact.name for fact in facts_of(kind)]
    plain = tidied(checked_parts(template))
    try:
        document = DocxTemplate(io.BytesIO(plain))
        document.render(context_of(values, known), LetterEnvironment(), autoescape=True)
        stream = io.BytesIO()
        document.save(stream)
    except LetterError:
        raise
    except (
        TemplateError,
        etree.LxmlError,
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        IndexError,
    ) as fault:
        # The library fails in its own ways on files that no word processor wrote.
        raise TemplateFaultsError(
            [_("按这个模板做不出文书：文件结构有问题。请在 Word 或 WPS 里另存后再试。")]
        ) from fault
    return _without_time(stream.getvalue())


def text_of(letter: bytes) -> str:
    """All words of the body of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        root = parsed(archive.read("word/document.xml"))
    return "".join(element.text or "" for element in root.iter(_TEXT))


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def _without_time(data: bytes) -> bytes:
    """The same archive, its entries dated when ZIP's time begins."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _EARLIEST)
            target.writestr(info, source.read(entry), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
