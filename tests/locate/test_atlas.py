"""Data and its rules become an atlas, or all that is wrong with them is told at once."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
from support import fuzz
from support.own_data import CONDITION, DATA, POINT, faults, named, write

from handouts.errors import DataError
from handouts.locate.atlas import load_atlas


def told(*folders: Path, clinic: Path | None = None) -> list[str]:
    """Every fault of the built-in data with folders on top of it, and of a clinic's file."""
    with pytest.raises(DataError) as caught:
        load_atlas([DATA, *folders], clinic)
    return [str(problem) for problem in caught.value.problems]


def test_rule_that_leads_off_the_leg_is_told_with_other_faults(own: Path) -> None:
    write(own, points__XX_1=POINT.replace("cun: 3, below", "cun: 15.5, below"))
    write(own, points__XX_2=named("XX-2").replace("ST-35", "XX-1"))  # leans on the first
    write(own, points__XX_3=named("XX-3").replace("english", "englisch"))
    write(own, points__XX_4=named("XX-4").replace("ST-35", "XX-3"))  # leans on a faulty one
    found = [re.sub(r"error: |points/|.yaml", "", f) for f in told(own)]
    assert [f.split(" ")[0] for f in found] == ["XX-1:14:23:", "XX-3:3:3:", "XX-3:3:3:"]
    assert "the rule of XX-1 leads off the leg" in found[0]


def test_rule_that_leads_off_the_leg_is_no_fault_of_loading(own: Path) -> None:
    write(own, points__XX_1=POINT.replace("cun: 3, below", "cun: 15.5, below"))
    assert faults(own) == []
    assert [f.split(" error:")[0] for f in told(own)] == ["points/XX-1.yaml:14:23:"]


def test_faults_of_data_rules_and_clinic_are_told_at_once_ordered_by_place(own: Path) -> None:
    write(own, data__points__XX_1=POINT.replace("cun: 3, below", "cun: 15.5, below"))
    write(own, data__conditions__tired_legs=CONDITION.replace("ST-36", "ST-63"), clinic="name: []\n")
    assert [f.split(": ")[0] for f in told(own / "data", clinic=own / "clinic.yaml")] == [
        "clinic.yaml:1:7",
        "data/conditions/tired-legs.yaml:4:10",
        "data/points/XX-1.yaml:14:23",
    ]


def test_rules_are_not_followed_where_rulers_have_faults(own: Path) -> None:
    write(own, points__XX_1=POINT.replace("cun: 3, below", "cun: 15.5, below"), leg__rulers="- {name: own}\n")
    assert {f.split(":")[0] for f in told(own)} == {"leg/rulers.yaml"}


def test_clinic_comes_with_the_atlas(own: Path) -> None:
    write(own, clinic="name: Leg Clinic\n")
    atlas, clinic = load_atlas([DATA], own / "clinic.yaml")
    assert clinic
    assert clinic.name == "Leg Clinic"
    assert atlas.spots.keys() == atlas.library.points.keys()


def mutated(content: bytes, dice: random.Random) -> bytes:
    """A file with a few bytes or lines changed, dropped, doubled or swapped."""
    for _ in range(dice.randint(1, 3)):
        lines = content.split(b"\n")
        i, j = dice.randrange(len(lines)), dice.randrange(len(lines))
        at = dice.randrange(len(content) + 1)
        noise = dice.choice(
            [bytes([dice.randrange(256)]), *b": |- |\t|'|\"|[|]|{|}|#|*a|&a|!x|\n|---\n|? |%|  |,|~".split(b"|")]
        )
        content = dice.choice(
            [
                content[:at] + noise + content[at:],
                content[:at] + noise + content[at + dice.randint(1, 9) :],
                content[:at],
                b"\n".join(lines[:i] + lines[i + 1 :]),
                b"\n".join([*lines[:i], lines[j], *lines[i:]]),
                b"\n".join([*lines[:i], b"  " + lines[i], *lines[i + 1 :]]),
                b"\n".join([*lines[:i], lines[i].lstrip(), *lines[i + 1 :]]),
            ]
        )
    return content


def outcome(folder: Path) -> str:
    """What became of loading a folder; anything but the two lets the test fail."""
    try:
        load_atlas([folder])
    except DataError as error:
        return "told" if all(p.mark and p.message for p in error.problems) else "told without a place"
    return "read"


def test_random_changes_are_read_or_told_and_never_crash(own: Path) -> None:
    dice = random.Random(fuzz.SEED)
    files = ["points/ST-36.yaml", "conditions/cramps.yaml", "leg/rulers.yaml", "edition.yaml", "articles/article.yaml"]
    keep = {
        *files,
        "languages/en.yaml",
        "languages/spelling.yaml",
        "countries.yaml",
        "leg/leg.json",
        "leg/plain.yaml",
        "sources.yaml",
        "cautions.yaml",
        "channels.yaml",
        "single.yaml",
        "points/ST-35.yaml",
        "points/GB-34.yaml",
    }
    for file in keep & {str(p.relative_to(DATA)) for p in DATA.rglob("*")}:
        (own / "data" / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / file, own / "data" / file)
    outcomes = {"read": 0, "told": 0}
    for _ in fuzz.rounds(15):
        path = dice.choice([p for f in files if (p := own / "data" / f).exists()])
        sound = path.read_bytes()
        path.write_bytes(mutated(sound, dice))
        outcomes[outcome(own / "data")] += 1
        path.write_bytes(sound)
    assert min(outcomes.values()) > 3, outcomes
