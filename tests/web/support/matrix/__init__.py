"""Every address of the site, something to open at each, and who is let in."""

from __future__ import annotations
