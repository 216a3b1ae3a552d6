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
