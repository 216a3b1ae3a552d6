"""axe-core, the checker of accessibility, from the locked npm package beside this file."""

from __future__ import annotations

import fcntl
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.support import needs

_HERE = Path(__file__).parent
_SCRIPT = _HERE / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
_RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(each => ({
    id: each.id, impact: each.impact, help: each.help,
    nodes: each.nodes.map(node => node.target.join(" ") + "  " + node.html.slice(0, 160)),
  }));
}"""


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that a page breaks, and where."""

    rule: str
    impact: str
    help: str
    nodes: tuple[str, ...]

    def __str__(self) -> str:
        places = "\n".join(f"      {node}" for node in self.nodes[:5])
        return f"    {self.impact} {self.rule}: {self.help}\n{places}"


@cache
def script() -> str:
    """The program itself, installed as the lock file says where it is missing."""
    npm = needs.program(needs.NPM, "npm")
    with (_HERE / ".npm-lock").open("w") as lock:
        # Test workers start together; one of them installs.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _SCRIPT.exists():
            subprocess.run(
                [npm, "ci", "--ignore-scripts"], cwd=_HERE, check=True, capture_output=True
            )
    return _SCRIPT.read_text(encoding="utf-8")


def problems_of(page: Page) -> list[Problem]:
    """What axe finds on the page as it is shown now, only what is serious or critical."""
    # Evaluated by the debugger, so that the site's policy against foreign scripts stays in force.
    page.evaluate(script())
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [
        Problem(each["id"], each["impact"], each["help"], tuple(each["nodes"]))
        for each in found
        if each["impact"] in GRAVE
    ]
