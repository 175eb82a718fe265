"""A reading of leaflets as an editor would do it: rules, each in a module of its own, and what they find."""
