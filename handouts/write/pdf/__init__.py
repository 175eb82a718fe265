"""Cards turned into the bytes of PDF files: tagged, archival, always the same."""
