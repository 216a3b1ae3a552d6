"""A workbook in records (XLSB), which no library writes: from the published description."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.support.kinds.sheet_plan import Plan, Put, SheetPlan

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "</Types>"
)


def xlsb(plan: Plan) -> bytes:
    """The workbook; every number a double, every text in its cell, one ruled style."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", "xl/workbook.bin")}))
        targets = {
            f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(plan) + 1)
        }
        targets["rIdS"] = ("styles", "styles.bin")
        package.writestr("xl/_rels/workbook.bin.rels", _relations(targets))
        package.writestr("xl/workbook.bin", _book(plan))
        package.writestr("xl/styles.bin", _styles())
        for number, sheet in enumerate(plan, 1):
            package.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(sheet))
    return stream.getvalue()


def record(kind: int, body: bytes = b"") -> bytes:
    """A record: its kind, its length, its content."""
    first = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        more = size > 127
        length += bytes([size & 0x7F | (0x80 if more else 0)])
        size >>= 7
        if not more:
            return first + length + body


def _string(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{part}"/>'
        for name, (kind, part) in targets.items()
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def _book(plan: Plan) -> bytes:
    sheets = b"".join(
        record(156, struct.pack("<II", sheet.hidden, n) + _string(f"rId{n}") + _string(sheet.name))
        for n, sheet in enumerate(plan, 1)
    )
    properties = record(153, struct.pack("<II", 0, 0) + _string(""))
    return record(131) + properties + record(143) + sheets + record(144) + record(132)


def _styles() -> bytes:
    no_line, line = bytes(10), b"\x01" + bytes(9)
    borders = record(46, b"\0" + no_line * 5) + record(46, b"\0" + line * 4 + no_line)
    styles = b"".join(
        record(47, struct.pack("<HHHHH", 0, 0, 0, 0, border) + bytes(6)) for border in (0, 1)
    )
    counted = record(613, struct.pack("<I", 2)) + borders + record(614)
    return counted + record(617, struct.pack("<I", 2)) + styles + record(618)


def _sheet(sheet: SheetPlan) -> bytes:
    last = max(put.row + put.down for put in sheet.cells)
    wide = max(put.column + put.across for put in sheet.cells)
    parts = [record(129), record(148, struct.pack("<IIII", 0, last, 0, wide)), record(145)]
    row = -1
    for put in sorted(sheet.cells, key=lambda put: (put.row, put.column)):
        if put.row != row:
            row = put.row
            hidden = 0x10 if row in sheet.hidden_rows else 0
            parts.append(record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, hidden, 0, 0)))
        parts.append(_cell(put))
    parts.append(record(146))
    merged = [put for put in sheet.cells if put.across * put.down > 1]
    parts.append(record(177, struct.pack("<I", len(merged))))
    parts += [
        record(
            176,
            struct.pack(
                "<IIII",
                put.row,
                put.row + put.down - 1,
                put.column,
                put.column + put.across - 1,
            ),
        )
        for put in merged
    ]
    return b"".join([*parts, record(178), record(130)])


def _cell(put: Put) -> bytes:
    head = struct.pack("<II", put.column, int(put.border))
    if put.value == "":
        return record(1, head)
    if isinstance(put.value, str):
        return record(6, head + _string(put.value))
    return record(5, head + struct.pack("<d", put.value))
