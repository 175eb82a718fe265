"""Every card passes the engines that others wrote and the checks of our own; every broken card is caught."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from io import BytesIO

import pikepdf
import pytest
from support import broken_cards, file_checks, page_checks, samples
from support.engines import Verdict, Verdicts, ask
from support.verdicts import ENGINES, SAID, catchers

from handouts.compose import card, leaflet
from handouts.compose.page import Card
from handouts.compose.patient_form import Fields
from handouts.compose.qr_code import code_of
from handouts.compose.together import together
from handouts.compose.wanted import Wanted
from handouts.load.model import Clinic
from handouts.locate.atlas import Atlas
from handouts.order import make
from handouts.order.request import Item
from handouts.style import LARGE_PAPERS, PAPERS, Format
from handouts.write.pdf import booklet, document
from handouts.write.pdf.template import compile_template

LEAST = {"veraPDF ua1": 1000, "veraPDF 2a": 1000, "page ua1": 100, "page 2a": 100, "oxidize": 50, "outloud": 40}
PERSONS: tuple[dict[str, str], ...] = (
    {
        "name": "Zoë Ångström",
        "date": "22 November 2026",
        "practitioner": "Dr. Li (Harbour Street)",
        "note": "Press before bed.\nStart with the left leg, and stop if it tingles. " + "Drink water. " * 8,
        "time": "2 minutes",
        "often": "3 times a day for 12 weeks",
    },
    {"name": "三里", "date": "—", "practitioner": "\\(o)", "note": "100 % (ß)", "time": "1 minute", "often": "daily"},
)
BROKEN_BACKS = tuple(sorted(broken_cards.BACK_WAYS))
FORMATS = {
    "large": Format("large"),
    "low-ink": Format("low-ink"),
    "large-low-ink": Format("large-low-ink"),
    "diary": Format(back="diary"),
    "low-ink-diary": Format("low-ink", "diary"),
    "left": Format(legs="left"),
    "right-low-ink": Format("low-ink", legs="right"),
    "large-left": Format("large", legs="left"),
}
TOO_LONG_IN_LARGE_PRINT = ("cramps", "knee-pain", "low-back-pain")  # for Letter, which is lower than A4
SOME = (("cramps", "a4"), ("sciatica", "letter"))
TOGETHER = ("cramps", "leg-pain", "low-back-pain")
# Cards with all that a clinic says of itself. A code is a figure of no leg, and its card grows into the margins;
# outloud wishes for links over addresses, which on paper are there to be typed.
CLINICS = ("with-all-fields", "with-a-code")
PRINTED_ADDRESS = "LNK-010 "
GROWN = (("with-a-code", "figures are told"), ("with-a-code", "nothing stands in the margin"))
BROKEN = tuple(sorted([*broken_cards.WAYS, *broken_cards.OF_BYTES]))


@pytest.fixture(scope="module")
def good(cards: Mapping[tuple[str, str], Card], atlas: Atlas) -> Mapping[str, Card]:
    """Every card on every paper, one with a clinic's logo, by a name."""
    condition = atlas.library.conditions["knee-pain"]
    clinic = Clinic(name="Harbour Street Clinic", telephone="020 7946 0000")  # type: ignore[arg-type]
    logo = samples.png("RGB", (162, 59, 0))
    ours = card.compose(Wanted(condition, atlas, PAPERS["letter"], clinic, logo))
    said = {
        "practitioner": "Dr Ann Lee",
        "address": "12 Harbour Street, London E1 6AB",
        "hours": "Monday to Friday, 9 to 5",
    }
    said |= {"email": "desk@harbour.example", "web": "www.harbour.example", "accent": "#1f5f8b"}
    full = card.compose(Wanted(condition, atlas, PAPERS["a4"], clinic._replace(**said), logo))  # type: ignore[arg-type]
    code = code_of(clinic._replace(**said), atlas.library.words, wanted=True)  # type: ignore[arg-type]
    coded = card.compose(Wanted(condition, atlas, PAPERS["a4"], clinic._replace(**said), logo, code=code))  # type: ignore[arg-type]
    return {f"{c}-{p}": card for (c, p), card in cards.items()} | {
        "with-a-logo": ours,
        "for-the-left-leg": card.compose(Wanted(condition, atlas, PAPERS["a4"], format=Format(legs="left"))),
        "for-both-legs": card.compose(Wanted(condition, atlas, PAPERS["letter"], format=Format(legs="both"))),
        "with-all-fields": full,
        "with-a-code": coded,
    }


