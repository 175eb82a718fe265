"""Numbers that patients must work out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import plain

PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?%|\bper ?cent\b|\bpercentage\b")
DECIMAL = re.compile(r"(?<![\d.])\d+[.,]\d{1,2}(?![\d.]|\s?%)")
FRACTION = re.compile(
    r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|[¼½¾⅓⅔]"
    r"|\b(?:one|two|three)[- ](?:thirds?|quarters?|fifths?)\b(?! of the way)"
    r"|\b(?:an? )?(?:third|quarter|fifth) of (?!the way)"
    r"|\bhalf (?:of|the (?:people|patients|time))\b|\b\d+ (?:in|out of) \d+\b|\bthree[- ]quarters\b"
)
SHORT_UNIT = re.compile(r"\d+\s?(?:mins?|secs?|hrs?|wks?|h|s|x)\b\.?")
PHONE = re.compile(r"[+\d][\d ()/-]{6,}\d")


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """Percentages, fractions, decimals and shortened units."""
    told = (
        (PERCENT, "is a percentage", "say it in words, or leave it out"),
        (DECIMAL, "is a decimal", "use a whole number"),
        (FRACTION, "is a fraction", "use a whole number; a place may be half way"),
        (SHORT_UNIT, "shortens its unit", "write minutes, seconds, times"),
    )
    for text, field, _ in leaflets.passages:
        if field == "clinic":
            continue
        said = PHONE.sub(lambda m: "x" * len(m[0]), plain(text))
        for pattern, what, hint in told:
            if hit := pattern.search(said):
                yield Fault(text.mark, f"'{text[hit.start() : hit.end()]}' {what}", hint)


RULE = Rule(
    id="HL114",
    name="number",
    level="error",
    criteria=("L07", "L08"),
    asks="Numbers are whole, with their unit written out.",
    why="Many adults cannot work with percentages and fractions (PEMAT 6 and 7; CDC 15 to 17).",
    bad=(Example("purpose", "It may help 87.5% of people."), Example("time", "3 mins each")),
    good=(Example("time", "1 to 3 minutes"), Example("find", "Go half way down the shin.")),
    find=find,
)
