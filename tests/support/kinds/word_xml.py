"""WordprocessingML written by hand: what python-docx has no words for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from tests.support.kinds.paper import Box, Grid

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml"
_OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)


@dataclass
class Package:
    """A DOCX in the making: its body, and the parts the body refers to."""

    body: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    """Other parts by kind: styles, numbering, header, footer, footnotes, comments."""
    main: str = "document"
    strict: bool = False

    def add(self, *blocks: str) -> None:
        """Append blocks to the body."""
        self.body += blocks

    def data(self) -> bytes:
        """The file."""
        section = "".join(
            f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
            for kind in ("header", "footer")
            if kind in self.parts
        )
        document = (
            f"<w:document {NAMESPACES}><w:body>{''.join(self.body)}"
            f"<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        )
        files = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations({"officeDocument": f"word/{self.main}.xml"}),
            f"word/{self.main}.xml": document,
            f"word/_rels/{self.main}.xml.rels": _relations(
                {kind: f"{kind}.xml" for kind in self.parts}
            ),
            **{f"word/{kind}.xml": text for kind, text in self.parts.items()},
        }
        return zipped(
            {
                name: _declared(_stricter(text) if self.strict else text)
                for name, text in files.items()
            }
        )

    def _content_types(self) -> str:
        types = {self.main: "document.main"} | {kind: kind for kind in self.parts}
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for name, kind in types.items()
        )
        return (
            f'<Types xmlns="{_OF_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The files in a ZIP that is the same every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()


def part(kind: str, content: str) -> str:
    """The root element of a part with its content."""
    return f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def text(words: str) -> str:
    """Words as ``w:t``, their line ends as breaks."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return "<w:br/>".join(lines)


def run(words: str, properties: str = "") -> str:
    """A run with its properties."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{inner}{text(words)}</w:r>"


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{content}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """A table cell with blocks in it."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or '<w:p/>'}</w:tc>"


def table(rows: Iterable[str], widths: Iterable[int]) -> str:
    """A table of rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def frame(*blocks: str) -> str:
    """A table of one cell, made for layout."""
    return table([f"<w:tr>{cell(''.join(blocks) + '<w:p/>')}</w:tr>"], [9000])


def text_box(blocks: str) -> str:
    """A text box, once for new programs and once for old ones."""
    content = f"<w:txbxContent>{blocks}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


@dataclass(frozen=True, slots=True)
class Covered:
    """A place in the grid that a cell above is merged over."""

    across: int


def laid_out(grid: Grid) -> Iterator[list[Box | Covered]]:
    """The rows of a grid with what is merged from above in its place."""
    hanging: dict[int, tuple[int, int]] = {}
    for row in grid.rows:
        boxes = list(row)
        line: list[Box | Covered] = []
        column = 0
        while column < grid.columns:
            if column in hanging:
                left, across = hanging.pop(column)
                if left > 1:
                    hanging[column] = left - 1, across
                line.append(Covered(across))
                column += across
                continue
            box = boxes.pop(0)
            line.append(box)
            if box.down > 1:
                hanging[column] = box.down - 1, box.across
            column += box.across
        assert not boxes
        yield line


def _declared(content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'


def _relations(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_OF_PACKAGE}/relationships">{links}</Relationships>'


def _stricter(content: str) -> str:
    return (
        content.replace(MAIN, f"{STRICT}/wordprocessingml/main")
        .replace(RELATIONS, f"{STRICT}/officeDocument/relationships")
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/math",
            f"{STRICT}/officeDocument/math",
        )
    )
