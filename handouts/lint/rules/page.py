"""What does not fit on its page, under the name of a rule."""

from __future__ import annotations

from handouts.lint.rule import Example, Rule

CARD = """\
# file: conditions/tired-legs.yaml
id: tired-legs
title: Tired legs
purpose: Pressing may help.
points: [{points}]
before: [clot-signs, do-not-press, ask-first, new-hip]
stop: [never-painful, getting-worse]
short: Press and rest.
source: own
basis: {{source: own, items: [our own]}}
"""

RULE = Rule(
    id="HL002",
    name="page",
    level="error",
    criteria=("L16", "L34", "L35"),
    asks="Every card and every chart fits on its page, with all labels beside their pictures.",
    why=(
        "A card is one page in type that can be read. `check` makes every card and tells which block is too long, and "
        "by how many lines. No comment and no choice of rules lets this go by."
    ),
    bad=(Example("file", CARD.format(points="ST-36, GB-34, BL-57, ST-37, ST-38")),),
    good=(Example("file", CARD.format(points="ST-36")),),
    find=lambda _: (),
)
