"""One module per kind of file: from its bytes or its text to a Document."""
