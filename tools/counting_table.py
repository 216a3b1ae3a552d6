"""The table of how each cell is counted, for ``docs/office/report.md``: ``python -m tools.counting_table``."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from gongkai.formats import FORMAT_IDS, CellSpec, get_format

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/gongkai/web/reports/rules.toml"
PAGE = ROOT / "docs/office/report.md"
BEGIN = "<!-- counting rules: made by tools/counting_table.py -->"
END = "<!-- end of counting rules -->"


def table() -> str:
    """One line for each rule: the cells it is for, by format, and its words."""
    rules: dict[str, dict[str, str]] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    lines = ["| 规则 rule | 适用的格 cells | 怎样统计 | how |", "| --- | --- | --- | --- |"]
    for key, rule in rules.items():
        texts = [rule[lang].replace("|", "\\|").format(row="…") for lang in ("zh", "en")]
        lines.append(f"| `{key}` | {_cells(key, rules)} | {texts[0]} | {texts[1]} |")
    return "\n".join(lines)


def _cells(key: str, rules: dict[str, dict[str, str]]) -> str:
    """How many cells of each format the rule is for, and the first of them in words."""
    found = []
    for form in FORMAT_IDS:
        cells = [c for c in get_format(form).cells.values() if _key_of(c, rules) == key]
        if cells:
            found.append(f"{form}：{len(cells)}（{_label(cells)}）")
    return "；".join(found) or "—"


def _label(cells: list[CellSpec]) -> str:
    first = cells[0].label.replace("|", "\\|")
    return first if len(cells) == 1 else f"{first} …"


def _key_of(cell: CellSpec, rules: dict[str, dict[str, str]]) -> str:
    """The rule that a cell takes, as ``compile.rule_of`` finds it."""
    names = (cell.id, f"{cell.table}.{cell.row}", f"{cell.table}.*.{cell.column}", cell.table)
    return next(name for name in names if name in rules)


def with_table(page: str) -> str:
    """The page with the present table between the two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> int:
    """Write the table into the page."""
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
