"""Steps that name a thing which no picture of the point labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.unmeasured_step import POINT
from handouts.load.model import Patient, Step, Text
from handouts.load.references import is_code


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Each step to find a point that names a part of the leg by its plain words, where no step of it shows that."""
    plain = {name: words for name, words in leaflets.library.plain.items() if isinstance(words, Text)}
    for point in leaflets.library.points.values():
        if not isinstance(point.patient, Patient) or point.withheld:
            continue
        steps = (*(point.patient.find or ()), *(point.patient.press or ()))
        shown = {str(plain[name]).casefold() for step in steps for name in _named(step) if name in plain}
        told: set[str] = set()
        for step in point.patient.find or ():
            for words in _things(step, plain, shown) - told:
                told.add(words)
                hint = f"give the step shows: [...] with what is called '{words}' in leg/plain.yaml"
                yield Fault(step.step.mark, f"'{words}' is named, and the picture does not label it", hint)


def _named(step: Step) -> tuple[str, ...]:
    measure = (step.measure.start, step.measure.end) if step.measure else ()
    return tuple(str(name) for name in (*(step.shows or ()), *measure) if name)


def _things(step: Step, plain: Mapping[str, str], shown: set[str]) -> set[str]:
    """Plain words that a step names, the longest only, and that nothing shown contains."""
    if not isinstance(step.step, Text):
        return set()
    said = step.step.casefold()
    found = {w for w in {str(words).casefold() for words in plain.values()} if re.search(rf"\b{re.escape(w)}\b", said)}
    longest = {w for w in found if not any(w != other and w in other for other in found)}
    if any(is_code(name) for name in step.shows or ()):
        return set()  # the dip that a point lies in is labelled, and the words lead to it
    labels = [set(str(plain[name]).casefold().split()) for name in _named(step) if name in plain]
    near = {w for w in longest if any(len(set(w.split()) & label) > 1 for label in labels)}
    return {w for w in longest - near if not any(w in s or s in w for s in shown)}


RULE = Rule(
    id="HL206",
    name="unseen",
    level="warning",
    criteria=("L13", "L14"),
    asks="What a step names by the words of leg/plain.yaml is labelled in a picture of its point.",
    why="Readers look for the word in the picture; where it is not, they guess (PEMAT 15 and 16).",
    bad=(Example("file", POINT.replace("      MEASURE\n", "    - step: Feel your heel bone.\n")),),
    good=(
        Example(
            "file", POINT.replace("      MEASURE\n", "    - step: Feel your heel bone.\n      shows: [calcaneus]\n")
        ),
    ),
    find=find,
)
