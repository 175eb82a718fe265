"""Requests of a page in a browser turned into answers: the front desk, on this computer only."""
