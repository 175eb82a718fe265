"""A condition, its pictures and a paper turned into a Card: placed blocks on one page."""
