"""How data/leg/leg.json is made: what was measured, and what was judged by eye."""
