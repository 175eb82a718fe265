"""A table of people turned into a personal sheet for each of them."""
