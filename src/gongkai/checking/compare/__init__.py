"""Two reports side by side: every number, what one year hands to the next, every sentence.

``compare(old, new)`` sets the cells against each other through the bridge between the formats,
checks that what was carried out last year is carried in this year, and tells what became of each
sentence. What of it the body should explain is in ``findings``.
"""

from gongkai.checking.compare.carry import CarryLine, CarryRule, Outcome, Strength
from gongkai.checking.compare.cells import Change, Pair, PartPairs, Side
from gongkai.checking.compare.copying import Copied, Copy
from gongkai.checking.compare.inline import Edit, Piece
from gongkai.checking.compare.prose import Item, Kind, Passage, Prose
from gongkai.checking.compare.result import Comparison, Finding, Subject
from gongkai.checking.compare.run import compare
from gongkai.checking.compare.sentences import Sentence
from gongkai.checking.compare.years import Years

__all__ = [
    "CarryLine",
    "CarryRule",
    "Change",
    "Comparison",
    "Copied",
    "Copy",
    "Edit",
    "Finding",
    "Item",
    "Kind",
    "Outcome",
    "Pair",
    "PartPairs",
    "Passage",
    "Piece",
    "Prose",
    "Sentence",
    "Side",
    "Strength",
    "Subject",
    "Years",
    "compare",
]
