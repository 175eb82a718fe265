"""The rules, one in each module; `handouts.lint.catalogue` lists them."""
