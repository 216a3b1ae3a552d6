"""The data of the law: every citation exists, every text has both languages, nothing is unused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import gongkai.law
from gongkai.law.articles import article, articles, chinese_numeral, sources
from gongkai.law.errors import Gravity, LawError, error_catalogue
from gongkai.law.wording import load

HOME = Path(gongkai.law.__file__).parent
DATA = sorted((HOME / "data").glob("*.toml"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in HOME.rglob("*.py"))
CITATION = re.compile(
    r'"((?:ogi|fee|review|review2017|litigation|litigation2018|courts2025)'
    r':[\d.()]+|delivery2016|enforcement2018|review2021)"'
)


def tables(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from tables(value)
    if isinstance(data, list):
        for value in data:
            yield from tables(value)


def citations(data: Any) -> Iterator[str]:
    for table in tables(data):
        if table.get("article"):
            yield table["article"]
        yield from table.get("articles", []) if isinstance(table.get("articles"), list) else []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_every_citation_in_the_data_is_in_the_catalogue(path: Path) -> None:
    for citation in citations(load(path.name)):
        assert article(citation).says.zh


def test_every_citation_in_the_code_is_in_the_catalogue() -> None:
    found = set(CITATION.findall(CODE))
    assert len(found) > 5
    for citation in found:
        assert article(citation).label.zh


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_every_text_has_both_languages_with_the_same_places(path: Path) -> None:
    texts = [table for table in tables(load(path.name)) if "zh" in table or "en" in table]
    assert texts or path.stem == "fees"
    for text in texts:
        assert text["zh"]
        assert text["en"]
        places = [set(re.findall(r"{(\w+)}", text[lang])) for lang in ("zh", "en")]
        # A language may leave out what is plain from the rest, never ask for more.
        assert places[0] <= places[1] or places[1] <= places[0]


def test_every_error_is_raised_or_reported_somewhere() -> None:
    for code, entry in error_catalogue().items():
        assert f'"{code}"' in CODE, code
        assert Gravity(entry["gravity"])


@pytest.mark.parametrize(
    ("citation", "zh", "en"),
    [
        ("ogi:33.2", "《条例》第三十三条第二款", "Regulation Art. 33(2)"),
        ("ogi:36(7)", "《条例》第三十六条第（七）项", "Regulation Art. 36 item 7"),
        (
            "review:23.1(4)",
            "《行政复议法》第二十三条第一款第（四）项",
            "Review Law Art. 23(1) item 4",
        ),
        ("delivery2016", "国办公开办函〔2016〕235号", "Notice 2016 No. 235"),
    ],
)
def test_citations_are_written_as_laws_write_them(citation: str, zh: str, en: str) -> None:
    label = article(citation).label
    assert (label.zh, label.en) == (zh, en)


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (36, "三十六"), (88, "八十八")],
)
def test_numbers_of_articles(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@pytest.mark.parametrize("citation", ["ogi:99", "nonsense", "ogi:", ""])
def test_an_unknown_citation_is_refused(citation: str) -> None:
    with pytest.raises(LawError) as caught:
        article(citation)
    assert caught.value.code == "unknown_citation"


def test_every_article_has_a_source_and_a_tag() -> None:
    assert {found.source for found in articles().values()} <= set(sources())
    assert {found.tag for found in articles().values()} <= {"V", "M", "I"}
