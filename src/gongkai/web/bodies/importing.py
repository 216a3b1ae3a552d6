"""A whole tree of bodies from a CSV file: every line is checked, and all of them come in or none."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.web.audit.trail import hold
from gongkai.web.bodies.models import Body, Kind, Level

COLUMNS = {
    "全称": "name",
    "上级": "parent",
    "层级": "level",
    "类别": "kind",
    "简称": "short_name",
    "统一社会信用代码": "code",
    "行政区划代码": "division",
    "公开工作机构": "office",
    "办公地址": "address",
    "联系电话": "phone",
    "传真": "fax",
    "电子邮箱": "email",
    "邮政编码": "postcode",
    "办公时间": "hours",
    "发文代字": "document_mark",
    "行政复议机关": "review_body",
    "管辖法院": "court",
    "本地年报报送期限": "report_due",
    "设立日期": "since",
}
"""The column's head and the field it fills; the first four must be there."""
REQUIRED = ("全称", "上级", "层级", "类别")
MOST_LINES = 5000
_LONGEST = 400
_NAMED = ("parent", "review_body")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line: its number in the file, the column, and the sentence."""

    line: int
    column: str
    message: str


@dataclass
class Planned:
    """What a file would bring in, and what is wrong with it."""

    bodies: list[tuple[int, Body, dict[str, str]]] = field(default_factory=list)
    """Line, body, and the names of other bodies it refers to."""
    faults: list[Fault] = field(default_factory=list)


def template() -> str:
    """An empty file with the columns and one invented line that shows how to fill them."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    shown = {"全称": "某某县人民政府", "层级": "县级", "类别": "人民政府", "设立日期": "2000-01-01"}
    writer.writerow([shown.get(head, "") for head in COLUMNS])
    return made.getvalue()


