"""What every test shares: hypothesis draws the same examples on every machine."""

from __future__ import annotations

import os

from hypothesis import settings

# A failure seen once is seen by everybody; HYPOTHESIS_PROFILE=explore draws anew each time.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
