"""Invented reports as files of every kind: web pages, Word, Excel, PDF, scans.

Each module registers the layouts of one kind; importing ``registry`` alone registers none.
"""
