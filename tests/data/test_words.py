"""What patients read is plain, short and safe: measured on the raw YAML, card by card."""

from __future__ import annotations

import re
from math import hypot
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest
import yaml

from handouts.lint.readability import grade, sentences, syllables
from handouts.locate.atlas import Atlas
from handouts.locate.locate import cun_of

DATA = Path(__file__).parents[2] / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one where it is there: all files are read


def raw(file: str) -> Any:
    return yaml.load((DATA / file).read_text("utf-8"), Loader=LOADER)


CONDITIONS = {file.stem: raw(f"conditions/{file.name}") for file in sorted((DATA / "conditions").glob("*.yaml"))}
POINTS = {file.stem: raw(f"points/{file.name}") for file in sorted((DATA / "points").glob("*.yaml"))}
CAUTIONS = {caution["id"]: caution for caution in raw("cautions.yaml")}
RULERS = {ruler["name"]: ruler for ruler in raw("leg/rulers.yaml")}
PLAIN: dict[str, str] = raw("leg/plain.yaml")
PRESSED = [code for code, point in POINTS.items() if "patient" in point]

VERBS = re.findall(
    r"\w+",
    """sit lie stand rest lay feel find measure go come slide stay stop lift pull curl let put press hold make knead
    breathe keep move rise ask say run use""",
)

