"""The table of who may do what, for ``docs/office/roles.md``: ``python -m tools.permission_table``."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/gongkai/web/accounts/permissions.toml"
PAGE = ROOT / "docs/office/roles.md"
BEGIN = "<!-- permissions: made by tools/permission_table.py -->"
END = "<!-- end of permissions -->"
ROLES = {
    "officer": "经办人 officer",
    "reviewer": "审核人 reviewer",
    "secrecy_reviewer": "保密审查人 secrecy reviewer",
    "head": "负责人 head",
    "publisher": "发布人 publisher",
    "overseer": "主管部门 overseer",
    "system_administrator": "系统管理员 system",
    "security_administrator": "安全管理员 security",
    "auditor": "审计员 auditor",
}
_REACH = {"own": "own", "below": "own + below", "all": "all"}


def table() -> str:
    """The table: one line for each action, one column for each role, with how far it reaches."""
    actions: dict[str, dict[str, Any]] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    lines = [
        f"| action | what | {' | '.join(ROLES.values())} |",
        f"| --- | --- |{' --- |' * len(ROLES)}",
    ]
    for action, entry in actions.items():
        cells = [
            ", ".join(word for reach, word in _REACH.items() if role in entry.get(reach, ()))
            for role in ROLES
        ]
        lines.append(f"| `{action}` | {entry['zh']} · {entry['en']} | {' | '.join(cells)} |")
    return "\n".join(lines)


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
