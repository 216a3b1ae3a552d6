"""F, continued: title, headings and the numbering of sub-headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.rules.structure import has_a_form
from gongkai.checking.tables import NUMERALS, SECTION_OF, TABLE_OF
from gongkai.checking.text import bare
from gongkai.checking.view import Line, View, excerpt
from gongkai.checking.words import Words
from gongkai.formats import Part, SectionSpec, get_format
from gongkai.report import Role, Section
from gongkai.report.numerals import whole_number_of

rule = family("headings")

_ARABIC = re.compile(r"\s{0,20}(\d{1,2})[\s.、．，,]")
_BRACKETED = re.compile(r"\s{0,20}[（(]([一二三四五六七八九十]{1,2}|\d{1,2})[)）]")
_CHINESE = re.compile(r"\s{0,20}第?([一二三四五六七八九十]{1,2})(?:部分|章)?[\s、.．，,:：]{0,4}")
_SUB = re.compile(r"[\s\u3000]{0,20}[（(]([一二三四五六七八九十]{1,3})[)）]")
_SHORT = 25
_INTRODUCES = ("：", ":")

# the wording of the Regulation itself (Art. 50 (1) item (3)), used by whole provinces
_ACCEPTED = {4: ("因政府信息公开工作被申请行政复议、提起行政诉讼情况",)}


def _sections(view: View) -> Iterator[tuple[Section, SectionSpec]]:
    specs = {s.number: s for s in get_format(view.report.formats[Part.REQUESTS]).sections}
    for section in view.report.sections:
        if section.number in specs and section.heading.strip() and has_a_form(view):
            yield section, specs[section.number]


@rule("F12")
def heading_numbering(view: View) -> Iterator[Hit]:
    """Headings numbered in another style than 一、, with another number or with none."""
    for section, spec in _sections(view):
        fault = _fault(section.heading, spec.number)
        if fault is not None:
            yield Hit(
                place=section.place,
                section=section.number,
                quote=excerpt(section.heading.strip()),
                expected=f"{NUMERALS[spec.number]}、{spec.heading}",
                found=excerpt(section.heading.strip()),
                params={"fault": fault},
            )


def _fault(heading: str, number: int) -> Words | None:
    if _BRACKETED.match(heading):
        return Words("用了括号", "puts its number in brackets")
    if _ARABIC.match(heading):
        return Words("用了阿拉伯数字", "has an Arabic number")
    match = _CHINESE.match(heading)
    if match is None:
        return Words("丢失", "has lost its number")
    if whole_number_of(match[1]) != number:
        return Words(f"写成了“{match[1]}”", f"is numbered {match[1]}")
    return None


@rule("F13")
def heading_wording(view: View) -> Iterator[Hit]:
    """Headings whose words differ from the form's."""
    for section, spec in _sections(view):
        words = section.heading
        for pattern in (_BRACKETED, _ARABIC, _CHINESE):
            match = pattern.match(words)
            if match:
                words = words[match.end() :]
                break
        wanted = {bare(each) for each in (spec.heading, *_ACCEPTED.get(spec.number, ()))}
        # text may follow the heading on its line: “六、其他需要报告的事项：无”
        if not any(bare(words).startswith(each) for each in wanted):
            yield Hit(
                place=section.place,
                section=section.number,
                quote=excerpt(section.heading.strip()),
                expected=spec.heading,
                found=excerpt(words.strip()),
                params={"number": NUMERALS[spec.number]},
            )


@rule("F14")
def heading_lost(view: View) -> Iterator[Hit]:
    """Tables that stand in the body without the heading of their section."""
    present = {section.number for section in view.report.sections}
    for part, number in SECTION_OF.items():
        in_body = part not in view.evidence.tables_in_annex
        if number not in present and in_body and part not in view.missing_parts:
            spec = get_format(view.report.formats[part]).sections[number - 1]
            yield Hit(
                place=view.place_of(cell.id for cell in view.specs.values() if cell.part is part),
                section=number,
                expected=f"{NUMERALS[number]}、{spec.heading}",
                params={"table": TABLE_OF[part]},
            )


@rule("F15")
def title_not_annual_report(view: View) -> Iterator[Hit]:
    """A title without 年度报告."""
    # 条例第四十九条、第五十条：政府信息公开工作年度报告
    title = "".join((view.report.title or "").split())
    if title and "年度报告" not in title and "年报" not in title:
        lines = [line for line in view.lines if line.role is Role.TITLE]
        told = next((line for line in lines if "报告" in line.text), None)
        line = told or next(iter(lines), None)
        yield Hit(
            place=line.place if line else None,
            quote=excerpt(title),
            expected="政府信息公开工作年度报告",
            found=excerpt(title),
        )


@rule("F16")
def sub_numbering(view: View) -> Iterator[Hit]:
    """（一）（二）… that start again or skip within one section of prose."""
    by_section: dict[int, list[Line]] = {}
    for line in view.stream(Role.TEXT).lines:
        by_section.setdefault(line.section, []).append(line)
    for number in sorted(by_section.keys() - set(SECTION_OF.values())):
        yield from _sub_numbering(by_section[number], number)


def _sub_numbering(lines: list[Line], section: int) -> Iterator[Hit]:
    last = 0
    before: Line | None = None
    for line in lines:
        match = _SUB.match(line.text)
        if match:
            number = whole_number_of(match[1]) or 0
            restarted = number == 1 and before is not None and _opens_a_part(before)
            if last and number != last + 1 and not restarted and not _inline(lines, last, number):
                yield Hit(
                    place=line.place,
                    section=section,
                    quote=excerpt(line.text.strip()[:30]),
                    expected=f"（{_chinese(last + 1)}）",
                    found=f"（{match[1]}）",
                )
            last = number
        before = line


def _opens_a_part(line: Line) -> bool:
    """Whether a line may begin a new count: a short line without number, or one ending in “：”."""
    text = line.text.strip()
    if text.endswith(_INTRODUCES):
        return True
    return len(text) <= _SHORT and not _SUB.match(text) and not text.endswith(("。", "；"))


def _inline(lines: list[Line], last: int, number: int) -> bool:
    """Whether every number left out stands in the middle of a paragraph."""
    skipped = [f"（{_chinese(n)}）" for n in range(last + 1, number)]
    text = "".join(line.text for line in lines).replace("(", "（").replace(")", "）")
    return bool(skipped) and all(each in text for each in skipped)


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones or not tens else "")
