"""Folders of YAML turned into a Library, or into every Problem with file, line and column."""
