"""What can keep a file from being read, in words that tell what to do."""

from __future__ import annotations

MESSAGES: dict[str, dict[str, str]] = {
    "not_found": {
        "zh": "找不到这个文件；请核对路径。",
        "en": "There is no such file; check the path.",
    },
    "directory": {
        "zh": "这是一个文件夹，不是文件；请给出其中的文件。",
        "en": "This is a folder, not a file; name the files in it.",
    },
    "no_access": {
        "zh": "无法打开这个文件（{detail}）；请检查权限或磁盘。",
        "en": "The file cannot be opened ({detail}); check permissions and the disk.",
    },
    "empty": {
        "zh": "文件是空的，没有任何文字。",
        "en": "The file is empty: there is no text in it.",
    },
    "too_large": {
        "zh": "文件有 {size}，超过 {limit} 的上限；可用设置 {setting} 调高。",
        "en": "The file has {size}, over the limit of {limit}; the setting {setting} raises it.",
    },
    "unpacked_too_large": {
        "zh": "这个压缩的文件解开后超过 {limit} MiB，可能是压缩炸弹；可用设置 {setting} 调高。",
        "en": "This packed file unpacks to more than {limit} MiB and may be a bomb; "
        "the setting {setting} raises the limit.",
    },
    "too_many_members": {
        "zh": "压缩包里有 {count} 个文件，超过 {limit} 个的上限；可用设置 {setting} 调高。",
        "en": "The archive holds {count} files, over the limit of {limit}; "
        "the setting {setting} raises it.",
    },
    "too_many_cells": {
        "zh": "表格的单元格超过 {limit} 个的上限；可用设置 {setting} 调高。",
        "en": "There are more than {limit} table cells; the setting {setting} raises the limit.",
    },
    "too_many_lines": {
        "zh": "文件的行（段落）超过 {limit} 行的上限；可用设置 {setting} 调高。",
        "en": "There are more than {limit} lines (paragraphs); the setting {setting} raises the limit.",
    },
    "too_many_tags": {
        "zh": "网页的标签超过 {limit} 个的上限；可用设置 {setting} 调高。",
        "en": "The page has more than {limit} tags; the setting {setting} raises the limit.",
    },
    "too_many_pages": {
        "zh": "文件有 {count} 页，超过 {limit} 页的上限；可用设置 {setting} 调高，或先拆分。",
        "en": "The file has {count} pages, over the limit of {limit}; "
        "the setting {setting} raises it, or split the file.",
    },
    "too_much_on_page": {
        "zh": "第 {page} 页上的字符或线条超过 {limit} 的上限；可用设置 {setting} 调高。",
        "en": "Page {page} holds more characters or strokes than the limit of {limit}; "
        "the setting {setting} raises it.",
    },
    "too_many_pixels": {
        "zh": "图片有 {count} 百万像素，超过 {limit} 的上限；可用设置 {setting} 调高。",
        "en": "The picture has {count} million pixels, over the limit of {limit}; "
        "the setting {setting} raises it.",
    },
    "too_deep": {
        "zh": "内容嵌套超过 {limit} 层，不是正常的文件。",
        "en": "The content is nested more than {limit} levels deep; this is no ordinary file.",
    },
    "encrypted": {
        "zh": "文件有密码保护；请先去掉密码再读取。",
        "en": "The file is protected by a password; remove the password first.",
    },
    "damaged": {
        "zh": "文件已损坏，无法打开（{detail}）；请重新下载或另存一份。",
        "en": "The file is damaged and cannot be opened ({detail}); fetch or save it anew.",
    },
    "needs_office": {
        "zh": "读取{kind}需要 LibreOffice，但没有找到 soffice；请安装"
        "（Debian 或 Ubuntu：apt install libreoffice-writer），或先另存为 DOCX。",
        "en": "Reading a {kind} needs LibreOffice and no soffice was found; install it "
        "(Debian or Ubuntu: apt install libreoffice-writer), or save the file as DOCX.",
    },
    "office_failed": {
        "zh": "LibreOffice 没能转换这个文件（{detail}）；请先另存为 DOCX。",
        "en": "LibreOffice could not convert the file ({detail}); save it as DOCX first.",
    },
    "needs_ocr": {
        "zh": "这是扫描件或图片，没有文字层（{detail}）；请安装识别组件：pip install 'gongkai[ocr]'。",
        "en": "This is a scan or a picture without text ({detail}); "
        "install the recognition extra: pip install 'gongkai[ocr]'.",
    },
    "several_reports": {
        "zh": "文件里有 {count} 份报告；请用 read_all 逐份读取。",
        "en": "The file holds {count} reports; read_all gives each of them.",
    },
    "nested_archive": {
        "zh": "压缩包里又有压缩包；请先解开再读取。",
        "en": "This is an archive within an archive; unpack it first.",
    },
    "no_files": {
        "zh": "里面没有可以读取的文件。",
        "en": "There is no file in it that can be read.",
    },
    "time_limit": {
        "zh": "读取超过 {limit} 秒，已终止；可用设置 {setting} 调高。",
        "en": "Reading took more than {limit} seconds and was ended; "
        "the setting {setting} raises the limit.",
    },
    "memory_limit": {
        "zh": "读取需要的内存超过 {limit} MiB，已终止；可用设置 {setting} 调高。",
        "en": "Reading needed more than {limit} MiB of memory and was ended; "
        "the setting {setting} raises the limit.",
    },
    "worker_died": {
        "zh": "读取这个文件的进程意外退出（{detail}），其余文件不受影响。",
        "en": "The process that read this file ended unexpectedly ({detail}); "
        "the other files are not affected.",
    },
    "not_text": {
        "zh": "这不是文本文件（第 {offset} 字节处是二进制内容）。",
        "en": "This is not a text file (binary content at byte {offset}).",
    },
    "charset": {
        "zh": "文字编码无法识别：既不是 UTF-8，也不是 GB18030（第 {offset} 字节处出错）。",
        "en": "The character set is neither UTF-8 nor GB18030 (fault at byte {offset}).",
    },
    "internal": {
        "zh": "读取时程序出错（{detail}）；请将文件和这行信息报告给开发者。",
        "en": "The program failed on this file ({detail}); please report it with the file.",
    },
    "not_canonical": {
        "zh": "这不是 gongkai read --json 写出的报告（{detail}）。",
        "en": "This is no report as gongkai read --json writes it ({detail}).",
    },
    "bad_long_table": {
        "zh": "这张 CSV 长表第 {line} 行有误（{detail}）；请用 gongkai 重新写出，或改正这一行。",
        "en": "Line {line} of this long CSV is wrong ({detail}); write it anew with gongkai or mend that line.",
    },
    "not_a_report": {
        "zh": "没有认出政府信息公开工作年度报告：既没有报告标题，也没有六个部分和表格中的任何一个。",
        "en": "No annual report on government information disclosure was recognised: "
        "no title of one, none of its six sections, none of its tables.",
    },
}
"""Wording of every error code in Chinese and English."""


class ReadError(Exception):
    """A file could not be read as an annual report.

    ``code`` is one of ``MESSAGES``; ``file`` the file's name as it was given.
    """

    def __init__(self, code: str, file: str | None = None, **details: str | int) -> None:
        self.code = code
        self.file = file
        self.details = details
        super().__init__(self.message())

    def message(self, lang: str = "zh") -> str:
        """The reason in one sentence, without the file's name."""
        return MESSAGES[self.code][lang].format(**self.details)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.file, self.details)


def _rebuild(code: str, file: str | None, details: dict[str, str | int]) -> ReadError:
    return ReadError(code, file, **details)
