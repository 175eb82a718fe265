"""Words on a command line turned into calls of the library, and what it answers into text."""
