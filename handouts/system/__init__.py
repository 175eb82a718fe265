"""Folders that are locked and swept, files that are whole or not there, worker processes."""
