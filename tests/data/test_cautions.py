"""Every sign that a source asks to be said is said: the terms were taken from the pages, not from our words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[2] / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CAUTIONS: dict[str, dict[str, Any]] = {
    caution["id"]: caution for caution in yaml.load((DATA / "cautions.yaml").read_text("utf-8"), Loader=LOADER)
}
CONDITIONS: dict[str, dict[str, Any]] = {
    file.stem: yaml.load(file.read_text("utf-8"), Loader=LOADER) for file in (DATA / "conditions").glob("*.yaml")
}

# For each caution, the sources with what each of them asks to be said, as patterns.
REQUIRED = {
    "clot-signs": {
        "uclh-dvt": "throb; cramp; one leg; swell; warm; red; darker; hard veins",
        "uclh-dvt-easy": "throb; cramp; one leg",
        "nhs-dvt": "get medical help today; swell; warm; call an ambulance",
        "glos-dvt": "short of breath; chest pain; call an ambulance",
        "nidirect-pe": "short of breath; chest pain",
        "va-back": "do not press",
    },
    "do-not-press": {
        "va-back": "recent blood clot; sore; rash",
        "mandala": "surgery; broken bone; varicose veins; lump",
        "mayo-copy": r"weak bones \(osteoporosis\); broken bone",
        "umn-safety": "broken.*skin; bruised; thin; new scars; tubes",
        "msk-nausea": "hot skin; rash",
        "kaiser-class": "varicose veins; scars; rash",
        "va-95203": "broken.*skin; rash",
    },
    "new-hip": {
        "leeds-hip": "do not cross your legs; bend; knee above your hip",
        "london-hip": "do not cross your legs; bend",
    },
    "ask-first": {
        "umn-safety": "pregnant; bleed easily; blood thinner",
        "va-95203": "pregnant; blood thinner",
        "mayo-copy": "pregnant; cancer",
        "umn-massage": "cancer",
        "numb-feet": "numb legs or feet",
    },
    "ask-first-other": {
        "umn-safety": "bleed easily; blood thinner",
        "va-95203": "blood thinner",
        "mayo-copy": "cancer",
        "umn-massage": "cancer",
        "numb-feet": "numb legs or feet",
    },
    "pregnancy-point": {"pregnancy-lists": "do not press; pregnant", "va-95203": "pregnant"},
    "never-painful": {"va-back": "stop; hurts", "msk-pain": "hurts", "umn": "hurts", "va-74776": "hurts"},
    "cramp-lasts": {"nhs-cramps": "10 minutes", "doctoori": "10 minutes; medical help today"},
    "cramp-numb": {"nhs-cramps": "doctor; numbness; swelling; sleep", "nidirect-cramps": "sleep"},
    "cauda-equina": {
        "healthify-sciatica": "ambulance; both legs; weak; tingle; numb; bottom; groin; pee; poo",
        "royal-free-ces": "hard to pee; hold pee or poo; numb; tingle; groin; bottom; sex",
        "chesterfield-ces": "hard to pee; sex; tingle",
        "torbay-ces": "hard to pee; sex; numb",
        "somerset-ces": "pee; sex; both legs; newly",
    },
    "cold-leg": {
        "healthnz-limb": "ambulance; hurts; cold; pale; numb; not move",
        "nhs-pad": "sudden; hurts; numb; not move",
    },
    "injury": {"nhsggc-knee": "cannot stand; bent", "hct-hip": "cannot stand"},
    "knee-injury": {
        "nhsggc-knee": "cannot stand; swell; shape",
        "gcare-knee": "move the knee; lock",
        "nhs-knee-copy": "today; stand; move; swells badly; shape; locks; gives way",
    },
    "hip-injury": {
        "hct-hip": "ambulance; cannot stand; not move; short; turned out",
        "versus-hip": "fell",
        "glos-hip": "stand; move",
    },
    "heel-injury": {"nidirect-heel": "emergency; snap; bent; hurt it; cannot move"},
    "hot-joint": {
        "nhsggc-knee": "hot; red; swollen; fever",
        "gcare-knee": "hot; red; swollen; fever",
        "glos-hip": "hot; red; swollen; fever",
        "versus-hip": "fever",
    },
    "back-emergency": {"nhs-back-copy": "ambulance; chest pain; crash"},
    "back-today": {
        "sahealth-back": "fever; lose weight; weak; numb",
        "nhs-back-copy": "today; fever; lose weight",
        "rjah-back": "ill; weak",
    },
    "walking-pain": {"nhs-pad": "doctor; walking; rest", "nidirect-pad": "walking; rest"},
    "heel-doctor": {"nhs-heel": "doctor; diabetes; tingle; numb; 2 weeks"},
    "hip-doctor": {"versus-hip": "doctor soon; ill; lose weight; worse; 2 weeks"},
    "back-doctor": {
        "sahealth-back": "doctor; had cancer; weeks",
        "nhs-back-wales": "worse; weeks",
        "nhs-back-copy": "night",
        "crystalpeaks-back": "cancer; steroids",
    },
    "getting-worse": {
        "wales-sciatica": "doctor; worse; daily tasks; few weeks",
        "nhs-back-wales": "worse; daily tasks; few weeks",
        "nidirect-heel": "worse",
        "versus-hip": "worse; daily tasks",
    },
}
DOCTOR = re.compile("See a doctor|Get medical help today|Get emergency help|Call an ambulance")


def words(id: str) -> str:
    caution = CAUTIONS[id]
    return " ".join(filter(None, [caution["lead"], caution["text"], caution.get("urgent")]))


def test_every_caution_has_its_list() -> None:
    assert REQUIRED.keys() == CAUTIONS.keys()


@pytest.mark.parametrize(("id", "source"), [(id, source) for id, asked in REQUIRED.items() for source in asked])
def test_what_a_source_asks_to_be_said_is_said(id: str, source: str) -> None:
    assert source in CAUTIONS[id]["sources"]
    text = words(id).lower()
    assert [term for term in REQUIRED[id][source].split("; ") if not re.search(term, text)] == []


@pytest.mark.parametrize("id", CAUTIONS)
def test_a_source_without_a_list_is_one_that_supports_and_asks_nothing_of_its_own(id: str) -> None:
    supporting = {"own", "acukit", "carr-2015", "murphy-2019", "glos-dvt", "doctoori", "nidirect-cramps"}
    supporting |= {"umn-massage", "umn-safety", "gcare-knee", "nidirect-heel", "versus-hip"}
    assert set(CAUTIONS[id]["sources"]) - REQUIRED[id].keys() <= supporting


@pytest.mark.parametrize("card", CONDITIONS)
def test_a_card_says_when_to_see_a_doctor(card: str) -> None:
    assert any(CAUTIONS[id]["lead"].startswith("See a doctor") for id in CONDITIONS[card]["stop"])


SINGLE: dict[str, Any] = yaml.load((DATA / "single.yaml").read_text("utf-8"), Loader=LOADER)


@pytest.mark.parametrize("stop", [SINGLE["stop"], *(card["stop"] for card in CONDITIONS.values())])
def test_the_gravest_come_first(stop: list[str]) -> None:
    order = ["Call an ambulance", "Get emergency help", "Get medical help today", "See a doctor", "Stop"]
    ranks = [next(n for n, lead in enumerate(order) if CAUTIONS[id]["lead"].startswith(lead)) for id in stop]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("id", CAUTIONS)
def test_no_sentence_of_a_caution_has_more_than_twenty_words(id: str) -> None:
    sentences = re.split(r"[.?!](?:\s|$)", words(id))
    assert max(len(re.findall(r"[\w'-]+", s)) for s in sentences) <= 20


def test_sources_that_nobody_can_open_or_that_have_expired_hold_no_caution() -> None:
    used = {source for caution in CAUTIONS.values() for source in caution["sources"]}
    assert used & {"massage-risks", "ouh-ces", "elht-knee", "injury-pages"} == set()
