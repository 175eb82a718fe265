"""YAML is read as the model asks, and whatever is wrong with it is told at its place, all at once."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from PIL import Image

from handouts import paths
from handouts.errors import DataError
from handouts.load import checks, yaml_nodes
from handouts.load.library import load_clinic, load_library, read_logo
from handouts.load.model import CunAlong, Library, Offset, Text

HERE = Path(__file__).parent
DATA = paths.builtin()

POINT = """\
code: XX-1
names:
  english: A place
  romanised: Yi
  pinyin: Yī
  simplified: 三
  traditional: 三
  source: own
  characters source: own
location:
  words: {source: own, items: [below the knee]}
  rule:
    height: {cun: 3, below: ST-35, ruler: leg}
    across: {fingers: 1, lateral to: tibial crest}
    source: own
patient:
  find: [Feel the shin.]
  press: [Press.]
  time: 1 minute
  often: Daily.
  sources: [own]
"""
CONDITION = """\
id: tired-legs
title: Tired legs
purpose: Pressing may help.
points: [ST-36]
before: [clot-signs]
stop: [never-painful]
short: Press and rest.
source: own
basis: {source: own, items: [our own]}
"""


HEIGHT = "height: {cun: 3, below: ST-35, ruler: leg}"
ACROSS = "across: {fingers: 1, lateral to: tibial crest}"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a clinic's own, which is also the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, **files: str | bytes) -> None:
    """Files by path, '__' for a slash: points__XX='...' makes points/XX.yaml."""
    for name, content in files.items():
        path = folder / (name.replace("__", "/").replace("_", "-") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def faults(*folders: Path) -> list[str]:
    """Every problem of the built-in data with folders on top of it."""
    try:
        load_library([DATA, *folders])
    except DataError as error:
        return [str(p) for p in error.problems]
    return []


def point_faults(own: Path, old: str, new: str) -> list[str]:
    """What is wrong with the sound point after a change, without its file's name."""
    assert old in POINT
    write(own, points__XX_1=POINT.replace(old, new, 1))
    return [re.sub(r"points/XX-1.yaml:|error: ", "", f) for f in faults(own)]


def named(code: str) -> str:
    """The sound point with a code and names of its own."""
    return POINT.replace("XX-1", code).replace("A place", f"Place {code}").replace("Yi\n", f"Yi {code}\n")


def condition_faults(own: Path, old: str, new: str) -> list[str]:
    assert old in CONDITION
    write(own, conditions__tired_legs=CONDITION.replace(old, new, 1))
    return [re.sub(r"conditions/tired-legs.yaml:|error: ", "", f) for f in faults(own)]


# -- what is read ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library([DATA])


def test_built_in_data_has_no_faults_and_the_articles_five_points(library: Library) -> None:
    assert {"BL-57", "BL-37", "BL-40", "ST-36", "GB-34"} <= library.points.keys()
    assert {"leg-pain", "nerve-pain", "cramps", "heel-pain", "sciatica", "knee-pain", "hip-pain"} <= (
        library.conditions.keys()
    )
    assert library.sources
    assert library.cautions
    assert library.rulers
    assert library.plain
    assert library.articles


def test_every_file_of_the_built_in_data_is_read(library: Library) -> None:
    assert {p.stem for p in (DATA / "points").glob("*")} == library.points.keys()
    assert {p.stem for p in (DATA / "conditions").glob("*")} == library.conditions.keys()
    assert {p.stem for p in (DATA / "articles").glob("*")} == library.articles.keys()


def test_points_come_in_the_order_of_their_numbers(library: Library) -> None:
    for channel in library.channels:
        numbers = [int(code.partition("-")[2]) for code in library.points if code.startswith(f"{channel}-")]
        assert numbers == sorted(numbers)
        assert len(numbers) >= 10


def test_values_remember_where_they_stand(library: Library) -> None:
    rule = library.points["ST-36"].location.rule
    assert isinstance(rule.height, CunAlong)
    assert isinstance(rule.across, Offset)
    lines = (DATA / "points" / "ST-36.yaml").read_text("utf-8").splitlines()
    for value, written in (
        (rule.height.cun, "3"),
        (rule.height.below, "ST-35"),
        (rule.across.lateral_to, "tibial crest"),
    ):
        assert value is not None
        assert value.mark is not None
        assert lines[value.mark.line - 1][value.mark.column - 1 :].startswith(written)


def test_shorthand_stands_for_a_fact(own: Path) -> None:
    write(own, points__XX_1=POINT)
    point = load_library([DATA, own]).points["XX-1"]
    assert point.location.words.items[0].text == "below the knee"
    assert point.patient
    assert point.patient.find[0].step == "Feel the shin."


@pytest.mark.parametrize("written", ["no", "1.0", "2020-01-01", "yes", "0x10", "12:30", "1e3", "Null and void", "='"])
def test_text_is_taken_as_written(own: Path, written: str) -> None:
    write(own, conditions__tired_legs=CONDITION.replace("Tired legs", written))
    title = load_library([DATA, own]).conditions["tired-legs"].title
    assert isinstance(title, Text)
    assert title == written