def text_of(content: bytes) -> str:
    """The file's text: UTF-8, or GB 18030 as spreadsheets in China write it.

    Raises ValueError where it is neither.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(_("文件的编码既不是 UTF-8 也不是 GB18030，可能不是 CSV 文件。"))


@transaction.atomic
def import_bodies(content: bytes, reason: str) -> Planned:
    """Bring all bodies of the file in where nothing is wrong with any line; else only say what is."""
    hold()
    planned = plan(content)
    if not planned.faults:
        _save(planned, reason)
    if planned.faults:
        transaction.set_rollback(True)
    return planned


def plan(content: bytes) -> Planned:
    """Read and check every line; nothing is saved."""
    planned = Planned()
    try:
        rows = _rows(text_of(content))
    except ValueError as fault:
        planned.faults.append(Fault(1, "", str(fault)))
        return planned
    for line, row in rows:
        _read_line(planned, line, row)
    known = {body.name: body for body in Body.objects.all()}
    _check_names(planned, known)
    return planned


def _rows(text: str) -> list[tuple[int, Mapping[str, str]]]:
    if "\0" in text:
        raise ValueError(_("文件里有空字节，不是 CSV 文件。"))
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        heads = [head.strip() for head in next(reader, [])]
        _check_heads(heads)
        rows = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, _row(heads, cells, reader.line_num)))
            if len(rows) > MOST_LINES:
                raise ValueError(_("超过 %(n)d 行，请分几个文件导入。") % {"n": MOST_LINES})
    except csv.Error:
        line = reader.line_num
        raise ValueError(_("第 %(line)d 行的引号或逗号有误。") % {"line": line}) from None
    if not rows:
        raise ValueError(_("文件里没有一行数据。"))
    return rows


def _row(heads: list[str], cells: list[str], line: int) -> Mapping[str, str]:
    if len(cells) > len(heads):
        raise ValueError(
            _("第 %(line)d 行有 %(n)d 格，表头只有 %(heads)d 格。")
            % {"line": line, "n": len(cells), "heads": len(heads)}
        )
    return dict(zip(heads, (cell.strip() for cell in cells), strict=False))


def _check_heads(heads: list[str]) -> None:
    if missing := [head for head in REQUIRED if head not in heads]:
        raise ValueError(_("表头缺少：%(heads)s。") % {"heads": "、".join(missing)})
    if unknown := [head for head in heads if head and head not in COLUMNS]:
        raise ValueError(_("不认识的列：%(heads)s。") % {"heads": "、".join(unknown[:5])})
    if len(set(heads)) != len(heads):
        raise ValueError(_("表头有重复的列。"))


def _read_line(planned: Planned, line: int, row: Mapping[str, str]) -> None:
    given: dict[str, Any] = {}
    names: dict[str, str] = {}
    for head, text in row.items():
        name = COLUMNS.get(head)
        if name is None or not text:
            continue
        if len(text) > _LONGEST:
            planned.faults.append(Fault(line, head, _("太长。")))
        elif name in _NAMED:
            names[name] = text
        else:
            try:
                given[name] = _value(name, text)
            except ValueError as fault:
                planned.faults.append(Fault(line, head, str(fault)))
    body = Body(**given)
    planned.bodies.append((line, body, names))
    told = {COLUMNS[each.column] for each in planned.faults if each.line == line and each.column}
    try:
        body.clean_fields(exclude={*told, "parent", "review_body", "successor", "path"})
    except ValidationError as fault:
        heads = {name: head for head, name in COLUMNS.items()}
        for name, messages in fault.message_dict.items():
            planned.faults.extend(Fault(line, heads.get(name, ""), each) for each in messages)


def _value(name: str, text: str) -> object:
    match name:
        case "level":
            return _choice(text, Level.choices)
        case "kind":
            return _choice(text, Kind.choices)
        case "since":
            try:
                return date.fromisoformat(text.replace("/", "-"))
            except ValueError:
                raise ValueError(_("日期应为 2000-01-01 的样子。")) from None
        case _:
            return text


def _choice(text: str, choices: Iterable[tuple[str, Any]]) -> str:
    for value, label in choices:
        if text in {value, str(label)}:
            return value
    labels = "、".join(str(label) for _value, label in choices)
    raise ValueError(_("应为：%(choices)s。") % {"choices": labels})


def _check_names(planned: Planned, known: Mapping[str, Body]) -> None:
    """Every name is new, and every body that is referred to is there or in the file."""
    first: dict[str, int] = {}
    parents: dict[str, str] = {}
    for line, body, names in planned.bodies:
        if body.name in known:
            planned.faults.append(Fault(line, "全称", _("已有同名的机关。")))
        elif body.name in first:
            text = _("与第 %(line)d 行同名。") % {"line": first[body.name]}
            planned.faults.append(Fault(line, "全称", text))
        elif body.name:
            first[body.name] = line
            parents[body.name] = names.get("parent", "")
    for line, body, names in planned.bodies:
        for name, head in (("parent", "上级"), ("review_body", "行政复议机关")):
            wanted = names.get(name, "")
            if wanted and wanted not in first and wanted not in known:
                text = _("没有叫“%(name)s”的机关，文件里也没有。") % {"name": wanted}
                planned.faults.append(Fault(line, head, text))
            elif wanted in known and name == "parent" and known[wanted].until is not None:
                planned.faults.append(Fault(line, head, _("这个上级已经撤销。")))
        if first.get(body.name) == line and _circles(body.name, parents):
            planned.faults.append(Fault(line, "上级", _("上级绕了一圈回到自己。")))
    planned.faults.sort(key=lambda fault: fault.line)


def _circles(name: str, parents: Mapping[str, str]) -> bool:
    """Whether going up from the name comes back to it."""
    seen: set[str] = set()
    at = parents.get(name, "")
    while at and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False


def _save(planned: Planned, reason: str) -> None:
    """Parents before children, whatever the order of the lines; references when all are there."""
    known = {body.name: body for body in Body.objects.all()}
    waiting = list(planned.bodies)
    while waiting:
        ready = [each for each in waiting if each[2].get("parent", "") in {"", *known}]
        for _line, body, names in ready:
            body.parent = known.get(names.get("parent", ""))
            body.save(reason=reason)
            known[body.name] = body
        done = {id(each) for each in ready}
        waiting = [each for each in waiting if id(each) not in done]
    for _line, body, names in planned.bodies:
        if "review_body" in names:
            body.review_body = known[names["review_body"]]
            body.save(reason=reason)
