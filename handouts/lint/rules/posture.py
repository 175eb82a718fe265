"""Steps whose words and whose posture disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.unmeasured_step import POINT
from handouts.lint.text import Hit, conditional, denied, hits
from handouts.load.model import Patient, Posture, Step, Text
from handouts.load.postures import FIRST, KIND_OF, NAMED_BY, in_force


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Each step that gives a posture and does not say so, or says another than the one in which it is done."""
    for point in leaflets.library.points.values():
        if not isinstance(point.patient, Patient) or point.withheld:
            continue
        steps = (*(point.patient.find or ()), *(point.patient.press or ()))
        for step, given in in_force(steps):
            if isinstance(step.step, Text):
                yield from _disagreeing(step, given)


def _disagreeing(step: Step, given: Sequence[Posture]) -> Iterator[Fault]:
    said = named(step.step)
    fitting = {*given, *(KIND_OF[posture] for posture in given if posture in KIND_OF)}
    if any(posture not in fitting for posture in said):
        kinds = {KIND_OF.get(posture) for posture in said}
        meant = [posture for posture in said if posture not in kinds]
        message = f"'{step.step}' says '{_listed(meant)}', and its posture is '{_listed(given)}'"
        written = meant[0] if len(meant) == 1 else f"[{_listed(meant)}]"
        yield Fault(step.step.mark, message, f"write under it: posture: {written}, or say it otherwise")
    elif silent := [posture for posture in step.posture if posture not in said]:
        message = f"'{step.step}' does not say '{silent[0]}', which is its posture"
        yield Fault(step.step.mark, message, f"say it, as in: {SAID[silent[0]]}")


def named(text: str) -> tuple[Posture, ...]:
    """The postures that a step's words ask for."""
    return tuple(posture for posture, words in NAMED_BY.items() if any(map(_asked, hits(text, re.compile(words)))))


def _asked(hit: Hit) -> bool:
    return not denied(hit.sentence, hit.at) and not conditional(hit.sentence, hit.at)


def _listed(postures: Sequence[Posture]) -> str:
    return ", ".join(postures)


# A step that says it, for each posture.
SAID: Mapping[Posture, str] = {
    "sitting": "Sit with your knee bent.",
    "ankle on knee": "Rest your ankle on your other knee.",
    "ankle on stool": "Rest your ankle on a stool.",
    "leg drawn up": "Sit, and draw up your leg.",
    "on tiptoe": "Rise on tiptoe.",
    "lying on the side": "Lie on your side.",
    "lying on the front": "Lie on your front.",
    "lying on the back": "Lie on your back.",
    "standing": "Stand, and let your arms hang down.",
}
LYING = POINT.replace("      MEASURE\n", "").replace("Feel the dip below your kneecap.", "Lie on your side.")
RULE = Rule(
    id="HL207",
    name="posture",
    level="warning",
    criteria=("L13", "L14"),
    asks="A step's words and its posture agree: how the reader is to sit, lie or stand, and how the picture shows it.",
    why=(
        "Readers do what the picture shows and what the words say; where one says 'lie' and the other sits, they do "
        "neither (PEMAT 15 and 16). A step without 'posture' goes on in that of the step before it, and the first step "
        f"of all in '{FIRST[0]}'."
    ),
    bad=(
        Example("file", LYING),
        Example("file", LYING.replace("shows: [ST-35, patella]", "posture: standing")),
    ),
    good=(
        Example("file", LYING.replace("shows: [ST-35, patella]", "posture: lying on the side")),
        Example(
            "file",
            LYING.replace("Lie on your side.", "Lie on your side, or stand.").replace(
                "shows: [ST-35, patella]", "posture: [lying on the side, standing]"
            ),
        ),
    ),
    find=find,
)
