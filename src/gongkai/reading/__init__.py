"""A file -> a Report: what an annual report says, every number with its place."""

from gongkai.reading.errors import MESSAGES, ReadError
from gongkai.reading.reader import (
    read,
    read_all,
    read_bytes,
    read_many,
    read_text,
    reports_of,
)

__all__ = [
    "MESSAGES",
    "ReadError",
    "read",
    "read_all",
    "read_bytes",
    "read_many",
    "read_text",
    "reports_of",
]
