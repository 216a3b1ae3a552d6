"""Every page of the site for people who see little, use a keyboard, or have a narrow screen.

The pages are those of the permission matrix: a new address is looked at without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, ViewportSize

from gongkai.web.accounts.access import ANYBODY, SIGNED_IN
from gongkai.web.accounts.models import User
from gongkai.web.accounts.roles import Role, permissions
from tests.web.browser.axe import problems_of
from tests.web.browser.office import Office
from tests.web.support.matrix.addresses import Address, addresses
from tests.web.support.matrix.examples import values_of, variants_of
from tests.web.support.matrix.world import Relation, World

_NARROW: ViewportSize = {"width": 375, "height": 700}
_WIDE: ViewportSize = {"width": 1280, "height": 900}
_TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const scrolls = each => each && (getComputedStyle(each).overflowX !== "visible"
    || scrolls(each.parentElement));
  const over = [...document.querySelectorAll("body *")].filter(each =>
    each.getBoundingClientRect().right > wide + 1 && !scrolls(each.parentElement));
  return (over.length ? over : [document.body]).slice(0, 3).map(each => each.outerHTML.slice(0, 120));
}"""
APPS = sorted({address.app for address in addresses()})


@pytest.mark.parametrize("app", APPS)
def test_no_serious_finding_and_no_overflow(office: Office, app: str) -> None:
    world = World()
    desks: dict[str, Page] = {}
    wrong: list[str] = []
    seen: set[str] = set()
    for address in addresses():
        if address.app != app or "GET" not in address.methods:
            continue
        visitor = _visitor(address)
        if visitor not in desks:
            desks[visitor] = office.page() if visitor == "" else office.desk(world.users[visitor])
        for path in _paths(world, address, visitor):
            if path not in seen:
                seen.add(path)
                wrong += _look(desks[visitor], path)
    assert seen
    assert not wrong, "\n".join(["", *wrong])


def _visitor(address: Address) -> str:
    """A role that may open the page for its own body; nobody for what is open to anybody."""
    if address.action == ANYBODY:
        return ""
    if address.action == SIGNED_IN:
        return Role.OFFICER.value
    granted = permissions()[str(address.action)].reach
    wanted = [variant.action for variant in variants_of(address) if variant.action]
    able = [role for role in granted if all(role in permissions()[each].reach for each in wanted)]
    return str((able or list(granted))[0])


def _paths(world: World, address: Address, visitor: str) -> Iterator[str]:
    has = world.affairs[Relation.OWN]
    whose: User = world.users.get(visitor) or has.colleague
    for variant in variants_of(address)[:1]:
        yield address.path(values_of(address, variant, has, whose))


def _look(page: Page, path: str) -> list[str]:
    answer = page.request.get(path)
    if answer.status >= 400:
        return [f"{path}: {answer.status}, though the visitor may open it"]
    if "text/html" not in answer.headers.get("content-type", ""):
        return []
    if "attachment" in answer.headers.get("content-disposition", ""):
        return []
    wrong = []
    for size in (_WIDE, _NARROW):
        page.set_viewport_size(size)
        page.goto(path)
        wrong += [f"{path} at {size['width']}:\n{each}" for each in problems_of(page)]
        wrong += [
            f"{path} at {size['width']}: wider than the screen: {each}" for each in _wide(page)
        ]
    wrong += _in_english(page, path)
    if (count := page.locator("h1").count()) != 1:
        wrong.append(f"{path}: {count} headings of the first level")
    return wrong


def _in_english(page: Page, path: str) -> list[str]:
    """English words are longer: the narrow screen once more, and the page's own language."""
    name = settings.LANGUAGE_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": "en", "url": page.url}])
    page.goto(path)
    wrong = [f"{path} in English: wider than the screen: {each}" for each in _wide(page)]
    if page.locator("html").get_attribute("lang") != "en":
        wrong.append(f"{path} in English: says that it is in another language")
    page.context.clear_cookies(name=name)
    return wrong


def _wide(page: Page) -> list[str]:
    """The elements that make the page scroll sideways; one that scrolls in itself does not."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found
