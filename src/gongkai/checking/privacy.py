"""Numbers of persons: found, checked, and never printed whole."""

from __future__ import annotations

import re

IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[\dXx](?![\dA-Za-z])"
)
"""What has the build of an identity number; whether it is one, the check character tells."""

MOBILE = re.compile(r"(?<![\d.\-])1[3-9]\d(?:[ \-]?)\d{4}(?:[ \-]?)\d{4}(?![.\-]?\d)")
"""A mobile number, in one piece or in three."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_identity_number(text: str) -> bool:
    """Whether the check character (GB 11643) is the one the other seventeen digits ask for."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == text[17].upper()


def mask(text: str) -> str:
    """``text`` with every number of a person made unrecognisable (138****1234)."""
    hidden = IDENTITY.sub(lambda match: f"{match[0][:3]}***********{match[0][-4:]}", text)
    return MOBILE.sub(lambda match: f"{match[0][:3]}****{match[0][-4:]}", hidden)
