"""Colours are measured as the standard has it; files are called by what is not usual."""

from __future__ import annotations

import pytest

from handouts.style import Format, contrast, rgb


def test_an_ink_is_read_as_red_green_and_blue() -> None:
    assert rgb("#ff8000") == pytest.approx((1, 128 / 255, 0))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(rgb("#ffffff"), rgb("#000000")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)
    straight = 6 / 255 / 12.92  # the part of the curve below 0.04045
    assert contrast(rgb("#060606"), rgb("#000000")) == pytest.approx((straight + 0.05) / 0.05, abs=0.0001)


@pytest.mark.parametrize(
    ("format", "paper", "name"),
    [
        (Format(), "a4", "cramps"),
        (Format("standard"), "a4", "cramps"),
        (Format("standard", legs="left"), "letter", "cramps-left-letter"),
        (Format("low-ink", "diary", legs="both"), "a4", "cramps-low-ink-diary-both"),
        (Format("large"), "a3", "cramps-large-a3"),
    ],
)
def test_file_is_called_by_what_is_not_usual(format: Format, paper: str, name: str) -> None:
    assert format.file_name("cramps", paper) == name
