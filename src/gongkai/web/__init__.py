"""The site an office works in: ledgers, statutory clock, and the annual report made from them.

One Django app for each noun of the field; ``site`` holds what all of them stand in.
"""
