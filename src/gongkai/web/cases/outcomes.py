"""The outcomes a body may choose from: the law's, and those it added itself."""

from __future__ import annotations

from gongkai.law.outcomes import Outcome as LawOutcome
from gongkai.law.outcomes import outcome, own_outcome, standard_outcomes
from gongkai.law.wording import Wording
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Outcome

_STANDARD = {each.id: each for each in standard_outcomes()}


def outcomes_for(body: Body) -> list[LawOutcome]:
    """What can be chosen, the law's first in the order of the form."""
    own = Outcome.objects.filter(body=body, is_active=True)
    return [*standard_outcomes(), *map(_to_law, own)]


def outcome_of(outcome_id: str, body_id: int) -> LawOutcome:
    """The outcome of that id for a body. Raises LawError where there is none."""
    if outcome_id in _STANDARD:
        return _STANDARD[outcome_id]
    own = Outcome.objects.filter(body_id=body_id, key=outcome_id)
    return outcome(outcome_id, map(_to_law, own))


def row_of(outcome_id: str, form: str, body_id: int) -> str:
    """The row of the format's table of requests in which the outcome counts."""
    return outcome_of(outcome_id, body_id).row(form)


def _to_law(own: Outcome) -> LawOutcome:
    return own_outcome(own.key, Wording(own.name, own.name), own.like)
