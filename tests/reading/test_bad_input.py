"""What is no annual report is refused with one clear reason; what is one without tables is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.reading import ReadError, read, read_bytes, read_text
from gongkai.report import CellState

PROSE = """临澄市槐塬镇2021年政府信息公开工作年度报告

一、总体情况
2021年，槐塬镇公开信息18条，未收到申请。

五、存在的主要问题及改进情况
公开的内容不够丰富，2022年将逐项补齐。

六、其他需要报告的事项
无。
"""


def _code(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data)
    assert caught.value.message("zh")
    assert caught.value.message("en")
    return caught.value.code


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\u3000\n\u00a0".encode()])
def test_empty(data: bytes) -> None:
    assert _code(data) == "empty"


@pytest.mark.parametrize("data", [bytes(4096), b"GIF89a" + bytes(range(256)) * 4])
def test_binary_of_no_known_kind(data: bytes) -> None:
    assert _code(data) == "not_text"


def test_wrong_charset() -> None:
    text = "槐塬鎮2021年政府信息公開工作年度報告。" * 20
    assert _code(text.encode("big5", "ignore") + b"\xff\xff\xfe") == "charset"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("今日天气晴，最高气温31度。", id="weather"),
        pytest.param("import os\nprint(os.getcwd())\n" * 50, id="program"),
        pytest.param("0\n" * 500, id="zeros"),
        pytest.param(
            "关于举办秋季运动会的通知\n一、时间：10月8日\n二、地点：体育场\n三、项目：12项\n",
            id="notice",
        ),
        pytest.param(
            "合同编号：2021-0088\n甲方：某公司\n乙方：某公司\n金额：12000元\n", id="contract"
        ),
    ],
)
def test_no_report(text: str) -> None:
    assert _code(text.encode()) == "not_a_report"


def test_prose_only_reads_with_all_cells_missing() -> None:
    report = read_text(PROSE)
    assert report.year == 2021
    assert {cell.state for cell in report.cells.values()} == {CellState.MISSING}
    assert [s.number for s in report.sections] == [1, 5, 6]


def test_no_such_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as missing:
        read(tmp_path / "没有.txt")
    assert missing.value.code == "not_found"
    with pytest.raises(ReadError) as folder:
        read(tmp_path)
    assert folder.value.code == "directory"


def test_errors_name_their_file(tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_bytes(b"")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.file == str(path)
    assert str(path) not in caught.value.message()
