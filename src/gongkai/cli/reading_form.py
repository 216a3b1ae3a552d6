"""What ``gongkai read`` makes of a result, in a worker process: text that is ready to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from gongkai.cli import screen
from gongkai.cli.batch import complaint

if TYPE_CHECKING:
    from gongkai.reading import ReadError
    from gongkai.report import Report

Form = Literal["json", "csv", "table"]


class ReadResult(NamedTuple):
    """A result as text: the name it goes by, and the complaint where it is no report."""

    file: str
    text: str
    complaint: str | None


@dataclass(frozen=True)
class Reading:
    """Renders results in one form."""

    form: Form
    lang: str
    styled: bool = False

    def __call__(self, result: Report | ReadError) -> ReadResult:
        """The result as text, its file's name, the complaint about it."""
        return ReadResult(result.file or "", self._text(result), complaint(result, self.lang))

    def _text(self, result: Report | ReadError) -> str:
        if self.form == "json":
            return _json(result)
        if isinstance(result, Exception):
            return ""
        return _csv(result) if self.form == "csv" else self._table(result)

    def _table(self, report: Report) -> str:
        from gongkai.report.display import summary_lines

        return screen.show([*summary_lines(report, self.lang), []], styled=self.styled)


def _json(result: Report | ReadError) -> str:
    from gongkai.cli.json_form import failure_line
    from gongkai.report import dumps

    if isinstance(result, Exception):
        return failure_line(result.file or "", result)
    return dumps(result) + "\n"


def _csv(report: Report) -> str:
    from gongkai.cli import csv_form

    return "".join(csv_form.rows(report))
