"""DOC, ODT, RTF: read through LibreOffice, which is bounded, runs nothing and leaves nothing."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gongkai.reading import ReadError, read_bytes
from gongkai.reading.sources import office
from gongkai.reading.sources.kinds import kind_of
from tests.support import needs
from tests.support.kinds import word
from tests.support.kinds.registry import FILE_LAYOUTS, make_file
from tests.support.kinds.word_xml import Package, paragraph, run, zipped
from tests.support.oracle import judge
from tests.support.words import misread

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_soffice = needs.marked(needs.LIBREOFFICE, is_there=SOFFICE is not None)
needs_sh = pytest.mark.skipif(os.name != "posix", reason="a shell script stands for LibreOffice")

RTF = rb"{\rtf1\ansi 1}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def converted(data: bytes, ending: str, folder: Path) -> bytes:
    """A DOCX as LibreOffice saves it under another kind."""
    source = folder / "report.docx"
    source.write_bytes(data)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *("--convert-to", ending, "--outdir", str(folder / "out"), str(source)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"report.{ending}").read_bytes()


@needs_soffice
@pytest.mark.parametrize(
    ("layout", "ending", "format_choice"),
    [("official", "doc", "2021"), ("wps", "odt", "hybrid")],
)
def test_other_kinds_read_exactly(
    layout: str, ending: str, format_choice: str, tmp_path: Path
) -> None:
    assert FILE_LAYOUTS[f"docx_{layout}"].render.__module__ == word.__name__
    case = make_file(f"docx_{layout}", format_choice, 7)
    data = converted(case.data, ending, tmp_path)
    assert kind_of(data).id == ending
    report = read_bytes(data, f"report.{ending}")
    assert judge(report, case.truth).wrong == 0
    assert misread(report, case.truth) == []


@needs_soffice
def test_a_date_that_is_made_when_the_file_is_opened_is_not_read(tmp_path: Path) -> None:
    marks = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in marks)
    told = '<w:r><w:instrText> DATE \\@ "yyyy年M月d日" </w:instrText></w:r>'
    today = begin + told + separate + run("2022年1月5日") + end
    data = converted(Package([paragraph(run("某局") + today)]).data(), "rtf", tmp_path)
    found = office.document(data, None)
    assert found.text.strip() == "某局"
    assert [remark.code for _, remark in found.remarks] == ["recalculated_field"]


# What can go wrong, with a script in place of LibreOffice.


def code_of(read: Callable[[], object]) -> str:
    with pytest.raises(ReadError) as caught:
        read()
    assert caught.value.message("zh")
    assert caught.value.message("en")
    return caught.value.code


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a script in the place of LibreOffice; its first argument names the profile."""

    def put(script: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("GONGKAI_SOFFICE", str(program))
        return tmp_path

    return put


@pytest.mark.parametrize("given", [None, "/no/such/program"])
def test_without_libreoffice_the_error_says_what_to_install(
    given: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    if given:
        monkeypatch.setenv("GONGKAI_SOFFICE", given)
    else:
        monkeypatch.delenv("GONGKAI_SOFFICE", raising=False)
    with pytest.raises(ReadError) as caught:
        read_bytes(RTF)
    assert caught.value.code == "needs_office"
    assert "RTF" in caught.value.message()


@needs_sh
def test_a_conversion_that_gives_nothing_is_told(stand_in: Callable[[str], Path]) -> None:
    stand_in("exit 3")
    assert code_of(lambda: read_bytes(RTF)) == "office_failed"


@needs_sh
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    stand_in: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = stand_in('sleep 300 & echo $! > "$(dirname $0)/child"\nsleep 300')
    monkeypatch.setenv("GONGKAI_MAX_SECONDS", "1")
    assert code_of(lambda: read_bytes(RTF)) == "time_limit"
    child = int((folder / "child").read_text())
    assert _is_gone(child)


def _is_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


@needs_sh
def test_several_at_once_have_profiles_of_their_own_without_macros_and_leave_nothing(
    stand_in: Callable[[str], Path], tmp_path: Path
) -> None:
    ready = tmp_path / "ready.docx"
    ready.write_bytes(Package([paragraph(run("正文"))]).data())
    log = tmp_path / "log"
    stand_in(
        f'echo "$1" >> "{log}"\n'
        'profile=$(echo "$1" | sed "s|.*file://||")\n'
        'settings="$profile/user/registrymodifications.xcu"\n'
        'grep -q "DisableMacrosExecution.*<value>true" "$settings" || exit 1\n'
        f'mkdir -p "$HOME/made" && cp "{ready}" "$HOME/made/document.docx"'
    )
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: office.document(RTF, None).text, range(4)))
    assert texts == ["正文\n"] * 4
    profiles = [line.partition("file://")[2] for line in log.read_text().splitlines()]
    assert len(set(profiles)) == 4
    assert not any(Path(profile).parent.exists() for profile in profiles)


def test_what_is_locked_says_so_before_any_program_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_SOFFICE", "/no/such/program")
    head = b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01"
    name = "WordDocument".encode("utf-16-le")
    doc = _OLE + bytes(504) + head + bytes(500) + name
    assert code_of(lambda: read_bytes(doc, "a.doc")) == "encrypted"
    odt = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
        }
    )
    assert code_of(lambda: read_bytes(odt, "a.odt")) == "encrypted"


def test_an_entity_bomb_is_refused_before_any_program_sees_it() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "9">]><office:document-content>&a;</office:document-content>'
    odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": bomb})
    assert code_of(lambda: read_bytes(odt)) == "damaged"
    flat = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "9">]><office:document />'
    assert code_of(lambda: read_bytes(flat)) == "damaged"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (_OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "doc"),
        (_OLE + bytes(600) + "MatOST".encode("utf-16-le"), "ole"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:x/>', "wordxml"),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "wordxml"),
        (RTF, "rtf"),
    ],
)
def test_kinds_that_go_through_libreoffice_are_recognised(data: bytes, kind: str) -> None:
    found = kind_of(data)
    assert (found.id, found.module) == (kind, "office")