def test_line_ends_in_text_become_blanks_and_accents_join_their_letters(own: Path) -> None:
    write(own, conditions__tired_legs=CONDITION.replace("Tired legs", "|\n  Tired\n  le\u0300gs  now\n\n"))
    assert load_library([DATA, own]).conditions["tired-legs"].title == "Tired l\u00e8gs now"


def test_windows_line_ends_and_byte_order_mark_are_read(own: Path) -> None:
    write(own, conditions__tired_legs=b"\xef\xbb\xbf" + CONDITION.replace("\n", "\r\n").encode())
    assert load_library([DATA, own]).conditions["tired-legs"].title.mark == ("conditions/tired-legs.yaml", 2, 8)


def test_later_folder_adds_and_overrides(own: Path) -> None:
    write(
        own,
        conditions__cramps=CONDITION.replace("tired-legs", "cramps"),
        points__XX_1=POINT,
        leg__plain="femur: big bone",
    )
    write(own, edition='version: "2 ours"\nchecked: 2027-01-31\n')
    mixed = load_library([DATA, own])
    assert mixed.conditions["cramps"].title == "Tired legs"
    assert {"XX-1", "ST-36"} <= mixed.points.keys()
    assert (mixed.plain["femur"], mixed.plain["fibular head"]) == ("big bone", "round bump")
    assert mixed.edition.version == "2 ours"


def test_pure_python_parser_reads_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "LOADER", yaml.BaseLoader)
    slow = load_library([DATA])
    assert slow == library
    assert slow.points["ST-36"].names.english.mark == library.points["ST-36"].names.english.mark


# -- what is wrong -----------------------------------------------------------------------------------------------------


