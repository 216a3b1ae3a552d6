"""Every file of an archive on its own: named as it was, none taking the others down."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pytest

from gongkai.reading import ReadError
from gongkai.reading.reader import reports_of
from gongkai.reading.sources.archive import members
from gongkai.report import Report
from tests.support.kinds import sheets  # noqa: F401 - registers the layouts of workbooks
from tests.support.kinds.registry import make_file
from tests.support.oracle import judge

UTF_8 = 0x800
_ENCRYPTED = 0x1


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def marked(data: bytes, flags: int, *, take: int = 0) -> bytes:
    """The archive with flags set in (or taken from) all its headers."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = changed.find(mark)
        while found >= 0:
            old = int.from_bytes(changed[found + at : found + at + 2], "little")
            changed[found + at : found + at + 2] = ((old | flags) & ~take).to_bytes(2, "little")
            found = changed.find(mark, found + 4)
    return bytes(changed)


def renamed(data: bytes, name: str, raw: bytes) -> bytes:
    """The archive with a name of ASCII letters replaced by as many other bytes."""
    assert len(name) == len(raw)
    return data.replace(name.encode(), raw)


def listed(data: bytes) -> list[tuple[str, bytes | str]]:
    """What is inside, errors by their code."""
    return [
        (name, content.code if isinstance(content, ReadError) else content)
        for name, content in members(data, "a.zip")
    ]


def test_every_file_inside_is_read_whatever_its_kind() -> None:
    cases = [make_file(name, "2021", 1) for name in ("xlsx_one_sheet", "xls_texts", "csv_texts")]
    files = {f"报告/{n}.{case.layout.ending}": case.data for n, case in enumerate(cases)}
    found = list(reports_of(zipped(files), "all.zip"))
    assert [report.file for report in found] == [f"all.zip/{name}" for name in files]
    for report, case in zip(found, cases, strict=True):
        assert isinstance(report, Report)
        assert judge(report, case.truth).wrong == 0


def test_one_bad_file_never_takes_the_others_down() -> None:
    good = make_file("xlsx_one_sheet", "2021", 1)
    files = {
        "1.txt": b"",
        "2.xlsx": good.data[:-100],
        "3.bin": bytes(range(256)) * 10,
        "4.zip": zipped({"x.txt": b"x"}),
        "5.docx": b"PK\x03\x04" + bytes(60),
        "6.xlsx": good.data,
    }
    found = list(reports_of(zipped(files), "all.zip"))
    codes = [getattr(result, "code", "report") for result in found]
    assert codes == ["empty", "damaged", "not_text", "nested_archive", "damaged", "report"]
    assert [result.file for result in found] == [f"all.zip/{name}" for name in files]


def test_a_damaged_member_is_told_and_the_next_is_read() -> None:
    data = bytearray(zipped({"a.txt": b"a" * 100, "b.txt": b"b"}, zipfile.ZIP_STORED))
    data[data.find(b"aaaa")] = ord("z")
    assert listed(bytes(data)) == [("a.txt", "damaged"), ("b.txt", b"b")]


def test_encrypted_members_are_told_by_name() -> None:
    data = marked(zipped({"a.txt": b"a"}), _ENCRYPTED)
    ((name, fault),) = members(data, "a.zip")
    assert isinstance(fault, ReadError)
    assert (name, fault.code, fault.file) == ("a.txt", "encrypted", "a.zip/a.txt")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_a_mark_are_utf_8_or_chinese_windows(encoding: str) -> None:
    raw = "年报.txt".encode(encoding)
    plain = "x" * len(raw)
    data = renamed(zipped({plain: b"1"}), plain, raw)
    assert listed(data) == [("年报.txt", b"1")]


def test_a_name_that_is_not_the_utf_8_it_claims_to_be_harms_nobody() -> None:
    raw = "年报.txt".encode("gbk")
    plain = "x" * len(raw)
    data = renamed(marked(zipped({plain: b"1", "好.txt": b"2"}), UTF_8), plain, raw)
    assert listed(data) == [("年报.txt", b"1"), ("好.txt", b"2")]


def test_a_name_in_utf_8_beside_the_old_one_is_taken() -> None:
    raw = b"x.txt"
    path = struct.pack("<BI", 1, zlib.crc32(raw)) + "年报.txt".encode()
    entry = zipfile.ZipInfo("x.txt")
    entry.extra = struct.pack("<HH", 0x7075, len(path)) + path
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, b"1")
    assert listed(stream.getvalue()) == [("年报.txt", b"1")]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/a.txt", "root/a.txt"),
        ("C:\\temp\\a.txt", "temp/a.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
    ],
)
def test_names_never_lead_out_of_the_archive(given: str, taken: str) -> None:
    assert listed(zipped({given: b"1"})) == [(taken, b"1")]


def test_what_systems_leave_is_passed_over() -> None:
    files = {
        "__MACOSX/._a.txt": b"1",
        ".DS_Store": b"1",
        "b/Thumbs.db": b"1",
        "b/": b"",
        "c\\": b"",
        "~$a.docx": b"1",
        ".hidden/a.txt": b"1",
        "a.txt": b"1",
    }
    assert listed(zipped(files)) == [("a.txt", b"1")]


def test_links_are_no_files() -> None:
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, b"/etc/passwd")
        archive.writestr("a.txt", b"1")
    assert listed(stream.getvalue()) == [("a.txt", b"1")]


def test_a_bomb_is_refused_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_FILE_MB", "1")
    data = zipped({"bomb.txt": b"0" * 3_000_000, "a.txt": b"1"})
    assert listed(data) == [("bomb.txt", "unpacked_too_large"), ("a.txt", b"1")]


def test_all_members_together_are_held_to_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_UNPACKED_MB", "1")
    files = {f"{n}.txt": b"0" * 400_000 for n in range(4)} | {"small.txt": b"1"}
    codes = [
        content if isinstance(content, str) else "data" for _, content in listed(zipped(files))
    ]
    assert codes == ["data", "data", "unpacked_too_large", "unpacked_too_large", "data"]


def test_a_header_that_claims_less_than_is_there_gives_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGKAI_MAX_UNPACKED_MB", "1")
    data = zipped({"bomb.txt": b"0" * 3_000_000})
    lying = data.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert listed(lying) == [("bomb.txt", "damaged")]


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MAX_MEMBERS", "3")
    with pytest.raises(ReadError) as refusal:
        listed(zipped({f"{n}.txt": b"1" for n in range(4)}))
    assert refusal.value.code == "too_many_members"


def test_an_archive_without_files_says_so() -> None:
    (result,) = reports_of(zipped({"a/": b"", ".DS_Store": b"1"}), "a.zip")
    assert isinstance(result, ReadError)
    assert result.code == "no_files"
