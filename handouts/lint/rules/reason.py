"""Comments that silence a rule without saying why."""

from __future__ import annotations

from handouts.lint.rule import Example, Rule

SOURCE = (
    "# file: sources.yaml\n{comment}\n- id: our-team\n  title: What we agreed on\n  read: own\n  short: Our clinic\n"
)

RULE = Rule(
    id="HL003",
    name="reason",
    level="error",
    criteria=(),
    asks="A comment that silences a rule says why.",
    why=(
        "`# lint: HL205 because ...`, on the line of a finding or on a line of its own above it, lets that finding go "
        "by. Whoever reads the file next must be able to judge the reason; without one, nothing is silenced."
    ),
    bad=(
        Example("file", SOURCE.format(comment="# lint: HL205")),
        Example("file", SOURCE.format(comment="# lint: HL999 because so")),
    ),
    good=(Example("file", SOURCE.format(comment="# lint: HL205 because the hand would hide the dot")),),
    find=lambda _: (),
)
