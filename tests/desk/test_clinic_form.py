"""The clinic's file is seen, tried and saved as a form; nothing is written before somebody is sure."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from support.front_desk import Page, Reply

from handouts.desk import handlers
from handouts.desk.session import MOST_LOGOS
from handouts.load.clinic import load_clinic
from handouts.load.logo import LARGEST_FILE
from handouts.system import atomic

TEXT = '# Ours.\nname: Harbour Street Clinic  # on the door\ntelephone: "020 7946 0000"\n'


@pytest.fixture
def files() -> Mapping[str, str]:
    return {"our-clinic.yaml": TEXT}


@pytest.fixture
def place(folder: Path) -> Path:
    return folder


@pytest.fixture
def page(fresh: Page) -> Page:
    return fresh


def png(colour: str = "#204060") -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 100), colour).save(file, "PNG")
    return file.getvalue()


def hand_in(page: Page, content: bytes) -> Reply:
    return page.post("/api/clinic/logo", content, Content_Type="application/octet-stream")


def save(page: Page, fields: dict[str, str], sure: bool = True) -> Reply:
    state = page.post("/api/clinic", {}).json["state"]
    return page.post("/api/clinic/save", {"fields": fields, "state": state, "sure": sure})


def test_form_has_what_the_file_says(page: Page) -> None:
    found = page.post("/api/clinic", {}).json
    assert found["fields"] == {"name": "Harbour Street Clinic", "telephone": "020 7946 0000"}
    assert (found["exists"], found["faults"]) == (True, [])
    known = {field["field"]: field["choices"] for field in found["fields_known"]}
    assert {"name", "logo", "accent", "doses.minutes", "sides.left"} <= known.keys()
    assert known["paper"] == ["a4", "letter"]
    assert set(known["country"]) == found["countries"].keys()
    assert found["countries"]["gb"] == "United Kingdom"


def test_other_words_are_tried_and_shown_and_nothing_is_written(page: Page, place: Path) -> None:
    found = page.post("/api/clinic/check", {"fields": {"name": "Hill Clinic"}}).json
    assert found["faults"] == []
    assert "Hill\u00a0Clinic" in found["pages"][0]
    assert "name: Hill Clinic  # on the door" in found["text"]
    assert (place / "our-clinic.yaml").read_text("utf-8") == TEXT
    assert [path.name for path in place.iterdir()] == ["our-clinic.yaml"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u2603"}, "name"),
        ({"accent": "#ffff00"}, "accent"),
        ({"web": "javascript:alert.com"}, "web"),
        ({"web": "nowhere"}, "web"),
        ({"qr": "yes", "web": f"a.example/{'x' * 3000}"}, "web"),  # no code holds so many letters
        ({"country": "atlantis"}, "country"),
        ({"paper": "a9"}, "paper"),
        ({"logo": "../../secret.png"}, "logo"),
        ({"logo": "/etc/passwd"}, "logo"),
        ({"logo": "C:\\secret.png"}, "logo"),
        ({"logo": "nothing.png"}, "logo"),
        ({"purposes.SP-6": "sore calves", "purposes.SP-12": "no"}, "purposes.SP-12"),
        ({"doses.minutes": "9"}, "doses.reason"),  # nobody stands for it
        ({"name": "a\u0000b"}, "name"),
        ({"name": "a\ud800b"}, "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_not_saved(
    page: Page, place: Path, fields: dict[str, str], field: str | None
) -> None:
    found = page.post("/api/clinic/check", {"fields": fields}).json
    assert [fault["field"] for fault in found["faults"]][:1] == [field]
    assert not [fault for fault in found["faults"] if str(place) in str(fault) or "/tmp" in str(fault)]
    refused = save(page, fields)
    assert refused.status == 422
    assert (place / "our-clinic.yaml").read_text("utf-8") == TEXT


def test_pictures_elsewhere_are_not_looked_at(page: Page, place: Path) -> None:
    secret = place.parent / f"{place.name}.png"
    secret.write_bytes(png())
    for name in (f"../{secret.name}", str(secret)):
        found = page.post("/api/clinic/check", {"fields": {"logo": name}}).json
        assert [fault["message"] for fault in found["faults"]] == ["the logo is to lie beside the clinic's file"]
        assert found["pages"] == []
    secret.unlink()


@pytest.mark.parametrize("fields", [{"nobody": "x"}, {"name": 1}, {"name": "x" * 5000}, {"purposes.XX-1": "x"}, []])
def test_what_is_no_form_is_refused(page: Page, fields: object) -> None:
    assert page.post("/api/clinic/check", {"fields": fields}).status == 422


def test_saved_file_keeps_its_comments_and_is_used_at_once(page: Page, place: Path) -> None:
    before = page.session.work.opened.build
    answer = save(page, {"name": "Hill Clinic", "web": "www.hill.example"})
    assert answer.status == 200
    text = (place / "our-clinic.yaml").read_text("utf-8")
    assert text == TEXT.replace("Harbour Street Clinic", "Hill Clinic") + "web: www.hill.example\n"
    assert load_clinic(place / "our-clinic.yaml").name == "Hill Clinic"
    assert page.session.work.opened.build != before
    assert page.post("/api/about", {}).json["clinic"]["name"] == "Hill Clinic"


def test_file_keeps_its_ends_of_lines(page: Page, place: Path) -> None:
    path = place / "our-clinic.yaml"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert save(page, {"name": "Hill Clinic"}).status == 200
    assert path.read_bytes() == TEXT.replace("Harbour Street", "Hill").replace("\n", "\r\n").encode()


def test_file_that_is_no_text_is_told_and_stays(page: Page, place: Path) -> None:
    path = place / "our-clinic.yaml"
    path.write_bytes(b"# Stra\xdfe\nname: A\n")
    assert page.post("/api/clinic", {}).faults == [(None, "the file our-clinic.yaml is not UTF-8 text")]
    assert page.post("/api/clinic/save", {"fields": {"name": "B"}, "state": "", "sure": True}).status == 422
    assert path.read_bytes() == b"# Stra\xdfe\nname: A\n"


def test_never_without_asking(page: Page, place: Path) -> None:
    answer = save(page, {"name": "Hill Clinic"}, sure=False)
    assert (answer.status, answer.faults) == (422, [(None, "nothing is saved unless you say that you are sure")])
    assert (place / "our-clinic.yaml").read_text("utf-8") == TEXT


def test_what_somebody_else_has_written_meanwhile_stays(page: Page, place: Path) -> None:
    state = page.post("/api/clinic", {}).json["state"]
    (place / "our-clinic.yaml").write_text("name: Another\n", "utf-8")
    answer = page.post("/api/clinic/save", {"fields": {"name": "Hill"}, "state": state, "sure": True})
    assert answer.faults == [(None, "the file our-clinic.yaml was changed by somebody else meanwhile")]
    assert (place / "our-clinic.yaml").read_text("utf-8") == "name: Another\n"


def test_of_two_tabs_that_save_at_once_one_is_refused(page: Page, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, state = atomic.write_files, page.post("/api/clinic", {}).json["state"]

    def slowly(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
        if place / "our-clinic.yaml" in files:
            time.sleep(0.5)
        return write(files)

    monkeypatch.setattr(atomic, "write_files", slowly)
    asked = [{"fields": {"name": name}, "state": state, "sure": True} for name in ("Hill", "Dale")]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda one: page.post("/api/clinic/save", one), asked))
    assert sorted(answer.status for answer in answers) == [200, 422]
    saved = next(one for one, answer in zip(asked, answers, strict=True) if answer.status == 200)
    assert f"name: {saved['fields']['name']} " in (place / "our-clinic.yaml").read_text("utf-8")


def test_file_that_is_not_there_yet_begins_with_words_that_explain_it(page: Page, place: Path) -> None:
    page.begin({})
    assert page.post("/api/clinic", {}).json["exists"] is False
    assert save(page, {"name": "Hill Clinic", "telephone": "030 1"}).status == 200
    text = (place / "our-clinic.yaml").read_text("utf-8")
    assert text.startswith("# Your clinic, as its leaflets show it.\n")
    assert 'name: Hill Clinic\ntelephone: "030 1"\n' in text
    assert page.post("/api/about", {}).json["clinic"]["name"] == "Hill Clinic"


def test_logo_is_tried_and_lies_beside_the_file(page: Page, place: Path) -> None:
    told = hand_in(page, png()).json
    name = told["name"]
    assert told["faults"] == []
    assert "<image" in page.post("/api/clinic/check", {"fields": {"logo": name}}).json["pages"][0]
    assert not (place / name).exists()
    assert save(page, {"logo": name}).status == 200
    assert (place / name).read_bytes() == png()
    preview = page.post("/api/preview", {"names": ["cramps"]}).json
    assert "<image" in preview["pages"][0]
    again = page.post("/api/clinic/check", {"fields": {"name": "Hill"}}).json
    assert "<image" in again["pages"][0]


def test_logo_never_takes_the_place_of_another_file(page: Page, place: Path) -> None:
    name = hand_in(page, png()).json["name"]
    (place / name).write_bytes(b"another's")
    other = hand_in(page, png()).json["name"]
    assert other != name
    assert save(page, {"logo": other}).status == 200
    assert (place / name).read_bytes() == b"another's"


def test_logo_of_the_file_that_is_not_there_is_written_when_it_is_handed_in(page: Page, place: Path) -> None:
    name = hand_in(page, png()).json["name"]
    (place / "our-clinic.yaml").write_text(f"{TEXT}logo: {name}\n", "utf-8")
    assert page.post("/api/clinic/check", {"fields": {}}).json["faults"] == []
    assert save(page, {"name": "Hill Clinic"}).status == 200  # the page sends only what was changed
    assert (place / name).read_bytes() == png()


def test_each_tab_gets_the_logo_that_it_has_handed_in(page: Page, place: Path) -> None:
    red, blue = (hand_in(page, png(colour)).json["name"] for colour in ("#a02020", "#2020a0"))
    assert save(page, {"logo": red}).status == 200
    assert (place / red).read_bytes() == png("#a02020")
    assert not (place / blue).exists()
    assert save(page, {"logo": blue}).status == 200
    assert (place / blue).read_bytes() == png("#2020a0")


def test_only_the_logos_that_were_handed_in_last_are_kept(page: Page) -> None:
    names = [hand_in(page, png(f"#{n}02020")).json["name"] for n in range(MOST_LOGOS + 1)]
    assert [*page.session.logos] == names[1:]
    hand_in(page, png("#102020"))
    assert [*page.session.logos] == [*names[2:], names[1]]
    page.session.forget()
    assert not page.session.logos


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"\x89PNG broken", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.7"],
)
def test_logo_that_is_none_is_told(page: Page, content: bytes) -> None:
    told = hand_in(page, content).json
    assert told["name"] is None
    assert [fault["field"] for fault in told["faults"]] == ["logo"]


def test_logo_may_be_as_large_as_with_the_command(page: Page) -> None:
    assert handlers.UPLOADS["/api/clinic/logo"].most == LARGEST_FILE
    headers = {**page.own, "Content-Type": "application/octet-stream", "Content-Length": str(LARGEST_FILE + 1)}
    assert page.ask("POST", "/api/clinic/logo", headers=headers).status == 413


def test_logo_that_nobody_would_see_is_told(page: Page) -> None:
    told = hand_in(page, png("#ffffff")).json
    assert [(fault["field"], fault["warning"]) for fault in told["faults"]] == [("logo", True)]
