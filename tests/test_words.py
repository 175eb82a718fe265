"""What patients read is plain, short and safe: measured on the raw YAML, card by card."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[1] / "data"


def raw(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text("utf-8"))


CONDITIONS = {file.stem: raw(f"conditions/{file.name}") for file in sorted((DATA / "conditions").glob("*.yaml"))}
POINTS = {file.stem: raw(f"points/{file.name}") for file in sorted((DATA / "points").glob("*.yaml"))}
CAUTIONS = {caution["id"]: caution for caution in raw("cautions.yaml")}
RULERS = {ruler["name"]: ruler for ruler in raw("leg/rulers.yaml")}
PLAIN: dict[str, str] = raw("leg/plain.yaml")
PRESSED = [code for code, point in POINTS.items() if "patient" in point]

VERBS = re.findall(r"\w+", "sit lie lay feel find measure go slide stay stop lift put press make knead breathe keep")

TRADE = re.findall(
    r"[\w-]+",
    """cun popliteal fossa gluteal meridian channel acupoint acupuncture qi yin yang shen dampness erysipelas furuncle
    carbuncle borborygmus dysphagia hypochondrium emaciation lassitude hemiplegia apoplexy enuresis dysuria beriberi
    pruritus mastitis gastrocnemius achilles tendon malleolus patella tibia tibial fibula fibular lateral medial
    anterior posterior distal proximal thrombosis embolism dvt edema anticoagulant neuropathy osteoporosis fracture
    varicose cauda equina contraindicated he-sea sinews tonify""",
)

# Indications of the points that a card on a leg may speak of; every other one stays with the practitioner.
OF_THE_LEG = {
    "heel pain",
    "hip pain",
    "knee pain",
    "sciatica",
    "numbness of the lower extremities",
    "pain of the knee",
    "pain of the lower extremities",
    "swelling of the knee",
    "weakness of the lower extremities",
}

# A card's room, in lines of so many letters: 'Before you start' runs across the page, 'Stop and call' half of it.
BEFORE_LINES, BEFORE_WIDTH, STOP_LINES, STOP_WIDTH, STEP_WIDTH = 5, 97, 5, 60, 44


# -- measures ----------------------------------------------------------------------------------------------------------


def steps(point: dict[str, Any]) -> list[dict[str, Any]]:
    patient = point["patient"]
    return [s if isinstance(s, dict) else {"step": s} for s in [*patient["find"], *patient["press"]]]


def warning(id: str) -> str:
    caution = CAUTIONS[id]
    return " ".join(filter(None, [caution["lead"], caution["text"], caution.get("urgent")]))


def prose(card: dict[str, Any]) -> str:
    """Everything on a card that is a sentence."""
    parts = [card["purpose"], *map(warning, card["before"]), *map(warning, card["stop"]), card["short"]]
    parts += card.get("notes", [])
    for code in card["points"]:
        patient = POINTS[code]["patient"]
        parts += [s["step"] for s in steps(POINTS[code])]
        parts += [f"Press it {patient['time']}.", patient["often"]]
    return " ".join(parts)


def labels(card: dict[str, Any]) -> list[str]:
    """The words beside a card's pictures."""
    names = [name for code in card["points"] for s in steps(POINTS[code]) for name in s.get("shows", [])]
    plain = [PLAIN[name] if name in PLAIN else POINTS[name]["names"]["plain"] for name in names]
    return [*plain, *(POINTS[code]["names"]["plain"] for code in card["points"])]


def everything(card: dict[str, Any]) -> str:
    return " ".join([card["title"], prose(card), *labels(card)])


def sentences(text: str) -> list[list[str]]:
    found = [re.findall(r"[\w'-]+", sentence) for sentence in re.split(r"[.?!]+(?:\s|$)", text)]
    return [words for words in found if words]