def test_twenty_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "bad")
    expected = (HERE / "bad" / "expected.txt").read_text("utf-8").splitlines()
    assert len(expected) == 20
    assert faults(Path()) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("code: XX-1", "code: XX-1\ncolor: red", "2:1: unknown key 'color' (known: "),
        ("  english: A place\n", "", "3:3: missing key 'english'"),
        ("english: A place", "english:", "3:3: 'english' is empty"),
        ("english: A place", "english: ~", "3:3: 'english' is empty"),
        ("english: A place", 'english: " "', "3:3: 'english' is empty"),
        ("english: A place", "english: {a: b}", "3:12: 'english' should be text, not keys with values"),
        ("english: A place", "english: A place\n  english: B", "4:3: duplicate key 'english' (first in line 3)"),
        ("english: A place", "? [a]\n  : b\n  english: A place", "3:5: 'key' should be text, not a list"),
        ("english: A place", "<<: {a: b}\n  english: A place", "3:3: unknown key '<<'"),
        ("cun: 3", "cun: three", "13:19: 'cun' should be a number, not 'three'"),
        ("cun: 3", "cun: 3,5", "13:21: unknown key '5'"),
        ("cun: 3", "cun: .inf", "13:19: 'cun' should be a number, not '.inf'"),
        ("cun: 3", "cun: 1" + "0" * 400, "13:19: 'cun' should be a number"),
        ("cun: 3", "cun: 17", "13:19: 17 cun is beyond the ruler 'leg', which has 16"),
        ("cun: 3", "cun: 0", "13:19: 'cun' should be more than 0, not 0"),
        ("cun: 3", "cun: -2", "13:19: 'cun' should be more than 0, not -2"),
        ("fingers: 1", "fingers: 0", "14:23: 'fingers' should be more than 0, not 0"),
        ("ruler: leg", "ruler: legg", "13:43: unknown ruler 'legg' (did you mean 'leg'?)"),
        ("below: ST-35", "below: ST-99", "13:29: unknown point 'ST-99'"),
        (
            "below: ST-35",
            "below: fibular heat",
            "13:29: unknown landmark or point 'fibular heat' (did you mean 'fibular head'?)",
        ),
        ("below: ST-35", "below: tibial crest", "13:29: unknown landmark or point 'tibial crest'"),
        ("below: ST-35", "below: ST-35, above: ST-35", "13:36: 'above' and 'below' exclude each other"),
        ("below: ST-35, ", "", "13:13: one of these keys is needed: below, above"),
        (
            "height: {cun: 3, below: ST-35, ruler: leg}",
            "height: {far: down}",
            "13:13: 'height' is given in no known way (keys: ",
        ),
        (
            "height: {cun: 3, below: ST-35, ruler: leg}",
            "height: low",
            "13:13: 'height' is given in no known way (keys: ",
        ),
        (
            "lateral to: tibial crest",
            "lateral to: tibial krest",
            "14:38: unknown landmark, line or point 'tibial krest'",
        ),
        ("lateral to: tibial crest", "lateral of: tibial crest", "14:13: one of these keys is needed: lateral to, "),
        ("lateral to: tibial crest", "medial to: ST-35, behind: ST-36", "14:44: 'behind' and 'medial to' exclude each"),
        ("fingers: 1", "cun: 1", "14:19: 'cun' needs a ruler (write 'ruler:' and one of: "),
        ("fingers: 1", "fingers: 1, cun: 1, ruler: leg", "14:26: 'cun' and 'fingers' exclude each other"),
        ("fingers: 1", "cun: 20, ruler: leg", "14:19: 20 cun is beyond the ruler 'leg'"),
        ("below: ST-35", "below: XX-1", "13:29: the rule of XX-1 leans on itself (begin"),
        ("tibial crest", "XX-1", "14:38: the rule of XX-1 leans on itself (begin"),
        (ACROSS, "across: {at: tibial krest}", "14:18: unknown landmark, line or point 'tibial krest'"),
        (ACROSS, "across: {on the line: [ST-35, tibial crest]}", "14:35: unknown landmark or point 'tibial crest'"),
        (ACROSS, "across: {midway between: [ST-35, tibia]}", "14:38: unknown landmark, line or point 'tibia'"),
        (ACROSS, "across: {midway between: [ST-35]}", "14:30: 'midway between' should have 2 items, not 1"),
        (HEIGHT, "height: {level with: tibial crest}", "13:26: unknown landmark or point 'tibial crest'"),
        (HEIGHT, "height: {part: 3, of: 3, between: [ST-35, ST-41]}", "13:20: part 3 of 3 does not lie between"),
        (HEIGHT, "height: {part: 0, of: 3, between: [ST-35, ST-41]}", "13:20: 'part' should be more than 0, not 0"),
        (HEIGHT, "height: {part: 1, of: 3, between: [ST-35]}", "13:39: 'between' should have 2 items, not 1"),
        (HEIGHT, "height: {part: 1, of: 3, between: [ST-35, skin]}", "13:47: unknown landmark or point 'skin'"),
        (HEIGHT, f"{HEIGHT}\n    forward: {{level with: ST-41}}", "14:5: 'forward' and 'height' exclude each other"),
        (f"{HEIGHT}\n    ", "", "13:5: one of these keys is needed: height, forward"),
        (HEIGHT, "forward: {cun: 1, ruler: leg, above: ST-41}", "13:35: unknown key 'above'"),
        (ACROSS, "across: {cun: 1, ruler: leg, above: ST-41}", "14:41: the height is already given"),
        (ACROSS, "across: {on the line: [ST-35, ST-41], seen from: top}", "14:54: 'seen from' should be 'front' or"),
        ("source: own", "source: owm", "8:11: unknown source 'owm' (did you mean 'own'?)"),
        ("characters source: own", "characters source: x", "9:22: unknown source 'x'"),
        ("sources: [own]", "sources: [own, y]", "21:18: unknown source 'y'"),
        ("sources: [own]", "sources: []", "21:12: 'sources' is an empty list"),
        (
            "find: [Feel the shin.]",
            "find: [{step: Feel., shows: [skin]}]",
            "17:32: unknown landmark, line, bone or point",
        ),
        ("find: [Feel the shin.]", "find: [{step: Feel., channel: [ST-36, tibia]}]", "17:41: unknown point 'tibia'"),
        (
            "find: [Feel the shin.]",
            "find: [{step: Feel., posture: up}]",
            "17:33: 'posture' should be 'heel raised', not 'up'",
        ),
        (
            "[Feel the shin.]",
            "[{step: A, measure: {hand: thumb, start: ST-35, end: tibial crest}}]",
            "17:62: unknown landmark or",
        ),
        ("pinyin: Yī", "pinyin: Y\u0323\u0331", "5:11: a character that no font has: "),
        ("often: Daily", "often: \U0001f9b5 Daily", "20:10: a character that no font has: '\U0001f9b5' (U+1F9B5)"),
        ("code: XX-1", "code: XX-2", "1:7: 'code' is 'XX-2' in a file named XX-1.yaml"),
        ("english: A place", "english: *A* place", "3:14: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: *A", "3:12: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: &A place", "3:12: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: !A place", "3:12: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: !!str A place", "3:12: text that begins with '*', '&' or '!' needs quotes"),
    ],
)
def test_fault_is_told_at_its_place(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[ST-36]", "[ST-63]", "4:10: unknown point 'ST-63' (did you mean 'ST-43'?)"),
        ("[ST-36]", "[fibular head]", "4:10: unknown point 'fibular head'"),
        ("[clot-signs]", "[clod-signs]", "5:10: unknown caution 'clod-signs' (did you mean 'clot-signs'?)"),
        ("[clot-signs]", "[never-painful, clot-signs]", "5:10: the signs of a clot come first, not 'never-painful'"),
        ("[clot-signs]", "[]", "5:9: 'before' is an empty list"),
        ("[never-painful]", "[hurts]", "6:8: unknown caution 'hurts'"),
        (
            "id: tired-legs",
            "id: tired-legs\naliases: [Leg Cramps]",
            "2:11: alias 'Leg Cramps' already stands for 'cramps'",
        ),
        (
            "id: tired-legs",
            "id: tired-legs\naliases: [sciatica]",
            "2:11: alias 'sciatica' already stands for 'sciatica'",
        ),
        ("source: own", "source: lost", "8:9: source 'lost' was not found, so nothing printed may rest on it"),
    ],
)
def test_condition_fault_is_told_at_its_place(own: Path, old: str, new: str, expected: str) -> None:
    write(own, sources="- {id: lost, title: A page, short: A page, read: not found}\n")
    assert [f for f in condition_faults(own, old, new) if f.startswith(expected)]


