"""From the bytes of a text file to its characters.

The order is fixed: byte order mark, strict UTF-8, GB18030 (what Chinese offices' software still
writes, and a superset of GB2312 and GBK). No guessing by frequency: a file that is neither gets
a clear error.
"""

from __future__ import annotations

import codecs

from gongkai.reading.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_CONTROL_SHARE = 0.002
"""More control characters than this (one in 500) and a file is no text."""


def decode(data: bytes, file: str | None = None) -> str:
    """The text of a file without byte order mark.

    Raises ReadError ``empty``, ``not_text`` or ``charset``.
    """
    text = _decode(data, file)
    if not text.strip():
        raise ReadError("empty", file)
    return text


def _decode(data: bytes, file: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, file, len(mark))
    binary = data.find(b"\x00")
    if binary >= 0:
        raise ReadError("not_text", file, offset=binary)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030", file, 0)
    _refuse_binary(text, data, file)
    return text


def _strict(data: bytes, encoding: str, file: str | None, start: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise ReadError("charset", file, offset=start + fault.start) from None


def _refuse_binary(text: str, data: bytes, file: str | None) -> None:
    # in no encoding that comes here is such a byte a part of another character
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(4, len(text) * _CONTROL_SHARE):
        first = next(at for at, byte in enumerate(data) if byte in _CONTROLS)
        raise ReadError("not_text", file, offset=first)
