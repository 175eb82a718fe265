"""Colours are measured as the standard has it."""

from __future__ import annotations

import pytest

from handouts.style import contrast, rgb


def test_an_ink_is_read_as_red_green_and_blue() -> None:
    assert rgb("#ff8000") == pytest.approx((1, 128 / 255, 0))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(rgb("#ffffff"), rgb("#000000")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(rgb("#0a0a0a"), rgb("#000000")) == pytest.approx(1.06, abs=0.005)  # the straight part of the curve
