"""What a part of an Office package points to."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from gongkai.reading.sources.packed import Package
from gongkai.reading.sources.sheets.xml import attribute, walk


class Target(NamedTuple):
    """A part pointed to: what kind of relation leads there, and the part's name."""

    kind: str
    part: str


def relations(package: Package, part: str, file: str | None) -> dict[str, Target]:
    """What a part points to within the package, by the relation's id. Raises ReadError."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in package:
        return {}
    found = {}
    for element in walk(package.read(listed), ("Relationship",), file):
        if attribute(element, "TargetMode") != "External":
            kind = attribute(element, "Type").rpartition("/")[2]
            target = attribute(element, "Target")
            where = target if target.startswith("/") else f"{folder}/{target}"
            found[attribute(element, "Id")] = Target(kind, posixpath.normpath(where).lstrip("/"))
    return found


def part_of_kind(package: Package, targets: dict[str, Target], kind: str) -> bytes | None:
    """The content of the part that a relation of that kind leads to, or None."""
    parts = [target.part for target in targets.values() if target.kind == kind]
    return package.read(parts[0]) if parts and parts[0] in package else None
