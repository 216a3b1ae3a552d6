"""Faults on the pages of a PDF: text and rulings lost, moved, added; pages turned and mixed up."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import closing
from random import Random

import pypdfium2
from pypdfium2 import raw

from gongkai.reading.errors import ReadError
from gongkai.reading.reader import read_bytes
from gongkai.report import Cell, CellState, PagePlace
from tests.support.kinds.faults_of_bytes import FileFault, file_fault
from tests.support.kinds.registry import FileCase
from tests.support.truth import BLANK, Entry

Edit = Callable[[pypdfium2.PdfDocument], None]


def edited(data: bytes, edit: Edit) -> bytes:
    """The file with its pages edited."""
    stream = io.BytesIO()
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        edit(pdf)
        pdf.save(stream)
    return stream.getvalue()


def _objects(page: pypdfium2.PdfPage, type_: int) -> list[pypdfium2.PdfObject]:
    return list(page.get_objects(filter=[type_], max_depth=1, textpage=page.get_textpage()))


def _with_objects(
    name: str,
    case: FileCase,
    rng: Random,
    type_: int,
    change: Callable[[pypdfium2.PdfPage, list[pypdfium2.PdfObject]], None],
) -> FileFault | None:
    """The file with objects of one type changed on one page that has a table."""

    def edit(pdf: pypdfium2.PdfDocument) -> None:
        page = pdf[rng.randrange(len(pdf))]
        found = _objects(page, type_)
        if found:
            change(page, found)
            page.gen_content()

    return FileFault(name, edited(case.data, edit))


@file_fault("pdf")
def page_written_anew(case: FileCase, _rng: Random) -> FileFault | None:
    """Nothing is changed but how the pages are written."""

    def edit(pdf: pypdfium2.PdfDocument) -> None:
        for page in pdf:
            page.gen_content()

    return FileFault("page_written_anew", edited(case.data, edit))


@file_fault("pdf")
def words_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A run of text without digits is gone: a label, a head, a part of a sentence."""

    def change(page: pypdfium2.PdfPage, found: list[pypdfium2.PdfObject]) -> None:
        words = [run for run in found if not any(c.isdigit() for c in run.extract())]
        for run in rng.sample(words, min(len(words), rng.choice((1, 1, 3)))):
            page.remove_obj(run)

    return _with_objects("words_lost", case, rng, raw.FPDF_PAGEOBJ_TEXT, change)


