"""Where written documents go: one file, a folder with a file for each report, the standard output."""

from __future__ import annotations

import os
import re
import sys
from contextlib import ExitStack
from pathlib import Path, PurePath
from types import TracebackType
from typing import TYPE_CHECKING, Self

from gongkai.cli.inputs import STDIN, is_same
from gongkai.cli.language import Lang, say
from gongkai.cli.output import OutputError, Write, guarded, open_output, write_file
from gongkai.cli.usage import UsageFault

if TYPE_CHECKING:
    from gongkai.report import Report

_BINARY = frozenset({"docx", "xlsx", "pdf"})
"""Kinds that are no text, and nothing for a terminal."""
_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]+')


class Target:
    """One file, or the standard output (``file`` None): it takes one report.

    JSON takes any number, each on a line. What is taken appears when all is done, or not at all.
    """

    def __init__(self, file: str | None, kind: str, lang: Lang) -> None:
        self.file = file
        self.kind = kind
        self.lang = lang
        self.taken = 0
        self._data: bytes | None = None
        self._lines: Write | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self._data is not None:
            self._put(self._data)
        self._open.__exit__(kind, fault, trace)

    def take(self, report: Report) -> None:
        """Write one more report. Raises UsageFault for a second one, WriteError, OutputError."""
        from gongkai.writing import write

        self.taken += 1
        if self.kind == "json":
            if self._lines is None:
                self._lines = self._open.enter_context(open_output(self.file))
            self._lines(write(report, self.kind).decode())
            return
        if self.taken > 1:
            target = self.file or say("output.screen", self.lang)
            raise UsageFault(say("write.several", self.lang, target=target, kind=self.kind))
        self._data = write(report, self.kind)

    def _put(self, data: bytes) -> None:
        if self.file is not None:
            write_file(self.file, data)
            return
        with guarded(None):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


class Folder(Target):
    """A folder, made where there is none: a file for each report, named by body and year."""

    def __init__(self, folder: str, kind: str, inputs: list[str], lang: Lang) -> None:
        super().__init__(None, kind, lang)
        self.folder = folder
        self._inputs = inputs
        self._names: set[str] = set()

    def take(self, report: Report) -> None:
        """Write one more report into its file, and say which. Raises as ``Target.take``."""
        from gongkai.writing import write

        path = str(Path(self.folder, self._name(report)))
        for name in (*self._inputs, report.file or ""):
            if is_same(name, path):
                raise UsageFault(say("usage.output_is_input", self.lang, file=name))
        data = write(report, self.kind)
        try:
            Path(self.folder).mkdir(exist_ok=True)
        except OSError as fault:
            raise OutputError(self.folder, fault) from fault
        write_file(path, data)
        self.taken += 1
        if self._lines is None:
            self._lines = self._open.enter_context(open_output(None))
        self._lines(f"{path}\n")

    def _name(self, report: Report) -> str:
        """A name that no other report of this run has."""
        stem = _NOT_IN_NAMES.sub("_", report.body or PurePath(report.file or "").stem)
        stem = stem.strip(" ._")[:_LONGEST_NAME] or "report"
        base = stem if report.year is None else f"{stem}-{report.year}"
        name, number = f"{base}.{self.kind}", 1
        while name.lower() in self._names:
            number += 1
            name = f"{base}-{number}.{self.kind}"
        self._names.add(name.lower())
        return name


def target_for(output: str | None, kind: str | None, inputs: list[str], lang: Lang) -> Target:
    """Where the documents go, and of which kind they are. Raises UsageFault."""
    from gongkai.writing import KINDS, UnknownKindError, kind_of

    known = ("、" if lang == "zh" else ", ").join(KINDS)
    if kind is not None and kind not in KINDS:
        raise UsageFault(say("write.unknown_kind", lang, kind=kind, known=known))
    if output is None or output == STDIN:
        if kind is None:
            raise UsageFault(say("write.no_kind", lang, known=known))
        if kind in _BINARY and sys.stdout.isatty():
            raise UsageFault(say("write.terminal", lang, kind=kind))
        return Target(None, kind, lang)
    if _is_folder(output):
        if kind is None:
            raise UsageFault(say("write.folder_kind", lang, folder=output, known=known))
        return Folder(output, kind, inputs, lang)
    try:
        return Target(output, kind or kind_of(output), lang)
    except UnknownKindError:
        message = say("write.unknown_ending", lang, target=output, known=known)
        raise UsageFault(message) from None


def _is_folder(output: str) -> bool:
    if output.endswith(("/", os.sep)):
        return True
    try:
        return Path(output).is_dir()
    except (OSError, ValueError):
        return False