WITHHELD = "patient:\n", "withheld: {text: an artery, source: own}\npatient:\n"
BESIDE = "points: [ST-36]", "points: [ST-36, XX-1]"


def test_point_that_is_kept_from_patients_is_on_no_card(own: Path) -> None:
    write(own, points__XX_1=POINT.partition("patient:")[0] + "withheld: {text: it lies over an artery, source: own}\n")
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 is not for patients: it lies over an artery (take it out)"


def test_point_without_words_for_patients_is_on_no_card(own: Path) -> None:
    write(own, points__XX_1=POINT.partition("patient:")[0])
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 has no words for patients (give it a block 'patient:')"


@pytest.mark.parametrize("code", ["ST-30", "SP-11", "SP-12", "LR-10", "LR-11", "LR-12"])
def test_points_over_large_vessels_are_refused(own: Path, code: str) -> None:
    (found,) = condition_faults(own, "points: [ST-36]", f"points: [ST-36, {code}]")
    assert found.startswith(f"4:17: point {code} is not for patients: ")


def test_point_that_is_kept_from_patients_has_no_words_for_them(own: Path) -> None:
    (found,) = point_faults(own, *WITHHELD)
    assert found == "16:18: point XX-1 is withheld but has words for patients (take one of the two out)"


def test_card_carries_the_cautions_that_its_points_bring(own: Path) -> None:
    write(own, points__XX_1=POINT + "before: [pregnancy-point]\n")
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 needs the caution 'pregnancy-point' (add pregnancy-point to 'before')"
    write(
        own, conditions__tired_legs=CONDITION.replace(*BESIDE).replace("[clot-signs]", "[clot-signs, pregnancy-point]")
    )
    assert faults(own) == []


def test_card_carries_the_danger_signs_that_its_points_bring(own: Path) -> None:
    write(own, points__XX_1=POINT + "stop: [cauda-equina]\n")
    assert faults(own) == []
    (found,) = condition_faults(own, *BESIDE)
    assert found == "4:17: point XX-1 needs the caution 'cauda-equina' (add cauda-equina to 'stop')"


def test_danger_sign_that_a_point_brings_exists(own: Path) -> None:
    (found,) = point_faults(own, "patient:\n", "stop: [cauda-equin]\npatient:\n")
    assert found == "16:8: unknown caution 'cauda-equin' (did you mean 'cauda-equina'?)"


def test_of_two_cautions_that_stand_for_each_other_a_card_has_one(own: Path) -> None:
    (found,) = condition_faults(own, "[clot-signs]", "[clot-signs, ask-first, ask-first-other]")
    assert found.endswith("'ask-first-other' is said instead of 'ask-first' (take ask-first out)")


def test_caution_that_a_point_brings_exists(own: Path) -> None:
    (found,) = point_faults(own, "patient:\n", "before: [pregnant-point]\npatient:\n")
    assert found == "16:10: unknown caution 'pregnant-point' (did you mean 'pregnancy-point'?)"


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        ("[UB]", "abbreviation 'UB' already stands for 'BL' (take one of them out)"),
        ("[gb]", "abbreviation 'gb' already stands for 'GB' (take one of them out)"),
        ("[X2]", "abbreviation 'X2' should have only letters"),
    ],
)
def test_abbreviation_stands_for_one_channel(own: Path, also: str, expected: str) -> None:
    channel = "- {code: XX, name: X, simplified: 三, traditional: 三, source: own, also: [Y]}\n"
    write(own, channels=channel)
    assert faults(own) == []
    write(own, channels=channel.replace("[Y]", also))
    assert [f.split("error: ")[1] for f in faults(own)] == [expected]


@pytest.mark.parametrize(("pinyin", "faulty"), [("Dàdù", False), ("Dàdū", True), ("Dádǔ", False), ("Yī", True)])
def test_names_that_tones_tell_apart_are_no_fault(own: Path, pinyin: str, faulty: bool) -> None:
    """GB-32 and LR-6 are both Zhong Du, in the standard too. Here SP-2 is Dàdū."""
    found = point_faults(own, "romanised: Yi\n  pinyin: Yī", f"romanised: Da Du\n  pinyin: {pinyin}")
    told = ["4:14: name 'Da Du' already stands for 'SP-2' (name one of them differently)"]
    assert found == told * faulty


@pytest.mark.parametrize("table", [checks.PRINTED, checks.REFERENCES], ids=["printed", "references"])
def test_tables_of_fields_name_fields_that_there_are(
    table: dict[type, Iterable[str] | dict[str, Iterable[str]]],
) -> None:
    for kind, named in table.items():
        names = [n for group in named.values() for n in group] if isinstance(named, dict) else named
        assert set(names) <= set(kind._fields), kind  # type: ignore[attr-defined]


def test_sound_point_and_condition_have_no_faults(own: Path) -> None:
    assert point_faults(own, "", "") == []
    assert condition_faults(own, "", "") == []


def test_source_that_was_not_found_is_not_cited_to_patients(own: Path) -> None:
    write(own, sources="- {id: lost, title: A page, short: A page, read: not found}\n")
    write(own, cautions="- {id: heat, lead: Stop, text: if hot., sources: [own, lost]}\n")
    expected = "source 'lost' was not found, so nothing printed may rest on it"
    assert [f for f in point_faults(own, "sources: [own]", "sources: [lost]") if f.startswith(f"21:13: {expected}")]
    assert [f for f in faults(own) if f.startswith(f"cautions.yaml:1:56: error: {expected}")]