@pytest.fixture(scope="module")
def plates(charts: Mapping[tuple[str, str], Card]) -> Mapping[str, Card]:
    """Four charts, by a name: what differs between the others is only where things lie."""
    chosen = (("anterior", "a4"), ("dorsal", "a4"), ("medial-foot", "a4"), ("lateral", "letter"))
    return {f"chart-{name}-{paper}": charts[name, paper] for name, paper in chosen}


@pytest.fixture(scope="module")
def singles(atlas: Atlas) -> Mapping[str, Card]:
    """The cards of four points alone: on the leg, and on the foot from its side, from above and from below."""
    codes = ("SP-6", "KI-6", "LR-3", "KI-1")
    made = make.cards(make.Materials(atlas), [Item("point", code, "a4") for code in codes])
    return {f"point-{card.name}": card for card in made}


@pytest.fixture(scope="module")
def formats(atlas: Atlas) -> Mapping[str, Card]:
    """Cards in every format but the usual one, on both papers: all conditions in large print."""
    conditions = atlas.library.conditions
    wanted = [("large", id, paper) for id in conditions for paper in PAPERS]
    wanted += [("large", id, "a3") for id in TOO_LONG_IN_LARGE_PRINT]
    wanted += [(name, id, paper) for name in FORMATS if name != "large" for id, paper in SOME]
    found = {
        f"{id}-{name}-{paper}": leaflet.compose(
            Wanted(conditions[id], atlas, LARGE_PAPERS[paper], format=FORMATS[name])
        )
        for name, id, paper in wanted
        if not (paper == "letter" and "large" in name and id in TOO_LONG_IN_LARGE_PRINT)
    }
    several = together([conditions[id] for id in TOGETHER], atlas.library)
    both = {p: leaflet.compose(Wanted(several, atlas, PAPERS[p], format=Format(sides=2))) for p in PAPERS}
    return found | {f"together-{p}": card for p, card in both.items()}


@pytest.fixture(scope="module")
def personal_formats(atlas: Atlas) -> Mapping[str, bytes]:
    """Persons' cards in formats of two sides, stamped, and a booklet of both."""
    found, out = {}, BytesIO()
    fields = Fields(frozenset(PERSONS[1]))
    letters = "".join(text for person in PERSONS for text in person.values())
    made = None
    for name in ("large", "diary"):
        place = leaflet.compose(
            Wanted(atlas.library.conditions["hip-pain"], atlas, PAPERS["a4"], None, None, fields, format=FORMATS[name])
        )
        ready = compile_template(place, letters)
        made = made or booklet.Booklet(out, place, sides=2)
        found[f"stamped-{name}"] = ready.stamp(PERSONS[1])
        made.add(ready, PERSONS[1], PERSONS[1]["name"])
    assert made
    made.close()
    return {**found, "booklet-of-two-sides": out.getvalue()}


@pytest.fixture(scope="module")
def personal(atlas: Atlas) -> Mapping[str, bytes]:
    """Two persons' cards of two conditions, stamped, and a booklet of all four pages."""
    found, out = {}, BytesIO()
    made = None
    for name in ("cramps", "hip-pain"):
        place = card.compose(
            Wanted(atlas.library.conditions[name], atlas, PAPERS["a4"], fields=Fields(frozenset(PERSONS[0])))
        )
        ready = compile_template(place, "".join(text for person in PERSONS for text in person.values()))
        made = made or booklet.Booklet(out, place)
        for n, person in enumerate(PERSONS):
            found[f"stamped-{name}-{n}"] = ready.stamp(person)
            made.add(ready, person, person["name"])
    assert made
    made.close()
    return {**found, "booklet": out.getvalue()}