def syllables(word: str) -> int:
    """Vowel groups, less silent endings, plus vowels that part; the table below holds it to everyday words."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"(?<![aeiouy])e$", word) and not re.search(r"[^aeiouy]le$", word)
    muted = re.search(r"[^aeioutdy]ed$|[^aeiouyscgxhl]es$", word)
    parting = len(re.findall(r"i[aou](?!n)|eate|[^q]uou", word))
    return max(1, groups - bool(silent) - bool(muted) + parting)


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid 1975)."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def lines(ids: list[str], width: int) -> int:
    return sum(len(wrap(warning(id), width)) for id in ids)


# -- the measures themselves -------------------------------------------------------------------------------------------


def test_syllables_are_counted_as_a_dictionary_does() -> None:
    table = """ambulance 3  ankle 2  ache 1  area 3  bone 1  breathe 1  calf 1  calmly 2  clockwise 2  crease 1
    disturb 2  doctor 2  ease 1  finger 2  firm 1  gentle 2  hour 1  injury 3  kneecap 2  knee 1  lie 1  little 2
    measure 2  medical 3  medium 3  middle 2  minute 2  minutes 2  muscle 2  numbness 2  places 2  pregnant 2
    pressing 2  sciatica 4  several 3  surgery 3  swollen 2  throbs 1  tingles 2  urgent 2  veins 1  walking 2  legs 1
    lightly 2  pads 1  rashes 2  painful 2  known 1  nerve 1  recent 2  edge 1"""
    pairs = re.findall(r"(\w+) (\d)", table)
    wrong = {word: syllables(word) for word, n in pairs if syllables(word) != int(n)}
    assert len(pairs) >= 50
    assert len(wrong) <= 0.1 * len(pairs), wrong
    assert abs(sum(wrong.values()) - sum(int(n) for word, n in pairs if word in wrong)) <= 2


def test_hard_words_have_a_high_grade() -> None:
    assert grade("Sit down. Press the dip. Stop if it hurts.") < 1
    assert grade("Contraindications include anticoagulant medication and diagnosed thromboembolic abnormalities.") > 12


# -- each card ---------------------------------------------------------------------------------------------------------


def test_there_are_seven_cards_and_five_places_to_press() -> None:
    assert set(CONDITIONS) == {"leg-pain", "nerve-pain", "cramps", "heel-pain", "sciatica", "knee-pain", "hip-pain"}
    assert PRESSED == ["BL-37", "BL-40", "BL-57", "GB-34", "ST-36"]


@pytest.mark.parametrize("card", CONDITIONS)
def test_a_reader_of_grade_six_can_follow(card: str) -> None:
    assert len(sentences(prose(CONDITIONS[card]))) > 15
    assert grade(prose(CONDITIONS[card])) <= 6


@pytest.mark.parametrize("card", CONDITIONS)
def test_no_sentence_has_more_than_twenty_words(card: str) -> None:
    assert [" ".join(s) for s in sentences(prose(CONDITIONS[card])) if len(s) > 20] == []


@pytest.mark.parametrize("card", CONDITIONS)
def test_no_word_of_the_trade_reaches_a_patient(card: str) -> None:
    words = set(re.findall(r"[\w-]+", everything(CONDITIONS[card]).lower()))
    assert words & set(TRADE) == set()


@pytest.mark.parametrize("card", CONDITIONS)
def test_no_illness_beside_the_leg_reaches_a_patient(card: str) -> None:
    indications = {
        i["text"] if isinstance(i, dict) else i
        for p in POINTS.values()
        for i in p.get("indications", {"items": []})["items"]
    }
    assert indications > OF_THE_LEG
    others = indications - OF_THE_LEG - {"rash"}  # a rash is a reason not to press
    assert len(others) > 35
    assert [i for i in others if i.lower() in everything(CONDITIONS[card]).lower()] == []


@pytest.mark.parametrize("card", CONDITIONS)
def test_a_card_promises_no_more_than_that_it_may_help(card: str) -> None:
    text = everything(CONDITIONS[card]).lower()
    assert "may help" in CONDITIONS[card]["purpose"]
    assert not re.search(r"\b(cure|heal|treat|proven|guarantee|relie[fv])", text)


@pytest.mark.parametrize("card", CONDITIONS)
def test_cautions_fit_their_boxes(card: str) -> None:
    c = CONDITIONS[card]
    assert lines(c["before"], BEFORE_WIDTH) <= BEFORE_LINES
    assert lines(c["stop"], STOP_WIDTH) <= STOP_LINES
    assert len(c["purpose"]) <= 87
    assert len(c["short"]) <= 66


@pytest.mark.parametrize("card", CONDITIONS)
def test_signs_of_a_clot_come_first_and_pain_means_stop(card: str) -> None:
    c = CONDITIONS[card]
    assert c["before"][:3] == ["clot-signs", "do-not-press", "ask-first"]
    assert "never-painful" in c["stop"]
    assert len(set(c["before"] + c["stop"])) == len(c["before"]) + len(c["stop"])


def test_conditions_carry_their_signs_of_danger() -> None:
    for card in ("nerve-pain", "sciatica"):
        assert CONDITIONS[card]["stop"][0] == "cauda-equina"
    assert {"cramp-lasts", "cramp-numb"} <= set(CONDITIONS["cramps"]["stop"])


@pytest.mark.parametrize(
    ("id", "signs"),
    {
        "clot-signs": "not press; help today; calf or thigh; newly; throbs; swells; warm; red; darker; veins; "
        "short of breath; chest pain; ambulance",
        "do-not-press": "clot; broken bone; weak bones; surgery; broken; sore; veins",
        "ask-first": "pregnant; blood thinner; numb",
        "never-painful": "stop; hurts; foot; tingle; numb",
        "cauda-equina": "ambulance; both legs; weak; groin; bottom; numb; cannot pee; cannot hold pee or poo",
        "cramp-lasts": "over 10 minutes",
        "cramp-numb": "numbness; swelling",
        "injury": "cannot stand; injury",
    }.items(),
)
def test_no_sign_of_danger_was_lost(id: str, signs: str) -> None:
    text = warning(id).lower()
    assert [sign for sign in signs.split("; ") if sign not in text] == []


# -- each place --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", PRESSED)
def test_a_step_begins_with_its_verb_and_fits_a_line(code: str) -> None:
    assert 2 <= len(POINTS[code]["patient"]["find"]) <= 4
    assert 2 <= len(POINTS[code]["patient"]["press"]) <= 3
    for step in steps(POINTS[code]):
        words = re.findall(r"[\w'-]+", step["step"])
        assert words[0].lower() in VERBS, step["step"]
        assert len(words) <= 15
        assert len(step["step"]) <= STEP_WIDTH, step["step"]


@pytest.mark.parametrize("code", PRESSED)
def test_time_and_names_are_short(code: str) -> None:
    patient = POINTS[code]["patient"]
    assert len(patient["time"]) <= 30
    assert len(patient["often"]) <= 40
    assert len(POINTS[code]["names"]["plain"]) <= 21
    assert "each leg" in patient["time"]


@pytest.mark.parametrize("code", PRESSED)
def test_steps_speak_of_what_the_picture_labels(code: str) -> None:
    text = " ".join(s["step"] for s in steps(POINTS[code])).lower()
    shown = [name for s in steps(POINTS[code]) for name in s.get("shows", [])]
    assert shown
    for name in shown:
        label = PLAIN[name] if name in PLAIN else POINTS[name]["names"]["plain"]
        assert any(word[:4] in text for word in re.findall(r"\w{4,}", label)), label


def test_a_picture_has_at_most_six_labels_beside_its_rings() -> None:
    for card in CONDITIONS.values():
        shown = {name for code in card["points"] for s in steps(POINTS[code]) for name in s.get("shows", [])}
        measures = sum("measure" in s for code in card["points"] for s in steps(POINTS[code]))
        assert len(shown) + measures <= 6


def test_labels_fit_beside_the_leg() -> None:
    assert len(PLAIN) > 30
    assert [label for label in PLAIN.values() if len(label) > 22] == []


def test_every_place_has_a_plain_name_of_its_own_that_fits_a_label() -> None:
    names = [point["names"]["plain"] for point in POINTS.values()]
    assert len(names) == len({name.casefold() for name in names}) == 86
    assert [name for name in names if len(name) > 22] == []
    words = {word for name in names for word in re.findall(r"[\w-]+", name.lower())}
    assert words & set(TRADE) == set()


def test_the_caution_of_pregnancy_is_one_line_and_says_who_decides() -> None:
    assert lines(["pregnancy-point"], BEFORE_WIDTH) == 1
    text = warning("pregnancy-point").lower()
    assert [word for word in ("not press", "pregnant", "practitioner") if word not in text] == []


# -- numbers in words --------------------------------------------------------------------------------------------------
# Four fingers are 3 cun, a thumb's width is 1 (WHO 2008, pages 13-14).


def measured(code: str) -> dict[str, Any]:
    found = [s for s in steps(POINTS[code]) if "measure" in s]
    assert len(found) == 1
    return found[0]


def test_four_fingers_are_the_three_cun_of_the_rule() -> None:
    step, height = measured("ST-36"), POINTS["ST-36"]["location"]["rule"]["height"]
    assert step["measure"] == {"hand": "four fingers", "start": "ST-35", "end": "ST-36"}
    assert re.search("four fingers .* below that dip", step["step"])
    assert (height["cun"], height["below"]) == (3, "ST-35")


def test_one_finger_outward_is_the_rule() -> None:
    assert POINTS["ST-36"]["location"]["rule"]["across"] == {"fingers": 1, "lateral to": "tibial crest"}
    assert any("one finger out from the shin bone edge" in s["step"] for s in steps(POINTS["ST-36"]))


def test_one_thumb_above_half_way_is_six_cun_down() -> None:
    step, rule = measured("BL-37"), POINTS["BL-37"]["location"]["rule"]
    texts = [s["step"] for s in steps(POINTS["BL-37"])]
    assert step["measure"]["hand"] == "thumb"
    assert "up by the width of one thumb" in step["step"]
    assert "half way" in texts[texts.index(step["step"]) - 1]
    assert RULERS["back thigh"]["cun"] / 2 - rule["height"]["cun"] == 1


def test_no_other_place_is_measured_by_hand() -> None:
    assert [code for code in PRESSED if any("measure" in s for s in steps(POINTS[code]))] == ["BL-37", "ST-36"]


def test_a_summary_names_each_place_by_its_number() -> None:
    several = [card for card in CONDITIONS.values() if len(card["points"]) > 1]
    assert len(several) == 3
    for card in several:
        assert re.findall(r"place (\d)", card["short"]) == [str(n + 1) for n in range(len(card["points"]))]


def test_the_night_note_names_the_place_that_is_not_for_bedtime() -> None:
    cramps = CONDITIONS["cramps"]
    bedtime = [n for n, code in enumerate(cramps["points"], 1) if "bedtime" in POINTS[code]["patient"]["often"]]
    assert bedtime == [1]
    assert cramps["notes"] == ["At night press only place 2. Place 1 may keep you awake."]
