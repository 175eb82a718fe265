"""Finished PDF files turned into jobs of a printer, or into why it refuses."""
