"""Sentences that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import sentences, words

MOST_WORDS = 20


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Each sentence that has more than twenty words; of a step, HL111 tells."""
    for text, field, _ in leaflets.passages:
        for sentence in sentences(text):
            many = len(words(sentence.text))
            if many > MOST_WORDS and field not in ("find", "press"):
                opening = " ".join(word.text for word in words(sentence.text)[:4])
                yield Fault(text.mark, f"the sentence '{opening} ...' has {many} words", "make it two, of 20 at most")


LONG = "Press this place with your thumb and then go on to the next place until you have done all of them as well."
RULE = Rule(
    id="HL110",
    name="long-sentence",
    level="error",
    criteria=("L04",),
    asks="No sentence has more than 20 words.",
    why="Long sentences are lost on the way by those who read slowly or are in pain (CDC, Clear Communication Index).",
    bad=(Example("note", LONG),),
    good=(Example("note", "Press this place for a while. Then go on to the next place."),),
    find=find,
)
