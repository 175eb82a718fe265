"""A rule on the body turned into a Spot: a place on the skin, seen from every side."""
