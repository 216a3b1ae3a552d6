"""Text compared by its words: without width, spaces and punctuation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The letters, ideographs and digits of ``text``, full-width forms made half-width."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")
