"""The site's settings for tests: a data directory of their own, and either database.

``GONGKAI_TEST_DATABASE`` (``python -m tools.postgres`` sets it) asks for PostgreSQL.
"""

from __future__ import annotations

import os
import tempfile

os.environ["GONGKAI_MODE"] = "test"
os.environ["GONGKAI_TODAY"] = "2026-03-16"
os.environ["GONGKAI_HOSTS"] = "127.0.0.1,localhost,testserver"
os.environ.setdefault("GONGKAI_DATA", tempfile.mkdtemp(prefix="gongkai-test-"))
_server = os.environ.get("GONGKAI_TEST_DATABASE", "")
os.environ["GONGKAI_DATABASE"] = f"{_server}/postgres" if _server else ""

from gongkai.web.site.settings import *  # noqa: E402, F403 - the settings above must come first
from gongkai.web.site.settings import DATABASES  # noqa: E402 - the same

# Argon2 is slow on purpose; tests sign in a thousand times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
