"""Turns a card into a web page for a telephone or a desk: one file, no script, nothing from elsewhere."""
