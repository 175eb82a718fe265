"""Words that name a posture are told from those that name a part of the body or how it feels."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.leaflets import builtin_library, look_at
from support.own_data import POINT

from handouts.lint.rule import Leaflets
from handouts.lint.rules.posture import RULE, SAID, named
from handouts.load.model import Text


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("Sit with your knee bent.", ["sitting"]),
        ("Put your foot flat, where you can reach it.", ["sitting"]),
        ("Rest your ankle on your other knee or a stool.", ["ankle on knee", "ankle on stool"]),
        ("Sit. Draw up your leg; let the calf go soft.", ["sitting", "leg drawn up"]),
        ("Rise on tiptoe so the calf muscle goes hard.", ["on tiptoe"]),
        ("Stand on your toes.", ["on tiptoe", "standing"]),
        ("Lift your heel a little.", ["on tiptoe"]),
        ("Lie on your side, or stand up.", ["lying on the side", "standing"]),
        ("Lie on your left side.", ["lying on the side"]),
        ("Lie on your belly.", ["lying on the front"]),
        ("Lie down on your back.", ["lying on the back"]),
        ("Do not stand.", []),
        ("Stop if it hurts when you stand.", []),
        ("Pull your foot up. Feel two cords there.", []),
        ("Feel the cord stand out.", []),
        ("Curl your toes: feel the dip there.", []),
        ("Slide a thumb up along the heel cord.", []),
        ("Go just behind the firm side band there.", []),
        ("Feel the dip there as you lift your knee.", []),
        ("Do the same on your other knee.", []),
        ("Go up toward the back of the knee.", []),
    ],
)
def test_step_names_a_posture(step: str, expected: list[str]) -> None:
    assert list(named(step)) == expected


@pytest.mark.parametrize("posture", SAID)
def test_how_a_posture_is_said_names_it(posture: str) -> None:
    assert posture in named(dict(SAID)[posture])  # type: ignore[index]


def found(own: Path, *steps: str) -> list[tuple[str, str]]:
    """What the rule says of the sound point with some steps, and what to do."""
    text = POINT.replace("  find: [Feel the shin.]\n", "  find:\n" + "".join(f"    - {{{step}}}\n" for step in steps))
    findings = look_at(own, f"# file: points/XX-1.yaml\n{text}")
    return [(f.message, f.hint) for f in findings if f.rule == RULE.id]


@pytest.mark.parametrize(
    ("steps", "message", "hint"),
    [
        (
            ["step: Lie on your side."],
            "'Lie on your side.' says 'lying on the side', and its posture is 'sitting'",
            "write under it: posture: lying on the side, or say it otherwise",
        ),
        (
            ["step: 'Lie on your side, or stand.'"],
            "'Lie on your side, or stand.' says 'lying on the side, standing', and its posture is 'sitting'",
            "write under it: posture: [lying on the side, standing], or say it otherwise",
        ),
        (
            ["step: Stand up., posture: standing", "step: Feel the shin.", "step: Sit and feel it."],
            "'Sit and feel it.' says 'sitting', and its posture is 'standing'",
            "write under it: posture: sitting, or say it otherwise",
        ),
        (
            ["step: 'Sit, and draw up your leg.', posture: sitting"],
            "'Sit, and draw up your leg.' says 'leg drawn up', and its posture is 'sitting'",
            "write under it: posture: leg drawn up, or say it otherwise",
        ),
        (
            ["step: Lie on your side., posture: [lying on the side, standing]"],
            "'Lie on your side.' does not say 'standing', which is its posture",
            "say it, as in: Stand, and let your arms hang down.",
        ),
    ],
)
def test_disagreement_is_told_with_what_to_write(steps: list[str], message: str, hint: str, own: Path) -> None:
    assert found(own, *steps) == [(message, hint)]


@pytest.mark.parametrize(
    "steps",
    [
        ["step: Sit down."],
        ["step: Feel the shin."],
        ["step: 'Sit, and draw up your leg.', posture: leg drawn up"],
        ["step: Stand on your toes., posture: on tiptoe"],
        ["step: Lie on your side., posture: lying on the side", "step: Feel the shin."],
    ],
)
def test_agreement_is_let_go_by(steps: list[str], own: Path) -> None:
    assert found(own, *steps) == []


def test_built_in_steps_and_their_postures_agree() -> None:
    assert list(RULE.find(Leaflets(builtin_library(), ()))) == []


@pytest.mark.parametrize(("code", "step", "said"), [("BL-40", 0, "Sit down."), ("ST-36", 1, "Stand up.")])
def test_built_in_step_that_said_otherwise_would_be_found(code: str, step: int, said: str) -> None:
    library = builtin_library()
    point = library.points[code]
    assert point.patient
    find = [*point.patient.find]
    find[step] = find[step]._replace(step=Text(said))
    changed = point._replace(patient=point.patient._replace(find=tuple(find)))
    faults = RULE.find(Leaflets(library._replace(points={code: changed}), ()))
    assert [fault.message.partition("'")[2].partition("'")[0] for fault in faults] == [said]
