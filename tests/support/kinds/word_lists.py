"""Numbers that Word counts: headings 一、, labels （一） and 1. as lists, not as text."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support.kinds.word_xml import part
from tests.support.labels import parts_of

_NUMERALS = "一二三四五六七八九十"
_LEVELS = {
    "heading": ("chineseCounting", "%1、"),
    "clause": ("japaneseCounting", "%1、"),
    "bracket": ("chineseCountingThousand", "（%1）"),
    "item": ("decimal", "%1."),
}
HEADING_STYLE = "Heading1"


@dataclass
class Lists:
    """The lists of one document: a paragraph's number is counted on or begun anew."""

    nums: list[tuple[str, int]] = field(default_factory=list)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.nums.append(("heading", 1))

    def label(self, label: str) -> tuple[str, str]:
        """Paragraph properties that number a label, and the label without its number."""
        number, kind, words = parts_of(label)
        if not kind:
            return "", label
        value = int(number) if number.isdigit() else _NUMERALS.index(number) + 1
        num_id, before = self.last.get(kind, (0, -1))
        if value != before + 1:
            self.nums.append((kind, value))
            num_id = len(self.nums)
        self.last[kind] = num_id, value
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num_id}"/></w:numPr>', words

    def part(self) -> str:
        """The numbering part."""
        abstract = "".join(
            f'<w:abstractNum w:abstractNumId="{index}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{style}"/>{_style_of(kind)}<w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
            for index, (kind, (style, text)) in enumerate(_LEVELS.items())
        )
        nums = "".join(
            f'<w:num w:numId="{index}"><w:abstractNumId w:val="{list(_LEVELS).index(kind)}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for index, (kind, start) in enumerate(self.nums, 1)
        )
        return part("numbering", abstract + nums)


def styles() -> str:
    """A heading style that numbers, a contents style, a hidden character style."""
    return part(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="{HEADING_STYLE}"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="character" w:styleId="unseen"><w:name w:val="unseen"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>",
    )


def _style_of(kind: str) -> str:
    return f'<w:pStyle w:val="{HEADING_STYLE}"/>' if kind == "heading" else ""
