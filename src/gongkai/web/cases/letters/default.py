"""The default templates: official letters in the look of GB/T 9704-2012, made by our own code.

A red head with the body's name over a red line, the document number, the title, the salutation, the
text, the signature and the date, each in the style that the reports of ``gongkai.writing`` have too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gongkai.web.cases.letters.kinds import Kind
from gongkai.writing.word.markup import paragraph, run
from gongkai.writing.word.package import packed
from gongkai.writing.word.page import LINE, SECTION
from gongkai.writing.word.words import KEEP

_RED = "C00000"
_CHARACTER = 320
"""A character of the body's type, in twips."""
_HEAD = (
    '<w:rFonts w:ascii="方正小标宋简体" w:eastAsia="方正小标宋简体" w:hAnsi="方正小标宋简体"'
    f' w:cs="方正小标宋简体"/><w:color w:val="{_RED}"/><w:spacing w:val="20"/><w:sz w:val="60"/>'
)
_SMALL = '<w:sz w:val="24"/>'
_MARK = '<w:rFonts w:ascii="黑体" w:eastAsia="黑体" w:hAnsi="黑体" w:cs="黑体"/>'
_FREE = '<w:snapToGrid w:val="0"/>'
"""The paragraph is as high as it says, not a whole number of lines of the page."""
_TITLE_SPACE = f'<w:spacing w:before="{LINE // 2}" w:after="{LINE // 2}"/>'
_REMEDY = "{{ 救济途径 }}"


@cache
def default_template(kind: Kind) -> bytes:
    """The DOCX that letters of the kind are made from where an office has none of its own."""
    return packed("".join(_blocks(kind)) + SECTION, kind.title)


def _blocks(kind: Kind) -> Iterator[str]:
    yield from _head()
    yield paragraph("Title", run(kind.title), _TITLE_SPACE)
    yield paragraph("Normal", run("{{ 收件人 }}："))
    *texts, last = [text for text in kind.paragraphs if text != _REMEDY]
    for text in texts:
        yield paragraph("NormalIndent", run(text))
    # A page with nothing but the signature on it looks like one that was exchanged.
    tells_remedy = _REMEDY in kind.paragraphs
    yield paragraph("NormalIndent", run(last), "" if tells_remedy else KEEP)
    if tells_remedy:
        yield paragraph("NormalIndent", run("{%p if 救济途径 %}"))
        yield paragraph("NormalIndent", run(_REMEDY), KEEP)
        yield paragraph("NormalIndent", run("{%p endif %}"))
    yield from _foot()
    if kind.enclosure:
        yield from _enclosure(kind.enclosure)


def _head() -> Iterator[str]:
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="{_RED}"/></w:pBdr>'
    yield paragraph(
        "Normal",
        run("{{ 机关全称 }}", _HEAD),
        f'{line}{_FREE}<w:spacing w:before="0" w:after="{LINE // 4}" w:line="780" w:lineRule="atLeast"/>'
        '<w:jc w:val="center"/>',
    )
    yield paragraph("Normal", run("{{ 文号 }}"), '<w:jc w:val="right"/>')


def _foot() -> Iterator[str]:
    """Signature and date, one centred over the other, where the seal goes; then whom to ask."""
    block = f'<w:ind w:left="{11 * _CHARACTER}" w:right="{_CHARACTER}"/><w:jc w:val="center"/>'
    yield paragraph(
        "Normal", run("{{ 机关全称 }}"), f'{KEEP}{_FREE}<w:spacing w:before="{LINE}"/>{block}'
    )
    yield paragraph(
        "Normal", run("{{ 发文日期 }}"), f'{KEEP}{_FREE}<w:spacing w:after="{LINE // 4}"/>{block}'
    )
    contact = (
        "（联系单位：{{ 机关全称 }}{% if 公开工作机构 %}{{ 公开工作机构 }}{% endif %}"
        "{% if 联系电话 %}；电话：{{ 联系电话 }}{% endif %}"
        "{% if 机关地址 %}；地址：{{ 机关地址 }}{% endif %}）"
    )
    close = f'<w:keepLines/>{_FREE}<w:spacing w:line="340" w:lineRule="exact"/>'
    yield paragraph("NormalIndent", run(contact, _SMALL), close)


def _enclosure(lines: tuple[str, ...]) -> Iterator[str]:
    """A page of its own for the other side to fill in."""
    mark, title, addressee, *rest = lines
    yield paragraph("Normal", run(mark, _MARK), "<w:pageBreakBefore/>")
    yield paragraph("Title", run(title), _TITLE_SPACE)
    yield paragraph("Normal", run(addressee))
    for text in rest:
        yield paragraph("NormalIndent", run(text))
    block = f'<w:ind w:left="{13 * _CHARACTER}"/><w:jc w:val="left"/>'
    yield paragraph("Normal", run("（签名或者盖章）"), f'<w:spacing w:before="{2 * LINE}"/>{block}')
    yield paragraph(
        "Normal", run("年　　月　　日"), f'<w:ind w:left="{15 * _CHARACTER}"/><w:jc w:val="left"/>'
    )
