"""F, continued: reports that mix two formats, or follow the one of other years."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking.finding import Hit
from gongkai.checking.registry import family
from gongkai.checking.rules.structure import has_a_form
from gongkai.checking.tables import SECTION_OF, TABLE_OF
from gongkai.checking.view import View, excerpt
from gongkai.checking.words import Text, Words
from gongkai.formats import FORMAT_IDS, CellSpec, Part, get_format

rule = family("structure")

_LISTED = 4


def _parts(view: View) -> dict[Part, str]:
    """The format of each part that is there and that the formats make differently."""
    known = {part: view.report.formats[part] for part in Part if part not in view.missing_parts}
    return {
        part: chosen
        for part, chosen in known.items()
        if len({_ids(part, each) for each in FORMAT_IDS}) > 1
    }


def _ids(part: Part, format_id: str) -> frozenset[str]:
    return frozenset(spec.id for spec in get_format(format_id).cells_of(part))


def _wanted(view: View, formats: dict[Part, str]) -> str:
    if view.format_of_year is not None:
        return view.format_of_year.id
    return max(formats.values(), key=FORMAT_IDS.index)


@rule("F5")
def formats_mixed(view: View) -> Iterator[Hit]:
    """Tables of two formats in one report."""
    # 条例第五十条第二款：统一格式
    formats = _parts(view)
    if not has_a_form(view) or len(set(formats.values())) < 2:  # noqa: PLR2004  two make a mix
        return
    wanted = _wanted(view, formats)
    for part, actual in formats.items():
        if actual != wanted:
            yield _foreign(view, part, actual, wanted)


@rule("F6")
def format_of_other_years(view: View) -> Iterator[Hit]:
    """All tables in a format that is not the one of the report's year."""
    formats = _parts(view)
    if view.format_of_year is None or len(set(formats.values())) != 1:
        return
    for part, actual in formats.items():
        if actual != view.format_of_year.id:
            yield _foreign(view, part, actual, view.format_of_year.id)


def _foreign(view: View, part: Part, actual: str, wanted: str) -> Hit:
    mine, due = _ids(part, actual), _ids(part, wanted)
    lost = [spec for spec in get_format(wanted).cells_of(part) if spec.id not in mine]
    extra = [spec for spec in get_format(actual).cells_of(part) if spec.id not in due]
    subjects = {f"{spec.table}.{spec.row}" for spec in extra}
    label = next((each for each in view.evidence.labels if each.subject in subjects), None)
    names = list(_rows(lost))
    return Hit(
        place=label.place if label else view.place_of(spec.id for spec in extra),
        section=SECTION_OF[part],
        cells=tuple(spec.id for spec in lost),
        quote=excerpt(label.printed) if label else "",
        expected=wanted,
        found=actual,
        params={
            "table": TABLE_OF[part],
            "rows": len(names),
            "names": "；".join(names[:_LISTED]) + ("……" if len(names) > _LISTED else ""),
            "count": len(lost),
            "surplus": _surplus(extra),
            "year": view.report.year or "—",
        },
    )


def _rows(specs: list[CellSpec]) -> dict[str, None]:
    """The rows of some cells by their printed label, in order."""
    by_id = {
        f"{table.id}.{row.id}": row.label
        for format_id in FORMAT_IDS
        for table in get_format(format_id).tables
        for row in table.rows
    }
    return dict.fromkeys(by_id[f"{spec.table}.{spec.row}"] for spec in specs)


def _surplus(extra: list[CellSpec]) -> Text:
    if not extra:
        return Words("", "")
    names = "；".join(list(_rows(extra))[:_LISTED])
    return Words(
        f"，另有该格式没有的 {len(extra)} 格（{names}）",
        f", and {len(extra)} cells that format does not have ({names})",
    )
