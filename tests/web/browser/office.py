"""People before the screen: each in a browser context of their own, signed in or not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from gongkai.web.accounts.models import User
from tests.web.support.people import PASSWORD

_PATIENCE = 40_000
"""Milliseconds until something that should be on the page must be there, on a busy machine."""
expect.set_options(timeout=_PATIENCE)


class Office:
    """The running site, and the browsers of those who work with it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.faults: list[str] = []
        self._contexts: list[BrowserContext] = []

    def page(self, **options: Any) -> Page:
        """A browser where nobody is signed in."""
        context = self.browser.new_context(base_url=self.address, locale="zh-CN", **options)
        context.set_default_timeout(_PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._listen)
        return page

    def desk(self, user: User, **options: Any) -> Page:
        """The browser of a user who is signed in already."""
        page = self.page(**options)
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.address}]
        )
        return page

    def signed_in(self, user: User, **options: Any) -> Page:
        """The browser of a user who types name and password."""
        page = self.page(**options)
        page.goto("/")
        page.get_by_label("用户名").fill(user.username)
        page.get_by_label("密码", exact=False).fill(PASSWORD)
        press(page, "登录")
        expect(page.locator(".who summary")).to_contain_text(user.name)
        return page

    def close(self) -> None:
        """Everybody goes home."""
        for context in self._contexts:
            context.close()

    def _listen(self, message: ConsoleMessage) -> None:
        # A form that is refused with 422 is an error only to the console.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)


def press(page: Page, name: str) -> None:
    """Press the one button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the one link of that name in the page's content."""
    page.locator("main").get_by_role("link", name=name, exact=True).click()


def told(page: Page, text: str) -> None:
    """The site says so."""
    expect(page.locator("#messages")).to_contain_text(text)
