"""Steps that do not begin with what is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import plain, words

VERBS = frozenset(
    re.findall(
        r"\w+",
        """adjust aim allow apply arch ask avoid begin bend brace breathe bring call change check choose circle
        clasp clench close come continue cool count cover cradle cross cup curl curve cushion cut dangle do draw
        drink drop dry ease empty end face feel fetch fill find fix flex fold follow gather get give glide go
        grab grasp grip hang have hold hook imagine join keep knead kneel lay lean leave let level lie lift list
        locate look loosen lower make mark match massage measure mind move nod note nudge open park pause pick pinch
        place plan plant point pour prepare press prop pull push put quit raise reach recline relax release
        remember remind remove repeat rest restart rise rock roll rotate rub run say see sense set shake shift shut
        sink sit slide slip slow smile soak soften spread squat squeeze stand start stay step stop straighten
        stretch stroke suck support swap swing switch take tap tell tense tie tighten tilt time tip tiptoe touch
        trace trust try tuck turn uncross undo untie use visit wait walk warm wash watch wear wedge wiggle wipe
        work wrap write yawn""",
    )
)
NOT = frozenset({"do", "don't", "never", "always"})


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Each step whose first word is no verb that commands, nor a 'never' or 'do not'."""
    for text, field, _ in leaflets.passages:
        if field not in ("find", "press"):
            continue
        said = words(plain(text))
        if said and said[0].text not in VERBS | NOT:
            yield Fault(
                text.mark, f"the step begins with '{said[0].text}', not with its verb", "begin: Press ..., Feel ..."
            )


RULE = Rule(
    id="HL112",
    name="step-verb",
    level="error",
    criteria=("L06", "L19"),
    asks="A step begins with its verb: press, feel, go.",
    why="Who follows steps looks for what to do (PEMAT 5 and 21: active voice, the reader addressed directly).",
    bad=(Example("press", "The point is pressed with the thumb."), Example("find", "Now you feel a dip.")),
    good=(Example("press", "Press with your thumb."), Example("press", "Never press deep here.")),
    find=find,
)
