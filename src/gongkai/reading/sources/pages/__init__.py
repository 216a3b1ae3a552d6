"""Pages of words and ruling lines, however they were found, read as lines of text and tables."""