@file_fault("pdf")
def rulings_lost(case: FileCase, rng: Random) -> FileFault | None:
    """Some of the drawn lines are gone."""

    def change(page: pypdfium2.PdfPage, found: list[pypdfium2.PdfObject]) -> None:
        share = rng.choice((1, 1, 2, 5, len(found) // 10 + 1, len(found) // 2 + 1, len(found)))
        for path in rng.sample(found, min(len(found), share)):
            page.remove_obj(path)

    return _with_objects("rulings_lost", case, rng, raw.FPDF_PAGEOBJ_PATH, change)


@file_fault("pdf")
def rulings_moved(case: FileCase, rng: Random) -> FileFault | None:
    """Some of the drawn lines stand a little beside their place."""

    def change(_page: pypdfium2.PdfPage, found: list[pypdfium2.PdfObject]) -> None:
        for path in rng.sample(found, min(len(found), rng.choice((1, 2, 10, 60)))):
            far = rng.choice((0.5, 1.5, 4))
            move = (rng.uniform(-far, far), rng.uniform(-far, far))
            path.transform(pypdfium2.PdfMatrix(1, 0, 0, 1, *move))

    return _with_objects("rulings_moved", case, rng, raw.FPDF_PAGEOBJ_PATH, change)


@file_fault("pdf")
def rulings_added(case: FileCase, rng: Random) -> FileFault | None:
    """Lines are drawn through the page, across or down."""

    def edit(pdf: pypdfium2.PdfDocument) -> None:
        page = pdf[rng.randrange(len(pdf))]
        width, height = page.get_size()
        for _ in range(rng.choice((1, 1, 3))):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            long = rng.choice((20, 60, 400))
            end = (x + long, y) if rng.random() < 0.5 else (x, y + long)
            path = raw.FPDFPageObj_CreateNewPath(x, y)
            raw.FPDFPath_LineTo(path, *end)
            raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_NONE, 1)
            raw.FPDFPage_InsertObject(page, path)
        page.gen_content()

    return FileFault("rulings_added", edited(case.data, edit))


@file_fault("pdf")
def runs_out_of_place(case: FileCase, rng: Random) -> FileFault | None:
    """All runs of a page stand a little beside their place, each another way."""

    def change(_page: pypdfium2.PdfPage, found: list[pypdfium2.PdfObject]) -> None:
        far = rng.choice((0.3, 0.8, 1.5))
        for run in found:
            move = (rng.uniform(-far, far), rng.uniform(-far, far))
            run.transform(pypdfium2.PdfMatrix(1, 0, 0, 1, *move))

    return _with_objects("runs_out_of_place", case, rng, raw.FPDF_PAGEOBJ_TEXT, change)


@file_fault("pdf")
def number_lost(case: FileCase, rng: Random) -> FileFault | None:
    """The text of one cell is gone."""
    return _at_number("number_lost", case, rng, lambda page, run: page.remove_obj(run), BLANK)


@file_fault("pdf")
def number_moved(case: FileCase, rng: Random) -> FileFault | None:
    """The text of one cell stands elsewhere, on a ruling or in another cell."""
    move = (rng.uniform(-60, 60), rng.choice((0, 0, rng.uniform(-20, 20))))

    def shift(_page: pypdfium2.PdfPage, run: pypdfium2.PdfObject) -> None:
        run.transform(pypdfium2.PdfMatrix(1, 0, 0, 1, *move))

    return _at_number("number_moved", case, rng, shift, BLANK, move=move)


@file_fault("pdf")
def number_printed_twice(case: FileCase, rng: Random) -> FileFault | None:
    """A number is printed twice, one a little beside the other, to look bold."""

    def again(page: pypdfium2.PdfPage, run: pypdfium2.PdfObject) -> None:
        text = run.extract()
        if not text.strip():
            return
        left, bottom, *_ = run.get_bounds()
        copy = raw.FPDFPageObj_NewTextObj(page.pdf, b"Helvetica", run.get_font_size())
        letters = (text + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(copy, (raw.FPDF_WCHAR * (len(letters) // 2)).from_buffer_copy(letters))
        raw.FPDFPageObj_Transform(copy, 1, 0, 0, 1, left + 0.3, bottom)
        raw.FPDFPage_InsertObject(page, copy)

    return _at_number("number_printed_twice", case, rng, again, None)


def _at_number(
    name: str,
    case: FileCase,
    rng: Random,
    change: Callable[[pypdfium2.PdfPage, pypdfium2.PdfObject], None],
    now: Entry | None,
    *,
    move: tuple[float, float] | None = None,
) -> FileFault | None:
    """The file with the text of one cell changed, where the reader's places tell which it is.

    With ``move`` (to the right and up, in points) the text stands in another cell of its row or
    in whatever empty cell lies there: that is what the page then says.
    """
    try:
        cells = read_bytes(case.data).cells
    except ReadError:
        return None
    places = {
        key: cell.source
        for key, cell in cells.items()
        if isinstance(cell.source, PagePlace) and cell.value is not None
    }
    if not places:
        return None
    key = rng.choice(sorted(places))
    place = places[key]
    done = False

    def edit(pdf: pypdfium2.PdfDocument) -> None:
        nonlocal done
        page = pdf[place.page - 1]
        height = page.get_height()
        left, top, right, bottom = place.box
        for run in _objects(page, raw.FPDF_PAGEOBJ_TEXT):
            x0, y0, x1, y1 = run.get_bounds()
            x, y = (x0 + x1) / 2, height - (y0 + y1) / 2
            if left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1:
                # a copy that makes the number bold has no text of its own, but is seen as well
                change(page, run)
                done = done or bool(run.extract().strip())
        page.gen_content()

    data = edited(case.data, edit)
    if not done:
        return None
    readings: tuple[dict[str, Entry], ...] = ({},) if now is None else ({key: now}, {})
    if move is not None:
        row = key.rpartition(".")[0]
        beside = {k for k, e in case.truth.entries.items() if k.startswith(row) and e == BLANK}
        beside |= _blanks_at(_moved(place, move), cells)
        value = case.truth.entries[key]
        readings += tuple({key: BLANK, other: value} for other in sorted(beside))
    return FileFault(name, data, readings)


def _moved(place: PagePlace, move: tuple[float, float]) -> PagePlace:
    left, top, right, bottom = place.box
    x, y = move
    return place._replace(box=(left + x, top - y, right + x, bottom - y))


def _blanks_at(place: PagePlace, cells: Mapping[str, Cell]) -> set[str]:
    """The empty cells whose boxes a place on the page touches."""
    left, top, right, bottom = place.box
    found = set()
    for key, cell in cells.items():
        if cell.state is not CellState.BLANK or not isinstance(cell.source, PagePlace):
            continue
        x0, y0, x1, y1 = cell.source.box
        if cell.source.page == place.page and x0 < right and left < x1 and y0 < bottom and top < y1:
            found.add(key)
    return found


@file_fault("pdf")
def page_lost(case: FileCase, rng: Random) -> FileFault | None:
    """A page is gone."""

    def edit(pdf: pypdfium2.PdfDocument) -> None:
        if len(pdf) > 1:
            pdf.del_page(rng.randrange(len(pdf)))

    return FileFault("page_lost", edited(case.data, edit))


@file_fault("pdf")
def page_turned(case: FileCase, rng: Random) -> FileFault | None:
    """A page lies on its side or upside down."""

    def edit(pdf: pypdfium2.PdfDocument) -> None:
        page = pdf[rng.randrange(len(pdf))]
        page.set_rotation((page.get_rotation() + rng.choice((90, 180, 270))) % 360)

    return FileFault("page_turned", edited(case.data, edit))


@file_fault("pdf")
def pages_mixed_up(case: FileCase, rng: Random) -> FileFault | None:
    """The pages stand in another order, or one of them twice."""
    with (
        closing(pypdfium2.PdfDocument(case.data)) as pdf,
        closing(pypdfium2.PdfDocument.new()) as new,
    ):
        order = list(range(len(pdf)))
        if rng.random() < 0.5:
            rng.shuffle(order)
        else:
            order.insert(rng.randrange(len(order) + 1), rng.choice(order))
        new.import_pages(pdf, order)
        stream = io.BytesIO()
        new.save(stream)
    return FileFault("pages_mixed_up", stream.getvalue())


@file_fault("pdf")
def page_cropped(case: FileCase, rng: Random) -> FileFault | None:
    """Only a part of a page can be seen, cut between lines or through them."""

    def edit(pdf: pypdfium2.PdfDocument) -> None:
        page = pdf[rng.randrange(len(pdf))]
        left, bottom, right, top = page.get_mediabox()
        cut = rng.uniform(0.1, 0.9) * (top - bottom)
        lower = rng.random() < 0.5
        page.set_cropbox(
            left, bottom if lower else bottom + cut, right, bottom + cut if lower else top
        )

    return FileFault("page_cropped", edited(case.data, edit))
