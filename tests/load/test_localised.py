"""A country's number and spelling: in all that patients read, and without a country nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.own_data import CONDITION, DATA, write

from handouts.errors import DataError
from handouts.load.localised import TEXT_FIELDS, localised
from handouts.load.model import Library, Text, is_record
from handouts.locate.atlas import Atlas, load_atlas

NUMBERS = {"gb": "999", "us": "911", "de": "112", "in": "108 or 112", "at": "144", "za": "10177 or 112"}


def texts(value: Any) -> Iterator[str]:
    """Whatever patients read of a value, found in another way than it is reworded."""
    if isinstance(value, Text):
        yield value
    elif is_record(value):
        for field in TEXT_FIELDS.get(type(value), value._fields):
            yield from texts(getattr(value, field))
    elif isinstance(value, dict | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def read_by_patients(library: Library) -> list[str]:
    kinds = ("words", "single", "cautions", "conditions", "points", "plain")
    return [text for kind in kinds for text in texts(getattr(library, kind))]


def test_without_a_country_all_stays_as_it_is(atlas: Atlas) -> None:
    assert localised(atlas.library, None) is atlas.library


@pytest.mark.parametrize("country", sorted(NUMBERS))
def test_a_country_s_number_stands_for_an_ambulance_everywhere(country: str, atlas: Atlas) -> None:
    before, after = (read_by_patients(found) for found in (atlas.library, localised(atlas.library, country)))
    assert [text for text in before if "ambulance" in text]
    assert [text for text in after if "ambulance" in text.casefold()] == []
    called = [b for a, b in zip(before, after, strict=True) if "ambulance" in a]
    assert all(f"all {NUMBERS[country]}" in text for text in called)
    cautions = localised(atlas.library, country).cautions
    assert cautions["cauda-equina"].lead == f"Call {NUMBERS[country]}"
    assert cautions["cauda-equina"].lead.mark == atlas.library.cautions["cauda-equina"].lead.mark


def test_our_words_are_spelled_as_in_the_country_and_a_clinic_s_own_are_not(own: Path) -> None:
    write(
        own / "data",
        conditions__tired_legs=CONDITION.replace("may help.", "may help the centre. If not, call an ambulance."),
    )
    (own / "clinic.yaml").write_text("name: A\ncountry: us\n")
    library = load_atlas([DATA, own / "data"], own / "clinic.yaml")[0].library
    assert library.words.picture.labelled.startswith("Labeled:")
    assert library.words.picture.sides["outer"].towards == "toward the outer side"
    assert library.conditions["tired-legs"].purpose == "Pressing may help the centre. If not, call 911."
    (own / "clinic.yaml").write_text("name: A\ncountry: gb\n")
    british = load_atlas([DATA, own / "data"], own / "clinic.yaml")[0].library
    assert british.words.picture.labelled.startswith("Labelled:")
    assert not any("toward " in text for text in read_by_patients(british))


def test_only_texts_for_patients_are_reworded(atlas: Atlas) -> None:
    american = localised(atlas.library, "us")
    assert american.sources == atlas.library.sources
    assert american.plain.keys() == atlas.library.plain.keys()
    for code, point in american.points.items():
        assert point.location == atlas.library.points[code].location
        assert point.names.english == atlas.library.points[code].names.english


def test_unknown_country_is_told_with_all_that_are_known(own: Path) -> None:
    (own / "clinic.yaml").write_text("name: A\ncountry: uk\n")
    with pytest.raises(DataError) as told:
        load_atlas([DATA], own / "clinic.yaml")
    (said,) = map(str, told.value.problems)
    assert said.startswith("clinic.yaml:2:10: error: unknown country 'uk' (known: at, au, be, ca, ch, de, ")


def test_no_country_s_number_rests_on_nothing(atlas: Atlas) -> None:
    wanted = {"gb", "ie", "us", "ca", "au", "nz", "de", "at", "ch", "fr", "es", "sg", "in", "za"}
    assert wanted <= atlas.library.countries.keys()
    for country in atlas.library.countries.values():
        assert {atlas.library.sources[id].read for id in country.sources} & {"opened"}, country.code
