"""What surrounds a report on its page: menus, crumbs, share bars, related links, footers.

Told by the element itself and by the names that content systems give their boxes; but a box that
holds what a report has (its title, a heading, a table of numbers, prose, the day of publication)
is none, whatever its name. In doubt text stays in the report.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache

from gongkai.reading.document import fold
from gongkai.reading.front import is_furniture, is_title, stated_day
from gongkai.reading.outline import LIKELY, LONGEST_HEADING, heading_number
from gongkai.reading.sources.blocks import Line, Table

MOST_PROSE = 160
"""A box with more characters than this outside of links is not furniture."""
LEAST_LINKS = 3
"""So many links one after the other, without other text, are a menu."""

_ELEMENTS = frozenset({"nav", "footer", "aside", "menu", "dialog", "select", "button"})
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar"}
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:"
    r"(?:top|main|sub|left|side|global|site)?_?(?:nav|navi|navbar|navigation|menu|menus)(?:bar)?|"
    r"breadcrumbs?|crumbs?|curmbs?|mianbao(?:xie)?|mbx|dqwz|"
    r"head-?top|top-?bar|toolbar|searchbox|"
    r"footer|copyright|copyr|banquan|friend-?links?|yqlj|"
    r"share|bdshare\w*|bshare\w*|social-?share|fenxiang|qr-?code|ewm|erweima|wechat|"
    r"dayin|font-?size|zihao|article-?tools|"
    r"related|xgxw|xgwz|xgwd|xglj|xiangguan|recommend|sidebar|"
    r"pagination|prev-?next|shangxia|backtop|go-?top"
    r")(?:[\s_-]|\d|$|box|list|con|wrap|area)",
    re.IGNORECASE,
)
_WHOLE_NAMES = frozenset(
    (
        *("bread", "weizhi", "location", "position", "path", "header", "banner", "logo", "login"),
        *("search", "foot", "bottom", "links", "weixin", "print", "tools", "relevant", "hot"),
        *("rank", "page", "pages", "prev", "next", "syp", "xyp", "comment", "comments"),
    )
)
"""Names that mean furniture only when they are the whole name."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_box_of_furniture(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is, by its tag, role or name, made for what surrounds the text."""
    if tag in _ELEMENTS or attributes.get("role") in _ROLES:
        return True
    name = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return len(name) < 200 and _is_name_of_furniture(name)  # noqa: PLR2004 - longer is no name


@lru_cache(maxsize=2048)
def _is_name_of_furniture(name: str) -> bool:
    if any(part in _WHOLE_NAMES for part in name.lower().split()):
        return True
    return bool(_NAMES.search(_CAMEL.sub("-", name)))


def holds_report(
    blocks: Iterable[Line | Table], links: Container[int], *, strictly: bool = False
) -> bool:
    """Whether a box has what belongs to a report; ``links`` has the indices of blocks that are only links.

    ``strictly``: it stands within the report, where only links and known furniture are none of it.
    """
    prose = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            if strictly or _has_numbers(block):
                return True
            continue
        text = fold("".join(run.text for run in block.runs)).strip()
        if stated_day(text):
            return True
        if index in links or not text or is_furniture(text):
            continue
        prose += len(text)
        sentence = prose > MOST_PROSE or "。" in text
        if strictly or sentence or is_title(text) or heading_of(text):
            return True
    return False


def heading_of(text: str) -> int:
    """The number of the section whose sure heading a folded line is; 0 for other lines."""
    if len(text) > LONGEST_HEADING:
        return 0
    found = heading_number(text)
    return found[0] if found and found[1] > LIKELY else 0


def _has_numbers(table: Table) -> bool:
    """Whether some row of a table is words and numbers side by side."""
    return any(len(row) > 1 and any(_is_number(cell.content) for cell in row) for row in table.rows)


def _is_number(content: Iterable[Line | Table]) -> bool:
    lines = [block for block in content if isinstance(block, Line)]
    text = "".join(run.text for line in lines for run in line.runs).strip()
    return bool(text) and all(char.isdigit() or char in ".,+-，．－＋" for char in text)
