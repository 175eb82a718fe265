"""Steps that do not begin with what is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import plain, words

VERBS = frozenset(
    re.findall(
        r"\w+",
        """ask avoid begin bend breathe bring call change check choose circle clasp clench close come continue count
        cover cross cup curl cut do draw drink drop ease end face feel find flex fold follow get give glide go
        grasp grip have hold imagine keep knead kneel lay lean leave let lie lift locate look loosen lower make
        mark massage measure move note open pause pick pinch place point press pull push put raise reach relax
        release remember remove repeat rest roll rotate rub run say see sit slide slip slow soften squat squeeze
        stand stay step stop straighten stretch stroke support swap switch take tap tell tense tilt touch trace
        try turn use wait walk warm wash watch wear work wrap write""",
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
