"""Opening what is packed as a ZIP, in bounds: DOCX, XLSX, ODS and archives.

What counts against the limit is what was really inflated, over all parts together; a header may
claim anything. A part whose checksum is wrong is damage, never text.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, limit

_END, _LARGE_END, _ENTRY = b"PK\x05\x06", b"PK\x06\x07", b"PK\x01\x02"
_ENCRYPTED = 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
)


class Package:
    """The parts of a packed file.

    Raises ReadError ``damaged``, ``too_many_members``; ``read`` also ``encrypted`` and
    ``unpacked_too_large``.
    """

    def __init__(self, data: bytes, file: str | None) -> None:
        self._file = file
        self._left = limit("GONGKAI_MAX_UNPACKED_MB") * MEGABYTE
        self._refuse_many(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as fault:
            raise ReadError("damaged", file, detail=str(fault)) from None
        self.entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        """The parts in the archive's order, without folders; a name may stand twice."""
        self._by_name = {_plain(entry.filename): entry for entry in self.entries}

    def names(self) -> list[str]:
        """The names of the parts in the archive's order."""
        return [entry.filename for entry in self.entries]

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._by_name

    def read(self, part: str | zipfile.ZipInfo) -> bytes:
        """The whole of a part, by its name (capitals and a leading slash do not count) or entry."""
        entry = self._by_name.get(_plain(part)) if isinstance(part, str) else part
        if entry is None:
            raise ReadError("damaged", self._file, detail=f"{part}?")
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted", self._file)
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(self._left + 1)
        except _FAULTS as fault:
            raise ReadError("damaged", self._file, detail=f"{entry.filename}: {fault}") from None
        self._left -= len(data)
        if self._left < 0:
            setting = "GONGKAI_MAX_UNPACKED_MB"
            raise ReadError("unpacked_too_large", self._file, limit=limit(setting), setting=setting)
        return data

    def _refuse_many(self, data: bytes) -> None:
        """Refuse too long a list of parts before it is taken apart."""
        end = max(0, data.rfind(_END))
        size = int.from_bytes(data[end + 12 : end + 16], "little")
        if data.startswith(_LARGE_END, end - 20):
            size = end  # told elsewhere; all that is before is looked through
        count = data.count(_ENTRY, max(0, end - size), end)
        most = limit("GONGKAI_MAX_MEMBERS")
        if count > most:
            setting = "GONGKAI_MAX_MEMBERS"
            raise ReadError(
                "too_many_members", self._file, count=count, limit=most, setting=setting
            )


def _plain(name: str) -> str:
    """The name of a part as packages compare it."""
    return name.replace("\\", "/").lstrip("/").lower()
