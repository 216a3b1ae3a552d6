"""Web pages: how their elements look, where their text goes, and the tables they hold."""
