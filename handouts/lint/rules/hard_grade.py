"""Leaflets that take more schooling than they should to read."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.lint.readability import grade, sentences, syllables
from handouts.lint.rule import Example, Fault, Leaflets, Rule

MOST = 6  # the Flesch-Kincaid grade
LEAST_WORDS, LONG_WORDS = 5, 3  # of a text that can be judged alone: words, and among them those of three syllables


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Texts above the grade that are long enough to be judged."""
    for text, field, _ in leaflets.passages:
        if field in ("clinic", "name", "title", "time", "often"):
            continue
        words = [word for sentence in sentences(text) for word in sentence]
        long = sum(syllables(word) >= 3 for word in words)
        if len(words) < LEAST_WORDS or long < LONG_WORDS:
            continue
        if (found := grade(text)) > MOST and found <= HIGHEST:
            hint = "use shorter words and sentences"
            yield Fault(text.mark, f"this takes {found:.0f} years of school to read", hint)


HIGHEST = 8  # above this it is an error, HL115
HARD = "If you take a medicine every morning, carefully tell your practitioner of any other illness."
RULE = Rule(
    id="HL120",
    name="hard-grade",
    level="warning",
    criteria=("L03",),
    asks="A leaflet takes no more than six years of school.",
    why="The AMA and the NIH ask for six years, AHRQ too; the grade is that of Flesch and Kincaid (1975).",
    bad=(Example("note", HARD),),
    good=(Example("note", "Ask us first if you take a blood thinner or bleed easily."),),
    find=find,
)