@pytest.fixture(scope="module")
def files(
    good: Mapping[str, Card],
    plates: Mapping[str, Card],
    singles: Mapping[str, Card],
    formats: Mapping[str, Card],
    personal: Mapping[str, bytes],
    personal_formats: Mapping[str, bytes],
) -> Mapping[str, bytes]:
    """All good files, one written anew by pikepdf as the broken ones are, and the broken ones."""
    found = {name: document.write(card) for name, card in {**good, **plates, **singles, **formats}.items()}
    found |= {**personal, **personal_formats}
    sound, diary = found["cramps-a4"], found["cramps-diary-a4"]
    broken = {**broken_cards.broken(sound), **broken_cards.broken_backs(diary)}
    return {**found, "written anew": broken_cards.copy(sound), **broken}


@pytest.fixture(scope="module")
def verdicts(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What the engines say of each file. They run once in a test run: other processes wait for the first."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return ask(files, tmp_path_factory.mktemp("proof"))
    folder = tmp_path_factory.getbasetemp().parent / f"proof-{run}"
    answer = folder / "verdicts.json"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + 280
        while not answer.exists():
            assert time.monotonic() < until, "the process that asks the engines has failed"
            time.sleep(0.5)
    else:
        (folder / "part").write_text(json.dumps(ask(files, folder)))
        (folder / "part").replace(answer)
    found = json.loads(answer.read_text())
    return {name: {engine: Verdict(*said) for engine, said in by.items()} for name, by in found.items()}


def test_engines_find_no_fault_in_any_card(good: Mapping[str, Card], verdicts: Verdicts) -> None:
    names = [*good, "written anew"]
    assert len(names) == 22
    found = {
        (name, engine): faults
        for name in names
        for engine, said in verdicts[name].items()
        if (faults := [fault for fault in said.faults if not (name in CLINICS and fault.startswith(PRINTED_ADDRESS))])
    }
    assert found == {}
    for engine in ENGINES:
        counts = [verdicts[name][engine].checks for name in names]
        SAID.append(f"{engine}: {len(names)} files, {sum(counts)} checks, at least {min(counts)} each, no fault")
        assert min(counts) >= LEAST.get(engine, 10), engine


def test_engines_find_no_fault_in_any_chart(plates: Mapping[str, Card], verdicts: Verdicts) -> None:
    found = {(name, engine): said.faults for name in plates for engine, said in verdicts[name].items() if said.faults}
    assert found == {}
    assert len(plates) == 4
    for engine in ENGINES:
        least = min(verdicts[name][engine].checks for name in plates)
        assert least >= {**LEAST, "oxidize": 7}.get(engine, 10), engine  # a chart has few elements
        SAID.append(f"{engine}: {len(plates)} charts, at least {least} checks each, no fault")


def test_engines_find_no_fault_in_cards_of_single_points_and_in_personal_ones(
    singles: Mapping[str, Card], personal: Mapping[str, bytes], verdicts: Verdicts
) -> None:
    names = [*singles, *personal]
    assert len(names) == 4 + 5
    found = {(name, engine): said.faults for name in names for engine, said in verdicts[name].items() if said.faults}
    ((same, faults),) = found.items()  # outloud takes what stands on every sheet for a running header
    assert same == ("booklet", "outloud")
    assert [fault.split()[0] for fault in faults] == ["PAG-001"]
    for engine in ENGINES:
        least = min(verdicts[name][engine].checks for name in names)
        assert least >= {**LEAST, "oxidize": 7}.get(engine, 10), engine
        SAID.append(f"{engine}: {len(names)} cards of points and of persons, at least {least} checks each, no fault")


def test_engines_find_no_fault_in_any_format(
    formats: Mapping[str, Card], personal_formats: Mapping[str, bytes], verdicts: Verdicts
) -> None:
    names = [*formats, *personal_formats]
    assert len(names) == (16 - 3 + 3) + 7 * len(SOME) + 2 + 3
    found = {(name, engine): said.faults for name in names for engine, said in verdicts[name].items() if said.faults}
    assert found == {}
    for engine in ENGINES:
        least = min(verdicts[name][engine].checks for name in names)
        assert least >= LEAST.get(engine, 10), engine
        SAID.append(f"{engine}: {len(names)} cards in other formats, at least {least} checks each, no fault")


def test_our_own_checks_find_no_fault_in_any_format(formats: Mapping[str, Card], files: Mapping[str, bytes]) -> None:
    found = {name: page_checks.faults(files[name], card) for name, card in formats.items()}
    assert {(name, check): told for name, by in found.items() for check, told in by.items() if told} == {}


def test_our_own_checks_find_no_fault_in_cards_of_single_points(singles: Mapping[str, Card]) -> None:
    for name, made in singles.items():
        assert {check: told for check, told in page_checks.faults(document.write(made), made).items() if told} == {}, (
            name
        )


def test_our_own_checks_find_no_fault_in_any_chart(charts: Mapping[tuple[str, str], Card]) -> None:
    """All but those that say what a leaflet must have."""
    for_leaflets = {
        "headings nest and are tagged",
        "lists are lists",
        "figures are told",
        "what a patient reads is black",
        "discs hold their numbers",
        "lines join rings to their discs",
        "languages are named",
    }
    assert for_leaflets < page_checks.CHECKS.keys()
    for key, made in charts.items():
        found = page_checks.faults(document.write(made), made)
        assert {check: told for check, told in found.items() if told and check not in for_leaflets} == {}, key


def test_our_own_checks_find_no_fault_in_any_card(good: Mapping[str, Card], files: Mapping[str, bytes]) -> None:
    found = {name: page_checks.faults(files[name], card) for name, card in good.items()}
    for name, check in GROWN:
        assert found[name].pop(check, True)
    assert {(name, check): told for name, by in found.items() for check, told in by.items() if told} == {}
    anew = page_checks.faults(files["written anew"], good["cramps-a4"])
    assert {check: told for check, told in anew.items() if told} == {}


def test_there_are_many_ways_to_break_a_card(
    files: Mapping[str, bytes],
    good: Mapping[str, Card],
    plates: Mapping[str, Card],
    singles: Mapping[str, Card],
    formats: Mapping[str, Card],
    personal: Mapping[str, bytes],
    personal_formats: Mapping[str, bytes],
) -> None:
    sound = {*good, *plates, *singles, *formats, *personal, *personal_formats, "written anew"}
    assert files.keys() - sound == {*BROKEN, *BROKEN_BACKS}
    assert len({files[name] for name in BROKEN} | {files["written anew"]}) == len(BROKEN) + 1 > 100
    assert len({files[name] for name in BROKEN_BACKS} | {files["cramps-diary-a4"]}) == len(BROKEN_BACKS) + 1 > 20


def test_every_broken_card_is_caught_and_every_check_catches_one(
    good: Mapping[str, Card], formats: Mapping[str, Card], files: Mapping[str, bytes], verdicts: Verdicts
) -> None:
    """What never catches anything proves nothing. Ours catch all of them, whatever the validators see."""
    caught = {n: catchers(verdicts[n], page_checks.faults(files[n], good["cramps-a4"])) for n in BROKEN}
    diary = formats["cramps-diary-a4"]
    caught |= {n: catchers(verdicts[n], page_checks.faults(files[n], diary)) for n in BROKEN_BACKS}
    assert [fault for fault, by in caught.items() if not page_checks.CHECKS.keys() & set(by)] == []
    assert {by for all_ in caught.values() for by in all_} == {*ENGINES, *page_checks.CHECKS}
    SAID.append(f"{len(caught)} kinds of broken cards, each caught (make proof prints by what)")


def test_broken_cards_can_be_opened_but_for_two(files: Mapping[str, bytes]) -> None:
    """A card broken beyond reading would be caught by anyone and prove nothing of a check."""
    closed = []
    for name in (*BROKEN, *BROKEN_BACKS):
        try:
            pikepdf.open(BytesIO(files[name])).close()
        except pikepdf.PdfError:
            closed.append(name)
    assert set(closed) <= {"cut off in the middle"}


def test_our_own_checks_find_no_fault_in_any_file_of_persons(personal: Mapping[str, bytes]) -> None:
    """What they ask of every file, sheets and booklets among them."""
    checks = {check.__name__: check for check in file_checks.CHECKS}
    found = {(name, what): list(check(data)) for name, data in personal.items() for what, check in checks.items()}
    assert len(found) == 5 * 4
    assert {key: told for key, told in found.items() if told} == {}
