"""The smallest change that makes everything hold, and what may have happened.

``repair(report)`` names the cells that are wrong if as few as possible are, with the values they
should have, every equally good alternative, a likely cause for each and a proof. Nothing is
changed in place; ``repaired`` makes a new report that says what was changed.
"""

from gongkai.checking.repair.apply import repaired
from gongkai.checking.repair.causes import CauseSpec, cause_catalogue
from gongkai.checking.repair.equations import Bond, Bound, CellRef, OtherYearError
from gongkai.checking.repair.proposal import (
    Alternative,
    Cause,
    Change,
    Derived,
    Fault,
    Proof,
    Repair,
)
from gongkai.checking.repair.run import LIMIT, repair

__all__ = [
    "LIMIT",
    "Alternative",
    "Bond",
    "Bound",
    "Cause",
    "CauseSpec",
    "CellRef",
    "Change",
    "Derived",
    "Fault",
    "OtherYearError",
    "Proof",
    "Repair",
    "cause_catalogue",
    "repair",
    "repaired",
]
