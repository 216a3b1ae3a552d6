"""Taking over lists from files: read, checked line by line, shown, and saved whole or not at all."""
