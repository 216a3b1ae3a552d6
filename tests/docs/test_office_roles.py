"""The page on roles says what the program does."""

from __future__ import annotations

from gongkai.web.accounts.roles import SEPARATE, Role
from gongkai.web.accounts.second_factor import REQUIRED_OF
from tools.permission_table import BEGIN, END, PAGE, ROLES, table, with_table


def test_the_table_is_the_one_the_program_reads() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page) == page, "run: python -m tools.permission_table"
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == table()


def test_every_role_has_its_column_and_its_line() -> None:
    assert list(ROLES) == [str(role) for role in Role]
    page = PAGE.read_text(encoding="utf-8")
    for role in Role:
        assert f"| {role.label} " in page


def test_the_page_names_who_needs_a_second_factor() -> None:
    assert SEPARATE | {Role.HEAD, Role.OVERSEER} == REQUIRED_OF
    assert "the three administrators, heads and overseers" in PAGE.read_text(encoding="utf-8")
