"""A Card turned into the bytes of a PDF, a Scene into SVG."""
