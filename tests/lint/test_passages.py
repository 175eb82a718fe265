"""Every text that patients read is a passage, and nothing that is kept for practitioners."""

from __future__ import annotations

from pathlib import Path

from support.leaflets import builtin_library
from support.own_data import CONDITION, DATA, POINT, write

from handouts.lint.passages import passages
from handouts.load.clinic import load_clinic
from handouts.load.library import read_library

CLINIC = """\
name: Harbour Clinic
telephone: 020 7946 0000
reviewer: A. Practitioner
feedback: Tell us at the desk.
other formats: Ask us for large print.
purposes: {ST-36: For tired legs.}
"""


def read(own: Path) -> set[tuple[str, str, str]]:
    """The passages whose texts stand in a folder of one's own."""
    library = read_library([DATA, own]).library
    return {(p.field, p.owner, str(p.text)) for p in passages(library) if p.text.mark and p.text.mark.file[0] != "/"}


def test_words_of_a_condition(own: Path) -> None:
    write(own, conditions__tired_legs=CONDITION + "notes: [Not at night.]\n")
    assert read(own) == {
        ("title", "tired-legs", "Tired legs"),
        ("purpose", "tired-legs", "Pressing may help."),
        ("short", "tired-legs", "Press and rest."),
        ("note", "tired-legs", "Not at night."),
    }


def test_words_of_a_point_for_patients(own: Path) -> None:
    write(
        own,
        points__XX_1=POINT.replace("names:\n", "names:\n  plain: Below\n")
        + "cautions: {source: own, items: [cures]}\n",
    )
    assert read(own) == {
        ("name", "XX-1", "Below"),
        ("name", "XX-1", "A place"),
        ("find", "XX-1", "Feel the shin."),
        ("press", "XX-1", "Press."),
        ("time", "XX-1", "1 minute"),
        ("often", "XX-1", "Daily."),
    }


def test_a_point_that_patients_do_not_get_is_not_read(own: Path) -> None:
    write(own, points__XX_1=POINT[: POINT.index("patient:")])
    assert read(own) == set()
    write(own, points__XX_1=POINT + "withheld: {text: it lies over an artery, source: own}\n")
    assert read(own) == set()


def test_a_caution_is_read_as_one(own: Path) -> None:
    write(
        own, cautions="- {id: x, lead: Stop, text: if it hurts., urgent: Call us., sources: [own], note: Not read.}\n"
    )
    assert read(own) == {("caution", "x", "Stop if it hurts. Call us.")}


def test_the_card_of_a_single_point_and_labels_are_read(own: Path) -> None:
    write(
        own,
        single="purpose: A.\nbefore: [clot-signs]\nstop: [never-painful]\nshort: B.\n",
        leg__plain="patella: knee\n",
    )
    assert read(own) == {("purpose", "single", "A."), ("short", "single", "B."), ("name", "patella", "knee")}


def test_places_in_braces_are_read_as_words(own: Path) -> None:
    single = "title: 'Your point: {code}'\npurpose: A.\npurpose for: It is for {purpose}.\nshort: '{dose} Stop.'\n"
    write(own, single=f"{single}before: [clot-signs]\nstop: [never-painful]\n")
    assert read(own) == {
        ("title", "single", "Your point: code"),
        ("purpose", "single", "A."),
        ("purpose", "single", "It is for purpose."),
        ("short", "single", "Stop."),
    }


def test_of_own_words_of_the_program_those_are_read_that_differ(own: Path) -> None:
    words = (DATA / "languages" / "en.yaml").read_text("utf-8")
    write(own, languages__en=words.replace("short: In short", "short: Cured in short"))
    assert read(own) == {("words", "words", "Cured in short")}


def test_what_a_clinic_prints_is_read(own: Path) -> None:
    write(own, our=CLINIC)
    library = builtin_library()
    found = set(passages(library, load_clinic(own / "our.yaml"))) - set(passages(library))
    assert {(p.field, p.owner, str(p.text)) for p in found} == {
        ("clinic", "clinic", "Harbour Clinic"),
        ("clinic", "clinic", "Tell us at the desk."),
        ("clinic", "clinic", "Ask us for large print."),
        ("purpose", "ST-36", "For tired legs."),
    }


def test_every_built_in_text_has_its_place() -> None:
    found = passages(builtin_library())
    assert len(found) > 800
    assert all(passage.text.mark for passage in found)
    assert {p.field for p in found} == {
        "title",
        "purpose",
        "short",
        "note",
        "find",
        "press",
        "time",
        "often",
        "caution",
        "name",
    }
