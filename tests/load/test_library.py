"""Folders of YAML become one library, and what is wrong with them is told at its place, all at once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.own_data import CONDITION, DATA, POINT, condition_faults, faults, point_faults, write

from handouts.errors import DataError
from handouts.load.library import load_library, read_leaflets, read_library
from handouts.load.model import Library
from handouts.locate.atlas import load_atlas

HERE = Path(__file__).parent


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


REVIEW = "reviewer: A.\nreviewed: 2026-11-01\nreason: B.\n"


def test_later_folder_adds_and_overrides(own: Path) -> None:
    write(
        own,
        conditions__cramps=CONDITION.replace("tired-legs", "cramps") + REVIEW,
        points__XX_1=POINT,
        leg__plain="femur: big bone",
    )
    mixed = load_library([DATA, own])
    assert mixed.conditions["cramps"].title == "Tired legs"
    assert {"XX-1", "ST-36"} <= mixed.points.keys()
    assert (mixed.plain["femur"], mixed.plain["fibular head"]) == ("big bone", "round bump")
    assert mixed.origins.own["points"] == {"XX-1"}
    assert mixed.origins.edition["conditions"]["cramps"].title == "Leg cramps"


def test_what_leaflets_do_not_need_is_not_read(library: Library) -> None:
    draft = read_leaflets([DATA])
    assert not draft.faults
    assert draft.leg
    needed = {code for condition in library.conditions.values() for code in condition.points}
    assert needed < draft.library.points.keys() < library.points.keys()
    assert draft.library._replace(points=library.points, articles=library.articles) == library


def test_own_data_is_held_against_all_for_leaflets_too(own: Path, library: Library) -> None:
    write(own, conditions__tired_legs=CONDITION)
    assert read_leaflets([DATA, own]).library.points.keys() == library.points.keys()


# -- what is wrong -----------------------------------------------------------------------------------------------------


def test_twenty_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "bad")
    expected = (HERE / "bad" / "expected.txt").read_text("utf-8").splitlines()
    assert len(expected) == 20
    assert faults(Path()) == expected


def test_sound_point_and_condition_have_no_faults(own: Path) -> None:
    assert point_faults(own, "", "") == []
    assert condition_faults(own, "", "") == []


def test_draft_holds_what_is_sound_beside_its_faults(own: Path) -> None:
    write(own, points__XX_1=POINT, conditions__tired_legs=CONDITION.replace("title: Tired legs\n", ""))
    draft = read_library([DATA, own])
    assert [str(fault.mark) for fault in draft.faults] == ["conditions/tired-legs.yaml:1:1"]
    assert {"XX-1", "ST-36"} <= draft.library.points.keys()
    assert draft.library.conditions["tired-legs"].title is None


def test_unreadable_file_does_not_hide_other_faults_nor_make_new_ones(own: Path) -> None:
    write(own, points__XX_1="code: 'it's'\n", conditions__tired_legs=CONDITION.replace("[ST-36]", "[XX-1, ST-99]"))
    assert [f.split(": ")[0] for f in faults(own)] == ["conditions/tired-legs.yaml:4:16", "points/XX-1.yaml:1:11"]


def test_missing_folder_is_told(own: Path) -> None:
    assert faults(own / "nowhere")[0].startswith("nowhere:1:1: error: there is no such folder")


def test_file_in_place_of_a_folder_is_told(own: Path) -> None:
    write(own, points="")
    assert faults(own / "points.yaml")[0].startswith("points.yaml:1:1: error: this is a file, not a folder")


def test_folder_without_data_is_told(own: Path) -> None:
    assert [f.split(" (")[0] for f in faults(own)] == [".:1:1: error: the folder holds no data"]


def test_names_that_would_spoil_file_names_are_told(own: Path) -> None:
    (own / "conditions").mkdir()
    (own / "conditions" / "- legs.yaml").write_text(CONDITION.replace("tired-legs", "'- legs'"))
    assert faults(own) == ["conditions/- legs.yaml:1:1: error: '- legs' should have only letters, digits and hyphens"]


@pytest.mark.parametrize("name", ["tired-legs", "tired_legs", "legs.2", "Legs2"])
def test_names_of_letters_digits_and_single_signs_are_sound(own: Path, name: str) -> None:
    (own / "conditions").mkdir()
    (own / "conditions" / f"{name}.yaml").write_text(CONDITION.replace("id: tired-legs", f"id: {name}"))
    assert faults(own) == []


def test_value_is_named_like_its_file(own: Path) -> None:
    found = point_faults(own, "code: XX-1", "code: XX-2")
    assert "1:7: 'code' is 'XX-2' in a file named XX-1.yaml (name the file XX-2.yaml)" in found


def test_duplicate_ids_are_told(own: Path) -> None:
    one = "- {id: a, title: A, short: A, read: own}\n"
    write(own, sources=one + one.replace("a,", "b,") + one)
    assert faults(own) == ["sources.yaml:3:8: error: duplicate id 'a' (first in line 1)"]


def test_files_that_nothing_reads_are_told(own: Path) -> None:
    write(own, point__XX_1=POINT, points__old__XX_1=POINT, source="[]")
    (own / "points" / "XX-2.yml").write_text(POINT)
    (own / "points" / "XX-3.YAML").write_text(POINT)
    (own / "points" / "._XX-1.yaml").write_bytes(b"\0\5\x16\7")
    assert faults(own) == [
        "point/XX-1.yaml:1:1: error: 'point/XX-1.yaml' is not read (did you mean 'points/'?)",
        "points/XX-2.yml:1:1: error: 'points/XX-2.yml' is not read (name it XX-2.yaml)",
        "points/XX-3.YAML:1:1: error: 'points/XX-3.YAML' is not read (name it XX-3.yaml)",
        "points/old/XX-1.yaml:1:1: error: 'points/old/XX-1.yaml' is not read (put it into points/)",
        "source.yaml:1:1: error: 'source.yaml' is not read (did you mean 'sources.yaml'?)",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("conditions/tired-legs.yaml.txt", "name it tired-legs.yaml"),
        ("conditions/tired-legs.txt", "name it tired-legs.yaml"),
        ("conditions/tired-legs", "name it tired-legs.yaml"),
        ("conditions/tired-legs.yaml.docx", "name it tired-legs.yaml"),
        ("points/XX-9.json", "name it XX-9.yaml"),
        ("sources.yml", "name it sources.yaml"),
        ("leg/plain.yaml.txt", "name it plain.yaml"),
        ("condition/x.yaml", "did you mean 'conditions/'?"),
        ("Conditions/x.yaml", "did you mean 'conditions/'?"),
        ("our-clinic.yaml", "a clinic's file is given with --clinic our-clinic.yaml"),
        ("x.yaml", "put it into conditions/ or points/; a clinic's file is given with --clinic"),
    ],
)
def test_a_file_that_is_not_read_is_told_with_what_it_should_be(own: Path, name: str, hint: str) -> None:
    write(own, points__XX_1=POINT)
    (own / name).parent.mkdir(exist_ok=True)
    (own / name).write_text("name: A\n")
    assert faults(own) == [f"{name}:1:1: error: '{name}' is not read ({hint})"]


@pytest.mark.parametrize("name", ["README.md", "points/README", "points/XX-1.yaml~", "points/XX-1.yaml.bak", "a.jpg"])
def test_files_that_nobody_takes_for_data_lie_where_they_like(own: Path, name: str) -> None:
    write(own, points__XX_1=POINT)
    (own / name).write_text("x")
    assert faults(own) == []


def test_a_clinic_s_file_may_lie_in_the_folder(own: Path) -> None:
    write(own, points__XX_1=POINT, our_clinic="name: A\n")
    assert load_atlas([DATA, own], own / "our-clinic.yaml")[1]


def test_linked_folders_and_files_are_read(own: Path) -> None:
    write(own, shared__conditions__tired_legs=CONDITION, shared__XX_1=POINT)
    (own / "ours" / "points").mkdir(parents=True)
    (own / "ours" / "conditions").symlink_to("../shared/conditions")
    (own / "ours" / "points" / "XX-1.yaml").symlink_to("../../shared/XX-1.yaml")
    (own / "link").symlink_to("ours")
    found = load_library([DATA, own / "link"])
    assert "tired-legs" in found.conditions
    assert "XX-1" in found.points


def test_every_folder_is_read(own: Path) -> None:
    write(own, a__points__XX_1=POINT, b__conditions__tired_legs=CONDITION, c__sources="")
    found = load_library([DATA, own / "a", own / "b"])
    assert "XX-1" in found.points
    assert "tired-legs" in found.conditions
    assert faults(own / "a", own / "b", own / "c") == [
        "c/sources.yaml:1:1: error: the file is empty (write its keys, or delete the file)"
    ]


def test_links_in_a_circle_are_told(own: Path) -> None:
    write(own, points__XX_1=POINT)
    (own / "points" / "again").symlink_to("..")
    (own / "sources.yaml").symlink_to("sources.yaml")
    assert faults(own) == [
        ".:1:1: error: 'points/again' is not read: it leads back to a folder that it lies in (take it out)",
        "sources.yaml:1:1: error: the file cannot be read: too many levels of symbolic links",
    ]


def test_a_link_that_leads_nowhere_is_told(own: Path) -> None:
    (own / "ours").symlink_to("gone")
    assert [f.split(" (")[0] for f in faults(own / "ours")] == ["ours:1:1: error: this link leads nowhere"]


def test_folders_too_deep_are_told(own: Path) -> None:
    write(own, points__XX_1=POINT)
    here = os.open(own, os.O_RDONLY)
    for _ in range(200):
        os.mkdir("d" * 10, dir_fd=here)
        here, before = os.open("d" * 10, os.O_RDONLY, dir_fd=here), here
        os.close(before)
    os.close(here)
    assert [f.split(": error")[0] for f in faults(own)] == [".:1:1"]
    assert "is not read: it lies too deep" in faults(own)[0]


def test_a_folder_that_cannot_be_read_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(own, points__XX_1=POINT)
    true = os.scandir

    def refuse(path: Path) -> Any:
        if str(path).endswith("/points"):
            raise PermissionError(13, "Permission denied")
        return true(path)

    monkeypatch.setattr("handouts.load.library.os.scandir", refuse)
    assert "points:1:1: error: the folder cannot be read: permission denied" in faults(own)


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_told_at_once(own: Path, kind: str) -> None:
    (own / "points").mkdir()
    path = own / "points" / "XX-1.yaml"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    said = "points/XX-1.yaml:1:1: error: the file cannot be read: it is a pipe or a device, not a file"
    assert faults(own) == [said]


def test_a_file_beyond_all_measure_is_told(own: Path) -> None:
    write(own, points__XX_1=POINT + "#" * 2**20)
    assert faults(own) == ["points/XX-1.yaml:1:1: error: the file cannot be read: it has more than 1 mebibytes"]


def test_a_name_of_three_hundred_letters_is_told(own: Path) -> None:
    assert [f.split(" (")[0] for f in faults(own / ("n" * 300))] == [f"{'n' * 300}:1:1: error: there is no such folder"]


def test_a_folder_of_nearly_the_name_is_offered(own: Path) -> None:
    write(own, our_data__points__XX_1=POINT)
    assert faults(own / "our_data") == ["our_data:1:1: error: there is no such folder (did you mean 'our-data'?)"]


def test_built_in_folder_must_be_complete(own: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_library([own])
    files = [p.mark.file for p in caught.value.problems if p.mark]
    assert files == [
        ".", "cautions.yaml", "channels.yaml", "countries.yaml", "edition.yaml", "languages/en.yaml",
        "languages/spelling.yaml",
        "leg/leg.json", "leg/plain.yaml", "leg/rulers.yaml", "single.yaml", "sources.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"landmarks": 1}', b'{"landmarks": {"a": {}}}'])
def test_spoilt_leg_is_told(own: Path, content: bytes) -> None:
    shutil.copytree(DATA, own / "data")
    (own / "data/leg/leg.json").write_bytes(content)
    with pytest.raises(DataError, match=r"^data/leg/leg\.json:1:1: error: this is not a measured leg"):
        load_library([Path("data")])
