"""The documentation says what the code does: a page that differs or lacks something fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.checking import catalogue
from gongkai.cli.app import build
from gongkai.formats import FORMAT_IDS, get_format
from gongkai.report import CellState, remark_catalogue
from tools.reference import FOLDER, pages
from tools.reference.shown import PAGES, ROOT, renewed

DOCS = ROOT / "docs"
PAGES_WRITTEN = pages()


@pytest.mark.parametrize("name", PAGES_WRITTEN)
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    on_disk = (FOLDER / name).read_text(encoding="utf-8")
    assert on_disk == PAGES_WRITTEN[name], "run script/docs"


def test_no_reference_page_is_left_from_earlier() -> None:
    assert {page.name for page in FOLDER.iterdir()} == set(PAGES_WRITTEN)


def test_every_rule_is_documented() -> None:
    page = _read(FOLDER / "rules.md")
    for spec in catalogue():
        assert f"\n## {spec.id}\n\n**{spec.title.zh}** · {spec.title.en}" in page


def test_every_cell_of_every_format_is_documented() -> None:
    page = _read(FOLDER / "formats.md")
    for format_id in FORMAT_IDS:
        form = get_format(format_id)
        section = page.partition(f"\n## {format_id}\n")[2]
        for cell in form.cells.values():
            for word in (f"### {cell.table}\n", f"`{cell.row}`", f"`{cell.column}`"):
                assert word in section


def test_every_command_and_option_is_documented() -> None:
    page = _read(FOLDER / "commands.md")
    for name, command in build().commands.items():
        section = page.partition(f"\n## gongkai {name}\n")[2].partition("\n## ")[0]
        for parameter in command.params:
            options = [each for each in parameter.opts if each.startswith("-")]
            for word in options or [parameter.metavar]:
                assert word.replace("|", "\\|") in section


def test_every_remark_is_documented() -> None:
    page = _read(FOLDER / "remarks.md")
    for code in remark_catalogue():
        assert f"| `{code}` |" in page


def test_every_setting_is_documented() -> None:
    page = _read(FOLDER / "settings.md")
    used = {
        name
        for module in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"\bGONGKAI_[A-Z_]+\b", _read(module))
    }
    assert used
    for name in used:
        assert f"| `{name}` |" in page


def test_every_state_of_a_cell_is_in_the_glossary() -> None:
    page = _read(DOCS / "glossary.md")
    for state in CellState:
        if state is not CellState.NUMBER:
            assert f"| {state.replace('_', ' ')} |" in page


def test_every_locked_dependency_of_ours_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads(_read(ROOT / "pyproject.toml"))
    page = _read(DOCS / "dependencies.md")
    groups = project["dependency-groups"]
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["ocr"],
        *project["project"]["optional-dependencies"]["web"],
        *groups["dev"],
        *groups["bench"],
    ]
    for requirement in wanted:
        assert re.split(r"[>\[]", requirement)[0] in page, requirement


@pytest.mark.parametrize("name", PAGES)
def test_a_readme_shows_what_the_program_prints(name: str) -> None:
    page = _read(ROOT / name)
    assert "$ gongkai check" in page
    assert "```python" in page
    assert renewed(page) == page, "run script/docs"


def test_the_readmes_say_the_same() -> None:
    english, chinese = (_read(ROOT / name) for name in PAGES)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert _links(english) - {"README.zh-CN.md"} == _links(chinese) - {"README.md"}


@pytest.mark.parametrize(
    "page", sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")]), ids=lambda page: page.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _links(_read(page)):
        if "://" not in link:
            assert (page.parent / link.partition("#")[0]).exists(), link


def _links(page: str) -> set[str]:
    import re

    return set(re.findall(r"\]\(([^)]+)\)", page))


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8")
