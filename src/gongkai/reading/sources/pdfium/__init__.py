"""What PDFium tells of a PDF: its characters, what is drawn on its pages, its pages as a whole."""
