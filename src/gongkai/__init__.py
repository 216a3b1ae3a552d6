"""Gongkai (公开) reads and checks annual reports on government information disclosure."""

__version__ = "0.1.0"