def test_source_that_was_not_found_carries_no_place_and_no_name(own: Path) -> None:
    write(own, sources="- {id: lost, title: A page, short: A page, read: not found}\n")
    for old in ("    source: own", "\n  source: own", "characters source: own"):
        found = point_faults(own, old, old.replace("own", "lost"))
        assert len(found) == 1
        assert "source 'lost' was not found" in found[0]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "points/XX-1",
            "find: [Feel the shin.]",
            "find: [{step: Feel., shows: [pelvis]}]",
            "17:32: error: 'pelvis' has",
        ),
        (
            "conditions/tired-legs",
            "[ST-36]",
            "[ST-36, BL-57, ST-36]",
            "4:24: error: 'ST-36' stands twice in 'points' (",
        ),
        (
            "conditions/tired-legs",
            "[never-painful]",
            "[never-painful, never-painful]",
            "6:23: error: 'never-painful' st",
        ),
        (
            "conditions/tired-legs",
            "id: tired-legs",
            "id: tired-legs\naliases: [a, a]",
            "2:14: error: 'a' stands twice in",
        ),
        (
            "conditions/tired-legs",
            "id: tired-legs",
            "id: tired-legs\naliases: [ST-36]",
            "2:11: error: alias 'ST-36' alr",
        ),
        ("conditions/tired-legs", "title: Tired legs", "title: Knee  pain", "2:8: error: title 'Knee pain' already st"),
        ("conditions/kneepain", "tired-legs", "kneepain", "1:5: error: id 'kneepain' already stands for 'knee-pain' ("),
        (
            "points/XX-1",
            "romanised: Yi",
            "romanised: Zu San-Li",
            "4:14: error: name 'Zu San-Li' already stands for 'ST-36'",
        ),
    ],
)
def test_fault_between_files_is_told_at_its_place(own: Path, file: str, old: str, new: str, expected: str) -> None:
    sound = POINT if file.startswith("points") else CONDITION
    assert old in sound
    write(own, **{file.replace("/", "__").replace("-", "_"): sound.replace(old, new, 1)})
    assert [f for f in faults(own) if f.startswith(f"{file}.yaml:{expected}")], faults(own)


def test_every_text_on_a_card_is_held_against_the_fonts(own: Path) -> None:
    leg = "\U0001f9b5"
    write(own, cautions=f"- {{id: x, lead: a{leg}, text: b{leg}, urgent: c{leg}, sources: [own]}}\n")
    texts = {"title", "short", "author", "publisher"}
    write(own, sources=f"- {{id: y, read: own, {', '.join(f'{key}: {leg}' for key in sorted(texts))}}}\n")
    write(own, edition=f"version: 1{leg}\nchecked: 2027-01-31\n")
    found = [f.split(":")[0] for f in faults(own) if f"no font has: '{leg}' (U+1F9B5) (write it another way)" in f]
    assert found == ["cautions.yaml"] * 3 + ["edition.yaml"] + ["sources.yaml"] * 4


def test_ruler_runs_down(own: Path) -> None:
    ends = 'top: "lateral malleolus, prominence", bottom: "popliteal crease, midpoint"'
    write(own, leg__rulers=f"- {{name: own, {ends}, cun: 3, source: own}}\n")
    (found,) = faults(own)
    assert found.startswith("leg/rulers.yaml:1:20: error: the top of the ruler 'own' is not above its bottom")


def test_rule_that_leads_off_the_leg_is_told_with_other_faults(own: Path) -> None:
    write(own, points__XX_1=POINT.replace("cun: 3, below", "cun: 15.5, below"))
    write(own, points__XX_2=named("XX-2").replace("ST-35", "XX-1"))  # leans on the first
    write(own, points__XX_3=named("XX-3").replace("english", "englisch"))
    write(own, points__XX_4=named("XX-4").replace("ST-35", "XX-3"))  # leans on a faulty one
    found = [re.sub(r"error: |points/|.yaml", "", f) for f in faults(own)]
    assert [f.split(" ")[0] for f in found] == ["XX-1:14:23:", "XX-3:3:3:", "XX-3:3:3:"]
    assert "the rule of XX-1 leads off the leg" in found[0]


def test_rules_that_lean_on_each_other_are_told_once(own: Path) -> None:
    write(own, points__XX_1=POINT.replace("ST-35", "XX-2"))
    write(own, points__XX_2=named("XX-2").replace("ST-35", "XX-3"))
    write(own, points__XX_3=named("XX-3").replace("tibial crest", "XX-1"))
    found = faults(own)
    assert len(found) == 1
    assert found[0].startswith("points/XX-1.yaml:13:29: error: the rule of XX-1 leans on itself through XX-2, XX-3 (")


def test_duplicate_ids_are_told(own: Path) -> None:
    one = "- {id: a, title: A, short: A, read: own}\n"
    write(own, sources=one + one.replace("a,", "b,") + one)
    assert faults(own) == ["sources.yaml:3:8: error: duplicate id 'a' (first in line 1)"]


