"""The parts of a Word document, and what is printed of them."""
