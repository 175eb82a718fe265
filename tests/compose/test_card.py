"""A card says what it must, in the right order, on one page; or which block is too long, and by how many lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from support import samples

from handouts import fonts
from handouts.compose import card
from handouts.compose.page import Box, Card, Content, Element, Photo, Picture, RuledLine, Run, contents
from handouts.compose.patient_form import Fields
from handouts.compose.wanted import Wanted
from handouts.errors import DoesNotFit
from handouts.load.model import Clinic, Condition, Fact, Facts, Point, Step, Text
from handouts.locate.atlas import Atlas
from handouts.style import PAPERS, STANDARD, Paper

DATA = Path(__file__).parents[2] / "data"
CONDITIONS = ["cramps", "heel-pain", "hip-pain", "knee-pain", "leg-pain", "nerve-pain", "sciatica"]
A4 = PAPERS["a4"]
CLINIC = Clinic(Text("Riverside Clinic of Physiotherapy"), Text("020 7946 0123"), Text("Dr A. Bee"))
FULL = CLINIC._replace(
    reviewed=date(2026, 11, 20),
    feedback=Text("desk@riverside.example, 020 7946 0123"),
    other_formats=Text("020 7946 0123"),
)
LOGO = samples.png("RGB", (0, 90, 60), (300, 90))

Cards = Mapping[tuple[str, str], Card]


@cache
def raw(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text("utf-8"))


def said(branch: Card | Element) -> str:
    """All words outside pictures, as one line of text."""
    text = " ".join(mark.text for mark in contents(branch) if isinstance(mark, Run))
    return " ".join(text.split())


def elements(branch: Card | Element, role: str) -> Iterator[Element]:
    for kid in branch.kids:
        if isinstance(kid, Element):
            if kid.role == role:
                yield kid
            yield from elements(kid, role)


def blank_after(label: str, page: Card) -> bool:
    """Whether a line to write on stands to the right of some words."""
    (run,) = (m for m in contents(page) if isinstance(m, Run) and m.text.rstrip() == label)
    lines = (m for m in contents(page) if isinstance(m, RuledLine))
    return any(line.x0 > run.x and abs(line.y0 - run.y) < 2 and line.x1 - line.x0 > 20 for line in lines)


@pytest.fixture(params=CONDITIONS)
def condition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(condition: str, cards: Cards) -> Card:
    return cards[condition, "a4"]


# -- safety and credit -------------------------------------------------------------------------------------------------


def test_signs_of_a_clot_come_first_and_before_every_step(condition: str, page: Card) -> None:
    first = said(next(elements(page, "LI")))
    for sign in ("one leg", "throb", "cramp", "swell", "warm", "red", "Do not press", "Call an ambulance"):
        assert sign in first
    text = said(page)
    assert text.index("Before you start") < text.index(first)
    assert all(text.index(first) < at.start() for at in re.finditer("Find it|Press it|In short", text))
    assert text.count("Find it") == len(raw(f"conditions/{condition}.yaml")["points"])


def test_reasons_not_to_press_stand_before_the_steps(page: Card) -> None:
    before = said(page).partition("Find it")[0]
    for reason in ("recent blood clot or surgery", "broken bone", "weak bones", "pregnant", "blood thinner", "cancer"):
        assert reason in before


def test_nothing_doubtful_reaches_a_card(condition: str, page: Card, atlas: Atlas) -> None:
    doubt = Fact(Text("Doubtful Gate"), unverified=Text("from memory"))
    facts = Facts(Text("own"), (doubt,))
    points = {
        code: point._replace(
            names=point.names._replace(other=(doubt,)),
            location=point.location._replace(words=facts, variants=facts),
            **dict.fromkeys(("classes", "indications", "functions", "technique", "cautions"), facts),
            heading=doubt,
        )
        for code, point in atlas.library.points.items()
    }
    library = atlas.library._replace(points=points)
    assert card.compose(Wanted(library.conditions[condition], atlas._replace(library=library), A4)) == page


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("nerve-pain", ("both legs", "groin or bottom goes numb", "hard to pee", "Call an ambulance")),
        ("sciatica", ("both legs", "groin or bottom goes numb", "hard to pee", "Call an ambulance")),
        ("cramps", ("over 10 minutes", "numbness or swelling", "Get medical help today")),
    ],
)
def test_signs_of_danger_of_a_condition_stand_under_stop_and_call(
    name: str, signs: tuple[str, ...], cards: Cards
) -> None:
    stop = said(cards[name, "a4"]).partition("Stop and call")[2].partition("Points after")[0]
    for sign in signs:
        assert sign in stop


def test_every_card_names_the_articles_author(page: Card) -> None:
    assert "by P. Sze, TCM Tips." in said(page)
    assert page.author == "handouts authors"  # of the file; the article's is a source
    assert page.sources[0].startswith("P. Sze, TCM Tips: 5 Best Acupressure Points")
    assert "5 Best Acupressure Points For Leg Pain Relief That Anyone Should Know" in said(page)


OF_THE_LEG = re.compile("hip|knee|heel|sciatica|lower extremities", re.IGNORECASE)


def test_what_a_point_is_said_to_do_beside_the_leg_is_not_on_a_card(page: Card) -> None:
    codes = ["BL-37", "BL-40", "BL-57", "GB-34", "ST-36"]
    facts = [f for c in codes for part in ("indications", "functions") for f in raw(f"points/{c}.yaml")[part]["items"]]
    texts = [fact["text"] if isinstance(fact, dict) else fact for fact in facts]
    others = [text for text in texts if not OF_THE_LEG.search(text)]
    assert len(others) > 60
    words = said(page).casefold()
    assert [text for text in others if re.search(rf"\b{re.escape(text.casefold())}\b", words)] == []


# -- the clinic --------------------------------------------------------------------------------------------------------


def made(atlas: Atlas, name: str, clinic: Clinic | None = None, logo: bytes | None = None, paper: str = "a4") -> Card:
    return card.compose(Wanted(atlas.library.conditions[name], atlas, PAPERS[paper], clinic, logo))


def test_name_telephone_and_reviewer_of_the_clinic_are_printed(condition: str, atlas: Atlas) -> None:
    text = said(made(atlas, condition, CLINIC))
    assert "Riverside Clinic of Physiotherapy Telephone 020 7946 0123 " in text
    assert text.endswith("Reviewed for the clinic by Dr A. Bee.")


def test_logo_of_the_clinic_is_a_figure_with_words(atlas: Atlas) -> None:
    page = made(atlas, "cramps", CLINIC, LOGO)
    (figure,) = (f for f in elements(page, "Figure") if isinstance(f.kids[0], Photo))
    photo = figure.kids[0]
    assert isinstance(photo, Photo)
    assert figure.alt == "Logo of Riverside Clinic of Physiotherapy"
    assert figure.bbox == (photo.x, photo.y, photo.width, photo.height)
    assert photo.data == LOGO
    assert photo.width / photo.height == pytest.approx(300 / 90)
    assert photo.height > 8


def test_without_a_clinic_there_are_lines_to_write_on(condition: str, page: Card) -> None:
    labels = ["Clinic", "Telephone", "Name", "Date"]
    if len(raw(f"conditions/{condition}.yaml")["points"]) == 1:  # others have room for none
        labels.append("Notes")
    assert all(blank_after(label, page) for label in labels)
    assert not any(isinstance(mark, Photo) for mark in contents(page))


@pytest.mark.parametrize("clinic", [None, CLINIC._replace(reviewer=None), Clinic(Text("Riverside"))])
def test_no_review_is_claimed_that_nobody_made(clinic: Clinic | None, atlas: Atlas) -> None:
    page = made(atlas, "sciatica", clinic)
    assert said(page).endswith("Reviewed for the clinic by")
    assert said(page).count("eview") == 1
    (last,) = (m for m in contents(page) if isinstance(m, Run) and m.text.endswith("Reviewed for the clinic by"))
    assert blank_after(last.text, page)


def test_each_leg_has_a_box_to_tick(page: Card) -> None:
    boxes = [m for m in contents(page) if isinstance(m, Box) and m.stroke and not m.fill]
    assert "left right both legs" in said(page)
    assert len(boxes) == 3
    assert all(b.width == b.height > 3 for b in boxes)


# -- both papers -------------------------------------------------------------------------------------------------------


def corners(mark: Content) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of a mark."""
    match mark:
        case Run(x, y):
            return x, y - 3, x, y
        case RuledLine(x0, y0, x1, y1):
            return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        case Picture(x, y, scene):
            return x, y, x + scene.width, y + scene.height
    return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


