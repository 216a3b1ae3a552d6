"""Work without the search for reference cycles in between.

Reading makes thousands of small tuples and no cycles to speak of; searching them again and again
for cycles takes about a fifth of the time. What is not in a cycle is freed as always.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def uninterrupted(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same work with the search for cycles put off until it is done."""

    @wraps(work)
    def paused(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if not gc.isenabled():
            return work(*args, **kwargs)
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            gc.enable()

    return paused
