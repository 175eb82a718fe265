"""Script in any field is shown as text, or refused: as SVG, as HTML for those who listen, as web page, as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree
from zipfile import ZipFile

import pikepdf
import pytest
from support.front_desk import Page, front_desk
from support.pdf_readers import text_of

from handouts.desk.asked import FIELDS

SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "javascript:alert(1)//a.b",
)
SHEET = {"names": ["cramps"]}
ACTIVE = {"script", "iframe", "object", "embed", "form", "input", "base", "foreignobject", "animate", "set", "use"}


class Seen(HTMLParser):
    """What a browser would make elements and attributes of."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def assert_harmless(text: str) -> None:
    seen = Seen(text)
    assert not seen.tags & ACTIVE
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    for name, value in seen.attributes:
        if name in ("href", "src", "xlink:href"):
            assert value.startswith(("https://", "http://", "tel:", "mailto:", "data:image/png", "data:image/jpeg"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with front_desk(tmp_path_factory.mktemp("hostile")) as found:
        yield found


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", SCRIPTS)
def test_in_a_persons_field(page: Page, field: str, text: str) -> None:
    asked = {**SHEET, "fields": {field: text}}
    found = page.post("/api/preview", asked).json
    for svg in found["pages"]:
        ElementTree.fromstring(svg)
        assert_harmless(svg)
    assert_harmless(found["html"])
    web = page.post("/api/html", asked)
    if web.status == 200:
        assert_harmless(web.body.decode())
    else:
        assert [fault["field"] for fault in web.json["faults"]] == [field]


@pytest.mark.parametrize("field", ["name", "telephone", "address", "hours", "practitioner", "feedback", "email", "web"])
@pytest.mark.parametrize("text", SCRIPTS)
def test_in_a_field_of_the_clinic(page: Page, field: str, text: str) -> None:
    found = page.post("/api/clinic/check", {"fields": {"name": "Hill", field: text}}).json
    for svg in found["pages"]:
        ElementTree.fromstring(svg)
        assert_harmless(svg)
    if field in ("email", "web"):
        assert [fault["field"] for fault in found["faults"]][:1] == [field]


def test_in_a_clinics_file_and_its_web_page(tmp_path: Path) -> None:
    text = "".join(f"{field}: '{SCRIPTS[0]}'\n" for field in ("name", "telephone", "address", "feedback"))
    (tmp_path / "our-clinic.yaml").write_text(text, "utf-8")
    with front_desk(tmp_path) as page:
        assert_harmless(page.post("/api/html", SHEET).body.decode())
        assert_harmless(page.post("/api/preview", SHEET).json["html"])


@pytest.mark.parametrize("field", ["title", "purpose", "short", "notes"])
def test_in_a_field_of_a_leaflet(page: Page, field: str) -> None:
    fields = {**page.post("/api/leaflets/copy", {"id": "cramps"}).json["fields"], "id": "tired-legs"}
    fields[field] = [SCRIPTS[0]] if field == "notes" else SCRIPTS[0]
    found = page.post("/api/leaflets/check", {"fields": fields, "like": "cramps"}).json
    for svg in found["pages"]:
        ElementTree.fromstring(svg)
        assert_harmless(svg)


def test_in_a_source_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "our-data"
    folder.mkdir()
    address = "address: 'javascript:alert(1)'"
    (folder / "sources.yaml").write_text(
        f"- id: who\n  title: <script>x\n  read: own\n  short: X\n  {address}\n", "utf-8"
    )
    with front_desk(tmp_path, (folder,)) as page:
        found = page.post("/api/preview", {"names": ["ST-36"], "edition": "practitioner"}).json
        assert_harmless(found["html"])
        for svg in found["pages"]:
            assert_harmless(svg)


def test_in_a_table(page: Page) -> None:
    """What is repeated of it is text of JSON, and what is made of it has no more than the words."""
    script, other = SCRIPTS[:2]
    content = f'name,condition,note,"{script}"\n"{script}",cramps,"{script}",x\n'.encode()
    options = quote(json.dumps({"ignore": True}))
    headers = {"Content_Type": "application/octet-stream", "X_Options": options, "X_File_Name": quote(f"{other}.csv")}
    answer = page.post("/api/table", content, **headers)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json["columns"] == ["name", "condition", "note", script]
    assert answer.json["preview"] == [[script, "cramps", script, "x"]]
    job = page.post("/api/table/make", {"table": answer.json["table"], "as": "zip"}).json["job"]
    while page.post("/api/job", {"job": job}).json["state"] == "running":
        time.sleep(0.05)
    with ZipFile(BytesIO(page.post("/api/job/result", {"job": job}).body)) as archive:
        assert archive.namelist() == ["00001-cramps.pdf"]
        file = archive.read("00001-cramps.pdf")
    assert script in text_of(file)
    with pikepdf.open(BytesIO(file)) as pdf:
        things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        assert not [thing for thing in things if "/JS" in thing or thing.get("/S") == "/JavaScript"]


# -- halves of letters -------------------------------------------------------------------------------------------------

HALF = "a\ud800b"  # which JSON can say, and UTF-8 cannot
ASKED: dict[str, dict[str, object]] = {
    "/api/preview": {**SHEET, "fields": {}},
    "/api/pdf": {**SHEET, "fields": {}},
    "/api/text": {**SHEET, "fields": {}},
    "/api/html": {**SHEET, "fields": {}},
    "/api/print": {**SHEET, "printer": "x", "copies": 1},
    "/api/search": {"text": ""},
    "/api/thumbnails": {"ids": ["x"]},
    "/api/table/make": {"table": "", "as": "pdf", "printer": ""},
    "/api/job": {"job": ""},
    "/api/job/stop": {"job": ""},
    "/api/job/result": {"job": ""},
    "/api/clinic/check": {"fields": {}, "paper": "a4"},
    "/api/clinic/save": {"fields": {}, "state": "", "sure": True},
    "/api/leaflets/open": {"id": ""},
    "/api/leaflets/copy": {"id": ""},
    "/api/leaflets/check": {"fields": {}, "like": "", "paper": "a4"},
    "/api/leaflets/save": {"fields": {}, "like": "", "state": "", "sure": True},
    "/api/chart": {"view": "", "paper": "a4"},
    "/api/forget": {"table": "", "job": ""},
}


def with_halves(value: object) -> Iterator[object]:
    """A value with half a letter in place of each text in it, and beside each key, one at a time."""
    if isinstance(value, dict):
        yield {**value, HALF: "x"}
        for key, inner in value.items():
            yield from ({**value, key: other} for other in with_halves(inner))
    elif isinstance(value, list):
        yield from ([other, *value[1:]] for other in with_halves(value[0]))
    else:
        yield HALF


@pytest.mark.parametrize("address", ASKED)
def test_half_a_letter_is_no_fault_of_the_program(page: Page, address: str) -> None:
    for asked in with_halves(ASKED[address]):
        answer = page.post(address, asked)
        assert answer.status in (200, 422), (asked, answer.body)
        if answer.headers["content-type"] == "application/json":
            answer.body.decode()


@pytest.mark.parametrize("field", FIELDS)
def test_half_a_letter_in_a_persons_field(page: Page, field: str) -> None:
    for address in ("preview", "html", "text", "pdf"):
        assert page.post(f"/api/{address}", {**SHEET, "fields": {field: HALF}}).status in (200, 422)


def options_of_a_list() -> Iterator[object]:
    whole = {"columns": {"name": "a"}, "sheet_name": "", "sheet": {**SHEET, "fields": {}, "paper": "a4"}}
    yield from with_halves(whole)


@pytest.mark.parametrize("options", [*options_of_a_list()])
def test_half_a_letter_in_what_goes_with_a_list(page: Page, options: object) -> None:
    headers = {"X_Options": quote(json.dumps(options)), "X_File_Name": "%ED%A0%80.csv"}
    answer = page.post("/api/table", b"name\nAnn\n", Content_Type="application/octet-stream", **headers)
    assert answer.status in (200, 422), answer.body


@pytest.mark.parametrize(
    ("content", "columns", "message"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00\xff\xfe" * 99, [], "the file is a workbook of an old kind"),
        (b"%PDF-1.7\n\xff\xfe", [], "the file is a PDF, not a table"),
        (b"na\x00me,condition\nAnn,cramps\n", None, None),
        (b"na\x81me,\x9d\nAnn,cramps\n", None, None),
        (b"name,condition\nAn\x00n,cramps\n", None, None),
    ],
)
def test_table_that_is_no_text(page: Page, content: bytes, columns: list[str] | None, message: str | None) -> None:
    answer = page.post("/api/table", content, Content_Type="application/octet-stream", X_File_Name="a.xls")
    assert answer.status == 200, answer.body
    if message:
        assert answer.json["columns"] == columns
        assert answer.json["faults"][0]["message"].startswith(message)
