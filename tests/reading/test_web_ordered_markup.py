"""Markup put in order is cut at its tags alone, whatever stands in names, values and text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading.sources.blocks import Block, Line, Table
from gongkai.reading.sources.html import document, page_of
from gongkai.reading.sources.web.markup import attributes_of, in_order, name_of, pieces_of, plain
from gongkai.reading.sources.web.runs import Runs
from tests.support.generate import FORMATS
from tests.support.kinds import web, web_sites
from tests.support.kinds.registry import FILE_LAYOUTS, make_file
from tests.support.strategies import brief


def tags_of(markup: str) -> list[str]:
    """The tags of the body, in order."""
    found = pieces_of(in_order(markup.encode(), None))[1::2]
    return found[2 : -2 if found[-2:] == ["/body", "/html"] else None]


@pytest.mark.parametrize(
    ("markup", "name", "attributes"),
    [
        ("<TD Class=a ROWSPAN='2'>", "td", {"class": "a", "rowspan": "2"}),
        ("<td title='a > b < c \" &amp;nbsp;'>", "td", {"title": 'a > b < c " &nbsp;'}),
        ("<td title='a\n\tb'>", "td", {"title": "a\n\tb"}),
        ("<td data-x>", "td", {"data-x": ""}),
        ('<td class="a"" @c==d>', "td", {"class": "a", '"': "", "@c": "=d"}),
        ("<td class=a class=b>", "td", {"class": "a"}),
        ("<td a<b=1>", "td", {"a_b": "1"}),
        ("<o:p>", "o:p", {}),
        ("<br>", "br", {}),
        ("<td\u3000x rowspan=2>", "td\u3000x", {"rowspan": "2"}),
    ],
)
def test_a_tag_has_its_name_and_attributes(
    markup: str, name: str, attributes: dict[str, str]
) -> None:
    tag = tags_of(markup)[0]
    assert (name_of(tag), attributes_of(tag)) == (name, attributes)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("1&lt;2&gt;1&amp;3", "1<2>1&3"),
        ("&amp;lt;td&amp;gt;", "&lt;td&gt;"),
        ("&nbsp;&#x4e00;&#20108;&copy;", "\xa0一二©"),
        ("a < b &bogus; & c", "a < b &bogus; & c"),
        ("𠀀<![CDATA[<td>x<?pi <td>y<!-- <td> -->z", "𠀀xyz"),
        ("<script>if (a<b) '</td>'</script>", "if (a<b) '</td>'"),
        ("<textarea><td>1</textarea>", "<td>1"),
    ],
)
def test_text_is_the_text_of_the_page(markup: str, text: str) -> None:
    pieces = pieces_of(in_order(f"<p>{markup}".encode(), None))
    assert plain("".join(pieces[::2])).startswith(text)


def test_a_page_declared_as_xhtml_is_written_as_any_other() -> None:
    declared = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    )
    page = "<html><head></head><body><script>a<b</script><br><p id='x'></p></body></html>"
    assert in_order((declared + page).encode(), None) == in_order(page.encode(), None)


def test_nothing_is_nothing() -> None:
    assert in_order(b"", None) == in_order(b" \n", None) == in_order(b"<!-- x -->", None) == ""


def shape(blocks: list[Block]) -> list[object]:
    """Blocks without their places."""
    return [
        [[shape(list(cell.content)) for cell in row] for row in block.rows]
        if isinstance(block, Table)
        else "".join(run.text for run in block.runs)
        for block in blocks
        if isinstance(block, Line | Table)
    ]


_INNER = st.lists(
    st.sampled_from(
        (
            *("1", "规章", " ", "\n", "&nbsp;", "&lt;", "<br>", "<b>2</b>", "<p>三</p>", "<p>"),
            *("</p>", "<div>4</div>", "<span style='display:block'>5</span>", "<i>", "</i>"),
            *("<o:p></o:p>", "<sup>6</sup>", "<b hidden>7</b>", "<a href=x>8</a>"),
        )
    ),
    max_size=6,
).map("".join)


@brief(150)
@given(st.lists(st.lists(_INNER, min_size=2, max_size=4), min_size=2, max_size=4), _INNER)
def test_what_is_written_in_one_step_is_what_a_walk_from_tag_to_tag_writes(
    rows: list[list[str]], paragraph: str
) -> None:
    def page(mark: str) -> str:
        cells = ["".join(f"<td>{mark}{inner}</td>" for inner in row) for row in rows]
        table = "".join(f"<tr>{row}</tr>\n" for row in cells)
        return f"<div>{mark}{paragraph}</div><table>{table}</table><h2>{mark}{paragraph}</h2>"

    # a link that leads nowhere is nothing to a reader, but it is no plain text
    walked = page_of(page("<a></a>"), None)[1]
    assert shape(list(page_of(page(""), None)[1])) == shape(list(walked))


_MODULES = (web.__name__, web_sites.__name__)
_PAGES = [name for name, made in FILE_LAYOUTS.items() if made.render.__module__ in _MODULES]


def written(page: bytes) -> list[object]:
    """All that the document of a page says, and where."""
    found = document(page, None)
    places = [found.locate(field.start, field.end) for field in found.fields]
    return [found.text, found.fields, found.paragraphs, found.asides, places]


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_written_in_runs_is_what_a_walk_from_tag_to_tag_writes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [make_file(name, format_choice, 3).data for format_choice in FORMATS]
    in_runs = list(map(written, pages))
    monkeypatch.setattr(Runs, "begins", lambda _runs, _at: False)
    assert in_runs == list(map(written, pages))
