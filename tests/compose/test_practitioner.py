"""A page for practitioners says all that the data knows and patients do not read, whose word it is, and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from support import page_checks

from handouts.compose import practitioner
from handouts.compose.page import Card, Element, Kid, Picture, Run, contents
from handouts.compose.rule_words import rule_words
from handouts.errors import DoesNotFit
from handouts.load.model import (
    At,
    Condition,
    CunAhead,
    CunAlong,
    LevelWith,
    Midway,
    Number,
    Offset,
    OnLine,
    Origins,
    Point,
    Rule,
    Share,
    Text,
)
from handouts.locate.atlas import Atlas
from handouts.style import FOR_PRACTITIONERS, PAPERS
from handouts.write.pdf import document

DATA = Path(__file__).parents[2] / "data"
# Counted by hand in the article, as in tests/data/test_facts.py: indications, functions, classes.
OF_ARTICLE = {"BL-57": (4, 3, 0), "BL-37": (3, 3, 0), "BL-40": (11, 7, 2), "ST-36": (25, 7, 3), "GB-34": (14, 5, 2)}
WITHHELD = ("ST-30", "SP-11", "SP-12", "LR-10", "LR-11", "LR-12")
LOOKED_AT = ("LR-3", "ST-36", "BL-40", "GB-30", "SP-12", "cramps", "heel-pain")
UNVERIFIED = 4  # in the article's frame, evidence and technique


@cache
def raw(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text("utf-8"))


@pytest.fixture(scope="module")
def made(atlas: Atlas) -> Mapping[tuple[str, str], Card]:
    """The pages of all points and conditions by name and paper."""
    things: dict[str, Point | Condition] = {**atlas.library.points, **atlas.library.conditions}
    return {(n, p): practitioner.compose(t, atlas, PAPERS[p]) for n, t in things.items() for p in PAPERS}


def text(branch: Card | Element) -> str:
    """All words but those of pictures, with one blank between."""
    return " ".join("".join(mark.text for mark in contents(branch) if isinstance(mark, Run)).split())


def kids(card: Card) -> Iterator[Element]:
    for page in card.pages:
        yield from (kid for kid in page if isinstance(kid, Element))


def items(card: Card, heading: str) -> list[str]:
    """The items of the list, on whichever pages, under a heading."""
    found: list[str] = []
    now = ""
    for kid in kids(card):
        if kid.role.startswith("H"):
            now = text(kid).partition("[")[0].strip()
        elif kid.role == "L" and now == heading:
            found += [
                text(li.kids[1]) for li in kid.kids if isinstance(li, Element) and isinstance(li.kids[1], Element)
            ]
    return found


def of_article(point: Mapping[str, Any], block: str) -> list[str]:
    """The facts of a block that the article says, as they stand in the file."""
    facts = point.get(block, {"items": []})["items"]
    return [f["text"] if isinstance(f, dict) else f for f in facts if not (isinstance(f, dict) and "source" in f)]


def test_all_facts_of_the_article_stand_on_the_pages_of_its_five_points(made: Mapping[tuple[str, str], Card]) -> None:
    """57 indications, 25 functions and 7 classes."""
    headings = {"indications": "Indications", "functions": "Functions", "classes": "Classes"}
    counted = dict.fromkeys(headings, 0)
    for code, counts in OF_ARTICLE.items():
        point = raw(f"points/{code}.yaml")
        for (block, heading), count in zip(headings.items(), counts, strict=True):
            facts, printed = of_article(point, block), items(made[code, "a4"], heading)
            assert len(facts) == count
            for fact in facts:  # once each, whatever is remarked of it
                hits = [item for item in printed if item == fact or item.startswith((f"{fact} [", f"{fact} ("))]
                assert len(hits) == 1, (code, fact, printed)
                counted[block] += 1
    assert counted == {"indications": 57, "functions": 25, "classes": 7}


def facts_in(value: Any) -> Iterator[str]:
    """All claims in raw data, as they are written."""
    if isinstance(value, dict) and "text" in value:
        yield value["text"]
    elif isinstance(value, dict):
        yield from (fact for inner in value.values() for fact in facts_in(inner))
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, str):
                yield inner
            else:
                yield from facts_in(inner)


def test_every_fact_of_every_point_is_printed(made: Mapping[tuple[str, str], Card], atlas: Atlas) -> None:
    seen = 0
    for code in atlas.library.points:
        point = raw(f"points/{code}.yaml")
        said = text(made[code, "letter"])
        names = [value for key, value in point["names"].items() if isinstance(value, str) and "source" not in key]
        wanted = {key: point[key] for key in point if key not in ("patient", "before", "stop", "names")}
        wanted["location"] = {key: value for key, value in wanted["location"].items() if key != "rule"}
        facts = [*names, *facts_in(point["names"].get("other")), *facts_in(wanted)]
        seen += len(facts)
        for fact in facts:
            assert " ".join(fact.split()) in said, (code, fact)
    assert seen > 86 * 8


def test_page_of_a_condition_holds_its_points_and_the_article(made: Mapping[tuple[str, str], Card]) -> None:
    article = [*facts_in(raw("articles/sze-leg-pain.yaml"))]
    assert len(article) > 30
    for id in ("cramps", "low-back-pain", "sciatica"):
        condition, said = raw(f"conditions/{id}.yaml"), text(made[id, "a4"])
        wanted = [*facts_in(condition["basis"]), *article[1:]]  # the first is its title
        for code in condition["points"]:
            wanted += facts_in({key: value for key, value in raw(f"points/{code}.yaml").items() if key != "patient"})
        assert [fact for fact in wanted if " ".join(fact.split()) not in said and len(fact) > 12] == []


def test_every_page_says_for_whom_it_is(made: Mapping[tuple[str, str], Card]) -> None:
    assert len(made) == 2 * (86 + 8)
    for card in made.values():
        assert all(
            any(text(kid).startswith("For practitioners, not for patients") for kid in page) for page in pages(card)
        )
        assert card.title.endswith(": for practitioners")
        assert not card.draft


def pages(card: Card) -> list[list[Element]]:
    return [[kid for kid in page if isinstance(kid, Element)] for page in card.pages]


def test_a_point_takes_two_pages_at_most_and_a_condition_three(
    made: Mapping[tuple[str, str], Card], atlas: Atlas
) -> None:
    many = {name: len(card.pages) for (name, _), card in made.items()}
    assert {name for name, count in many.items() if count > 2} <= {"cramps", "knee-pain", "low-back-pain", "nerve-pain"}
    assert max(many.values()) == 3
    assert sum(many[code] == 1 for code in atlas.library.points) > 70


@pytest.mark.parametrize("code", WITHHELD)
def test_a_point_that_patients_are_not_given_says_why(made: Mapping[tuple[str, str], Card], code: str) -> None:
    reason = raw(f"points/{code}.yaml")["withheld"]["text"]
    card = made[code, "a4"]
    assert f"Patients are not given this point: {reason}." in [text(kid) for kid in kids(card)]
    assert "Press" not in text(card)
    ((picture, _),) = pictures(card)
    assert "Press" not in picture.title + picture.desc


def pictures(branch: Card) -> list[tuple[Any, Kid]]:
    return [(c.scene, kid) for kid in kids(branch) for c in contents(kid) if isinstance(c, Picture)]


def test_every_point_has_its_ring_and_no_picture_asks_to_press(made: Mapping[tuple[str, str], Card]) -> None:
    for (name, _), card in made.items():
        found = [scene for scene, _ in pictures(card)]
        assert found, name
        ids = {shape.id for scene in found for shape in scene.shapes if getattr(shape, "id", None)}
        codes = raw(f"conditions/{name}.yaml")["points"] if name.islower() else [name]
        assert all(any(code in id for id in ids) for code in codes), (name, ids)
        assert not any("Press" in scene.title or "Press" in scene.desc for scene in found), name


def test_every_claim_refers_to_a_source_of_the_list(made: Mapping[tuple[str, str], Card], atlas: Atlas) -> None:
    for (name, _), card in made.items():
        listed = items(card, "Sources")
        numbers = {int(n) for n in re.findall(r"\[(\d+)(?:,\s*p\.\s*\d+)?\]", text(card))}
        assert numbers == set(range(1, len(listed) + 1)), name
    st36 = atlas.library.points["ST-36"]
    page = made["ST-36", "a4"]
    assert any(
        "on the tibialis anterior muscle [3, p. 64]" in item.replace("\xa0", " ") for item in items(page, "Location")
    )
    assert "World Health Organization" in items(page, "Sources")[2]
    assert str(st36.location.words.items[3].source) == "who"


def test_what_is_not_verified_and_what_was_not_read_is_marked(made: Mapping[tuple[str, str], Card]) -> None:
    said = text(made["cramps", "a4"])
    assert said.count("Not verified:") == UNVERIFIED
    assert "Not verified: The study was not found." in said
    listed = items(made["cramps", "a4"], "Sources")
    assert "healthline.com. Not found." in listed
    assert any(item.endswith("Read in summary only.") for item in listed)


def test_a_point_without_cautions_does_not_look_safe(made: Mapping[tuple[str, str], Card]) -> None:
    assert items(made["LR-3", "a4"], "Cautions, and what lies beneath")[0].endswith("does not mean that there is none.")
    assert items(made["GB-30", "a4"], "Cautions, and what lies beneath") == ["the sciatic nerve runs deep to it [1]"]


def test_remarks_name_sources_and_not_our_ids_for_them(made: Mapping[tuple[str, str], Card], atlas: Atlas) -> None:
    hyphened = [id for id in atlas.library.sources if "-" in id]
    assert "msk-nausea" in hyphened
    for (name, _), card in made.items():
        assert [id for id in hyphened if f" {id}" in text(card) or f"({id}" in text(card)] == [], name


@pytest.mark.parametrize("name", LOOKED_AT)
def test_our_own_checks_find_no_fault(made: Mapping[tuple[str, str], Card], name: str) -> None:
    for paper in PAPERS:
        card = made[name, paper]
        found = page_checks.faults(document.write(card), card)
        if name.islower():  # a leader of one piece may cross an outline just at its middle, which is all that is asked
            del found["lines stand out"]
        assert {check: told for check, told in found.items() if told} == {}, paper


def test_same_page_same_bytes(atlas: Atlas, made: Mapping[tuple[str, str], Card]) -> None:
    for name in ("LR-3", "cramps"):
        thing = atlas.library.points.get(name) or atlas.library.conditions[name]
        again = practitioner.compose(thing, atlas, PAPERS["a4"])
        assert document.write(again) == document.write(made[name, "a4"])


def test_a_leg_and_little_ink_can_be_asked_for(atlas: Atlas, made: Mapping[tuple[str, str], Card]) -> None:
    edition = FOR_PRACTITIONERS["practitioner-low-ink"]
    left = practitioner.compose(atlas.library.points["ST-36"], atlas, PAPERS["a4"], None, edition, "left")
    assert pictures(left)[0][0].title.startswith("Left leg, seen from the front. Ring 1.")
    usual = [text(kid) for kid in kids(made["ST-36", "a4"]) if kid.role != "Figure"]
    assert [text(kid) for kid in kids(left) if kid.role != "Figure"] == usual


def test_words_of_ones_own_that_nobody_reviewed_make_a_draft(atlas: Atlas) -> None:
    own = atlas.library._replace(origins=Origins(own={"points": frozenset({"ST-36"})}))
    card = practitioner.compose(own.points["ST-36"], atlas._replace(library=own), PAPERS["a4"])
    assert card.draft
    assert card.title.startswith("Draft: ")


def test_what_is_too_long_for_all_pages_says_by_how_much(atlas: Atlas) -> None:
    point = atlas.library.points["ST-36"]
    assert point.indications
    many = point.indications._replace(items=point.indications.items * 40)
    with pytest.raises(DoesNotFit, match=r"\d+ lines too long for 4 pages"):
        practitioner.compose(point._replace(indications=many), atlas, PAPERS["a4"])


def number(value: float) -> Number:
    return Number(value)


T = Text
RULES = [
    (Rule(At(T("patella, base")), T("own"), LevelWith(T("ST-35"))), ["level with ST-35", "at patella, base"]),
    (
        Rule(OnLine((T("BL-36"), T("BL-40"))), T("own"), CunAlong(number(6), T("back thigh"), T("BL-36"))),
        [
            "6 cun below BL-36; ruler “back thigh”: 14 cun from gluteal fold, midpoint to popliteal crease, midpoint",
            "on the line from BL-36 to BL-40",
        ],
    ),
    (
        Rule(
            OnLine((T("a"), T("b")), "outer side"),
            T("own"),
            None,
            CunAhead(number(0.5), T("inner foot"), behind=T("c")),
        ),
        [
            "0.5 cun behind c; ruler “inner foot”: 3 cun from medial malleolus, prominence to heel, plantar centre",
            "on the line from a to b, seen from the outer side",
        ],
    ),
    (
        Rule(Midway((T("a"), T("b"))), T("own"), Share(number(1), number(3), (T("c"), T("d")))),
        ["1/3 of the way from c to d", "midway between a and b"],
    ),
    (
        Rule(Offset(fingers=number(1), lateral_to=T("tibial crest")), T("own"), LevelWith(T("x"))),
        ["level with x", "one finger lateral to tibial crest"],
    ),
    (
        Rule(Offset(fingers=number(0.5), medial_to=T("a")), T("own"), LevelWith(T("x"))),
        ["level with x", "0.5 fingers medial to a"],
    ),
]


@pytest.mark.parametrize(("rule", "told"), RULES)
def test_rule_is_told_with_all_its_numbers(atlas: Atlas, rule: Rule, told: list[str]) -> None:
    assert [said for _, said in rule_words(rule, atlas.library.rulers, atlas.library.words)] == told
