"""The tokens of formulas in the records of workbooks, as far as their meaning must be known."""

from __future__ import annotations

_TEXT, _SHARED, _CHOICE = 0x17, 0x01, 0x19
_CHOOSE = 0x04
_CLASSES = 0x20
"""From here on the same token comes in three classes, told by two bits."""
_SIZES: dict[int, int] = {
    **dict.fromkeys((*range(0x03, 0x17),), 0),
    0x02: 4,
    0x19: 3,
    0x1C: 1,
    0x1D: 1,
    0x1E: 2,
    0x1F: 8,
    0x20: 7,
    0x21: 2,
    0x22: 3,
    0x23: 4,
    0x24: 4,
    0x25: 8,
    0x26: 6,
    0x27: 6,
    0x28: 6,
    0x29: 2,
    0x2A: 4,
    0x2B: 8,
    0x2C: 4,
    0x2D: 8,
    0x39: 6,
    0x3A: 6,
    0x3B: 10,
    0x3C: 6,
    0x3D: 10,
}
"""How many bytes follow each token."""


def makes_text(tokens: bytes) -> bool:
    """Whether a formula names a text, so that nothing may truly be its result.

    One whose tokens stand elsewhere (shared by several cells) may as well.
    """
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token >= _CLASSES:
            token = token & 0x1F | _CLASSES
        if token in (_TEXT, _SHARED):
            return True
        if token not in _SIZES:
            return False
        at += 1 + _SIZES[token]
        if token == _CHOICE and tokens[at - 3] & _CHOOSE:
            at += 2 * (int.from_bytes(tokens[at - 2 : at], "little") + 1)
    return False
