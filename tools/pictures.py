"""The pictures in ``docs/office/pictures``: the demonstration on a fixed day, as Chromium shows it.

``script/pictures`` makes them anew. The invented county is the same on every machine, so a picture
changes only where a page does.
"""

from __future__ import annotations

import http.client
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "office" / "pictures"
DAY = "2026-03-16"
_PASSWORD = "yunxiu-demo-2026"  # noqa: S105 - of invented people, printed at the start of the demonstration
_SIZE: ViewportSize = {"width": 1280, "height": 860}
_COLOURS = 256
_MOST_BYTES = 150_000
_PATIENCE = 900
"""Seconds for making the county, on a busy machine."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: the file's name, whose login, where it begins, and the links to follow from there."""

    name: str
    login: str
    address: str
    follow: Sequence[str] = ()


PICTURES = (
    Picture("to-do", "officer", "/todo/"),
    Picture("case", "officer", "/cases/?stage=open&order=due", ("main tbody th a",)),
    Picture("ledger", "officer", "/cases/"),
    Picture("register", "officer", "/cases/new/"),
    Picture(
        "report",
        "officer",
        "/reports/new/?year=2025",
        ("main form button.primary", ".report-tabs a:nth-child(3)"),
    ),
    Picture("bodies", "overseer", "/bodies/"),
)


def main() -> int:
    """Make all of them; the address of a running demonstration may be given."""
    with _demonstration(sys.argv[1:]) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--lang=zh-CN",
            ],
        )
        FOLDER.mkdir(parents=True, exist_ok=True)
        for picture in PICTURES:
            data = compressed(_taken(browser, address, picture))
            (FOLDER / f"{picture.name}.png").write_bytes(data)
            print(f"{picture.name}.png  {len(data):,} bytes")
        browser.close()
    return 0


def _taken(browser: Browser, address: str, picture: Picture) -> bytes:
    context = browser.new_context(base_url=address, viewport=_SIZE, locale="zh-CN")
    page = context.new_page()
    _sign_in(page, picture.login)
    page.goto(picture.address)
    for link in picture.follow:
        page.locator(link).first.click()
        page.wait_for_load_state()
    taken = page.screenshot()
    context.close()
    return taken


def _sign_in(page: Page, login: str) -> None:
    page.goto("/login/")
    page.locator("[name=username]").fill(login)
    page.locator("[name=password]").fill(_PASSWORD)
    page.locator("main button.primary").click()
    page.wait_for_selector(".who summary")


def compressed(png: bytes) -> bytes:
    """The same picture with a palette of its own. Raises ValueError where it is still too large."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    small = io.BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    if small.tell() > _MOST_BYTES:
        raise ValueError(f"{small.tell()} bytes; at most {_MOST_BYTES}")
    return small.getvalue()


@contextmanager
def _demonstration(given: Sequence[str]) -> Iterator[str]:
    if given:
        yield given[0]
        return
    with tempfile.TemporaryDirectory() as data, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        command = [sys.executable, "-m", "gongkai", "serve", "--demo", "--data", data]
        served = subprocess.Popen(
            [*command, "--address", place],
            env=os.environ | {"GONGKAI_TODAY": DAY},
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(place, served)
            yield f"http://{place}"
        finally:
            served.terminate()
            served.wait()


def _wait_for(place: str, served: subprocess.Popen[bytes]) -> None:
    for _ in range(_PATIENCE):
        if served.poll() is not None:
            raise RuntimeError(f"the demonstration ended with {served.returncode}")
        try:
            connection = http.client.HTTPConnection(place, timeout=5)
            connection.request("GET", "/health/")
            connection.getresponse()
            connection.close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise TimeoutError(place)


if __name__ == "__main__":
    sys.exit(main())
