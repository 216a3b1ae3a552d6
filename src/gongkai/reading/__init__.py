"""A file -> a Report: what an annual report says, every number with its place."""

from gongkai.reading.errors import MESSAGES, ReadError
from gongkai.reading.reader import read, read_bytes, read_many, read_text

__all__ = ["MESSAGES", "ReadError", "read", "read_bytes", "read_many", "read_text"]
