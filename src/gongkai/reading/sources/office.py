"""DOC, WPS, ODT, RTF and their like: turned into DOCX by LibreOffice, then read as such.

Every call has a profile of its own in a folder that is removed, so several at once do not meet
and nothing of the user's settings counts. Macros are off, links are not followed, the network is
out of reach; time, memory and what is written are bounded.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.reading.document import Document
from gongkai.reading.errors import ReadError
from gongkai.reading.limits import MEGABYTE, limit
from gongkai.reading.sources import docx
from gongkai.reading.sources.kinds import kind_of
from gongkai.reading.sources.office_profile import PROFILE, environment
from gongkai.reading.sources.packed import Package

SHARE_OF_TIME = 0.8
"""LibreOffice is ended before the reading of the file as a whole is, so that it never outlives it."""
LEAST_MEMORY_MB = 3_072
"""LibreOffice does not start with less address space."""
BLOCK = 512
"""What ``ulimit -f`` counts in."""

_BOUNDED = (
    'ulimit -t {seconds} || :; ulimit -v {memory} || :; ulimit -f {blocks} || :; exec "$0" "$@"'
)
_ENDINGS = {"doc": "doc", "odt": "odt", "rtf": "rtf", "wordxml": "xml"}
_PROGRAMS = ("soffice", "libreoffice")
_WORD_HEAD = b"\xec\xa5"
_WORD_VERSIONS = range(0x65, 0x200)
_WORD_LOCKED = 0x01


def document(data: bytes, file: str | None) -> Document:
    """The document that LibreOffice finds in the bytes.

    Raises ReadError ``needs_office``, ``office_failed``, ``time_limit``, ``encrypted``,
    ``damaged``, ``unpacked_too_large`` and what reading a DOCX raises.
    """
    kind = kind_of(data)
    _refuse_hostile(data, file)
    program = _program()
    if program is None:
        raise ReadError("needs_office", file, kind=kind.zh)
    return docx.document(
        _converted(program, data, _ENDINGS.get(kind.id, "wps"), file), file, converted=True
    )


def _program() -> str | None:
    """Where LibreOffice is."""
    given = os.environ.get("GONGKAI_SOFFICE")
    if given:
        return shutil.which(given)
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _converted(program: str, data: bytes, ending: str, file: str | None) -> bytes:
    """The DOCX that LibreOffice makes of the bytes."""
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document.{ending}"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        code = _run(_command(program, folder, source), folder, file)
        made = folder / "made" / "document.docx"
        if not made.is_file():
            raise ReadError("office_failed", file, detail=f"soffice: {code}")
        size, most = made.stat().st_size, "GONGKAI_MAX_FILE_MB"
        if size > limit(most) * MEGABYTE:
            printed = f"{size / MEGABYTE:.0f} MB"
            raise ReadError(
                "too_large", file, size=printed, limit=f"{limit(most)} MB", setting=most
            )
        return made.read_bytes()


def _command(program: str, folder: Path, source: Path) -> list[str]:
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    if os.name != "posix":
        return command
    bounded = _BOUNDED.format(
        seconds=limit("GONGKAI_MAX_SECONDS"),
        memory=max(limit("GONGKAI_MAX_MEMORY_MB"), LEAST_MEMORY_MB) * 1024,
        blocks=limit("GONGKAI_MAX_FILE_MB") * MEGABYTE // BLOCK,
    )
    return ["sh", "-c", bounded, *command]


def _run(command: list[str], folder: Path, file: str | None) -> int:
    """Run to the end or to the time limit; nothing that was started is left running."""
    setting = "GONGKAI_MAX_SECONDS"
    process = subprocess.Popen(  # noqa: S603 - the program is the one the user has installed
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment(folder),
        start_new_session=True,
    )
    try:
        return process.wait(limit(setting) * SHARE_OF_TIME)
    except subprocess.TimeoutExpired:
        raise ReadError("time_limit", file, limit=limit(setting), setting=setting) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, AttributeError):
        process.kill()
    process.wait()


def _refuse_hostile(data: bytes, file: str | None) -> None:
    """Refuse what is locked or made to harm before any other program sees it."""
    if data.startswith(b"PK"):
        package = Package(data, file)
        for entry in package.entries:
            content = package.read(entry)
            if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
                raise ReadError("encrypted", file)
            if entry.filename.endswith(".xml") and b"<!ENTITY" in content:
                raise ReadError("damaged", file, detail=f"{entry.filename}: DTD")
    elif data.startswith(b"<?xml") and b"<!ENTITY" in data:
        raise ReadError("damaged", file, detail="DTD")
    elif _is_locked_word(data):
        raise ReadError("encrypted", file)


def _is_locked_word(data: bytes) -> bool:
    """Whether the head of a Word 97 document says that it is encrypted."""
    at = data.find(_WORD_HEAD, BLOCK)
    while at >= 0:
        version = int.from_bytes(data[at + 2 : at + 4], "little")
        if at % BLOCK == 0 and version in _WORD_VERSIONS:
            return bool(data[at + 11] & _WORD_LOCKED)
        at = data.find(_WORD_HEAD, at + 1)
    return False