TRADE = re.findall(
    r"[\w-]+",
    """cun popliteal fossa gluteal meridian channel acupoint acupuncture qi yin yang shen dampness erysipelas furuncle
    carbuncle borborygmus dysphagia hypochondrium emaciation lassitude hemiplegia apoplexy enuresis dysuria beriberi
    pruritus mastitis gastrocnemius achilles tendon malleolus patella tibia tibial fibula fibular lateral medial
    anterior posterior distal proximal thrombosis embolism dvt edema anticoagulant neuropathy fracture
    cauda equina contraindicated he-sea sinews tonify""",
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
BEFORE_LINES, BEFORE_WIDTH, STOP_LINES, STOP_WIDTH, STEP_WIDTH = 10, 97, 11, 60, 46
LABELS = 4  # beside the ring of a point's own picture


# -- measures ----------------------------------------------------------------------------------------------------------


def steps(point: dict[str, Any]) -> list[dict[str, Any]]:
    patient = point["patient"]
    return [s if isinstance(s, dict) else {"step": s} for s in [*patient["find"], *patient["press"]]]


def warning(id: str) -> str:
    caution = CAUTIONS[id]
    return " ".join(filter(None, [caution["lead"], caution["text"], caution.get("urgent")]))


def told(code: str) -> str:
    """All sentences about a place."""
    patient = POINTS[code]["patient"]
    return " ".join([*(s["step"] for s in steps(POINTS[code])), f"Press it {patient['time']}.", patient["often"]])


def prose(card: dict[str, Any]) -> str:
    """Everything on a card that is a sentence."""
    parts = [card["purpose"], *map(warning, card["before"]), *map(warning, card["stop"]), card["short"]]
    return " ".join([*parts, *card.get("notes", []), *map(told, card["points"])])


def drawn(code: str) -> list[dict[str, Any]]:
    """The steps whose measure the picture shows: no half thumb, and none from the edge of the shin bone."""
    measures = [s for s in steps(POINTS[code]) if "measure" in s]
    return [s for s in measures if s["measure"]["hand"] != "half thumb" and s["measure"]["start"] != "tibial crest"]


def label(name: str) -> str:
    return PLAIN[name] if name in PLAIN else str(POINTS[name]["names"]["plain"])


def shown(code: str) -> list[str]:
    """What a place's picture labels."""
    return [name for s in steps(POINTS[code]) for name in s.get("shows", [])]


def labels(card: dict[str, Any]) -> list[str]:
    """The words beside a card's pictures."""
    return [label(name) for code in card["points"] for name in (*shown(code), code)]


def everything(card: dict[str, Any]) -> str:
    return " ".join([card["title"], prose(card), *labels(card)])


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


def test_there_are_eight_cards_with_five_places() -> None:
    names = "leg-pain nerve-pain cramps heel-pain sciatica knee-pain hip-pain low-back-pain"
    assert set(CONDITIONS) == set(names.split())
    on_cards = {code for card in CONDITIONS.values() for code in card["points"]}
    assert on_cards == {"BL-37", "BL-40", "BL-57", "GB-34", "ST-36"}


def test_every_place_that_is_not_withheld_has_words() -> None:
    assert len(PRESSED) == 80
    assert [code for code, point in POINTS.items() if ("patient" in point) == ("withheld" in point)] == []


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
    for card in ("nerve-pain", "sciatica", "low-back-pain"):
        assert CONDITIONS[card]["stop"][0] == "cauda-equina"
    assert {"cramp-lasts", "cramp-numb"} <= set(CONDITIONS["cramps"]["stop"])


# -- each place --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", PRESSED)
def test_a_step_begins_with_its_verb_and_fits_a_line(code: str) -> None:
    assert 2 <= len(POINTS[code]["patient"]["find"]) <= 5
    assert 2 <= len(POINTS[code]["patient"]["press"]) <= 3
    for step in steps(POINTS[code]):
        words = re.findall(r"[\w'-]+", step["step"])
        assert words[0].lower() in VERBS, step["step"]
        assert len(words) <= 15
        said = step["step"].removesuffix(" Measure across the middle knuckles.")
        assert len(said) <= STEP_WIDTH, step["step"]


@pytest.mark.parametrize("code", PRESSED)
def test_time_and_names_are_short(code: str) -> None:
    patient = POINTS[code]["patient"]
    assert len(patient["time"]) <= 30
    assert len(patient["often"]) <= 40
    assert len(POINTS[code]["names"]["plain"]) <= 22
    assert POINTS[code]["names"]["plain"][0].isupper()  # it heads the card
    assert "a side" in patient["time"]


@pytest.mark.parametrize("code", PRESSED)
def test_steps_speak_of_what_the_picture_labels(code: str) -> None:
    text = told(code).lower()
    assert shown(code)
    for name in shown(code):
        words = set(re.findall(r"\w{3,}", label(name).lower())) - {"the", "and"}
        assert 2 * sum(word[:4] in text for word in words) > len(words), label(name)


@pytest.mark.parametrize("code", PRESSED)
def test_a_places_own_picture_has_few_labels(code: str) -> None:
    hands = {s["measure"]["hand"] for s in drawn(code)}
    assert len({*map(label, shown(code)), *hands}) <= LABELS


@pytest.mark.parametrize("code", PRESSED)
def test_a_reader_of_grade_six_can_find_and_press_a_place(code: str) -> None:
    assert grade(told(code)) <= 4
    assert max(map(len, sentences(told(code)))) <= 15


@pytest.mark.parametrize("code", PRESSED)
def test_the_words_of_a_place_are_plain_and_promise_nothing(code: str) -> None:
    text = " ".join([told(code), *map(label, shown(code)), label(code)])
    assert set(re.findall(r"[\w-]+", text.lower())) & set(TRADE) == set()
    assert not re.search(r"[A-Z]{2}-?\d|\b(cure|heals?\b|treat|proven|help(s|ful)\b|relie[fv])", text)


@pytest.mark.parametrize("code", PRESSED)
def test_a_press_is_never_more_than_firm(code: str) -> None:
    pressed = " ".join(s["step"] for s in steps({"patient": {"find": [], "press": POINTS[code]["patient"]["press"]}}))
    assert re.search(r"never to pain|lightly|not hard|fairly firmly|if it hurts", pressed)


@pytest.mark.parametrize(
    "code", [c for c in PRESSED if re.search(r"light|(artery|nerve)(?!.*deeper)", str(POINTS[c].get("cautions", "")))]
)
def test_where_practitioners_are_warned_patients_press_lightly_or_know_when_to_stop(code: str) -> None:
    assert re.search(r"[Ll]ightly|Stop if pressing|if you feel a pulse", told(code))


def test_a_picture_has_at_most_six_labels_beside_its_rings() -> None:
    for card in CONDITIONS.values():
        shown = {name for code in card["points"] for s in steps(POINTS[code]) for name in s.get("shows", [])}
        measures = sum(len(drawn(code)) for code in card["points"])
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
    (found,) = drawn(code)
    return found


def test_four_fingers_are_the_three_cun_of_the_rule() -> None:
    step, height = measured("ST-36"), POINTS["ST-36"]["location"]["rule"]["height"]
    assert step["measure"] == {"hand": "four fingers", "start": "ST-35", "end": "ST-36"}
    assert re.search("four fingers .*below that dip", step["step"])
    assert (height["cun"], height["below"]) == (3, "ST-35")


def test_one_finger_outward_is_the_rule() -> None:
    assert POINTS["ST-36"]["location"]["rule"]["across"] == {"fingers": 1, "lateral to": "tibial crest"}
    (step,) = (s for s in steps(POINTS["ST-36"]) if "one finger out from the shin bone edge" in s["step"])
    assert step["measure"] == {"hand": "one finger", "start": "tibial crest", "end": "ST-36"}


def test_one_thumb_above_half_way_is_six_cun_down() -> None:
    step, rule = measured("BL-37"), POINTS["BL-37"]["location"]["rule"]
    texts = [s["step"] for s in steps(POINTS["BL-37"])]
    assert step["measure"]["hand"] == "thumb"
    assert "up by the width of one thumb" in step["step"]
    assert "half way" in texts[texts.index(step["step"]) - 1]
    assert RULERS["back thigh"]["cun"] / 2 - rule["height"]["cun"] == 1


AMOUNT = {
    "four fingers twice": 6.0,
    "four fingers": 3.0,
    "four more fingers": 3.0,
    "two fingers": 1.5,
    "one finger": 0.75,
    "two thumb widths": 2.0,
    "two more thumb widths": 2.0,
    "one thumb": 1.0,
    "half a thumb": 0.5,
}
# Rules whose cun are our estimate of where a hollow lies; BL-58 is found from elsewhere and has a test of its own.
FELT = {"BL-58", "GB-33", "GB-34", "KI-4"}

# How the words call what a rule counts from.
START = {
    "BL-36": "buttock crease",
    "KI-3": "inner ankle bone and heel cord",
    "SP-9": "dip below the inner knee",
    "ST-35": "dip below your kneecap",
    "lateral malleolus, lower tip": "tip of the outer ankle bone",
    "lateral malleolus, prominence": "outer ankle bone",
    "medial malleolus, prominence": "inner ankle bone",
    "patella, base": "kneecap",
    "popliteal crease, midpoint": "knee crease",
    "BL-60": "outer ankle bone",
    "gluteal fold, midpoint": "buttock crease",
    "metatarsal 1, head": "big toe joint",
    "metatarsal 1, base": "back end",
    "metatarsal 2, head": "second toe's knuckle",
    "metatarsal 4, head": "fourth toe's knuckle",
    "metatarsal 5, head": "little toe joint",
    "metatarsal 5, tuberosity": "bump on the outer foot edge",
    "junction of metatarsal bases 1 and 2": "where the two bones meet",
    "junction of metatarsal bases 4 and 5": "where the two bones meet",
    "web between toes 1 and 2": "big toe and your second toe. go to the web",
    "web between toes 2 and 3": "second toe and your third toe. go to the web",
    "web between toes 4 and 5": "fourth toe and your little toe. go to the web",
    "toe 1, nail, medial corner": "big toe's nail. go to its inner corner",
    "toe 1, nail, lateral corner": "big toe's nail. go to its outer corner",
    "toe 2, nail, lateral corner": "second toe's nail. go to its outer corner",
    "toe 4, nail, lateral corner": "fourth toe's nail. go to its outer corner",
    "toe 5, nail, lateral corner": "little toe's nail. go to its outer corner",
}

# How the words call the line that a rule puts a point on.
ALONG = {
    "medial tibial border": "behind the (shin bone's inner )?edge|inner edge",
    "fibula, anterior border": "in front of the outer leg bone",
    "fibula, posterior border": "behind the outer leg bone",
    "iliotibial band, posterior edge": "behind the firm side band",
    "Achilles tendon, medial edge": "front edge|in front of the cord",
    "red-white border, medial": "edge of the sole",
    "red-white border, lateral": "edge of the sole",
    "biceps femoris tendon, medial edge": "outer of the two firm cords.*inner side",
    "semitendinosus tendon, lateral edge": "inner cord.*toward the middle",
    "patellar ligament, lateral edge": "outer side of the cord",
    "rectus femoris tendon, lateral edge": "outer top corner",
    "ankle, gap of EHL and EDL": "between the cords",
}


def finding(code: str) -> list[str]:
    patient = POINTS[code]["patient"]
    return [s["step"] if isinstance(s, dict) else s for s in patient["find"]]


def rule(code: str) -> dict[str, Any]:
    found: dict[str, Any] = POINTS[code]["location"]["rule"]
    return found


def with_cun(*fields: str) -> list[str]:
    """The places whose rule counts cun in a field."""
    return [code for code in PRESSED for field in fields if "cun" in rule(code).get(field, {})]


def amount(step: str) -> float:
    """The cun that a step walks in hands."""
    words = sorted(AMOUNT, key=len, reverse=True)
    return sum(AMOUNT[m] for m in re.findall("|".join(rf"{w}\b" for w in words), step))


def walked(code: str) -> float:
    """The cun up or down that the steps walk, in the direction of the rule."""
    height = rule(code)["height"]
    against = "down|below" if "above" in height else "up|above"
    total = 0.0
    for n, step in enumerate(finding(code)):
        shares = {"half way": 2, "a third of the way": 3} if not re.search("half way from", step) else {}
        total += sum(RULERS[height["ruler"]]["cun"] / of for share, of in shares.items() if share in step)
        if re.search(r"\b(up|down|above|below)\b", step):
            total += amount(step) * (-1 if n and re.search(rf"\b({against})\b", step) else 1)
    return total


@pytest.mark.parametrize("code", PRESSED)
def test_ticks_part_a_dotted_line_as_its_step_says(code: str) -> None:
    for step in steps(POINTS[code]):
        said = {"half way": 2, "midway between": 2, "third": 3}
        places = len(step.get("line", ()))  # of three, the one between marks the middle itself
        wanted = [parts for share, parts in said.items() if share in step["step"] and places in (2, parts)]
        assert [step[key] for key in ("parts",) if key in step] == wanted, step


def sideways(code: str) -> float:
    """The cun that the steps walk other than up or down."""
    return sum(amount(step) for step in finding(code) if not re.search(r"\b(up|down|above|below)\b", step))


@pytest.mark.parametrize("code", [code for code in with_cun("height") if code not in FELT])
def test_hands_and_shares_walk_the_cun_of_the_rule(code: str) -> None:
    assert walked(code) == rule(code)["height"]["cun"]


@pytest.mark.parametrize("code", [code for code in with_cun("height", "forward") if code not in FELT])
def test_a_walk_begins_where_the_rule_begins(code: str) -> None:
    way = rule(code).get("height") or rule(code)["forward"]
    start = next(way[word] for word in ("above", "below", "in front of", "behind") if word in way)
    text = told(code).lower()
    assert START[start] in text or ("web" in start and re.search(r"web of your .* toes", text)), start


@pytest.mark.parametrize("code", with_cun("forward"))
def test_a_step_on_the_foot_leads_the_way_of_the_rule(code: str) -> None:
    way, text = rule(code)["forward"], " ".join(finding(code))
    assert re.search("forward" if "in front of" in way else r"\b(back|behind)\b", text)
    assert sum(map(amount, finding(code))) == way["cun"] or re.search(r"\bjust (past|behind)\b", text)


def test_a_calf_bulges_one_thumb_above_bl_58() -> None:
    # The notch lies 8 cun below the crease, so 8 above the ankle.
    way = rule("BL-58")
    assert RULERS["leg"]["cun"] - 8 - way["height"]["cun"] == 1 == way["across"]["cun"]
    assert "Go down by the width of one thumb." in finding("BL-58")
    assert sideways("BL-58") == 1


@pytest.mark.parametrize(
    "code", [c for c in PRESSED if max(rule(c)["across"].get(k, 0) for k in ("cun", "fingers")) >= 0.5]
)
def test_hands_walk_across_what_the_rule_says(code: str) -> None:
    across = rule(code)["across"]
    said = across.get("cun", 0.75 * across.get("fingers", 0))
    if code in ("GB-34", "GB-40", "LR-9"):  # our estimates of hollows and an edge
        assert re.search("Slide|behind", told(code))
    elif code == "KI-8":
        assert sideways(code) == 0.75  # from the cord, that is: the rule counts from KI-7, 0.2 cun in front of it
    elif code == "ST-40":
        assert sideways(code) == 1.5  # CAM: two fingers from the crest
    else:
        assert sideways(code) == said


@pytest.mark.parametrize("code", ["ST-36", "ST-37", "ST-38", "ST-39", "ST-40"])
def test_so_far_out_from_the_shin_bone_the_points_lie(code: str, atlas: Atlas) -> None:
    spot = atlas.spots[code].at
    crest = min(atlas.leg.lines["tibial crest"], key=lambda place: abs(place.y - spot.y))
    out = hypot(spot.x - crest.x, spot.z - crest.z) / cun_of(atlas.leg, atlas.library, "leg")
    assert sideways(code) == pytest.approx(out, abs=0.3)


@pytest.mark.parametrize("code", [c for c in PRESSED if rule(c)["across"].get("at") in ALONG])
def test_words_and_rule_name_the_same_edge(code: str) -> None:
    assert re.search(ALONG[rule(code)["across"]["at"]], told(code))


def test_shares_and_middles_are_those_of_the_rules() -> None:
    for code in PRESSED:
        way = rule(code).get("height") or rule(code)["forward"]
        text = " ".join(finding(code))
        if "part" in way and code != "LR-4":  # between two points that a patient does not know
            assert {2: "half way", 3: "a third of the way"}[way["of"] / way["part"]] in text, code
        if "midway between" in rule(code)["across"]:
            assert re.search(r"half way|midway|\bbetween\b", text), code


HANDS = {
    "eight fingers, thumb": "four fingers twice, then one thumb",
    "four fingers, thumb": "four fingers, then one thumb",
    "four fingers": "four (more )?fingers",
    "two fingers": "two fingers",
    "one finger": "one finger",
    "two thumbs": "two (more )?thumb widths",
    "thumb": "one thumb",
    "half thumb": "half a thumb",
}


def test_a_measure_is_the_hand_of_its_step() -> None:
    measures = [(code, s) for code in PRESSED for s in steps(POINTS[code]) if "measure" in s]
    assert len(measures) > 45
    assert {s["measure"]["hand"] for _, s in measures} == set(HANDS)
    for code, step in measures:
        assert re.search(HANDS[step["measure"]["hand"]], step["step"]), code


def test_every_step_that_measures_has_its_hand() -> None:
    hand = "|".join(HANDS.values())
    found = [(code, s) for code in PRESSED for s in POINTS[code]["patient"]["find"] if re.search(hand, s["step"])]
    assert {code for code, s in found if "measure" not in s} == set()


def test_a_summary_names_each_place_by_its_number() -> None:
    several = [card for card in CONDITIONS.values() if len(card["points"]) > 1]
    assert len(several) == 4
    for card in several:
        assert re.findall(r"place (\d)", card["short"]) == [str(n + 1) for n in range(len(card["points"]))]


def test_the_night_note_names_the_place_that_is_not_for_bedtime() -> None:
    cramps = CONDITIONS["cramps"]
    bedtime = [n for n, code in enumerate(cramps["points"], 1) if "bedtime" in POINTS[code]["patient"]["often"]]
    assert bedtime == [1]
    assert cramps["notes"] == ["At night press only place 2. Place 1 may keep you awake."]


# -- postures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", PRESSED)
def test_every_place_says_first_how_to_sit_lie_or_stand(code: str) -> None:
    """That the words say the same, the rule HL207 holds."""
    assert POINTS[code]["patient"]["find"][0].get("posture")
