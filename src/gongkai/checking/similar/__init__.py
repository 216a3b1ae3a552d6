"""Reports that copy each other: sentences that bodies share beyond what every report says.

``similar(reports)`` groups reports by the text they share and shows the longest passages; a
sentence in which the name of the other body was left standing comes first.
"""

from gongkai.checking.similar.batch import Common
from gongkai.checking.similar.outcome import Group, Kin, Pair, Similarities, Stranger
from gongkai.checking.similar.passages import Change, Passage
from gongkai.checking.similar.run import COMMON, LEAST, NEAR, THRESHOLD, compared, similar
from gongkai.checking.similar.sentences import Extract, Sentence, extract

__all__ = [
    "COMMON",
    "LEAST",
    "NEAR",
    "THRESHOLD",
    "Change",
    "Common",
    "Extract",
    "Group",
    "Kin",
    "Pair",
    "Passage",
    "Sentence",
    "Similarities",
    "Stranger",
    "compared",
    "extract",
    "similar",
]
