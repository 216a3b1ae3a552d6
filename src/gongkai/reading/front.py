"""Title, public body, report year, day of publication and signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongkai.reading.document import Document, Span
from gongkai.report.numerals import part_of

LONGEST_TITLE = 70
SHORTEST_BODY, LONGEST_BODY = 2, 40
LONGEST_FURNITURE = 200
SURE_TITLE = 2.0
"""The score of a title that names subject, report and year."""
OPENING_WORDS = 0.25
"""How much a title counts that is part of the opening sentence (现将……报告如下)."""
MOST_OF_HEAD = 400
"""A title within a paragraph is looked for in so many of its first characters."""

_YEAR = r"(?:19|20)\d{2}|[二]\s*[〇零○][〇零○一二三四五六七八九]{2}"
YEAR = re.compile(rf"(?P<year>{_YEAR})\s*年")
DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*(?:年|[-/.])\s*(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*(?:月|[-/.])\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_SUBJECT = re.compile(r"(?:政府信息|政务|信息)公开")
_REPORT = re.compile(r"(?:报\s*告|年\s*报)\s*$")
_TITLE_END = re.compile(r"政府信息公开[^\s。;>|]{0,8}?(?:年度报告|工作报告|年报|报告)")
_TITLE_BREAK = re.compile(r"[\s。;>|](?![度\s]*政府信息公开)")
_CRUMB = re.compile(r"[>»›]|当前位置|首页|^\s*(?:索引号|标题|名\s*称|发布|来源)\s*[:：]?")
_BODY_END = re.compile(
    r"(?:政府|办公室|办公厅|委员会|办事处|街道|管委会|局|委|厅|院|署|处|镇|乡|县|市|区|旗|盟|省|州|中心|所|站|馆"
    r"|总队|支队|大队|公司|集团|学校|大学|学院|医院|协会|银行|海关|社|会)$"
)
_OPENING = re.compile(r"现[将就]")
_NOT_BODY = re.compile(r"^(?:关于|公布|印发|发布|现将|现就)+|(?:关于|的)+$")
_PUBLISHED = re.compile(
    r"(?:发布|公开|发文|成文|生成|信息)?(?:日期|时间)\s*[:：]?\s*(?=(?:19|20)\d{2})"
)
_PERIOD = re.compile(
    rf"(?:自|从)?\s*(?P<year>{_YEAR})\s*年\s*1\s*月\s*1\s*日\s*(?:起)?\s*(?:至|到|-|—|~)"
)
_FURNITURE = re.compile(  # every branch begins with a letter of its own: that keeps it quick
    r"版权所有|主办单位|主办[:：]|承办单位|承办[:：]|技术支持|网站标识码|公网安备|ICP\s*备|备案序?号|Copyright|©|"
    r"网站地图|关于我们|联系我们|隐私(?:声明|保护)|打印本页|打印\s*关闭|关闭窗口|【打印|【关闭|分享到|扫一扫|"
    r"上一篇|下一篇|上一条|下一条|相关链接|友情链接|微信公众号|政务微博|政务微信|责任编辑|浏览次数|返回顶部|邮编[:：]"
)


class Title(NamedTuple):
    """The title as printed in one line, and where it stands."""

    text: str
    span: Span


def year_of(text: str) -> int | None:
    """The first year a folded text names (2019年, 二〇一九年), or None."""
    match = YEAR.search(text)
    return number_of_year(match["year"]) if match else None


def number_of_year(printed: str) -> int:
    """A year printed in digits or in Chinese numerals, as a number."""
    return part_of(re.sub(r"\s", "", printed))


def date_of(match: re.Match[str]) -> date | None:
    """The day that a match of ``DATE`` names, or None where the calendar has no such day."""
    try:
        return date(number_of_year(match["year"]), part_of(match["month"]), part_of(match["day"]))
    except ValueError:
        return None


def title_of(document: Document, head: Sequence[Span]) -> Title | None:
    """The report's title among the paragraphs before its first heading."""
    best: tuple[float, int, Title] | None = None
    for index in range(len(head)):
        for candidate in _titles_at(document, head, index):
            score = _title_score(candidate.text)
            if score > 0 and (best is None or score > best[0]):
                best = (score, index, candidate)
    return best[2] if best else None


def title_in(document: Document, span: Span) -> str | None:
    """The title of a year's report that a stretch is, on one line; None for anything else."""
    text = _clean(document, span)
    return text if _title_score(text) >= SURE_TITLE else None


