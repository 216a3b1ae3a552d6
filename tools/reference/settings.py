"""The settings: environment variables with their defaults."""

from __future__ import annotations

from gongkai.reading.limits import PROGRAMS, SETTINGS
from gongkai.web.site.environment import VARIABLES
from tools.reference.markdown import code, table

_INTRO = """# 设置 · Settings

设置都是环境变量，不设就用默认值。 Settings are environment variables; without them the defaults hold.

"""

_INTERFACE = [
    code("GONGKAI_LANG"),
    code("zh"),
    "界面语言：`zh` 或 `en`；命令行的 `--lang` 优先。",
    "The language of the interface, `zh` or `en`; the option `--lang` comes first.",
]

_SITE = """
## 工作平台 · The site

"""


def page() -> str:
    """The page ``settings.md``."""
    limits = (
        [code(name), code(str(setting.default)), setting.zh, setting.en]
        for name, setting in SETTINGS.items()
    )
    programs = ([code(name), "", zh, en] for name, (zh, en) in PROGRAMS.items())
    heads = ["变量 variable", "默认值 default", "意义", "meaning"]
    site = ([code(each.name), code(each.default), each.zh, each.en] for each in VARIABLES)
    return (
        f"{_INTRO}{table(heads, [*limits, *programs, _INTERFACE])}{_SITE}{table(heads, list(site))}"
    )
