"""A Word package whose document part has lost its relations still has the parts it declares."""

from __future__ import annotations

import io
import zipfile

from gongkai.reading.sources.docx import document
from gongkai.report import Role
from tests.support.kinds.word_lists import styles
from tests.support.kinds.word_xml import Package, paragraph, run, zipped


def _without(data: bytes, *lost: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({n: archive.read(n) for n in archive.namelist() if n not in lost})


def _hidden_by_style() -> bytes:
    hidden = run("2222", '<w:rStyle w:val="unseen"/>')
    return Package([paragraph(run("7") + hidden)], {"styles": styles()}).data()


def test_what_a_style_hides_is_hidden_though_nothing_refers_to_the_styles() -> None:
    found = document(_without(_hidden_by_style(), "word/_rels/document.xml.rels"), None)
    assert found.text.split("\n")[0] == "7"
    assert [(b.paragraph.role, b.paragraph.text) for b in found.asides] == [(Role.HIDDEN, "2222")]


def test_a_package_that_declares_nothing_is_read_without_styles() -> None:
    lost = "word/_rels/document.xml.rels", "[Content_Types].xml"
    assert document(_without(_hidden_by_style(), *lost), None).text.startswith("72222")
