"""A clinic's accent can be read on a card, in colour and as a grey copy, or a darker one is offered."""

from __future__ import annotations

import pytest
from support import inks

from handouts.errors import Mark
from handouts.load.accent import accent_faults, accent_of
from handouts.load.model import Text
from handouts.style import STANDARD


def text(words: str) -> Text:
    made = Text(words)
    made.mark = Mark("clinic.yaml", 3, 9)
    return made


def told(words: str) -> list[str]:
    return [str(problem).removeprefix("clinic.yaml:3:9: error: ") for problem in accent_faults(text(words))]


def colour(hexes: str) -> inks.Colour:
    red, green, blue = (int(hexes[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast(hexes: str) -> float:
    """As those measure it who judge finished files."""
    grounds = (STANDARD.inks.tint, STANDARD.inks.white)
    return min(inks.contrast(colour(hexes), colour(ground)) for ground in grounds)


@pytest.mark.parametrize("words", ["#1f5f8b", "1F5F8B", "#000000", STANDARD.inks.accent, "#005a32"])
def test_a_dark_colour_is_taken(words: str) -> None:
    assert told(words) == []
    accent = accent_of(text(words))
    assert accent is not None
    assert accent == f"#{words.strip('#').lower()}"
    assert accent.mark == Mark("clinic.yaml", 3, 9)


@pytest.mark.parametrize("words", ["#ffcc00", "#ffffff", "#00aa44", "#ff0000", "#e07000", "#4488ff", "#915a9b"])
def test_a_pale_colour_is_refused_and_a_darker_one_offered_that_will_do(words: str) -> None:
    (said,) = told(words)
    assert said.startswith(f"'accent' has a contrast of {contrast(words):.1f} to 1 with the tint of a card")
    offered = said.partition('such as "')[2][:7]
    assert told(offered) == []
    assert contrast(offered) == pytest.approx(4.6, abs=0.15), "no darker than need be"


@pytest.mark.parametrize("words", ["blue", "#12345", "#1234567", "#12345g", "rgb(1,2,3)"])
def test_what_is_no_colour_is_told_with_one_that_is(words: str) -> None:
    (said,) = told(words)
    assert said.startswith(f"'accent' should be a colour of six digits, not '{words}' (write it as \"#1f5f8b\"")
