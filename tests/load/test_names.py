"""Names are understood as people type them, and what names nothing, or too much, is told."""

from __future__ import annotations

import pytest

from handouts.errors import UnknownName
from handouts.load.model import Library, Text
from handouts.load.names import LEG_POINTS, find_conditions, find_either, find_points


def told(library: Library, word: str) -> str:
    with pytest.raises(UnknownName) as caught:
        find_points(library, [word])
    return str(caught.value)


@pytest.mark.parametrize(
    ("word", "code"),
    {
        "ST-36": "ST-36",
        "st36": "ST-36",
        "Zu San Li": "ST-36",
        "zúsānlǐ": "ST-36",
        "Leg Three Miles": "ST-36",
        "UB-40": "BL-40",
        "UB40": "BL-40",
        "ub 40": "BL-40",
        "K 3": "KI-3",
        "KID-3": "KI-3",
        "KD3": "KI-3",
        "Liv 3": "LR-3",
        "LV-3": "LR-3",
        "GB 34": "GB-34",
        "VB34": "GB-34",
        "Ma 36": "ST-36",
        "MP 6": "SP-6",
        "Ni 1": "KI-1",
        "Zhōngdú": "GB-32",
        "ZHŌNGDŪ": "LR-6",
    }.items(),
)
def test_point_is_found_by_its_codes_and_names(library: Library, word: str, code: str) -> None:
    assert [p.code for p in find_points(library, [word])] == [code]
    assert [getattr(p, "code", "") for p in find_either(library, [word])] == [code]


def test_every_point_is_found_by_every_abbreviation_of_its_channel(library: Library) -> None:
    for channel in library.channels.values():
        codes = [code for code in library.points if code.startswith(f"{channel.code}-")]
        assert len(codes) >= 10
        for short in channel.also:
            words = [code.replace(f"{channel.code}-", short) for code in codes]
            assert [p.code for p in find_points(library, words)] == codes


def test_one_point_by_two_names_is_given_once(library: Library) -> None:
    assert [p.code for p in find_points(library, ["UB-40", "BL-40", "Wei Zhong"])] == ["BL-40"]


def test_exact_code_goes_before_an_abbreviation(library: Library) -> None:
    own = library.points["ST-36"]._replace(code=Text("K-3"))
    for points in ({**library.points, "K-3": own}, {"K-3": own, **library.points}):
        both = library._replace(points=points)
        assert [p.code for p in find_points(both, ["k3", "KI-3"])] == ["K-3", "KI-3"]


def test_name_of_two_points_is_not_guessed(library: Library) -> None:
    said = "error: 'zhong du' names GB-32 and LR-6 (type the code, or the name with its tones)"
    assert told(library, "zhong du") == said


ELSEWHERE = "only for the leg and foot; to see all, type: handouts list"
LACKED = "only the 86 points of the leg and foot are known; to see all, type: handouts list"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("headache", f"there is nothing for the head: {ELSEWHERE}"),
        ("hand pain", f"there is nothing for the hand: {ELSEWHERE}"),
        ("lip pain", f"there is nothing for the lip: {ELSEWHERE}"),
        ("knee", "did you mean 'knee-pain'?"),
        ("calf", "did you mean 'cramps' or 'leg-pain'?"),
        ("heal pain", "did you mean 'heel-pain'?"),
        ("ST-36", "that is a point: --point ST-36"),
        ("zu san li", 'that is a point: --point "zu san li"'),
        ("pain", "to see all, type: handouts list"),
    ],
)
def test_a_condition_that_is_unknown_is_told_with_what_may_be_meant(library: Library, word: str, hint: str) -> None:
    with pytest.raises(UnknownName) as caught:
        find_conditions(library, [word])
    assert str(caught.value) == f"error: unknown condition '{word}' ({hint})"


@pytest.mark.parametrize("word", ["LI-4", "PC-6", "BL-1", "GB-3", "HT 7", "LU\u20137", "ST-1"])
def test_a_point_that_we_lack_is_not_taken_for_one_of_another_channel(library: Library, word: str) -> None:
    assert told(library, word) == f"error: unknown point '{word}' ({LACKED})"


@pytest.mark.parametrize("code", ["ST-63", "SP-66", "BL-577", "KI-33", "LIV-44"])
def test_what_is_offered_for_a_code_is_of_its_channel(library: Library, code: str) -> None:
    offered = told(library, code).split("did you mean '")[1]
    assert offered.startswith(code[:3].replace("LIV", "LR-"))


def test_a_condition_in_place_of_a_point_is_told(library: Library) -> None:
    assert told(library, "leg cramps").endswith("""(that is a condition: --condition "leg cramps")""")


def test_a_name_without_end_is_not_said_again(library: Library) -> None:
    assert len(told(library, "x" * 10_000)) < 200


@pytest.mark.parametrize(
    ("word", "hint"),
    {
        "UB-99": "did you mean 'BL-59'?",
        "Yong Kuan": "did you mean 'Yong Quan'?",
        "elbow": f"there is nothing for the elbow: {ELSEWHERE}",
    }.items(),
)
def test_what_names_nothing_is_told_with_what_is_near(library: Library, word: str, hint: str) -> None:
    assert told(library, word) == f"error: unknown point '{word}' ({hint})"


def test_where_only_leaflets_were_read_there_are_as_many_points_as_ever(library: Library) -> None:
    few = library._replace(points={code: library.points[code] for code in ("ST-36", "GB-34")})
    with pytest.raises(UnknownName, match="only the 86 points of the leg and foot are known"):
        find_conditions(few, ["LI-4"])
    assert len(library.points) == LEG_POINTS