def is_title(text: str) -> bool:
    """Whether a folded line is the title of an annual report, with or without its year."""
    return _title_score(text) > 0


def _titles_at(document: Document, head: Sequence[Span], index: int) -> list[Title]:
    """What may be a title from this paragraph on: itself, with the one before, with the next."""
    span = head[index]
    line = document.folded[span.start : span.end]
    found = []
    ending = _TITLE_END.search(line, 0, MOST_OF_HEAD)
    if ending and ending.end() < len(line.rstrip()):
        before = line[: ending.start()]
        breaks = [match.end() for match in _TITLE_BREAK.finditer(before.rstrip())]
        at = Span(span.start + (breaks[-1] if breaks else 0), span.start + ending.end())
        if at.end - at.start <= LONGEST_TITLE:
            found.append(Title(_clean(document, at), at))
    if len(line) > LONGEST_TITLE:
        return found
    for first, last in ((index, index), (index - 1, index), (index, index + 1)):
        if first < 0 or last >= len(head):
            continue
        whole = Span(head[first].start, head[last].end)
        if whole.end - whole.start > LONGEST_TITLE + 20:
            continue
        opening = document.folded[head[first].start : head[first].end]
        if first < last and (is_furniture(opening) or not _opens_title(opening)):
            continue
        found.append(Title(_clean(document, whole), whole))
    return found


def _opens_title(line: str) -> bool:
    """Whether a title may begin with this line and go on in the next."""
    return _is_body(line) or bool(_SUBJECT.search(line) or YEAR.search(line))


def _clean(document: Document, span: Span) -> str:
    return re.sub(r"\s*[\r\n]\s*", "", document.text[span.start : span.end]).strip(
        " \t\u3000\u00a0#*?"
    )


def _title_score(text: str) -> float:
    if len(text) > LONGEST_TITLE or not _SUBJECT.search(text) or not _REPORT.search(text):
        return 0.0
    if _CRUMB.search(text) or "。" in text or "，" in text or "《" in text[:1]:
        return 0.0
    score = 1.0 + bool(YEAR.search(text)) + 0.4 * ("年度报告" in text)
    score += 0.5 * bool(body_in_title(text))
    return score * OPENING_WORDS if _OPENING.match(text) else score


def body_in_title(title: str) -> str | None:
    """The public body that a title names, or None."""
    match = re.search(rf"(?:{_YEAR})\s*年?|政府信息公开|政务公开|信息公开", title)
    name = title[: match.start()] if match else ""
    name = _NOT_BODY.sub("", re.sub(r"\s+", "", name)).strip('“”"《》（(：:、-—_')
    if name:
        return name if len(name) >= SHORTEST_BODY else None
    behind = re.search(
        rf"(?:{_YEAR})\s*年度?\s*(?P<body>.+?)(?:政府信息公开|政务公开|信息公开)", title
    )
    if behind:
        name = _NOT_BODY.sub("", behind["body"].strip())
        return name if _is_body(name) else None
    return None


def _is_body(text: str) -> bool:
    text = text.strip(" \t\u3000#*?")
    return (
        SHORTEST_BODY < len(text) <= LONGEST_BODY
        and bool(_BODY_END.search(text))
        and not re.search(r"[。，,;；:：>【\[|]", text)
    )


def is_body_name(text: str) -> bool:
    """Whether a folded line is nothing but the name of a public body."""
    return _is_body(text)


def published_on(document: Document, spans: Sequence[Span]) -> date | None:
    """The day of publication that the page's furniture states, or None."""
    for span in spans:
        line = document.folded[span.start : min(span.end, span.start + 400)]
        if match := stated_day(line):
            return date_of(match)
    return None


def stated_day(line: str) -> re.Match[str] | None:
    """Where a folded line states its day of publication, as a match of ``DATE``; or None."""
    stated = _PUBLISHED.search(line) if "日期" in line or "时间" in line else None
    return DATE.match(line, stated.end()) if stated else None


def period_year(text: str) -> tuple[int, int] | None:
    """The year of the statistics period (自2019年1月1日起至…) and its offset in the text."""
    match = _PERIOD.search(text)
    return (number_of_year(match["year"]), match.start()) if match else None


def is_furniture(line: str) -> bool:
    """Whether a folded line belongs to the web page around the report."""
    if len(line) > LONGEST_FURNITURE:
        return False
    found = {match.group()[:2] for match in _FURNITURE.finditer(line)}
    # a lead-in says where to turn to, post code included; a page's foot has it in no sentence
    return bool(found) and not (found == {"邮编"} and "。" in line)
