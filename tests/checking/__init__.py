"""Checks: every rule has something it finds and something it leaves alone."""
