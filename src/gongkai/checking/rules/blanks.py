"""P: prose that was never filled in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.text import bare
from gongkai.checking.view import Spot, View, excerpt
from gongkai.checking.words import Words

rule = family("blanks")

_GAP = r"[ \u3000\xa0]{1,30}"
_WIDE = r"[ \u3000\xa0]{2,30}"
_UNIT = (
    r"(?:余|多)?(?:条(?![ \u3000]?[例款目文线理])|件(?!套)|人次|次|份|篇|宗|起|场|期|万元|元|[%％])"
)
# words behind which a number is due: one space is enough to show that it is not there
_DUE = r"(?:信息|申请|公开|答复|办理|受理|收到|发布|制发|印发|共|累计|合计|达到|率|率为|约|近)"
_BLANK = re.compile(
    rf"{_DUE}{_GAP}{_UNIT}"
    rf"|(?<=[\u4e00-\u9fff]){_WIDE}(?:余|多)?(?:条(?![ \u3000]?[例款目文线理])|[%％]|人次|万元)"
    rf"|(?<=[\d年]){_GAP}月{_GAP}日(?![\d])"
    r"|(?<![A-Za-z0-9/.:=&?_\-])_{2,60}(?![A-Za-z0-9/])|＿{2,60}"
    rf"|[〔\[]{_GAP}[〕\]]{_GAP}?号"
)
_ONE_BY_ONE = 10

_ORG = r"(?:省|市|县|区|镇|乡|街道|局|委|厅|办|单位|部门|人民政府|网站)"
_COUNTED = r"(?:年|月|日|条|件|次|个|项|份|篇|人|万元|元|[%％])"
_TEMPLATE = re.compile(
    r"[（(\[【](?:文字描述|单位名称|填写单位|机关名称|行政机关名称|此处填写[^）)\]】\n]{0,20}"
    r"|请填写[^）)\]】\n]{0,20}|填写[^）)\]】\n]{0,12}|单位全称|盖章处)[）)\]】]"
    rf"|(?<![A-Za-z0-9\-/〇○一二三四五六七八九零])(?:[XxＸｘ]{{2,8}}|[×✕✖]{{1,8}}|[○〇]{{2,6}}|\*{{3,8}})(?={_ORG}|{_COUNTED})"
    rf"|某某(?={_ORG})"
)


@rule("P1")
def blank_not_filled(view: View) -> Iterator[Hit]:
    """Gaps where the template asks for a number, a date or a name."""
    spots = list(view.written.find(_BLANK))
    for spot in spots[:_ONE_BY_ONE]:
        yield _blank(spot, Words("", ""))
    rest = spots[_ONE_BY_ONE:]
    if rest:
        more = f"及其后共 {len(rest)} 处"
        yield _blank(rest[0], Words(more, f" ({len(rest)} blanks from here on)"))


def _blank(spot: Spot, more: Words) -> Hit:
    return Hit(
        place=spot.place,
        section=spot.section,
        quote=spot.quote(around=8),
        params={"more": more},
    )


@rule("P2")
def template_words_left(view: View) -> Iterator[Hit]:
    """Placeholders of templates, one finding for each kind."""
    kinds: dict[str, list[Spot]] = defaultdict(list)
    for spot in view.written.find(_TEMPLATE):
        kinds[_kind(spot)].append(spot)
    for spots in kinds.values():
        first = spots[0]
        yield Hit(
            place=first.place,
            section=first.section,
            quote=excerpt(first.text + first.after(1)) if not bare(first.text) else first.text,
            params={"count": len(spots)},
        )


def _kind(spot: Spot) -> str:
    """Placeholders of signs are one kind whatever their length, words each their own."""
    words = bare(spot.text)
    return words if words and not words[0].isascii() else "signs"
