"""Invented reports in every layout, damage done to them, and the judge of what was read.

Nothing here looks at how the reader works: reports are made from the format's data alone.
"""
