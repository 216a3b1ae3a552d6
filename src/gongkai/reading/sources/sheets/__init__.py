"""Workbooks of every format, as the sheets that people see."""
