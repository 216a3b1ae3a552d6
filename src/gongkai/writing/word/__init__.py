"""WordprocessingML written directly: words, tables, and the package around them."""
