"""How much a reader takes on. Each limit is a setting: an environment variable of its name."""

from __future__ import annotations

import os
from typing import NamedTuple

MEGABYTE = 1024 * 1024


class Setting(NamedTuple):
    """A limit: its default, and what it means in Chinese and English."""

    default: int
    zh: str
    en: str


SETTINGS: dict[str, Setting] = {
    "GONGKAI_MAX_TEXT_MB": Setting(
        16,
        "能读取的最大文本文件和网页，单位 MiB；更大的报错，不读取。",
        "The largest text file or web page that is read, in MiB; a larger one is an error.",
    ),
    "GONGKAI_MAX_FILE_MB": Setting(
        256,
        "能读取的最大文件（其他各类），单位 MiB；更大的报错，不读取。",
        "The largest file of any other kind that is read, in MiB; a larger one is an error.",
    ),
    "GONGKAI_MAX_UNPACKED_MB": Setting(
        512,
        "压缩的文件（DOCX、XLSX、ZIP 等）解开后最多多大，单位 MiB。",
        "What a packed file (DOCX, XLSX, ZIP and so on) may unpack to, in MiB.",
    ),
    "GONGKAI_MAX_MEMBERS": Setting(
        20_000,
        "一个压缩包里最多多少个文件。",
        "The most files in one archive.",
    ),
    "GONGKAI_MAX_CELLS": Setting(
        200_000,
        "一个文件的表格里最多多少个单元格。",
        "The most table cells in one file.",
    ),
    "GONGKAI_MAX_TAGS": Setting(
        2_000_000,
        "一个网页里最多多少个标签。",
        "The most tags in one web page.",
    ),
    "GONGKAI_MAX_LINES": Setting(
        500_000,
        "一个文件最多多少行（段落）；表格的单元格另计。",
        "The most lines (paragraphs) of one file; the cells of its tables are counted apart.",
    ),
    "GONGKAI_MAX_PAGES": Setting(
        2_000,
        "一个 PDF 或多页图片最多多少页。",
        "The most pages of a PDF or of a picture with several pages.",
    ),
    "GONGKAI_MAX_PAGE_OBJECTS": Setting(
        400_000,
        "PDF 的一页上最多多少个字符，以及多少笔画线；更多的报错，不读取。",
        "The most characters on one page of a PDF, and the most strokes of its drawings.",
    ),
    "GONGKAI_MAX_PIXELS_MP": Setting(
        120,
        "一张图片最多多少百万像素。",
        "The most pixels of one picture, in millions.",
    ),
    "GONGKAI_MAX_SECONDS": Setting(
        120,
        "工作进程（命令行，或 jobs 大于 1 时）读取一个文件最多用多少秒；超过即终止，报错，其余文件照常读取。",
        "The most seconds that a worker (of the command line, or with jobs above 1) may take for one file; "
        "beyond it is ended and reported.",
    ),
    "GONGKAI_MAX_MEMORY_MB": Setting(
        4_096,
        "每个工作进程最多用多少内存，单位 MiB（在 Linux 上确认有效）。",
        "The most memory that a worker process may use, in MiB (known to hold on Linux).",
    ),
}
"""Every setting by its environment variable."""


PROGRAMS: dict[str, tuple[str, str]] = {
    "GONGKAI_SOFFICE": (
        "LibreOffice 的程序 soffice 的路径；不设就在 PATH 里找 soffice 或 libreoffice。",
        (
            "The path of LibreOffice's program soffice; without it soffice or libreoffice "
            "is looked for on PATH."
        ),
    ),
}
"""Settings that name a program: what each means in Chinese and English."""


def limit(setting: str) -> int:
    """The value of a setting: from the environment where it holds a number, else its default."""
    given = os.environ.get(setting, "")
    return int(given) if given.isdigit() and int(given) > 0 else SETTINGS[setting].default
