"""Spots in a view turned into a Scene: shapes, labels, text alternative."""
