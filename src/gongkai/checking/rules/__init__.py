"""All rules: importing this package registers every family."""

from gongkai.checking.registry import REGISTRY
from gongkai.checking.rules import (
    arithmetic,
    blanks,
    claims,
    copies,
    dates,
    deadlines,
    format_mix,
    headings,
    intrusion,
    labels,
    links,
    personal,
    plausibility,
    residue,
    structure,
    values,
)

__all__ = [
    "REGISTRY",
    "arithmetic",
    "blanks",
    "claims",
    "copies",
    "dates",
    "deadlines",
    "format_mix",
    "headings",
    "intrusion",
    "labels",
    "links",
    "personal",
    "plausibility",
    "residue",
    "structure",
    "values",
]
