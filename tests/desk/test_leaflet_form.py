"""A leaflet of one's own is copied, read by the linter as it is typed, and saved where one's data lies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.front_desk import Page, Reply, front_desk

from handouts.api import open_data

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(fresh: Page) -> Page:
    return fresh


def copied(page: Page, **more: object) -> dict[str, Any]:
    found = page.post("/api/leaflets/copy", {"id": "cramps"}).json
    return {"fields": {**found["fields"], "id": "tired-legs", "title": "Tired legs", **more}, "like": found["like"]}


def save(page: Page, asked: Mapping[str, Any], state: str = "", sure: bool = True) -> Reply:
    return page.post("/api/leaflets/save", {**asked, "state": state, "sure": sure})


def test_what_is_built_in_is_shown_and_copied(page: Page, folder: Path) -> None:
    found = page.post("/api/leaflets", {}).json
    assert (len(found["builtin"]), found["own"], found["folder"]) == (8, [], str(folder / "our-data"))
    assert {"clot-signs", "ask-first"} <= {caution["id"] for caution in found["cautions"]}
    fields = page.post("/api/leaflets/copy", {"id": "cramps"}).json["fields"]
    assert (fields["id"], fields["points"]) == ("", ["ST-36", "GB-34"])


def test_copy_is_shown_and_nothing_is_written(page: Page, folder: Path) -> None:
    found = page.post("/api/leaflets/check", copied(page, aliases=["heavy legs"])).json
    assert [fault for fault in found["faults"] if not fault["warning"]] == []
    assert "reviewer" in [fault["field"] for fault in found["faults"]]  # nobody has reviewed it
    assert "Tired\u00a0legs" in found["pages"][0]
    assert list(folder.iterdir()) == []


def test_cautions_come_with_their_words_and_with_what_needs_them(page: Page) -> None:
    found = page.post("/api/leaflets", {}).json
    cautions = {caution["id"]: caution for caution in found["cautions"]}
    assert cautions["clot-signs"]["lead"] == "Do not press"
    assert (cautions["clot-signs"]["base"], cautions["clot-signs"]["lists"]) == ("before", ["before"])
    assert (cautions["never-painful"]["base"], cautions["new-hip"]["base"]) == ("stop", None)
    assert cautions["ask-first-other"]["instead_of"] == "ask-first"
    assert "new-hip" in found["needs"]["BL-57"]["before"]


def test_what_is_wrong_is_said_of_this_leaflet(page: Page) -> None:
    faults = page.post("/api/leaflets/check", copied(page, title="Leg cramps")).json["faults"]
    told = {fault["field"]: f"{fault['message']}: {fault['hint']}" for fault in faults}
    assert told["title"] == "another leaflet is called 'Leg cramps' already: give this one its own title"
    assert told["reviewer"].startswith("nobody has reviewed this leaflet: say who has, and when")
    faults = page.post("/api/leaflets/check", copied(page, reviewer="A. Weber", reviewed="2026-11-20")).json["faults"]
    assert "reviewer" not in [fault["field"] for fault in faults]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": ""}, "title"),
        ({"purpose": "This cures tired legs."}, "purpose"),
        ({"points": ["LI-4"]}, "points"),
        ({"points": ["SP-12"]}, "points"),
        ({"before": ["do-not-press", "ask-first"]}, "before"),
        ({"before": ["clot-signs", "nothing"]}, "before"),
        ({"stop": []}, "stop"),
        ({"short": "Press\u2603."}, "short"),
        ({"notes": ["Pressing cures clots."]}, "notes"),
        ({"aliases": ["sciatica"]}, "aliases"),
        ({"title": "a\u0000"}, "title"),
        ({"id": ""}, "id"),
        ({"id": "cramps"}, "id"),
        ({"id": "ST-36"}, "id"),
        ({"id": "../tired"}, "id"),
        ({"id": "..\\tired"}, "id"),
        ({"id": "a/b"}, "id"),
        ({"id": "con"}, "id"),
        ({"id": "x" * 100}, "id"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_not_saved(
    page: Page, folder: Path, more: dict[str, object], field: str
) -> None:
    asked = copied(page, **more)
    found = page.post("/api/leaflets/check", asked).json
    assert field in [fault["field"] for fault in found["faults"]], found["faults"]
    assert not [fault for fault in found["faults"] if "/tmp" in str(fault)]
    if any(not fault["warning"] for fault in found["faults"]):
        assert save(page, asked).status == 422
        assert list(folder.iterdir()) == []


def test_saved_leaflet_is_there_at_once_and_the_built_in_ones_are_as_they_were(page: Page, folder: Path) -> None:
    before = {path: path.read_bytes() for path in (ROOT / "data" / "conditions").iterdir()}
    asked = copied(page, aliases=["heavy legs"], reviewer="A. Weber", reviewed="2026-11-20")
    answer = save(page, asked)
    assert answer.status == 200, answer.body
    path = folder / "our-data" / "conditions" / "tired-legs.yaml"
    assert answer.json["path"] == str(path)
    text = path.read_text("utf-8")
    assert "# What a card is for." in text  # comments are kept
    assert "\nid: tired-legs\n" in text
    assert page.post("/api/search", {"text": "heavy legs"}).json["conditions"] == ["tired-legs"]
    preview = page.post("/api/preview", {"names": ["tired-legs"]}).json
    assert preview["sheets"][0]["title"] == "Tired legs: self-acupressure"
    assert before == {path: path.read_bytes() for path in (ROOT / "data" / "conditions").iterdir()}
    assert open_data(folder / "our-data").atlas.library.conditions["tired-legs"].title == "Tired legs"


def test_saved_leaflet_is_opened_and_changed(page: Page, folder: Path) -> None:
    save(page, copied(page, aliases=[]))
    found = page.post("/api/leaflets/open", {"id": "tired-legs"}).json
    assert (found["fields"]["id"], found["like"]) == ("tired-legs", None)
    asked = {"fields": {**found["fields"], "title": "Legs that tire"}, "like": ""}
    stale = save(page, asked, state="0" * 16)
    assert stale.faults == [("id", "the file tired-legs.yaml was changed by somebody else meanwhile")]
    assert save(page, asked, state="").faults == [("id", "the file tired-legs.yaml is there already")]
    assert save(page, asked, state=found["state"], sure=False).status == 422
    assert save(page, asked, state=found["state"]).status == 200
    text = (folder / "our-data" / "conditions" / "tired-legs.yaml").read_text("utf-8")
    assert "title: Legs that tire\n" in text


@pytest.mark.parametrize("title", ["Legs that tire", "Tired legs"])
def test_saved_leaflet_keeps_its_short_name(page: Page, folder: Path, title: str) -> None:
    save(page, copied(page, aliases=[]))
    found = page.post("/api/leaflets/open", {"id": "tired-legs"}).json
    asked = {"fields": {**found["fields"], "id": "zzz", "title": title}, "like": ""}
    answer = save(page, asked, state=found["state"])
    assert (answer.status, answer.faults) == (422, [("id", "a leaflet that is saved keeps its short name")])
    assert [path.name for path in (folder / "our-data" / "conditions").iterdir()] == ["tired-legs.yaml"]


def test_saved_leaflet_that_has_gone_meanwhile_is_told(page: Page, folder: Path) -> None:
    save(page, copied(page, aliases=[]))
    found = page.post("/api/leaflets/open", {"id": "tired-legs"}).json
    (folder / "our-data" / "conditions" / "tired-legs.yaml").unlink()
    answer = save(page, {"fields": found["fields"], "like": ""}, state=found["state"])
    assert answer.faults == [("id", "the file tired-legs.yaml is not there any more")]


def test_only_what_lies_in_the_folder_for_saving_is_opened(tmp_path: Path) -> None:
    with front_desk(tmp_path) as page:
        save(page, copied(page, aliases=[]))
    saved = tmp_path / "our-data" / "conditions" / "tired-legs.yaml"
    text = saved.read_text("utf-8").replace("id: tired-legs", "id: worn-legs").replace("Tired legs", "Worn legs")
    (tmp_path / "more" / "conditions").mkdir(parents=True)
    (tmp_path / "more" / "conditions" / "worn-legs.yaml").write_text(text, "utf-8")
    with front_desk(tmp_path, (tmp_path / "our-data", tmp_path / "more")) as page:
        found = page.post("/api/leaflets", {}).json
        assert [(row["id"], row["opens"]) for row in found["own"]] == [("tired-legs", False), ("worn-legs", True)]
        assert page.post("/api/leaflets/open", {"id": "tired-legs"}).json["like"] == "tired-legs"
    with front_desk(tmp_path, (tmp_path / "more", tmp_path / "our-data")) as page:
        found = page.post("/api/leaflets", {}).json
        assert [(row["id"], row["opens"]) for row in found["own"]] == [("worn-legs", False), ("tired-legs", True)]
        assert {"tired-legs", "worn-legs"} & {row["id"] for row in found["builtin"]} == set()
        assert page.post("/api/leaflets/open", {"id": "tired-legs"}).json["like"] is None


def test_saved_leaflet_keeps_its_ends_of_lines_and_its_comments(page: Page, folder: Path) -> None:
    save(page, copied(page, aliases=[]))
    path = folder / "our-data" / "conditions" / "tired-legs.yaml"
    note = '  - "At night press only place 2. Place 1 may keep you awake."'
    text = path.read_text("utf-8").replace(note, f"  # often asked\n{note}  # see ST-36")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    found = page.post("/api/leaflets/open", {"id": "tired-legs"}).json
    asked = {"fields": {**found["fields"], "notes": ["Slowly.", *found["fields"]["notes"]]}, "like": ""}
    answer = save(page, asked, state=found["state"])
    assert answer.status == 200, answer.body
    wanted = text.replace("  # often asked\n", "  - Slowly.\n  # often asked\n")
    assert path.read_bytes() == wanted.replace("\n", "\r\n").encode()


def test_new_one_is_not_like_any(page: Page) -> None:
    fields = {"id": "tired-legs", "title": "Tired legs", "points": ["ST-36"]}
    found = page.post("/api/leaflets/check", {"fields": fields}).json
    assert {"purpose", "before", "stop", "short"} <= {fault["field"] for fault in found["faults"]}


@pytest.mark.parametrize("id", ["nothing", "../cramps", "ST-36", "<script>"])
def test_what_is_not_there_is_said(page: Page, id: str) -> None:
    assert page.post("/api/leaflets/open", {"id": id}).status == 422
    assert page.post("/api/leaflets/copy", {"id": id}).status == 422
