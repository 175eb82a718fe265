"""Safety words of the edition are added to freely, and changed or dropped only where somebody stands for that."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from support.own_data import DATA, faults, write

from handouts.commands.options import completer
from handouts.load.library import load_library, read_library
from handouts.load.localised import localised
from handouts.load.model import Library
from handouts.load.overrides import overrides

REVIEW = "reviewer: Dr. Weber\nreviewed: 2026-11-01\nreason: our own wording\n"
CLOT = """\
- id: clot-signs
  lead: Do not press
  text: a hot, red leg.
  sources: [own]
"""
INDENTED = "".join(f"  {line}\n" for line in REVIEW.splitlines())


def copy_of(place: str) -> str:
    return (DATA / place).read_text("utf-8")


def without(text: str, key: str) -> str:
    return re.sub(rf"^{key}:.*\n(?:  .*\n)*", "", text, flags=re.M)


ON_SP6 = """\
  rule:
    height: {level with: SP-6}
    across: {at: SP-6}
    source: own
"""


def renamed(point: str) -> str:
    """A point under a code and names of its own."""
    for key, name in {"code": "XX-6", "  english": "A place", "  romanised": "Yi", "  pinyin": "Yī"}.items():
        point = re.sub(f"^{key}: .*$", f"{key}: {name}", point, flags=re.M)
    return point


CHANGES = {
    "a caution in other words": ("cautions.yaml", CLOT, "safety words of 'clot-signs' changed"),
    "a caution said instead of another": (
        "cautions.yaml",
        CLOT.replace("clot-signs", "ours").replace("  sources", "  instead of: clot-signs\n  sources"),
        "'ours' put in the place of the safety words 'clot-signs'",
    ),
    "a caution that no longer stands for another": (
        "cautions.yaml",
        re.findall(r"- id: ask-first-other\n(?:  .*\n)*", copy_of("cautions.yaml"))[0].replace(
            "  instead of: ask-first\n", ""
        ),
        "safety words of 'ask-first-other' changed",
    ),
    "a point without its caution": (
        "points/SP-6.yaml",
        copy_of("points/SP-6.yaml").replace("pregnancy-point, ", ""),
        "safety words 'pregnancy-point' dropped from SP-6",
    ),
    "a point no longer withheld": (
        "points/LR-12.yaml",
        without(copy_of("points/LR-12.yaml"), "withheld"),
        "LR-12, withheld from patients, given to them",
    ),
    "a condition without a caution": (
        "conditions/cramps.yaml",
        copy_of("conditions/cramps.yaml").replace("cramp-lasts, ", ""),
        "safety words 'cramp-lasts' dropped from cramps",
    ),
    "the single sheet without a caution": (
        "single.yaml",
        copy_of("single.yaml").replace("getting-worse, ", ""),
        "safety words 'getting-worse' dropped from single",
    ),
    "a copy of a point, without its caution": (
        "points/XX-6.yaml",
        renamed(copy_of("points/SP-6.yaml").replace("pregnancy-point, ", "")),
        "safety words 'pregnancy-point' dropped from XX-6 (a copy of SP-6)",
    ),
    "a point that is laid on another": (
        "points/XX-6.yaml",
        renamed(
            re.sub(r"  rule:\n(?:    .*\n)*", ON_SP6, copy_of("points/SP-6.yaml").replace("pregnancy-point, ", ""))
        ),
        "safety words 'pregnancy-point' dropped from XX-6 (a copy of SP-6)",
    ),
    "a copy of a point that is withheld": (
        "points/XX-6.yaml",
        renamed(without(copy_of("points/LR-12.yaml"), "withheld")),
        "XX-6 (a copy of LR-12), withheld from patients, given to them",
    ),
    "the number of an ambulance": (
        "countries.yaml",
        '- {code: gb, name: UK, ambulance: "0800 123", spelling: british, sources: [own]}\n',
        "number of the ambulance in 'gb' changed",
    ),
    "the heading over the cautions": (
        "languages/en.yaml",
        copy_of("languages/en.yaml").replace("  before: Before you start", "  before: Relax"),
        "the program's words of safety changed (card.before)",
    ),
}


def put(own: Path, place: str, text: str) -> None:
    (own / place).parent.mkdir(parents=True, exist_ok=True)
    (own / place).write_text(text, "utf-8")


@pytest.mark.parametrize(("place", "text", "told"), CHANGES.values(), ids=CHANGES)
def test_change_that_nobody_stands_for_is_a_fault(own: Path, place: str, text: str, told: str) -> None:
    put(own, place, text)
    (found,) = faults(own)
    assert f"{told}, and nobody stands for it" in found
    assert found.endswith("or write beside it: reviewer:, reviewed:, reason:)")


@pytest.mark.parametrize(("place", "text", "told"), CHANGES.values(), ids=CHANGES)
def test_change_that_somebody_stands_for_is_told(own: Path, place: str, text: str, told: str) -> None:
    put(own, place, signed(place, text))
    (found,) = overrides(load_library([DATA, own]))
    assert str(found).endswith(f"note: {told} by Dr. Weber on 2026-11-01: our own wording")


def signed(place: str, text: str) -> str:
    """The text of a file with who stands for it."""
    if place == "countries.yaml":
        return text.rstrip("}\n") + f", {', '.join(REVIEW.splitlines())}}}\n"
    return text.rstrip("\n") + "\n" + (INDENTED if place == "cautions.yaml" else REVIEW)


@pytest.mark.parametrize("lacking", ["reviewer", "reviewed", "reason"])
def test_half_a_review_is_none(own: Path, lacking: str) -> None:
    put(
        own, "cautions.yaml", CLOT + "".join(f"  {r}\n" for r in REVIEW.splitlines() if not r.startswith(f"{lacking}:"))
    )
    (found,) = faults(own)
    assert found.endswith(f"write beside it: {lacking}:)")


def test_a_second_folder_does_not_hide_what_the_first_has_changed(own: Path, tmp_path: Path) -> None:
    put(own, "cautions.yaml", CLOT)
    second = tmp_path / "second"
    put(second, "cautions.yaml", CLOT)
    put(own, "cautions.yaml", CLOT + INDENTED)
    (found,) = (o for o in overrides(_read([own, second])) if not o.signed)
    assert "clot-signs" in found.what


def _read(folders: list[Path]) -> Library:
    return read_library([DATA, *folders]).library


@pytest.mark.parametrize("line", ["clot: cloud", "Clot: cloud", "numb: fine", "cosy: pregnant"])
def test_spelling_of_ones_own_does_not_reach_safety_words(own: Path, line: str) -> None:
    put(own, "languages/spelling.yaml", f"{line}\nsocks: sox\n")
    (found,) = faults(own)
    assert "changes safety words (take it out" in found
    put(own, "languages/spelling.yaml", copy_of("languages/spelling.yaml"))
    assert faults(own) == []


def test_reason_of_several_lines_is_told_in_one_and_obeys_nobody(own: Path) -> None:
    put(own, "cautions.yaml", CLOT + INDENTED.replace("our own wording", '"two\\n\\nlines \\a"'))
    (found,) = overrides(load_library([DATA, own]))
    assert str(found).endswith("on 2026-11-01: two lines \\x07")


def test_what_is_added_or_only_copied_is_no_change(own: Path) -> None:
    write(own, cautions=CLOT.replace("clot-signs", "ours"))
    put(own, "points/SP-6.yaml", copy_of("points/SP-6.yaml").replace("[pregnancy-point", "[ours, pregnancy-point"))
    assert list(overrides(load_library([DATA, own]))) == []


def test_only_the_built_in_data_has_an_edition(own: Path) -> None:
    put(own, "edition.yaml", copy_of("edition.yaml"))
    (found,) = faults(own)
    assert "only the built-in data has an edition" in found


def test_copy_of_a_caution_does_not_open_the_way_for_another_in_its_place(own: Path) -> None:
    clot = load_library([DATA]).cautions["clot-signs"]
    copy = f'- id: clot-signs\n  lead: "{clot.lead}"\n  text: "{clot.text}"\n  sources: [own]\n'
    copy += f'  urgent: "{clot.urgent}"\n' if clot.urgent else ""
    put(own, "cautions.yaml", copy + CHANGES["a caution said instead of another"][1])
    (found,) = faults(own)
    assert "'ours' put in the place of the safety words 'clot-signs'" in found


def test_copy_is_no_change_in_another_country(own: Path) -> None:
    put(own, "cautions.yaml", copy_of("cautions.yaml"))
    put(own, "languages/en.yaml", copy_of("languages/en.yaml"))
    library = load_library([DATA, own])
    assert [list(overrides(localised(library, code))) for code in ("gb", "us")] == [[], []]


def test_completing_tells_nothing(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(own, "cautions.yaml", CLOT + INDENTED)
    command = click.Command("show")
    context = click.Context(command)
    context.params["data"] = (own,)
    assert completer("conditions")(context, click.Argument(["name"]), "cram") == ["cramps"]
    assert capsys.readouterr().err == ""
