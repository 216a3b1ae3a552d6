"""The commands with their options and exit statuses."""

from __future__ import annotations

from typing import Any

import typer

from gongkai.cli.app import build
from gongkai.cli.help import parameters, usage
from gongkai.cli.language import LANGUAGES, say
from tools.reference.markdown import code, table

_INTRO = """# 命令 · Commands

`gongkai` 与 `python -m gongkai` 相同。界面默认中文；`--lang en` 或环境变量 `GONGKAI_LANG=en` 改为英文。

`gongkai` and `python -m gongkai` are the same. The interface is Chinese by default; `--lang en` or
the environment variable `GONGKAI_LANG=en` turns it into English.

"""

_STATUSES = (
    ("0", "完成；check：没有达到所问级别的问题", "done; check: nothing of the asked severity"),
    ("1", "check：有达到所问级别的问题", "check: findings of the asked severity"),
    (
        "2",
        "有文件读不出（其余照常完成），或命令行有误",
        "a file could not be read (the others are done), or the command line is wrong",
    ),
    ("3", "结果写不出去", "the results cannot be written"),
    ("70", "程序自身出错", "a fault of the program itself"),
    ("130", "被中断（Ctrl-C）", "interrupted (Ctrl-C)"),
    ("141", "接收输出的程序已停止", "whoever read the output has stopped"),
)

_NOTES = """
JSON 与 CSV 一律为 UTF-8。`read --json` 的内容不随界面语言改变，其中的说明文字是中文。`-o` 写出的 CSV 文件以字节顺序标记开头，Excel 据此识别中文；写到管道时没有。

CSV 中可能被电子表格当作公式的文字前加一个撇号，数值列不受影响。

标准输出不是终端或设了 `NO_COLOR` 时没有颜色；进度条只在标准错误是终端时出现。

JSON and CSV are always UTF-8. What `read --json` writes is the same in every language of the
interface; its messages are Chinese. A CSV file written by `-o` begins with the byte order mark by which
Excel knows UTF-8; a pipe gets none. Text in CSV that a spreadsheet might run as a formula has an
apostrophe in front; the column of values is never touched. There is no colour where standard
output is no terminal or `NO_COLOR` is set, and no progress bar where standard error is none.
"""


def page() -> str:
    """The page ``commands.md``."""
    top = build()
    context = typer.Context(top, info_name="gongkai", **top.context_settings)
    overview = table(
        ["命令 command", "作用", "what it does"],
        (
            [f"[{name}](#gongkai-{name})", *_both(command.help)]
            for name, command in top.commands.items()
        ),
    )
    commands = "".join(_command(top, name, context) for name in top.commands)
    statuses = table(["退出码 status", "意义", "meaning"], _STATUSES)
    return f"{_INTRO}{overview}\n{_parameters(top, context)}{commands}\n## 退出码 · Exit statuses\n\n{statuses}{_NOTES}"


def _command(top: Any, name: str, parent: typer.Context) -> str:
    command = top.commands[name]
    context = typer.Context(command, info_name=name, parent=parent)
    title = f"{parent.command_path} {name}"
    below = "".join(_command(command, each, context) for each in getattr(command, "commands", {}))
    return (
        f"\n## {title}\n\n`{title} {usage(command, 'en')}`\n\n"
        f"{_parameters(command, context)}{below}"
    )


def _parameters(command: Any, context: Any) -> str:
    rows = (
        [code(written), *_both(text)]
        for kind in ("argument", "option")
        for written, text in parameters(command, context, kind)
    )
    return table(["参数、选项 parameter", "作用", "what it does"], rows)


def _both(text: str) -> list[str]:
    return [say(text, lang) for lang in LANGUAGES]