def test_rulers_run_between_landmarks(own: Path) -> None:
    write(own, leg__rulers="- {name: own, top: popliteal crease, bottom: ST-41, cun: 0, source: own}\n")
    found = faults(own)
    assert [f.split(" (")[0] for f in found] == [
        "leg/rulers.yaml:1:20: error: unknown landmark 'popliteal crease'",
        "leg/rulers.yaml:1:46: error: unknown point 'ST-41'",
        "leg/rulers.yaml:1:58: error: 'cun' should be more than 0, not 0",
    ]


def test_plain_words_are_for_parts_of_the_leg(own: Path) -> None:
    write(own, leg__plain="femor: thigh bone\nfemur: [a]\n")
    assert [f.split(" (")[0] for f in faults(own)] == [
        "leg/plain.yaml:1:1: error: unknown landmark, line or bone 'femor'",
        "leg/plain.yaml:2:8: error: 'femur' should be text, not a list",
    ]


# -- what is not even YAML ---------------------------------------------------------------------------------------------

TAB = "a tab stands where spaces are wanted (indent with spaces, two for each level)"
QUOTE = "text goes on after its closing quote (use double quotes round a text that has an apostrophe)"
OPEN = "a quote is opened here and never closed (close it with the same sign)"
ALIGN = "this line is not indented like its neighbours (align it with the lines around it)"
SIGN = "a text cannot begin with this sign (put the whole text in double quotes)"


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml_nodes.LOADER], ids=["python", "c"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: error: the file is empty (write its keys, or delete the file)"),
        ("# nothing\n---\n", "1:1: error: the file is empty (write its keys, or delete the file)"),
        ("id: x\n\ttitle: y\n", f"2:1: error: {TAB}"),
        ("id:\n\t- y\n", f"2:1: error: {TAB}"),
        ("id:\n  a: b\n\tc: d\n", f"3:1: error: {TAB}"),
        ("id: x\r\ttitle: y\r", f"2:1: error: {TAB}"),
        ("\ufeffid: @x\n", f"1:5: error: {SIGN}"),
        ("id: 'it's cold'\nx: y\n", f"1:9: error: {QUOTE}"),
        ("- 'it's cold'\n- y\n", f"1:7: error: {QUOTE}"),
        ('id: "cold\nx: y\n', f"1:5: error: {OPEN}"),
        ("id: 'cold\nx: y\n", f"1:5: error: {OPEN}"),
        ("a: b: c\n", "1:5: error: a colon followed by a space inside a text, or a line indented too far"),
        ("a: b\n  c: d\n", "2:4: error: a colon followed by a space inside a text, or a line indented too far"),
        ("a: b\nc\nd: e\n", "3:1: error: this line is neither 'key: value' nor part of a text"),
        ("a:\n  b: c\n d: e\n", f"3:2: error: {ALIGN}"),
        ("a: b\n- c\n", f"2:1: error: {ALIGN}"),
        ("a: - b\n", "1:4: error: a list item does not begin on the line of its key"),
        ("a: [b, c\nd: e\n", "2:2: error: a list in [ ] is not closed, or lacks a comma (close it with ])"),
        ("a: {b: c\nd: e\n", "2:2: error: keys in { } are not closed, or lack a comma (close them with })"),
        ("a: @b\n", f"1:4: error: {SIGN}"),
        ("a: `b`\n", f"1:4: error: {SIGN}"),
        ("a: ,b\n", f"1:4: error: {SIGN}"),
        ("a: >b\n", "1:5: error: text that begins with '>' or '|' needs quotes"),
        ("a: %b\n", f"1:4: error: {SIGN}"),
        ('a: "\\q"\n', "error: a backslash in double quotes begins a code unknown to YAML"),
        ("a: *b* c\n", "error: text that begins with '*', '&' or '!' needs quotes"),
        ("a: & c\n", "error: text that begins with '*', '&' or '!' needs quotes"),
        ("a: b\n---\nc: d\n", "error: a second document begins (delete the line '---' above it)"),
        (" a: b\nc: d\n", "2:1: error: this line belongs to no key, or is indented less than the first"),
        ("a: b\0c\n", "1:5: error: a character that YAML forbids, U+0000 (delete it)"),
        (b"a: b\n# caf\xe9\n", "2:6: error: the file is not UTF-8 text (save it with the encoding UTF-8)"),
        ("a: b\n".encode("utf-16"), "1:1: error: the file is not UTF-8 text (save it with the encoding UTF-8)"),
        ("a: " + "[" * 100_000, "1:44: error: more than 40 levels inside each other"),
        ("a: " + "{b: " * 100_000, "error: more than 40 levels inside each other"),
        ("- " * 100_000 + "x", "error: more than 40 levels inside each other"),
        ("a: &x [*x]\n", "error: text that begins with '*', '&' or '!' needs quotes"),
    ],
)
def test_broken_yaml_is_told_in_plain_words(
    own: Path, monkeypatch: pytest.MonkeyPatch, loader: type, text: str | bytes, expected: str
) -> None:
    monkeypatch.setattr(yaml_nodes, "LOADER", loader)
    write(own, conditions__x=text)
    with pytest.raises(DataError) as caught:
        yaml_nodes.parse(Path("conditions/x.yaml"))
    (problem,) = caught.value.problems
    assert expected in str(problem)
    assert str(problem).startswith("conditions/x.yaml:")


