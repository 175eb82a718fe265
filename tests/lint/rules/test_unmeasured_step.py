"""Steps that measure with the hand are told from those that press, feel or slide with it."""

from __future__ import annotations

import pytest

from handouts.lint.rules.unmeasured_step import measures


@pytest.mark.parametrize(
    "step",
    [
        "Go up by the width of one thumb.",
        "Go down by half a thumb.",
        "Go straight down by two thumb widths.",
        "Lay four fingers flat, just above that bone.",
        "Lay four more fingers flat above those.",
        "Go one finger out from the shin bone edge.",
        "Go two times four fingers down.",
        "Place your three fingers together below the kneecap.",
        "Count a hand's width up.",
        "Find the place three fingers below the dip.",
        "Put two fingers side by side.",
    ],
)
def test_step_that_measures(step: str) -> None:
    assert measures(step)


@pytest.mark.parametrize(
    "step",
    [
        "Slide a thumb up along the heel cord.",
        "Slide a finger up the shin bone, inner edge.",
        "Feel the dip with two fingers.",
        "Feel where your middle finger ends.",
        "Press with your thumb, light to medium.",
        "Ask your helper to press with the thumb.",
        "Press lightly with one finger pad.",
        "Go up from that corner, past the fingers.",
        "Put your hand on your knee.",
        "Lay your hand on your hip.",
        "Run one finger down your shin.",
        "Hold the foot with one hand.",
        "Go half way down to the outer ankle bone.",
    ],
)
def test_step_that_does_not(step: str) -> None:
    assert not measures(step)
