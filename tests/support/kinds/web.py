"""Reports as web pages: written by hand, by editors, by Word and Excel, cut out of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from random import Random

from tests.support.grid import Role
from tests.support.kinds.paper import Box, Grid, Item, Words
from tests.support.kinds.registry import file_layout

CellText = Callable[[Box], str]


def spans(box: Box) -> str:
    """The attributes of a merged cell."""
    across = f' colspan="{box.across}"' if box.across > 1 else ""
    return across + (f' rowspan="{box.down}"' if box.down > 1 else "")


def rows_of(rows: Iterable[list[Box]], cell: Callable[[Box], str]) -> str:
    """The rows of a table."""
    return "\n".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in rows)


def plain_cell(box: Box) -> str:
    """A cell as an editor writes it."""
    return f"<td{spans(box)}>{escape(box.text) or '&nbsp;'}</td>"


def plain_page(items: list[Item], cell: Callable[[Box], str] = plain_cell) -> str:
    """Paragraphs and tables and nothing else."""
    parts = []
    for item in items:
        if isinstance(item, Words):
            parts.append(f"<p>{escape(item.text)}</p>")
        else:
            parts.append(f"<table border=1>{rows_of(item.rows, cell)}</table>")
    return "\n".join(parts)


def whole(body: str, head: str = '<meta charset="utf-8">') -> str:
    """A page around a body."""
    return f"<!DOCTYPE html>\n<html lang=zh-CN><head>{head}</head><body>\n{body}\n</body></html>\n"


@file_layout("web_semantic", "html", "html")
def _semantic(items: list[Item], _rng: Random) -> bytes:
    parts = []
    for item in items:
        if isinstance(item, Grid):
            heads = [row for row in item.rows if all(box.role is not Role.VALUE for box in row)]
            first = heads if item.rows[: len(heads)] == heads else []
            body = item.rows[len(first) :]
            head = f"<thead>{rows_of(first, _head_cell)}</thead>" if first else ""
            foot = ""
            if len(body) > 2:  # a foot may stand before the body and still is the last row
                foot = f"<tfoot>{rows_of(body[-1:], _head_cell)}</tfoot>"
                body = body[:-1]
            # a cell merged over rows may not reach from the body into the foot
            parts.append(f"<table>{head}{foot}<tbody>{rows_of(body, _head_cell)}</tbody></table>")
        else:
            tag = {"title": "h1", "heading": "h2"}.get(item.role, "p")
            parts.append(f"<{tag}>{escape(item.text)}</{tag}>")
    return whole("<main><article>" + "\n".join(parts) + "</article></main>").encode()


def _head_cell(box: Box) -> str:
    tag = "td" if box.role is Role.VALUE else "th"
    return f"<{tag}{spans(box)}>{escape(box.text)}</{tag}>"


@file_layout("web_word", "html", "htm")
def _word(items: list[Item], rng: Random) -> bytes:
    """What Word writes: a paragraph and spans with styles in every cell, a row without height."""
    parts = []
    for item in items:
        if isinstance(item, Words):
            align = " align=center" if item.role == "title" else ""
            mark = '<a name="_Toc5021"></a>' if item.role == "heading" else ""
            parts.append(
                f"<p class=MsoNormal{align} style='text-indent:32.0pt;line-height:28.0pt;\n"
                f"mso-line-height-rule:exactly'>{mark}<span style='font-size:16.0pt;\nfont-family:"
                f"仿宋_GB2312;mso-hansi-font-family:宋体'>{_wrapped(item.text, rng)}<span lang=EN-US>"
                "<o:p></o:p></span></span></p>"
            )
        else:
            parts.append(_word_table(item))
    styles = (
        "<style>\n<!--\n /* Font Definitions */\n @font-face\n\t{font-family:宋体;}\n"
        " p.MsoNormal, li.MsoNormal, div.MsoNormal\n\t{mso-style-unhide:no;\n\tmargin:0cm;"
        "font-size:10.5pt;}\nspan.hid\n\t{display:none;\n\tmso-hide:all;}\n-->\n</style>"
        "<!--[if gte mso 10]><style>\n table.MsoNormalTable\n\t{mso-style-name:普通表格;}\n"
        "</style><![endif]--><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View>"
        "</w:WordDocument></xml><![endif]-->"
    )
    page = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml"\nxmlns:o="urn:schemas-microsoft-com:office:'
        'office"\nxmlns="http://www.w3.org/TR/REC-html40">\n\n<head>\n<meta http-equiv=Content-Type '
        'content="text/html; charset=gb2312">\n<meta name=Generator content="Microsoft Word 15">'
        f"{styles}</head>\n<body lang=ZH-CN style='tab-interval:21.0pt'>\n<div class=WordSection1 "
        "style='layout-grid:15.6pt'>\n\n" + "\n\n".join(parts) + "\n\n</div>\n</body>\n</html>\n"
    )
    return page.encode("gb18030")


def _wrapped(text: str, rng: Random) -> str:
    """Text broken over lines of the source, as Word breaks it between Chinese characters."""
    if len(text) < 20:
        return escape(text)
    places = [
        i
        for i in range(1, len(text))
        if all("\u4e00" <= c <= "\u9fff" for c in text[i - 1 : i + 1])
    ]
    if not places:
        return escape(text)
    at = rng.choice(places)
    return escape(text[:at]) + "\n" + escape(text[at:])


def _word_table(grid: Grid) -> str:
    columns = grid.columns
    edge = "".join(f"<td width={60 + i} style='border:none'></td>" for i in range(columns))
    rows = []
    for index, row in enumerate(grid.rows):
        cells = "\n  ".join(map(_word_cell, row))
        rows.append(f" <tr style='mso-yfti-irow:{index};height:20.0pt'>\n  {cells}\n </tr>")
    return (
        "<div align=center>\n<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 "
        "style='border-collapse:collapse;mso-border-alt:solid windowtext .5pt'>\n"
        + "\n".join(rows)
        + f"\n <![if !supportMisalignedColumns]>\n <tr height=0>\n  {edge}\n </tr>\n <![endif]>\n"
        "</table>\n</div>"
    )


def _word_cell(box: Box) -> str:
    inner = escape(box.text)
    shown = f"<span lang=EN-US>{inner}</span>" if inner.isdigit() else inner
    spaces = "<span\n  style='mso-spacerun:yes'>&nbsp;</span>" if box.role is Role.VALUE else ""
    end = (
        "<span lang=EN-US><o:p></o:p></span>"
        if inner
        else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
    )
    return (
        f"<td width=92 nowrap{spans(box)} style='width:69.0pt;border:solid windowtext 1.0pt;\n"
        "  padding:0cm 5.4pt 0cm 5.4pt;height:20.0pt'>\n  <p class=MsoNormal align=center "
        "style='text-align:center'><span\n  style='font-size:10.0pt;font-family:宋体;color:black;"
        f"mso-font-kerning:0pt'>{spaces}{shown}{end}</span></p>\n  </td>"
    )


@file_layout("web_excel", "html", "htm")
def _excel(items: list[Item], rng: Random) -> bytes:
    """What Excel writes: one table for everything, values again as numbers, hidden columns."""
    rows = []
    for item in items:
        if isinstance(item, Words):
            rows.append(
                f" <tr height=19 style='height:14.25pt'>\n  <td colspan=15 height=19 class=xl65 "
                f"style='height:14.25pt'>{escape(item.text)}</td>\n"
                "  <td width=0 style='display:none'>辅助</td>\n </tr>"
            )
            continue
        for row in item.rows:
            cells = "\n  ".join(map(_excel_cell, row))
            rows.append(f" <tr height=19 style='height:14.25pt'>\n  {cells}\n </tr>")
    columns = "".join(f" <col class=xl65 width={rng.randint(50, 90)}>\n" for _ in range(15))
    edge = "".join("<td width=72 style='width:54pt'></td>" for _ in range(15))
    return whole(
        f"<table x:str border=0 cellpadding=0 cellspacing=0 width=1080>\n{columns}"
        + "\n".join(rows)
        + f"\n <![if supportMisalignedColumns]>\n <tr height=0 style='display:none'>{edge}</tr>\n"
        " <![endif]>\n</table>",
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        "<style><!--table\n\t{mso-displayed-decimal-separator:'\\.';}\n@page\n\t{margin:1in;}\n"
        ".xl65\n\t{mso-style-parent:style0;\n\ttext-align:center;}\n--></style>",
    ).encode("gb18030")


def _excel_cell(box: Box) -> str:
    number = " align=right x:num" if box.text.isdigit() else ""
    return f"<td class=xl65{spans(box)}{number}>{escape(box.text)}</td>"


@file_layout("web_spans", "html", "html")
def _in_spans(items: list[Item], rng: Random) -> bytes:
    """Every digit and many characters of labels in spans of their own, spaces of all kinds."""

    def split(text: str) -> str:
        parts = []
        for char in text:
            tag = rng.choice(("span", "font", "b", "em"))
            parts.append(f"<{tag}>{escape(char)}</{tag}>" if rng.random() < 0.8 else escape(char))
        return "".join(parts)

    def cell(box: Box) -> str:
        space = rng.choice(("&nbsp;", "&#12288;", "&emsp;", "&#8203;", " ", "", "&ensp;&#xFEFF;"))
        return f"<td{spans(box)}>{space}{split(box.text)}{rng.choice((space, ''))}</td>"

    parts = []
    for item in items:
        if isinstance(item, Words):
            parts.append(f"<p>&#12288;&#12288;{split(item.text)}</p>")
        else:
            parts.append(f"<table>{rows_of(item.rows, cell)}</table>")
    return whole("\n".join(parts)).encode()


@file_layout("web_fragment", "html", "html")
def _fragment(items: list[Item], _rng: Random) -> bytes:
    """Cut out of a page: neither html nor body, and no end tag that may be left out."""
    parts = []
    for item in items:
        if isinstance(item, Words):
            parts.append(f"<P>{escape(item.text)}")
        else:
            rows = (
                "<TR>" + "".join(f"<TD{spans(b)}>{escape(b.text)}" for b in row)
                for row in item.rows
            )
            parts.append("<TABLE>" + "\n".join(rows) + "</TABLE>")
    return "\n".join(parts).encode()


@file_layout("web_cells_as_paragraphs", "html", "html")
def _cells_as_paragraphs(items: list[Item], _rng: Random) -> bytes:
    """No tables at all: every cell has become a paragraph."""
    parts = []
    for item in items:
        if isinstance(item, Words):
            parts.append(f"<p>{escape(item.text)}</p>")
        else:
            parts += (f"<p>{escape(b.text) or '&nbsp;'}</p>" for row in item.rows for b in row)
    return whole("<div>" + "\n".join(parts) + "</div>").encode()


@file_layout("web_text_in_pre", "html", "html")
def _in_pre(items: list[Item], _rng: Random) -> bytes:
    """The report as preformatted text, its cells parted by tabs."""
    lines = []
    for item in items:
        if isinstance(item, Words):
            lines.append(item.text)
        else:
            lines += ("\t".join(box.text or " " for box in row) for row in item.rows)
    return whole("<pre>" + escape("\n".join(lines)) + "</pre>").encode("utf-16")


@file_layout("web_form", "html", "html")
def _form(items: list[Item], _rng: Random) -> bytes:
    """A form filled in: the values are those of inputs."""

    def cell(box: Box) -> str:
        if box.role is not Role.VALUE:
            return plain_cell(box)
        text = escape(box.text)
        if len(text) > 2:
            return f"<td{spans(box)}><textarea rows=1>{text}</textarea></td>"
        return f'<td{spans(box)}><input type="text" name="x" value="{text}"><input type=hidden value=7></td>'

    return whole(f"<form>{plain_page(items, cell)}</form>").encode()


@file_layout("web_divs", "html", "html")
def _divs(items: list[Item], _rng: Random) -> bytes:
    """Tables made of boxes that only look like tables, their rows and cells told by a style."""
    parts = []
    for item in items:
        if isinstance(item, Words):
            parts.append(f'<div class="p">{escape(item.text)}</div>')
            continue
        rows = (
            '<div class="row">'
            + "".join(f'<div class="c">{escape(b.text)}</div>' for b in row)
            + "</div>"
            for row in item.rows
        )
        parts.append('<div style="display: table; width: 100%">' + "\n".join(rows) + "</div>")
    styles = "<style>.row{display:table-row}.c , .d{ display : table-cell !important; }</style>"
    return whole("\n".join(parts), f"<meta charset=utf-8>{styles}").encode()
