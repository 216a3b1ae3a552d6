"""Writes the reference pages in ``docs/reference`` from the code, so that they cannot differ."""

from tools.reference.pages import FOLDER, pages

__all__ = ["FOLDER", "pages"]
