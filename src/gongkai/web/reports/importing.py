"""Taking a file into a report: read under limits in a process of its own, chosen, then written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from gongkai.formats import Part, get_format
from gongkai.reading import ReadError
from gongkai.report import Cell, CellState, Report, dumps, loads
from gongkai.web.accounts.models import User
from gongkai.web.reports.bounded import results_of
from gongkai.web.reports.editing import LONGEST_LEAD_IN, LONGEST_SECTION, tidy
from gongkai.web.reports.models import AnnualReport, CellOrigin, PastReport, Upload
from gongkai.web.reports.typed import pack
from gongkai.web.reports.workflow import ReportError
from gongkai.web.site.language import lang

MOST_BYTES = 20 * 2**20
MOST_REPORTS = 40
"""So many reports of one file are offered to choose from."""
_LONGEST_RAW = 60
LONGEST_CONTENT = 2 * 2**20
"""A report whose canonical JSON has more characters is no annual report of one body."""


class ImportFailedError(ReportError):
    """The file gives nothing; the text says why and what to do."""


def read_upload(report: AnnualReport, file: UploadedFile, user: User) -> Upload:
    """Read the file and keep what is in it until it was chosen from. Raises ImportFailedError."""
    name = PurePosixPath((file.name or "").replace("\\", "/")).name[:200] or _("未命名文件")
    if (file.size or 0) > MOST_BYTES:
        raise ImportFailedError(_("文件超过 %(n)d MB，不能导入。") % {"n": MOST_BYTES // 2**20})
    data = file.read(MOST_BYTES + 1)
    results = list(islice(results_of(data, name), MOST_REPORTS + 1))
    if len(results) > MOST_REPORTS:
        raise ImportFailedError(
            _("文件里的报告超过 %(n)d 份。请只上传需要的那一份。") % {"n": MOST_REPORTS}
        )
    contents, faults = _sorted_out(results)
    if not contents:
        raise ImportFailedError(faults[0] if faults else _("文件里没有可以读取的报告。"))
    made = Upload(
        report=report,
        file=name,
        digest=hashlib.sha256(data).hexdigest(),
        contents=contents,
        faults=faults,
        by=user,
    )
    for old in report.uploads.filter(by=user):
        old.delete()
    made.save()
    return made


def _sorted_out(results: list[Report | ReadError]) -> tuple[list[str], list[str]]:
    contents, faults = [], []
    for each in results:
        if isinstance(each, ReadError):
            faults.append(each.message(lang())[:500])
        elif len(text := dumps(each)) > LONGEST_CONTENT:
            faults.append(_("其中一份报告过长，不像一个机关的年度报告，没有读入。"))
        else:
            contents.append(text)
    return contents, faults


@dataclass(frozen=True, slots=True)
class Offer:
    """One report of an uploaded file, as the choice shows it."""

    index: int
    value: Report
    parts: tuple[tuple[Part, int, bool], ...]
    """Each part with the number of its numbers, and whether its format fits the report's."""

    @property
    def formats(self) -> str:
        """The formats of its parts."""
        return "、".join(sorted(set(self.value.formats.values())))


def offers_of(upload: Upload) -> list[Offer]:
    """What can be taken from the file."""
    values = [loads(text) for text in upload.contents]
    return [
        Offer(index, value, _parts(value, upload.report.form)) for index, value in enumerate(values)
    ]


def _parts(value: Report, form: str) -> tuple[tuple[Part, int, bool], ...]:
    return tuple(
        (
            part,
            sum(
                value.cells[spec.id].value is not None
                for spec in get_format(value.formats[part]).cells_of(part)
            ),
            value.formats[part] == form,
        )
        for part in Part
    )


def take_numbers(report: AnnualReport, value: Report, parts: Collection[Part]) -> int:
    """Take the numbers of some parts into a locked draft; those parts no longer come from the ledger.

    Returns how many cells were taken. Raises ImportFailedError for a part in another format.
    """
    cells = dict(report.cells)
    taken = 0
    for part in parts:
        if value.formats[part] != report.form:
            raise ImportFailedError(
                _("文件里的这张表是 %(other)s 格式，报告是 %(own)s 格式，不能直接导入。")
                % {"other": value.formats[part], "own": report.form}
            )
        for spec in get_format(report.form).cells_of(part):
            cell = value.cells[spec.id]
            if cell.state is CellState.MISSING:
                cells.pop(spec.id, None)
                continue
            short = Cell(cell.value, cell.state, cell.raw[:_LONGEST_RAW])
            cells[spec.id] = pack(short, CellOrigin.IMPORTED)
            taken += 1
    report.cells = cells
    report.ledger_parts = [each for each in report.ledger_parts if Part(each) not in set(parts)]
    return taken


def take_prose(report: AnnualReport, value: Report) -> None:
    """Take lead-in and sections into a locked draft, in the place of what stands there."""
    sections = {str(each.number): tidy(each.text)[:LONGEST_SECTION] for each in value.sections}
    report.sections = {**report.sections, **sections}
    report.lead_in = tidy(value.lead_in)[:LONGEST_LEAD_IN]


def keep_past(report: AnnualReport, content: str, file: str, user: User) -> PastReport:
    """Keep the report as the one of the year before. Raises ImportFailedError for another year."""
    year, value = report.year - 1, loads(content)
    if value.year not in {None, year}:
        raise ImportFailedError(
            _("这份报告是 %(found)d 年度的，不是上年（%(year)d 年度）的。")
            % {"found": value.year, "year": year}
        )
    kept = PastReport.objects.filter(body=report.body, year=year).first()
    kept = kept or PastReport(body=report.body, year=year)
    kept.file, kept.content, kept.by = file, content, user
    kept.save()
    return kept
