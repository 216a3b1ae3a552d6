"""The remarks of the reader."""

from __future__ import annotations

from gongkai.report import remark_catalogue
from tools.reference.markdown import code, table

_INTRO = """# 存疑 · Remarks

读取时没有把握之处，连同位置记入 `remarks`，不猜。大括号中是每一处的具体内容。

What the reader was unsure of is recorded in `remarks` with its place, not guessed. Words in braces
stand for what is said of each case.

"""


def page() -> str:
    """The page ``remarks.md``."""
    rows = ([code(name), words["zh"], words["en"]] for name, words in remark_catalogue().items())
    return _INTRO + table(["代码 code", "意义", "meaning"], rows)
