"""People from rows: their words, the condition and the points that are meant; a fault repeats no words of theirs."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from handouts.compose.page import Slot, contents
from handouts.compose.patient_form import Fields
from handouts.errors import Problem
from handouts.load.model import Bounds, Number, Text
from handouts.locate.atlas import Atlas
from handouts.people.fit import SheetMaker
from handouts.people.heads import Columns
from handouts.people.person import TABLE_FIELDS, WORD_FIELDS, Person, Registry, tidy, unprintable
from handouts.people.table import open_table
from handouts.style import PAPERS
from handouts.write.pdf import template


@pytest.fixture(scope="module")
def registry(atlas: Atlas) -> Registry:
    return Registry(atlas.library)


def one(registry: Registry, **cells: str | bytes) -> tuple[Person, tuple[Problem, ...]]:
    """The person of a table with one row."""
    quoted = [c if isinstance(c, bytes) else c.encode() for c in cells.values()]
    data = ",".join(cells).encode() + b"\n" + b",".join(b'"%b"' % c for c in quoted) + b"\n"
    found = open_table(BytesIO(data), "f", "csv", Columns(TABLE_FIELDS, {}))
    return registry.person(found, next(found.rows()))


def test_words_are_those_that_a_sheet_has_places_for(atlas: Atlas) -> None:
    maker, every = SheetMaker(atlas, PAPERS["a4"]), Fields(frozenset(WORD_FIELDS))
    slots = [mark for mark in contents(maker.card(("cramps", ("GB-34",), every, ""))) if isinstance(mark, Slot)]
    assert {field for slot in slots for field in template.fields(slot)} == set(WORD_FIELDS)


@pytest.mark.parametrize(
    ("text", "field", "tidied"),
    [
        ("  Ann  Lee ", "name", "Ann Lee"),
        ("Ann\r\nLee\t", "name", "Ann Lee"),
        ("Zoe\u0308", "name", "Zoë"),
        ("10\xa0minutes", "time", "10\xa0minutes"),
        (" one \r\n\r\n two\u2028three \n", "note", "one\n\ntwo\nthree"),
        ("\n \n", "note", ""),
        ("\t", "name", ""),
    ],
)
def test_words_are_tidied(text: str, field: str, tidied: str) -> None:
    assert tidy(text, field) == tidied


@pytest.mark.parametrize(
    ("condition", "points", "id", "codes"),
    [
        ("cramps", "", "cramps", ("ST-36", "GB-34")),
        ("Leg  Cramps", "GB-34", "cramps", ("GB-34",)),
        ("CRAMPS", "gb34 st36", "cramps", ("ST-36", "GB-34")),
        ("cramps", "GB 34 St 36", "cramps", ("ST-36", "GB-34")),
        ("cramps", "GB-34, st36;", "cramps", ("ST-36", "GB-34")),
        ("cramps", "Yang Mound Spring / Zusanli", "cramps", ("ST-36", "GB-34")),
        ("nerve pain", "UB-40", "nerve-pain", ("BL-40",)),
    ],
)
def test_conditions_and_points_go_by_many_names(
    registry: Registry, condition: str, points: str, id: str, codes: tuple[str, ...]
) -> None:
    person, faults = one(registry, condition=condition, points=points)
    assert (faults, person.condition, person.points) == ((), id, codes)


def test_a_row_without_a_condition_has_the_usual_one(atlas: Atlas) -> None:
    registry = Registry(atlas.library, atlas.library.conditions["sciatica"])
    assert one(registry, name="A")[0].condition == "sciatica"
    assert one(registry, name="A", condition="cramps")[0].condition == "cramps"


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"name": "Ann Lee"}, ["f:2:1: error: the row names no condition (or give one with --condition)"]),
        ({"condition": "crmps"}, ["f:2:1: error: the condition is unknown (did you mean 'cramps'?)"]),
        ({"condition": "Ann Lee"}, ["f:2:1: error: the condition is unknown (to see all, type: handouts list)"]),
        (
            {"condition": "cramps", "points": "BL-57 GB-99"},
            [
                "f:2:2: error: BL-57 does not name a point of 'cramps' (type ST-36 or GB-34)",
                "f:2:2: error: GB-99 does not name a point of 'cramps' (type ST-36 or GB-34)",
            ],
        ),
        (
            {"condition": "cramps", "points": "Ann Lee"},
            ["f:2:2: error: a word does not name a point of 'cramps' (type"],
        ),
        (
            {"name": b"Zo\xeb", "condition": b"\xeb", "note": "ë"},
            [
                "f:2:1: error: 'name' has a byte that is not UTF-8: 0xEB (save it as “CSV UTF-8”)",
                "f:2:2: error: 'condition' has a byte that is not UTF-8: 0xEB",
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    registry: Registry, cells: dict[str, str | bytes], faults: list[str]
) -> None:
    found = [str(fault) for fault in one(registry, **cells)[1]]
    assert len(found) == len(faults)
    for said, begin in zip(found, faults, strict=True):
        assert said.startswith(begin)
        assert "Ann" not in said


def test_a_row_with_too_many_cells_has_only_this_fault(registry: Registry) -> None:
    found = open_table(BytesIO(b"name,condition\nA,x,y\n"), "f", "csv", Columns(TABLE_FIELDS, {}))
    _, faults = registry.person(found, next(found.rows()))
    assert [fault.message for fault in faults] == ["the row has 3 cells, the header 2"]


def test_some_but_not_all_of_many_points_are_refused(atlas: Atlas) -> None:
    cramps = atlas.library.conditions["cramps"]
    three = cramps._replace(points=(*cramps.points, atlas.library.points["BL-57"].code))
    registry = Registry(atlas.library._replace(conditions={cramps.id: three}))
    for points, fine in (("", True), ("GB-34", True), ("GB-34 ST-36 BL-57", True), ("GB-34 ST-36", False)):
        faults = one(registry, condition="cramps", points=points)[1]
        assert [f.message for f in faults] == (
            [] if fine else ["take one point of 'cramps', or all: its words tell how they go together"]
        )


def test_a_point_is_looked_for_among_those_of_the_row_s_condition(atlas: Atlas) -> None:
    """GB-32 and LR-6 are both Zhong Du."""
    points = atlas.library.points

    def meant(*codes: str) -> tuple[tuple[str, ...], list[str]]:
        cramps = atlas.library.conditions["cramps"]._replace(points=tuple(points[code].code for code in codes))
        registry = Registry(atlas.library._replace(conditions={cramps.id: cramps}))
        person, faults = one(registry, condition="cramps", points="Zhong Du")
        return person.points, [f"{fault.message} ({fault.hint})" for fault in faults]

    assert meant("GB-32", "GB-34") == (("GB-32",), [])
    told = "a word does not name a point of 'cramps' (type GB-32 or LR-6)"
    assert meant("GB-32", "LR-6")[1] == [told]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"time": "2 mins on each leg."}, {"time": "2 minutes"}),
        ({"time": "1–3 min", "often": "Twice daily"}, {"time": "1 to 3 minutes", "often": "twice a day"}),
        ({"often": "UP TO FIVE TIMES A DAY for four weeks"}, {"often": "up to 5 times a day for 4 weeks"}),
    ],
)
def test_doses_are_said_in_the_program_s_own_words(
    registry: Registry, typed: dict[str, str], said: dict[str, str]
) -> None:
    person, faults = one(registry, condition="cramps", **typed)
    assert (faults, person.values) == ((), said)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("time", "until it bruises", "'time' is no number of seconds or minutes (type it as 90 seconds, 2 minutes or"),
        (
            "time",
            "3 hours on each leg",
            "'time' is out of bounds (write 5 seconds to 5 minutes; a clinic may allow more",
        ),
        ("time", "4 to 6 minutes", "'time' is out of bounds (write 5 seconds to 5 minutes"),
        ("time", "2 seconds", "'time' is out of bounds (write 5 seconds to 5 minutes"),
        ("time", "0 to 1 minute", "'time' is no number of seconds or minutes"),
        ("time", "0 minutes", "'time' is out of bounds (write 5 seconds to 5 minutes"),
        ("often", "Until it bruises", "'often' is no number of times a day (type it as once a day, 2 to 3 times a day"),
        ("often", "q.i.d.", "'often' is no number of times a day"),
        ("often", "6 times a day", "'often' is out of bounds (write up to 5 times a day; a clinic may allow more"),
        ("often", "twice a day for 13 weeks", "'often' is out of bounds (write up to 12 weeks"),
        ("often", "0 times a day", "'often' is out of bounds"),
    ],
)
def test_dose_that_is_none_or_out_of_bounds_is_told_without_its_words(
    registry: Registry, field: str, typed: str, told: str
) -> None:
    (fault,) = one(registry, condition="cramps", **{field: typed})[1]
    assert str(fault).startswith(f"f:2:2: error: {told}")
    assert typed not in str(fault)


def test_a_clinic_may_widen_the_bounds(atlas: Atlas) -> None:
    bounds = Bounds(Text("Dr Lee"), date(2026, 1, 31), Text("a trial"), minutes=Number(10), times_a_day=Number(8))
    registry = Registry(atlas.library, None, bounds)
    person, faults = one(registry, condition="cramps", time="10 minutes", often="8 times a day for 12 weeks")
    assert faults == ()
    assert person.values == {"time": "10 minutes", "often": "8 times a day for 12 weeks"}
    told = [f.hint for f in one(registry, condition="cramps", time="11 minutes", often="once a day for 13 weeks")[1]]
    assert [hint.partition(";")[0] for hint in told] == ["write 5 seconds to 10 minutes", "write up to 12 weeks"]


def test_a_purpose_needs_a_sheet_of_one_point(registry: Registry) -> None:
    person, faults = one(registry, condition="cramps", points="GB-34", purpose=" my  knee\npain. ")
    assert (faults, person.values) == ((), {"purpose": "my knee pain"})
    (fault,) = one(registry, condition="cramps", purpose="knee pain")[1]
    assert str(fault) == (
        "f:2:2: error: 'purpose' has no place on a sheet for all of 'cramps', which has its own "
        "(take one of its points, or leave this empty)"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("left", "left"),
        ("L", "left"),
        ("Right leg", "right"),
        ("both", "both"),
        ("R + L", "both"),
        ("", None),
    ],
)
def test_a_leg_is_understood_by_the_words_that_people_use(registry: Registry, typed: str, said: str | None) -> None:
    person, faults = one(registry, condition="cramps", leg=typed)
    assert (faults, person.values.get("leg")) == ((), said)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("leg", "up", "'leg' is neither left nor right nor both"),
        ("name", "#N/A", "'name' holds an error of a spreadsheet, such as #N/A"),
        ("name", "Zo\0e", "'name' has a NUL in it, U+0000"),
        (
            "name",
            "A" + "\u0301" * 600_000,
            "'name' has 600,001 characters, of which a sheet takes 4,000 at the very most",
        ),
        ("points", " " * 60_000 + "x", "'points' has 60,001 characters"),
        ("points", "x" + " " * 3_000 + "y", "a word does not name a point of 'cramps'"),
        ("condition", "cramps; sciatica", "the cell names several conditions"),
        ("condition", "Cramps and knee pain", "the cell names several conditions"),
        ("condition", "#REF!", "'condition' holds an error of a spreadsheet"),
        ("condition", "cramps" * 1_000, "'condition' has 6,000 characters"),
    ],
)
def test_an_accident_is_told_at_its_cell(registry: Registry, field: str, typed: str, told: str) -> None:
    (fault,) = one(registry, **({"condition": "cramps"} | {field: typed}))[1]
    assert fault.message.startswith(told)


def test_few_words_that_are_no_points_are_told(registry: Registry) -> None:
    assert len(one(registry, condition="cramps", points=" ".join(f"XY{n}" for n in range(99)))[1]) == 5


def test_a_note_of_another_program_keeps_its_lines() -> None:
    assert tidy("one\x0btwo\x1dthree", "note") == "one\ntwo\nthree"
    assert tidy("Ann\x0bLee", "name") == "Ann Lee"


def test_letters_without_a_font_are_named() -> None:
    fault = unprintable("name", "한ℵ\u200b")
    assert fault.message == (
        "'name' has a character that no font has: 한 U+D55C HANGUL SYLLABLE HAN, ℵ U+2135 ALEF SYMBOL, "
        "U+200B ZERO WIDTH SPACE"
    )
    assert unprintable("name", "李").message.endswith("李 U+674E")
    assert unprintable("name", "ΑΒΓΔΕΖ").message.endswith(" ...")