def test_unreadable_file_does_not_hide_other_faults_nor_make_new_ones(own: Path) -> None:
    write(own, points__XX_1="code: 'it's'\n", conditions__tired_legs=CONDITION.replace("[ST-36]", "[XX-1, ST-99]"))
    assert [f.split(": ")[0] for f in faults(own)] == ["conditions/tired-legs.yaml:4:16", "points/XX-1.yaml:1:11"]


@pytest.mark.parametrize("sheet", ["sources", "cautions", "leg__rulers"])
def test_unreadable_list_does_not_make_its_ids_unknown(own: Path, sheet: str) -> None:
    write(own, points__XX_1=POINT.replace("source: own", "source: ours").replace("ruler: leg", "ruler: ours"))
    write(own, conditions__tired_legs=CONDITION.replace("never-painful", "ours"), **{sheet: "- id: 'it's'\n"})
    kinds = {re.sub(r".*unknown (\w+) .*", r"\1", f) for f in faults(own) if "unknown" in f}
    assert kinds == {"source", "caution", "ruler"} - {sheet.removeprefix("leg__").removesuffix("s")}


def test_missing_folder_is_told(own: Path) -> None:
    assert faults(own / "nowhere")[0].startswith("nowhere:1:1: error: there is no such folder")


def test_file_in_place_of_a_folder_is_told(own: Path) -> None:
    write(own, points="")
    assert faults(own / "points.yaml")[0].startswith("points.yaml:1:1: error: this is a file, not a folder")


def test_names_that_would_spoil_file_names_are_told(own: Path) -> None:
    (own / "conditions").mkdir()
    (own / "conditions" / "- legs.yaml").write_text(CONDITION.replace("tired-legs", "'- legs'"))
    assert faults(own) == ["conditions/- legs.yaml:1:1: error: '- legs' should have only letters, digits and hyphens"]


def test_folder_without_data_is_told(own: Path) -> None:
    assert [f.split(" (")[0] for f in faults(own)] == [".:1:1: error: the folder holds no data"]


def test_files_that_nothing_reads_are_told(own: Path) -> None:
    write(own, point__XX_1=POINT, points__old__XX_1=POINT, source="[]")
    (own / "points" / "XX-2.yml").write_text(POINT)
    (own / "points" / "XX-3.YAML").write_text(POINT)
    (own / "points" / "._XX-1.yaml").write_bytes(b"\0\5\x16\7")
    assert faults(own) == [
        "point/XX-1.yaml:1:1: error: 'point/XX-1.yaml' is not read (did you mean 'points/'?)",
        "points/XX-2.yml:1:1: error: 'points/XX-2.yml' is not read (name it .yaml)",
        "points/XX-3.YAML:1:1: error: 'points/XX-3.YAML' is not read (name it .yaml)",
        "points/old/XX-1.yaml:1:1: error: 'points/old/XX-1.yaml' is not read (did you mean 'points/'?)",
        "source.yaml:1:1: error: 'source.yaml' is not read (did you mean 'sources.yaml'?)",
    ]


