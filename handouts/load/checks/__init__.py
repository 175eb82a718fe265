"""What shows only when the files of a library are held against each other: one rule, one small module."""