@pytest.mark.parametrize("paper", PAPERS)
def test_both_papers_hold_the_card_with_all_that_a_clinic_may_add(condition: str, paper: str, atlas: Atlas) -> None:
    page = made(atlas, condition, FULL, LOGO, paper)
    assert (page.width, page.height) == PAPERS[paper][1:]
    left, top = (page.width - STANDARD.width) / 2, (page.height - STANDARD.height) / 2
    boxes = [corners(mark) for mark in contents(page)]
    assert len(boxes) > 60
    assert min(b[0] for b in boxes) >= left - 0.01
    assert min(b[1] for b in boxes) >= top - 0.01
    assert max(b[2] for b in boxes) <= left + STANDARD.width + 0.01
    assert max(b[3] for b in boxes) <= top + STANDARD.height + 0.01


def test_papers_differ_only_in_where_the_content_stands(condition: str, cards: Cards) -> None:
    a4, letter = cards[condition, "a4"], cards[condition, "letter"]
    assert said(a4) == said(letter)
    right, down = (letter.width - a4.width) / 2, (letter.height - a4.height) / 2
    moved = [(b[0] + right, b[1] + down) for b in map(corners, contents(a4))]
    found = [corners(mark)[:2] for mark in contents(letter)]
    assert [v for at in found for v in at] == pytest.approx([v for at in moved for v in at], abs=0.01)


