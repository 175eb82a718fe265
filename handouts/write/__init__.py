"""A Card turned into the bytes of a PDF, into HTML or SVG text; a Scene into SVG text or the bytes of a PNG."""