def test_built_in_folder_must_be_complete(own: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_library([own])
    files = [p.mark.file for p in caught.value.problems if p.mark]
    assert files == [
        ".", "cautions.yaml", "channels.yaml", "edition.yaml",
        "leg/leg.json", "leg/plain.yaml", "leg/rulers.yaml", "single.yaml", "sources.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"landmarks": 1}', b'{"landmarks": {"a": {}}}'])
def test_spoilt_leg_is_told(own: Path, content: bytes) -> None:
    shutil.copytree(DATA, own / "data")
    (own / "data/leg/leg.json").write_bytes(content)
    with pytest.raises(DataError, match=r"^data/leg/leg\.json:1:1: error: this is not a measured leg"):
        load_library([Path("data")])


# -- a clinic ----------------------------------------------------------------------------------------------------------


def picture(form: str) -> bytes:
    """A small picture in a file format."""
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, form)
    return file.getvalue()


def clinic_faults(own: Path, text: str) -> list[str]:
    write(own, clinic=text)
    try:
        load_clinic(own / "clinic.yaml")
    except DataError as error:
        return [str(p).split(" (")[0].removeprefix("clinic.yaml:") for p in error.problems]
    return []


def test_clinic_is_read_with_its_logo_beside_it(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "logo.png").write_bytes(picture("PNG"))
    write(own, clinic="name: Leg Clinic\ntelephone: 020 7946 0000\nlogo: logo.png\n")
    (own / "elsewhere").mkdir()
    monkeypatch.chdir(own / "elsewhere")
    clinic = load_clinic(Path("../clinic.yaml"))
    assert (clinic.name, clinic.telephone, clinic.reviewer) == ("Leg Clinic", "020 7946 0000", None)
    assert clinic.logo
    assert Path(clinic.logo).read_bytes() == picture("PNG")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: A\nphone: 1\n", ["2:1: error: unknown key 'phone'"]),
        ("telephone: '1'\n", ["1:1: error: missing key 'name'"]),
        (
            "name: A\nlogo: nowhere.png\n",
            ["2:7: error: the logo 'nowhere.png' cannot be read: no such file or directory"],
        ),
        ("name: A\nlogo: clinic.yaml\n", ["2:7: error: the logo 'clinic.yaml' is neither PNG nor JPEG"]),
        ("name: A\nlogo: .\n", ["2:7: error: the logo '.' cannot be read: is a directory"]),
        ("name: \U0001f9b5\n", ["1:7: error: a character that no font has: '\U0001f9b5'"]),
        ("name: \u05d0\u05d1\n", ["1:7: error: characters that no font has: '\u05d0'"]),
        ("- A\n", ["1:1: error: 'clinic.yaml' should be keys with values, not a list"]),
    ],
)
def test_clinic_fault_is_told_at_its_place(own: Path, text: str, expected: list[str]) -> None:
    assert clinic_faults(own, text) == expected


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_logo_is_read_to_its_end(own: Path, form: str) -> None:
    (own / "logo").write_bytes(picture(form))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == []
    for length in (8, 30, len(picture(form)) // 2, len(picture(form)) - 30):
        (own / "logo").write_bytes(picture(form)[:length])
        (fault,) = clinic_faults(own, "name: A\nlogo: logo\n")
        assert fault.startswith("2:7: error: the logo 'logo' ")


def test_picture_of_another_format_is_told(own: Path) -> None:
    (own / "logo").write_bytes(picture("GIF"))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == ["2:7: error: the logo 'logo' is neither PNG nor JPEG"]


def png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def logo(own: Path, content: bytes) -> Image.Image:
    """A logo as the card gets it."""
    (own / "logo").write_bytes(content)
    return Image.open(BytesIO(read_logo(Text(own / "logo"))), formats=("PNG",))


def test_logo_stands_as_its_camera_says(own: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    file = BytesIO()
    Image.new("RGB", (40, 20), "red").save(file, "JPEG", exif=exif)
    assert logo(own, file.getvalue()).size == (20, 40)


@pytest.mark.parametrize(
    ("image", "mode", "pixel"),
    [
        (Image.new("I;16", (4, 4), 128 * 257), "L", 128),
        (Image.new("1", (4, 4), 1), "L", 255),
        (Image.new("LA", (4, 4), (9, 8)), "LA", (9, 8)),
        (Image.new("RGBA", (4, 4), (9, 8, 7, 6)), "RGBA", (9, 8, 7, 6)),
        (Image.new("P", (4, 4), 0), "RGB", (0, 0, 0)),
    ],
    ids=lambda v: getattr(v, "mode", None),
)
def test_logo_keeps_its_colours_in_eight_bits(
    own: Path, image: Image.Image, mode: str, pixel: int | tuple[int, ...]
) -> None:
    seen = logo(own, png(image))
    assert (seen.mode, seen.getpixel((1, 1))) == (mode, pixel)


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1), (21, 1)])
def test_logo_that_is_too_slim_is_told(own: Path, size: tuple[int, int]) -> None:
    (own / "logo").write_bytes(png(Image.new("L", size)))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == [
        f"2:7: error: the logo 'logo' is too slim to print: {size[0]} by {size[1]} pixels"
    ]


@pytest.mark.parametrize("limit", [30, 300])
def test_logo_that_is_too_large_is_told(own: Path, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    (own / "logo").write_bytes(png(Image.new("L", (20, 20))))
    assert clinic_faults(own, "name: A\nlogo: logo\n") == ["2:7: error: the logo 'logo' has too many pixels"]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_randomly_damaged_logo_is_read_or_told(own: Path, form: str) -> None:
    dice = random.Random(form)
    told = Counter[bool]()
    for _ in range(300):
        content = bytearray(picture(form))
        for _ in range(dice.randint(1, 4)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        (own / "logo").write_bytes(content)
        faults = clinic_faults(own, "name: A\nlogo: logo\n")
        assert all(re.match("2:7: error: the logo 'logo' (is neither|has too|cannot be|is too)", f) for f in faults)
        told[bool(faults)] += 1
    assert min(told[False], told[True]) > 10, told


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_picture_in_place_of_a_clinic_is_told(own: Path, form: str) -> None:
    (own / "logo").write_bytes(picture(form))
    with pytest.raises(DataError, match="logo:1:1: error: this is a picture, not a text file"):
        load_clinic(own / "logo")


# -- anything else -----------------------------------------------------------------------------------------------------


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
        load_library([folder])
    except DataError as error:
        return "told" if all(p.mark and p.message for p in error.problems) else "told without a place"
    return "read"


def test_random_changes_are_read_or_told_and_never_crash(own: Path) -> None:
    dice = random.Random(20261122)
    files = ["points/ST-36.yaml", "conditions/cramps.yaml", "leg/rulers.yaml", "edition.yaml", "articles/article.yaml"]
    keep = {
        *files,
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
    for _ in range(200):
        path = dice.choice([p for f in files if (p := own / "data" / f).exists()])
        sound = path.read_bytes()
        path.write_bytes(mutated(sound, dice))
        outcomes[outcome(own / "data")] += 1
        path.write_bytes(sound)
    assert min(outcomes.values()) > 10, outcomes
