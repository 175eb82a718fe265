"""Steps that measure with a hand which no picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.load.model import Patient, Text

COUNT = r"(?:one|two|three|four|five|half an?|an?|\d+)"
PART = r"(?:thumbs?|fingers?|hands?)(?:['’]s?)?"
# The width of a part of the hand, a number of them that is gone or laid, or so many away from something.
MEASURES = re.compile(
    rf"\b(?:width of {COUNT} (?:more )?{PART}|{COUNT} (?:more )?{PART}[- ](?:widths?|breadths?|wide)"
    rf"|(?:lay|place|put|measure) (?:your )?{COUNT} (?:more )?{PART} (?:flat|side|together|across|above|below)"
    rf"|(?:go|come|move|count|slide|measure)\b[^.]*? (?:by )?{COUNT} (?:more )?{PART})\b"
    rf"|\b{COUNT} (?:more )?{PART} (?:above|below|out|up|down|in front|behind|away|from)\b",
    re.I,
)
# A part of the hand that moves along, or that feels: nothing is measured.
MOVES = re.compile(rf"\b(?:slide|run|move|draw) (?:one|an?|your|two) {PART}\b", re.I)


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Each step to find a point that measures, of a point in whose steps nothing draws that measure."""
    for point in leaflets.library.points.values():
        if not isinstance(point.patient, Patient) or point.withheld:
            continue
        for step in point.patient.find or ():
            if isinstance(step.step, Text) and step.measure is None and measures(step.step):
                hint = "give it measure: {hand: four fingers, start: ..., end: ...}, or go on to something labelled"
                yield Fault(step.step.mark, f"'{step.step}' measures with a hand that the picture does not show", hint)


def measures(text: str) -> bool:
    """Whether a step tells someone to measure with the hand."""
    return bool(MEASURES.search(MOVES.sub("move", text)))


POINT = """\
# file: points/XX-1.yaml
code: XX-1
names:
  {english: A place, romanised: Yi, pinyin: Yī, simplified: 三, traditional: 三, source: own, characters source: own}
location:
  words: {source: own, items: [below the knee]}
  rule: {height: {cun: 3, below: ST-35, ruler: leg}, across: {fingers: 1, lateral to: tibial crest}, source: own}
patient:
  find:
    - step: Feel the dip below your kneecap.
      shows: [ST-35, patella]
    - step: Lay four fingers flat, just below that dip.
      MEASURE
  press: [Press with your thumb.]
  time: 1 minute on each leg
  often: Once a day.
  sources: [own]
"""
RULE = Rule(
    id="HL205",
    name="unmeasured-step",
    level="warning",
    criteria=("L13",),
    asks="A step that measures with the hand has that hand drawn in the picture.",
    why=(
        "'Four fingers' is measured in many ways; a drawn hand says which (PEMAT 15 and 26: a visual for what is "
        "easier seen than read). Some measures have no room in a picture: then say so, # lint: HL205 because ..."
    ),
    bad=(Example("file", POINT.replace("      MEASURE\n", "")),),
    good=(Example("file", POINT.replace("MEASURE", "measure: {hand: four fingers, start: ST-35, end: ST-36}")),),
    find=find,
)
