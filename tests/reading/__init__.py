"""Tests of reading: from any text to the one right report, or to a doubt that is said aloud."""
