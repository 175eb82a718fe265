"""Comments that silence nothing."""

from __future__ import annotations

from handouts.lint.rule import Example, Rule

STEP = "# file: cautions.yaml\n- id: see-us\n  lead: See us\n  text: if it hurts.{comment}\n  sources: [own]\n"

RULE = Rule(
    id="HL004",
    name="unused",
    level="warning",
    criteria=(),
    asks="A comment that silences a rule stands where that rule finds something.",
    why="Words change and comments stay: one that silences nothing today would hide a fault tomorrow.",
    bad=(Example("file", STEP.format(comment=" # lint: HL201 because we tell it elsewhere")),),
    good=(Example("file", STEP.format(comment="")),),
    find=lambda _: (),
)
