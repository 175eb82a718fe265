"""A finished PDF, anyone's, turned into what a screen reader would say of it."""
