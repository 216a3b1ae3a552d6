"""A parent's report held against the reports it adds up.

``reconcile(parent, children)`` compares every number that all of them give, names the children
that are missing, given twice or counted twice, and says what most likely explains the gaps.
"""

from gongkai.checking.reconcile.moves import Move, Step
from gongkai.checking.reconcile.notices import Notice, NoticeSpec, notice_catalogue
from gongkai.checking.reconcile.outcome import (
    Explanation,
    Gap,
    Reconciliation,
    Status,
    WrongNumber,
)
from gongkai.checking.reconcile.perimeter import Member, Perimeter, Scope, Standing
from gongkai.checking.reconcile.quantities import Quantity
from gongkai.checking.reconcile.run import LIMIT, reconcile
from gongkai.checking.reconcile.suspects import Hint, Suspect

__all__ = [
    "LIMIT",
    "Explanation",
    "Gap",
    "Hint",
    "Member",
    "Move",
    "Notice",
    "NoticeSpec",
    "Perimeter",
    "Quantity",
    "Reconciliation",
    "Scope",
    "Standing",
    "Status",
    "Step",
    "Suspect",
    "WrongNumber",
    "notice_catalogue",
    "reconcile",
]
