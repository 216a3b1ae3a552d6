"""Pages made to hang, to swell or to crash: each is read or refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reading import ReadError, read_bytes
from gongkai.reading.sources.kinds import kind_of
from tests.support.kinds.registry import make_file
from tests.support.kinds.web_archives import archive
from tests.support.strategies import brief

REFUSED = {
    "nested_boxes": (b"<html>" + b"<div>" * 100_000, "too_deep"),
    "nested_tables": (b"<html>" + b"<table><tr><td>" * 100_000, "too_deep"),
    "nested_unseen": (b'<html><div style="display:none">' + b"<div>" * 800 + b"x", "too_deep"),
    "tables_in_rows": (b"<html>" + b"<table><tr><td>a<td>" * 120, "too_deep"),
    "empty_rows": (b"<html><table>" + b"<tr>" * 20_000, "empty"),
    "no_text": (b"<html><p></p><!-- x --><script>1</script></html>", "empty"),
    "neither_utf8_nor_gb18030": (b"<html><p>\xff\xff\xff</p></html>", "charset"),
    "null_bytes": (b"<html>" + b"<p>x</p>" * 300 + b"\x00", "not_text"),
    "archive_without_page": (archive(("image/png", "a", "base64", b"x")), "damaged"),
    "archive_of_nothing": (archive(("text/html", "a", "base64", b"")), "empty"),
    "archive_cut_off": (archive(("text/html", "a", "8bit", b"<p>x"))[:160], "damaged"),
}


def code_of(data: bytes) -> str:
    """Why the bytes are refused; nothing where they are read."""
    try:
        read_bytes(data)
    except ReadError as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_is_refused_with_its_reason(name: str) -> None:
    data, code = REFUSED[name]
    assert code_of(data) == code


def test_a_page_with_more_cells_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_CELLS", "500")
    page = b"<html><table>" + b"<tr><td>1<td>2" * 400
    assert code_of(page) == "too_many_cells"
    assert code_of(archive(("text/html", "a", "8bit", page))) == "too_many_cells"


_LINES = {
    "paragraphs": b"<html><body>" + b"<p>x" * 400,
    "paragraphs_of_a_cell": b"<html><table><tr><td>" + b"<p>x" * 400,
    "line_breaks": b"<html><p>" + b"x<br>" * 400,
    "kept_line_ends": b"<html><pre>" + b"x\n" * 400,
    "blank_paragraphs": b"<html><p>x</p>" + b"<p>&nbsp;</p>" * 400,
    "archive": archive(("text/html", "a", "8bit", b"<html><body>" + b"<p>x" * 400)),
    "text": b"x\r\n" * 400,
}


@pytest.mark.parametrize("name", sorted(_LINES))
def test_more_lines_than_the_limit_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_LINES", "401")
    assert code_of(_LINES[name]) != "too_many_lines"
    monkeypatch.setenv("GONGKAI_MAX_LINES", "300")
    assert code_of(_LINES[name]) == "too_many_lines"


def test_a_page_of_millions_of_lines_is_refused_by_a_limit_that_is_told() -> None:
    with pytest.raises(ReadError) as refused:
        read_bytes(b"<html><body>" + b"<br>x" * 3_000_000, "page.html")
    assert refused.value.code == "too_many_tags"
    assert "GONGKAI_MAX_TAGS" in refused.value.message("en")


def test_more_tags_than_the_limit_are_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_TAGS", "1000")
    page = b"<html><p>" + b"<b>x" * 999
    assert code_of(page) == "too_many_tags"
    assert code_of(archive(("text/html", "a", "8bit", page))) == "too_many_tags"


_REPEATED = {
    "spans": b"<tr><td rowspan=65535 colspan=65535>",
    "walls": b"<tr><td colspan=255 rowspan=0><td>1",
    "end_tags": b"<b></i></p></td></table>",
    "style_never_ended": b"<style",
    "open_braces": b"<style>{@a{/*",
    "boxes": b"<div class=nav>x</div>",
    "links": b"<p><a href=x>aa</a>",
    "hidden": b"<b hidden>x</b>",
    "raised": b"1<sup>2</sup>",
    "entities": b"&nbsp;&#0;&#xD800;&bogus;",
    "tabs": b"x\t ",
}


@pytest.mark.parametrize("name", sorted(_REPEATED))
def test_much_of_anything_ends(name: str) -> None:
    data = b"<html><body>" + _REPEATED[name] * 3_000
    assert code_of(data) != "internal"


def test_a_paragraph_of_nothing_but_raised_numbers_ends() -> None:
    assert code_of(b"<html><p>" + b"1<sup>2</sup>" * 200_000 + b"</p></html>") != "internal"


def test_a_frame_that_shows_itself_ends() -> None:
    page = b"<html><p>x</p><iframe src=a></iframe><iframe src=a></iframe></html>"
    assert code_of(archive(("text/html", "a", "8bit", page))) == "not_a_report"


_TAGS = (
    *(
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "tfoot",
        "p",
        "div",
        "span",
        "a href=x",
        "li",
        "ol type=1",
    ),
    *(
        "select",
        "option",
        "pre",
        "sup",
        "s",
        "br",
        "img",
        "input value=3",
        "style",
        "script",
        "title",
    ),
    *("td rowspan=0", "td colspan=9", "b hidden", "p style=display:none", "div class=nav", "svg"),
    *("textarea", "iframe src=x", "font color=white", "caption", "o:p", "form", "tr height=0"),
)
_PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS]),
    st.sampled_from([f"</{tag.split()[0]}>" for tag in _TAGS]),
    st.sampled_from(
        ["1", "规章", "一、总体情况", "&nbsp;", "<!--", "-->", "<![if x]>", "<", "&", "\x01", '"']
    ),
    st.text(max_size=4),
)


@brief(100)
@given(st.lists(_PIECES, max_size=60))
def test_any_soup_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    data = ("<html><p>槐塬镇2021年政府信息公开工作年度报告</p>" + "".join(pieces)).encode(
        "utf-8", "ignore"
    )
    assert code_of(data) != "internal"


@brief(40)
@given(st.integers(0, 10_000), st.integers(1, 40), st.binary(max_size=6), st.booleans())
def test_a_damaged_page_or_archive_is_read_or_refused(
    at: int,
    cut: int,
    put: bytes,
    packed: bool,  # noqa: FBT001 - hypothesis calls it
) -> None:
    data = make_file("mhtml_quoted" if packed else "web_word", "2021", 1).data
    at %= len(data)
    harmed = data[:at] + put + data[at + cut :]
    assert code_of(harmed) != "internal"


def test_the_content_tells_a_page_and_an_archive() -> None:
    assert kind_of(make_file("web_fragment", "2021", 1).data).id == "html"
    assert kind_of(make_file("mhtml_base64", "2021", 1).data).id == "mhtml"
