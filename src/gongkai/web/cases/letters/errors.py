"""What can be wrong with a letter or a template, in the user's language."""

from __future__ import annotations

from gongkai.web.cases.workflow import WorkflowError


class LetterError(WorkflowError):
    """A letter that cannot be made or sent, with the reason."""


class TemplateFaultsError(LetterError):
    """A template that cannot be used, with everything that is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("".join(faults))
        self.faults = faults
