"""What some tests need from the system: without it they are skipped, saying which Debian package.

With ``GONGKAI_STRICT=1``, as in continuous integration, what cannot be tested is a failure instead:
a test that never runs protects nothing.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import NoReturn

import pytest

STRICT = os.environ.get("GONGKAI_STRICT") == "1"


@dataclass(frozen=True, slots=True)
class Need:
    """One program or file of the system and the Debian package that brings it."""

    what: str
    package: str

    @property
    def reason(self) -> str:
        """The sentence that the test report shows."""
        return f"{self.what} is missing: install the Debian package {self.package} (script/system)"


LIBREOFFICE = Need("LibreOffice", "libreoffice-writer-nogui and libreoffice-calc-nogui")
CHINESE_FONT = Need("a font with Chinese characters", "fonts-noto-cjk")
POSTGRES_CLIENT = Need("pg_dump", "postgresql-client")
CHROMIUM = Need("Chromium", "chromium")
NPM = Need("npm", "npm")


def missing(need: Need) -> NoReturn:
    """Skip the running test, or the module being collected; fail it where nothing may be skipped."""
    if STRICT:
        pytest.fail(need.reason, pytrace=False)
    pytest.skip(need.reason, allow_module_level=True)


def program(need: Need, *names: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        if (found := shutil.which(name)) is not None:
            return found
    missing(need)


def marked(need: Need, *, is_there: bool) -> pytest.MarkDecorator:
    """A mark for tests that need it. Where nothing may be skipped, collecting them fails."""
    if STRICT and not is_there:
        pytest.fail(need.reason, pytrace=False)
    return pytest.mark.skipif(not is_there, reason=need.reason)
