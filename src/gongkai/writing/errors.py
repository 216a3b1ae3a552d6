"""What can keep a report from being written."""

from __future__ import annotations

_WORDS = {
    "no_font": {
        "zh": "这台机器没有中文字体，不能写 PDF。请安装软件包 {package}（例如：apt install {package}）后再试。",
        "en": "This machine has no Chinese font, so no PDF can be written. Install the package {package} (for example: apt install {package}) and try again.",
    },
    "no_library": {
        "zh": "写 {kind} 需要 {library}，这里没有安装。请运行：pip install {library}",
        "en": "Writing {kind} needs {library}, which is not installed. Run: pip install {library}",
    },
}


class WriteError(Exception):
    """A report that cannot be written here, with the reason and what to do."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def message(self, lang: str = "zh") -> str:
        """What is missing and what to install, in one sentence or two."""
        return _WORDS[self.code][lang].format_map(self.details)

    def __str__(self) -> str:
        return self.message()
