"""The tree of public bodies."""
