"""Faults that loading finds in files, under the name of a rule."""

from __future__ import annotations

from handouts.lint.rule import Example, Rule

RULE = Rule(
    id="HL001",
    name="data",
    level="error",
    criteria=("L01", "L08", "L09", "L11", "L18", "L23"),
    asks="Every file says what its keys ask for, and names only what exists.",
    why=(
        "Loading finds these faults, and every command refuses to work with them. No comment and no choice of rules "
        "lets them go by. The other rules read on in what could be understood."
    ),
    bad=(
        Example("file", "# file: cautions.yaml\n- id: see-us\n  led: See us\n  text: if it hurts.\n  sources: [own]\n"),
    ),
    good=(
        Example(
            "file", "# file: cautions.yaml\n- id: see-us\n  lead: See us\n  text: if it hurts.\n  sources: [own]\n"
        ),
    ),
    find=lambda _: (),
)
