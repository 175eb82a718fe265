"""Tools, needles, heat and cold to use on a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.phrases import first_of_each
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import Hit, denied, hits

TOOL = (
    r"(?:needles?|moxa\w*|mugwort|cupping|suction cups?|gua ?sha|massage (?:guns?|balls?|sticks?)|massagers?"
    r"|vibrators?|foam rollers?|rollers?|(?:golf|tennis|spiky|cricket|hard) balls?"
    r"|pens?|pencils?|biros?|spoons?|chopsticks?|coins?|combs?|knives|knife|toothpicks?|pins?|hammers?"
    r"|marbles?|heat(?:ed)? (?:packs?|pads?|lamps?|creams?)|hot[- ](?:water bottles?|stones?|packs?|pads?"
    r"|towels?|baths?)"
    r"|ice(?: packs?| cubes?)?|cold packs?|frozen peas|steam|candles?|oil burners?|incense|hair ?dryers?"
    r"|tens(?: machines?| units?)|electrodes?|magnets?|lasers?|broom handles?|(?:moxa|wooden|massage) sticks?"
    r"|ear seeds?|electric \w+)"
)
BAD = re.compile(
    rf"\b{TOOL}\b|\b(?:apply|put|use|add|lay|place|with) (?:some |gentle |dry |moist |a little )*(?:heat|ice"
    rf"|warmth|cups)\b"
    r"|\bwarm (?:the|your) (?:leg|knee|calf|foot|place|spot|skin) (?:up )?with (?!your (?:hands?|palms?))\w+"
)
# What else these words say.
KEPT_OFF = re.compile(r"\bkeep\b[^.]*\b(?:off|away|out)\b|\bleave\b[^.]*\b(?:in|at|out|off|aside|alone)\b|\bput away\b")
CUP = re.compile(
    r"\b(?:glass|suction|plastic|rubber|bamboo|silicone)? ?(?:cups?|jars?) (?:on|over|to|against)\b|\bcupping\b"
)
ELSE = re.compile(
    rf"\bpins and needles\b|\bneedle marks?\b|\bsafety pins?\b|\b(?:mark|write|tick|draw|note|fill|sign"
    rf"|circle|bring|colour|color)\b[^.]*\b(?:pens?|pencils?)\b"
    rf"|\b(?:like|as) (?:a |an )?(?:\w+ )?{TOOL}\b|\b(?:had|have had|after|has) (?:\w+ )?{TOOL}\b|\b(?:nurse"
    rf"|therapist|practitioner|acupuncturist|acupuncture|we) (?:\w+ )?(?:uses?|puts?)\b[^.]*"
    r"|\b(?:afraid|fear|metal|surgical|joint|bone) (?:of )?(?:needles?|pins?)\b|\b(?:slip|slipped|fell|fall"
    r"|walk)\w* (?:\w+ )?on (?:the )?ice\b"
)

HINT = "'Use your thumb or finger pads, and nothing else.'"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first of them in each text."""
    return first_of_each(leaflets, _found, "is a tool to press with, or heat or cold", HINT)


def _found(text: str) -> Iterator[Hit]:
    for hit in (*hits(text, BAD), *hits(text, CUP)):
        other = any(sound.start() <= hit.at < sound.end() for sound in ELSE.finditer(hit.sentence))
        kept_off = KEPT_OFF.search(hit.sentence)
        if not other and not kept_off and not denied(hit.sentence, hit.at):
            yield hit


RULE = Rule(
    id="HL105",
    name="tools",
    level="error",
    criteria=("L23",),
    asks="Nothing but hands presses: no needles, moxa, cups, heat, ice, pens, spoons or machines.",
    why=(
        "The article speaks of hands. Tools bruise, heat burns skin that feels little, and needles are for those "
        "who have learned it."
    ),
    bad=(
        Example("press", "Press with the round end of a pen."),
        Example("press", "Hold a moxa stick over the shin."),
    ),
    good=(
        Example("note", "Do not use a tool."),
        Example("note", "Use your thumb, not a pen or a spoon."),
        Example("caution", "Stop if you feel pins and needles."),
    ),
    find=find,
)
