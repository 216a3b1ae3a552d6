"""A browser before the running site: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.support import needs
from tests.web.browser.office import Office

_OPTIONS = (
    "--no-sandbox",  # Chromium has none for root, as in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each user gets a fresh context in it."""
    path = needs.program(needs.CHROMIUM, "chromium", "chromium-browser")
    # Playwright runs a loop of its own beside the tests; Django takes it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_OPTIONS))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def office(chromium: Browser, live_server: LiveServer, committed: None) -> Iterator[Office]:
    """The running site and whoever sits before it. No page may report a fault of its script."""
    del committed
    made = Office(chromium, live_server.url)
    yield made
    made.close()
    assert made.faults == []
