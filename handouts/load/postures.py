"""The steps of a point into the posture in which each of them is done, and the words that name a posture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from handouts.load.model import Patient, Posture, Step

# Where no step says how the patient sits, lies or stands.
FIRST: tuple[Posture, ...] = ("sitting",)

# What a step says that names a posture, in small letters: patterns, which only those compile who look for them.
NAMED_BY: Mapping[Posture, str] = {
    "sitting": r"\b(?:sit|seated)\b|\bfoot flat\b",
    "ankle on knee": r"\b(?:foot|ankle)\b[^.;]*\bon (?:your|the) (?:other|opposite) (?:knee|thigh)\b",
    "ankle on stool": r"\b(?:foot|ankle)\b[^.;]*\b(?:stool|footrest)\b",
    "leg drawn up": r"\bdraw up\b|\bdraw (?:your|the|one|this) (?:leg|knee|foot|heel)\b|\bdrawn up\b",
    "on tiptoe": (
        r"\btiptoes?\b|\b(?:rise|stand|go) (?:up )?on(?:to)? (?:your |the )?toes\b"
        r"|\b(?:lift|raise) (?:up )?(?:your |the |both )?heels?\b|\bheels? (?:up|lifted|raised)\b"
    ),
    "lying on the side": r"\b(?:lie|lying)\b[^.;]*\bon (?:your|the|one) (?:\w+ )?side\b",
    "lying on the front": r"\b(?:lie|lying)\b[^.;]*\bon (?:your|the) (?:front|belly|stomach|tummy)\b",
    "lying on the back": r"\b(?:lie|lying)\b[^.;]*\bon (?:your|the) back\b",
    "standing": r"\b(?:stand|standing)\b(?! out)",
}
# What a posture is a kind of: who draws up a leg sits, and is told to.
KIND_OF: Mapping[Posture, Posture] = {
    "ankle on knee": "sitting",
    "ankle on stool": "sitting",
    "leg drawn up": "sitting",
    "on tiptoe": "standing",
}


class Postures(NamedTuple):
    """Ways to sit, lie or stand when a point is found and when it is pressed, the best first."""

    find: tuple[Posture, ...]
    press: tuple[Posture, ...]


def postures(patient: Patient) -> Postures:
    """The postures in force at the last step to find a point and at the last to press it."""
    *_, (_, find) = in_force(patient.find)
    *_, (_, press) = in_force(patient.press, find)
    return Postures(find, press)


def in_force(steps: Sequence[Step], before: tuple[Posture, ...] = FIRST) -> Iterator[tuple[Step, tuple[Posture, ...]]]:
    """Each step with the postures in which it may be done: its own, or those of the step before it."""
    for step in steps:
        before = step.posture or before
        yield step, before
