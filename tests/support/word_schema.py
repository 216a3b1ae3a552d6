"""The order in which WordprocessingML elements must stand, for those that this program writes.

From ISO/IEC 29500-1:2016, annex A (transitional: part 4). Word calls a document damaged in which
a child stands before one that must come first; most other programs do not mind.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"

_BORDERS = "top left bottom right insideH insideV"
ORDER = {
    "document": "body",
    "p": "pPr *r",
    "r": "rPr *t *tab *br *fldChar *instrText",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl snapToGrid spacing ind jc "
    "outlineLvl rPr",
    "rPr": "rStyle rFonts b spacing sz lang",
    "tbl": "tblPr tblGrid *tr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tblBorders": _BORDERS,
    "tblCellMar": "top left bottom right",
    "tblGrid": "*gridCol",
    "tr": "trPr *tc",
    "trPr": "*cantSplit *trHeight *tblHeader",
    "tc": "tcPr *p",
    "tcPr": "tcW gridSpan vMerge tcMar vAlign",
    "tcMar": "top left bottom right",
    "sectPr": "*footerReference pgSz pgMar pgNumType cols docGrid",
    "styles": "docDefaults latentStyles *style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop "
    "evenAndOddHeaders characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "compat": "useFELayout *compatSetting",
    "fonts": "*font",
    "font": "altName panose1 charset family pitch",
    "ftr": "*p *tbl",
}
"""The children of each element in their order; behind a star come those that may stand repeatedly,
in any order among themselves."""


def faults_of_order(root: etree._Element) -> Iterator[str]:
    """What stands out of order, twice, or where it is not known to belong."""
    for element in root.iter():
        name = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element]
        if name == "body":
            yield from _faults_of_body(children)
        elif children:
            yield from _faults(name, children)


def _faults(name: str, children: list[str]) -> Iterator[str]:
    order = ORDER.get(name)
    if order is None:
        yield f"{name}: no children known, {children}"
        return
    places = {child.removeprefix("*"): at for at, child in enumerate(order.split())}
    repeated = {child[1:] for child in order.split() if child.startswith("*")}
    first = min((places[child] for child in repeated), default=0)
    highest = -1
    for child in children:
        if child not in places:
            yield f"{name}: {child} is not known here"
            continue
        place = first if child in repeated else places[child]
        if place < highest or (place == highest and child not in repeated):
            yield f"{name}: {child} stands too late"
        highest = max(highest, place)


def _faults_of_body(children: list[str]) -> Iterator[str]:
    if children[-1:] != ["sectPr"] or children.count("sectPr") != 1:
        yield "body: sectPr is not last"
    blocks = children[:-1]
    if not set(blocks) <= {"p", "tbl"}:
        yield f"body: {set(blocks)}"
    if blocks[-1:] != ["p"]:
        yield "body: no paragraph behind the last table"
    if any(pair == ("tbl", "tbl") for pair in pairwise(blocks)):
        yield "body: two tables with nothing between them"