def test_words_stand_clear_of_the_picture_beside_them(page: Card) -> None:
    for picture in (m for m in contents(page) if isinstance(m, Picture)):
        top, bottom = picture.y + 1, picture.y + picture.scene.height
        beside = [m for m in contents(page) if isinstance(m, Run) and top < m.y < bottom]
        left, right = picture.x - 1, picture.x + picture.scene.width + 1
        assert all(run.x > right or run.x < left for run in beside)


def written(run: Run) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of small letters."""
    return run.x, run.y - 1.6, run.x + fonts.width(run.text.rstrip(), run.font, run.size), run.y


HAIR = 1e-6  # mm: what touches does not lie on it


def clashes(page: Card) -> list[str]:
    """Words that other words or a line lie on."""
    runs = [mark for mark in contents(page) if isinstance(mark, Run)]
    lines = [corners(mark) for mark in contents(page) if isinstance(mark, RuledLine)]
    found = []
    for n, run in enumerate(runs):
        left, top, right, bottom = (v + e for v, e in zip(written(run), (HAIR, HAIR, -HAIR, -HAIR), strict=True))
        others = [*map(written, runs[n + 1 :]), *lines]
        if any(b[0] < right and left < b[2] and b[1] < bottom and top < b[3] for b in others):
            found.append(run.text)
    return found


def test_no_words_lie_on_words(page: Card) -> None:
    assert clashes(page) == []


def with_points(atlas: Atlas, condition: str, codes: str) -> Atlas:
    """A library with a condition that has other points and the cautions that all have, all else as it is."""
    points, usual = tuple(atlas.library.points[code].code for code in codes.split()), atlas.library.single
    changed = atlas.library.conditions[condition]._replace(points=points, before=usual.before, stop=usual.stop)
    return atlas._replace(library=atlas.library._replace(conditions={condition: changed}))


# Above and below, side by side, on both sides of a foot, on a leg and a foot.
FEET = ["LR-3 ST-44", "KI-1 LR-3", "KI-3 GB-40", "SP-4 KI-6", "KI-3 KI-6", "LR-3 KI-3", "BL-57 KI-3", "ST-36 LR-3"]
# Narrow limbs whose sides' names meet, labels that have room in a higher picture only, or in one that is not so high.
CROWDED = ["ST-39 KI-5", "GB-42 ST-36", "ST-43 GB-37", "LR-9 ST-36"]


@pytest.mark.parametrize("codes", [*FEET, *CROWDED])
def test_two_places_fit_a_leaflet_of_a_clinics_own(codes: str, atlas: Atlas) -> None:
    """With all that heel pain has."""
    page = made(with_points(atlas, "heel-pain", codes), "heel-pain")
    assert clashes(page) == []
    assert max(corners(mark)[3] for mark in contents(page)) <= (page.height + STANDARD.height) / 2 + 0.01
    assert said(page).count("Find it") == len(codes.split())


def test_points_that_do_not_go_together_are_told_of(atlas: Atlas) -> None:
    """Five places with all that heel pain has."""
    with pytest.raises(DoesNotFit) as caught:
        made(with_points(atlas, "heel-pain", "BL-62 KI-9 ST-36 SP-6 LR-3"), "heel-pain")
    (problem,) = caught.value.problems
    assert problem.mark == atlas.library.conditions["heel-pain"].id.mark


# -- too much text -----------------------------------------------------------------------------------------------------


def longer_condition(**more: Callable[[Condition, int], Any]) -> Callable[[Atlas, int], Atlas]:
    """How a field of the condition 'cramps' grows by so many lines."""

    def grow(atlas: Atlas, lines: int) -> Atlas:
        condition = atlas.library.conditions["cramps"]
        changed = condition._replace(**{name: grown(condition, lines) for name, grown in more.items()})
        return atlas._replace(library=atlas.library._replace(conditions={"cramps": changed}))

    return grow


def longer_point(code: str, part: str) -> Callable[[Atlas, int], Atlas]:
    """How a point grows by so many steps of one line."""

    def grow(atlas: Atlas, lines: int) -> Atlas:
        point = atlas.library.points[code]
        assert point.patient
        steps = (*getattr(point.patient, part), *[Step(Text("Press once more."))] * lines)
        changed = point._replace(patient=point.patient._replace(**{part: steps}))
        points: dict[str, Point] = {**atlas.library.points, code: changed}
        return atlas._replace(library=atlas.library._replace(points=points))

    return grow


def short_cautions(atlas: Atlas) -> Atlas:
    """A library with a caution of one line."""
    caution = atlas.library.cautions["never-painful"]._replace(id=Text("one-line"), text=Text("if it hurts."))
    return atlas._replace(library=atlas.library._replace(cautions={**atlas.library.cautions, "one-line": caution}))


ONE_LINE = [Text("one-line")]
WIDE = "This sentence is about as long as a line of the lead is wide on a page, so that one is one line of it. "

LONG = "This is about as long as a line of the box that says it all in short. "

# For each block of the card: how it is made so many lines longer.
GROWN = {
    "the title": longer_condition(purpose=lambda c, n: Text(c.purpose + " " + WIDE * n)),
    "before you start": longer_condition(before=lambda c, n: (*c.before, *ONE_LINE * n)),
    "in short": longer_condition(notes=lambda c, n: (*c.notes, *[Text(LONG)] * n)),
    "stop and call": longer_condition(stop=lambda c, n: (*c.stop, *ONE_LINE * n)),
    "point ST-36": longer_point("ST-36", "find"),
    "point GB-34": longer_point("GB-34", "press"),
}


class TooLong(NamedTuple):
    """What a message about a card says."""

    lines: int
    block: str


def too_long(atlas: Atlas, condition: str = "cramps") -> TooLong | None:
    """What is said of a card that does not fit; None where it fits."""
    try:
        made(atlas, condition)
    except DoesNotFit as error:
        (problem,) = error.problems
        said = re.fullmatch(
            rf"the card '{condition}' is (\d+) lines? too long for one page: shorten '(.*)'", problem.message
        )
        assert said, problem.message
        return TooLong(int(said[1]), said[2])
    return None


@pytest.mark.parametrize("more", [5, 6, 7, 9, 12])
@pytest.mark.parametrize("block", GROWN)
def test_block_that_is_too_long_is_named_with_the_lines_it_must_lose(block: str, more: int, atlas: Atlas) -> None:
    grow, library = GROWN[block], short_cautions(atlas)
    found = too_long(grow(library, more))
    assert found
    assert found.block == block
    assert 0 < found.lines <= more
    assert too_long(grow(library, more - found.lines)) is None
    assert too_long(grow(library, more - found.lines + 1)) is not None


def test_every_card_can_be_cut_to_fit_by_the_lines_it_is_told(condition: str, atlas: Atlas) -> None:
    def grown(lines: int) -> Atlas:
        c = atlas.library.conditions[condition]
        longer = c._replace(notes=(*c.notes, *[Text(LONG)] * lines))
        return atlas._replace(library=atlas.library._replace(conditions={condition: longer}))

    found = too_long(grown(24), condition)
    assert found
    assert found.block == "in short"
    assert too_long(grown(24 - found.lines), condition) is None
    assert too_long(grown(24 - found.lines + 3), condition)  # a line or two less, where boxes go beside each other


def test_fault_of_a_card_stands_in_its_file(atlas: Atlas) -> None:
    with pytest.raises(DoesNotFit) as caught:
        made(GROWN["in short"](atlas, 9), "cramps")
    (problem,) = caught.value.problems
    assert problem.mark
    assert problem.mark.file.endswith("cramps.yaml")
    assert caught.value.exit_code == 3


def test_type_never_shrinks_to_fit(atlas: Atlas) -> None:
    sizes = [
        {(m.font, m.size) for m in contents(made(grown, "nerve-pain")) if isinstance(m, Run)}
        for grown in (atlas, GROWN["point ST-36"](atlas, 1))
    ]
    assert sizes[0] == sizes[1]
    assert min(size for _, size in sizes[0]) >= 9.5


def test_in_short_of_a_condition_holds_the_dose_that_its_points_share(atlas: Atlas) -> None:
    library = atlas.library

    def short(condition: str, **often: str) -> str:
        points = dict(library.points)
        for code, words in often.items():
            point = points[code.replace("_", "-")]
            assert point.patient
            patient = point.patient._replace(time=Text("1 minute"), often=Text(words))
            points[str(point.code)] = point._replace(patient=patient)
        whole = library.conditions[condition]._replace(short=Text("Press."))
        changed = library._replace(points=points, conditions={**library.conditions, condition: whole})
        return (
            said(made(atlas._replace(library=changed), condition)).partition("In short ")[2].partition(" Stop and")[0]
        )

    assert short("sciatica", BL_40="Twice daily.") == "Press. Press 1 minute, twice a day."
    assert short("sciatica", BL_40="As often as you like.") == "Press."
    both = "Press. Press each place 1 minute, once or twice a day."
    assert short("nerve-pain", BL_37="Once or twice a day", BL_40="1 to 2 times daily") == both
    assert short("nerve-pain", BL_37="Once a day", BL_40="Twice a day") == "Press."


def test_boxes_and_pictures_stand_apart(condition: str, page: Card) -> None:
    """From top to bottom, each begins at least a millimetre below what ends above it, or stands beside it."""
    tints = [m for m in contents(page) if isinstance(m, Box) and m.fill == STANDARD.inks.tint and m.width > 50]
    pictures = [m for m in contents(page) if isinstance(m, Picture)]
    boxes = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in tints]
    boxes += [(p.x, p.y, p.x + p.scene.width, p.y + p.scene.height) for p in pictures]
    assert len(boxes) >= 4
    for one, other in combinations(boxes, 2):
        beside = one[2] < other[0] or other[2] < one[0]
        assert beside or one[3] + 1 <= other[1] or other[3] + 1 <= one[1], (condition, one, other)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_sheet_with_a_note_goes_up_to_a_margin_that_printers_leave(paper: Paper, atlas: Atlas) -> None:
    fields = Fields(frozenset({"note"}))
    page = card.compose(Wanted(atlas.library.conditions["cramps"], atlas, paper, fields=fields))
    tops = [mark.y for mark in contents(page) if isinstance(mark, Box | Picture)]
    runs = [mark.y - mark.size * 25.4 / 72 for mark in contents(page) if isinstance(mark, Run)]
    assert 8 < min(tops + runs) < 14
