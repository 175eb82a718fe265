"""Pages for practitioners: all that the data says of a point or a condition stands there, with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.api import personal_sheets
from handouts.compose import practitioner
from handouts.compose.page import Artifact, Card, Element, Kid, Picture, Run, contents
from handouts.draw.scene import Lettering
from handouts.errors import DataError, DoesNotFit
from handouts.load.model import Condition, Point
from handouts.locate.atlas import Atlas
from handouts.order.make import Materials
from handouts.style import FOR_PRACTITIONERS, PAPERS, Format

DATA = Path(__file__).parents[2] / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RAW: Mapping[str, dict[str, Any]] = {
    path.stem: yaml.load(path.read_text("utf-8"), Loader=LOADER) for path in sorted((DATA / "points").glob("*.yaml"))
}
CONDITIONS = tuple(sorted(path.stem for path in (DATA / "conditions").glob("*.yaml")))
OF_THE_ARTICLE = ("BL-57", "BL-37", "BL-40", "ST-36", "GB-34")
NOTICE = "For practitioners, not for patients"
PARTS = ("classes", "indications", "functions")
HEADS = {"classes": "Classes", "indications": "Indications, traditional", "functions": "Functions, traditional"}


@pytest.fixture(scope="module")
def pages(atlas: Atlas) -> Mapping[tuple[str, str], Card]:
    """The page of every point and of every condition, on every paper."""
    library = atlas.library
    things: dict[str, Condition | Point] = {**library.points, **library.conditions}
    return {(id, p): practitioner.compose(thing, atlas, PAPERS[p]) for id, thing in things.items() for p in PAPERS}


def test_type_is_never_too_small_to_read(pages: Mapping[tuple[str, str], Card]) -> None:
    """Least size of print that is read with effort: 6 points; here 7 for what is cited, 8 for all else."""
    for key, card in pages.items():
        sizes = [mark.size for mark in contents(card) if isinstance(mark, Run)]
        assert min(sizes) >= 7, key
        assert sum(size >= 8 for size in sizes) > len(sizes) / 2, key


def words(branch: Card | Element) -> str:
    """What stands there in reading order, a blank between lines."""
    said = " ".join(mark.text.strip() for mark in contents(branch) if isinstance(mark, Run))
    return re.sub(r"\s+", " ", said)


def found(text: Any, said: str) -> bool:
    """Whether a text stands there, wherever its lines and its letters of other fonts are parted."""
    return re.sub(r"[\s]", "", str(text)) in re.sub(r"[\s]", "", said)


def elements(branch: Card | Element) -> Iterator[Element]:
    for page in branch.pages if isinstance(branch, Card) else (branch.kids,):
        for kid in page:
            if isinstance(kid, Element):
                yield kid
                yield from elements(kid)


def parts(card: Card) -> Iterator[tuple[str, list[str]]]:
    """The headings of a card in order, each with the items of the lists under it, on whichever page they stand."""
    head, items = "", list[str]()
    for page in card.pages:
        for kid in page:
            if isinstance(kid, Element) and kid.role in ("H2", "H3"):
                yield head, items
                head, items = re.sub(r" \[[^]]*\]$", "", words(kid)), []
            elif isinstance(kid, Element) and kid.role == "L":
                items += [words(item) for item in kid.kids if isinstance(item, Element)]
    yield head, items


def test_all_57_indications_25_functions_and_7_classes_of_the_article_stand_on_its_five_points_pages(
    pages: Mapping[tuple[str, str], Card],
) -> None:
    counted = dict.fromkeys(PARTS, 0)
    for code in OF_THE_ARTICLE:
        listed = dict(parts(pages[code, "a4"]))
        for part in PARTS:
            block = RAW[code].get(part, {"items": []})
            facts = [f if isinstance(f, dict) else {"text": f} for f in block["items"]]
            items = listed.get(HEADS[part], [])
            assert len(items) == len(facts)
            for fact, item in zip(facts, items, strict=True):
                assert found(fact["text"], item)
            counted[part] += sum(f.get("source", block.get("source")) == "article" for f in facts)
    assert counted == {"classes": 7, "indications": 57, "functions": 25}


def facts_of(value: Any) -> Iterator[str]:
    """Every text of a fact, what is unverified of it, and its note, but for those with the id of a source in it."""
    if isinstance(value, dict):
        if "items" in value:
            for fact in value["items"]:
                if isinstance(fact, str):
                    yield fact
                else:
                    yield from (fact[key] for key in ("text", "unverified") if key in fact)
        for inner in value.values():
            if isinstance(inner, dict):
                yield from facts_of(inner)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_fact_of_every_point_stands_on_its_page(pages: Mapping[tuple[str, str], Card], paper: str) -> None:
    assert len(RAW) == 86
    for code, point in RAW.items():
        said = words(pages[code, paper])
        for fact in facts_of({k: v for k, v in point.items() if k != "patient"}):
            assert found(fact, said), (code, fact)
        names = point["names"]
        for name in ("english", "pinyin", "romanised", "simplified", "traditional"):
            assert found(names[name], said), (code, name)
        for number in re.findall(r"page: (\d+)", str(point["location"]["words"]).replace("'", "")):
            assert f", p. {number}]" in said


@pytest.mark.parametrize("id", CONDITIONS)
def test_the_page_of_a_condition_tells_of_all_its_points(pages: Mapping[tuple[str, str], Card], id: str) -> None:
    raw = yaml.load((DATA / "conditions" / f"{id}.yaml").read_text("utf-8"), Loader=LOADER)
    for paper in PAPERS:
        said = words(pages[id, paper])
        wanted = [*facts_of(raw), *(fact for c in raw["points"] for fact in facts_of(RAW[c]))]
        assert [fact for fact in wanted if not found(fact, said)] == []


def test_every_page_says_whom_it_is_for_and_keeps_to_two_pages_and_within_margins(
    pages: Mapping[tuple[str, str], Card],
) -> None:
    assert len(pages) == 2 * (86 + 8)
    for (id, _), card in pages.items():
        assert "for practitioners, not for patients" in card.title
        assert len(card.pages) <= 2
        for page in card.pages:
            first = next(kid for kid in page if isinstance(kid, Element))
            assert words(first) == NOTICE
            assert_within(page, card, id)
    assert [id for (id, p), card in pages.items() if card.more and p == "a4" and id in RAW] == sorted(OF_THE_ARTICLE)


def assert_within(page: tuple[Kid, ...], card: Card, id: str) -> None:
    side = (card.width - FOR_PRACTITIONERS.width) / 2
    for mark in contents(Element("Div", page)):
        if isinstance(mark, Run):
            assert side - 0.01 <= mark.x < card.width - side, (id, mark)
            assert 8 < mark.y < card.height - 8, (id, mark)
        if isinstance(mark, Picture):
            assert mark.x + mark.scene.width <= card.width - side + 0.01


def test_no_two_lines_of_a_column_lie_on_each_other(pages: Mapping[tuple[str, str], Card]) -> None:
    for (id, _), card in pages.items():
        for page in card.pages:
            runs = [mark for mark in contents(Element("Div", page)) if isinstance(mark, Run)]
            for run in runs:
                near = [r for r in runs if r.x == run.x and 0 < r.y - run.y < 0.28 * r.size]
                assert not near, (id, run, near[0])


def test_points_withheld_from_patients_have_a_page_that_says_why(pages: Mapping[tuple[str, str], Card]) -> None:
    withheld = {code: point["withheld"]["text"] for code, point in RAW.items() if "withheld" in point}
    assert len(withheld) == 6
    for code, why in withheld.items():
        assert found(f"Not on any patient's leaflet: {why}", words(pages[code, "a4"]))
    assert "Not on any patient's leaflet" not in words(pages["ST-36", "a4"])


def test_what_is_unverified_is_marked(pages: Mapping[tuple[str, str], Card]) -> None:
    accent = FOR_PRACTITIONERS.inks.accent
    for id, many in {"ST-36": 4, "cramps": 2}.items():  # the page of a point has all that the article says
        marked = [m for m in contents(pages[id, "a4"]) if isinstance(m, Run) and "Unverified:" in m.text]
        assert len(marked) == many
        assert {mark.ink for mark in marked} == {accent}


def test_every_number_in_brackets_is_that_of_a_source_in_the_list(pages: Mapping[tuple[str, str], Card]) -> None:
    for (id, _), card in pages.items():
        *_, (head, listed) = parts(card)
        assert head == "Sources"
        cited = {
            int(number)
            for bracket in re.findall(r"\[([^\]]*)\]", words(card))
            for number in re.findall(r"(?<!p\. )\b\d+", bracket)
        }
        assert cited == set(range(1, len(listed) + 1)), id


def test_the_rule_stands_there_with_its_numbers(pages: Mapping[tuple[str, str], Card]) -> None:
    for code, told in {
        "ST-36": ("3 cun (leg ruler) below ST-35", "1 finger's width lateral to tibial crest", "leg: 16 cun from"),
        "GB-30": ("1 of 3 equal parts of the way from greater trochanter, prominence to sacral hiatus", "the back"),
        "LR-3": ("From the heel 0.5 cun (leg ruler) in front of junction of metatarsal bases 1 and 2",),
        "SP-12": ("level with pubic symphysis, superior border", "0.5 finger's width lateral to femoral artery"),
    }.items():
        for words_ in told:
            assert found(words_, words(pages[code, "a4"])), (code, words_)


def test_tables_have_heads_of_rows_and_lists_have_labels(pages: Mapping[tuple[str, str], Card]) -> None:
    for id in ("ST-36", "LR-3", "cramps"):
        tables = [element for element in elements(pages[id, "a4"]) if element.role == "Table"]
        assert len(tables) >= 2
        for row in (row for table in tables for row in table.kids if isinstance(row, Element)):
            head, cell = row.kids
            assert isinstance(head, Element)
            assert isinstance(cell, Element)
            assert (head.role, head.scope, cell.role) == ("TH", "Row", "TD")
            assert words(head)
            assert words(cell)
        for item in (e for e in elements(pages[id, "a4"]) if e.role == "LI"):
            assert [kid.role for kid in item.kids if isinstance(kid, Element)] == ["Lbl", "LBody"]


def test_pictures_tell_nobody_to_press_or_what_to_find_on_a_leg_of_one_s_own(
    pages: Mapping[tuple[str, str], Card],
) -> None:
    for card in pages.values():
        for scene in (mark.scene for mark in contents(card) if isinstance(mark, Picture)):
            assert not re.search(r"Press|\byours?\b", f"{scene.title} {scene.desc} {scene.shapes}")
    assert "Press" not in words(pages["SP-12", "a4"])


def test_pictures_have_the_words_of_the_trade(atlas: Atlas, pages: Mapping[tuple[str, str], Card]) -> None:
    def labels(id: str) -> set[str]:
        (picture,) = (mark for mark in contents(pages[id, "a4"]) if isinstance(mark, Picture))
        return {shape.text for shape in picture.scene.shapes if isinstance(shape, Lettering)}

    assert labels("ST-36") >= {
        *("lateral", "medial", "patella", "tibial crest", "ST-35"),
        *("3 cun (four fingers)", "0.75 cun (one finger)", "Leg Three Miles", "ST-36 "),
    }
    plain = {str(word) for word in atlas.library.plain.values() if word not in atlas.library.plain}
    plain |= {str(p.names.plain) for p in atlas.library.points.values() if p.names.plain}
    for id in RAW:
        assert not labels(id) & plain, id


def test_pictures_under_each_other_stand_two_millimetres_apart(pages: Mapping[tuple[str, str], Card]) -> None:
    for id in ("cramps", "knee-pain"):
        upper, lower = (mark for mark in contents(pages[id, "a4"]) if isinstance(mark, Picture))
        assert upper.x == lower.x
        assert lower.y - upper.y - upper.scene.height == pytest.approx(2)


def test_a_page_for_the_left_leg_shows_it(atlas: Atlas) -> None:
    card = practitioner.compose(atlas.library.points["ST-36"], atlas, PAPERS["a4"], legs="left")
    (scene,) = (mark.scene for mark in contents(card) if isinstance(mark, Picture))
    assert scene.frame.mirrored
    assert scene.title.startswith("Left leg")


def test_what_two_pages_do_not_hold_is_told_with_what_to_do(atlas: Atlas) -> None:
    library = atlas.library
    six = library.conditions["cramps"]._replace(points=tuple(map(type(library.points["ST-36"].code), RAW))[:20])
    with pytest.raises(DoesNotFit, match=r"'cramps' is \d+ lines too long for 2 pages") as caught:
        practitioner.compose(six, atlas, PAPERS["a4"])
    assert "--point BL-36, --point BL-37" in caught.value.problems[0].hint


def test_no_sheet_for_a_person_is_made(atlas: Atlas) -> None:
    with pytest.raises(DataError, match="not for patients, so no sheet for a person is made of it"):
        list(personal_sheets(Materials(atlas), [{"name": "Ann"}], "cramps", format=Format("practitioner")))


def test_bands_and_lines_are_decoration(pages: Mapping[tuple[str, str], Card]) -> None:
    assert any(isinstance(kid, Artifact) for kid in pages["LR-3", "a4"].kids)
