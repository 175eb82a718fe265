"""Leaflets come out of a real CUPS server and a virtual printer as they are meant; refusals say why."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from support import print_server
from support.print_server import page, same

from handouts.api import open_data, personal_sheets
from handouts.commands.app import run
from handouts.errors import CannotPrint
from handouts.printing import ipp
from handouts.style import Format

A4, LETTER = "iso_a4_210x297mm", "na_letter_8.5x11in"
pytestmark = pytest.mark.skipif(print_server.LEFT_OUT, reason=print_server.WHY)


@pytest.fixture(scope="module")
def server():
    with print_server.serve() as desk:
        yield desk


@pytest.fixture
def desk(server, monkeypatch, tmp_path):
    """The print system as that of this process, with nothing printed yet."""
    server.take(monkeypatch, tmp_path)
    return server


def strongest(picture: Image.Image) -> int:
    """The highest level of any colour of any pixel."""
    return max(picture.tobytes())


def test_a_card_that_is_moved_or_scaled_is_not_the_same(leaflets):
    card = page(leaflets["cramps", "a4"])
    assert same(card, card)
    assert not same(card, ImageChops.offset(card, 1, 0))
    assert not same(card, card.resize((card.width - 2, card.height - 2)).resize(card.size))


@pytest.mark.parametrize("edition", ["standard", "large"])
def test_a_sheet_with_another_date_is_not_the_same(edition):
    people = [{"condition": "sciatica", "date": f"2{n} November 2026"} for n in (2, 3)]
    one, other = personal_sheets(open_data(), people, format=Format(edition))
    sides = range(len(pypdfium2.PdfDocument(one)))
    assert not all(same(page(one, side), page(other, side)) for side in sides)


def asked_of(desk, job: str) -> dict[str, str]:
    """What CUPS itself was asked for a job, as ipptool reads it."""
    names = ("copies", "media", "sides", "print-scaling", "job-name")
    lines = ["{", "OPERATION Get-Job-Attributes", "GROUP operation-attributes-tag"]
    lines += ["ATTR charset attributes-charset utf-8", "ATTR naturalLanguage attributes-natural-language en"]
    lines += [f"ATTR uri job-uri ipp://{desk.server}/jobs/{job.rpartition('-')[2]}"]
    lines += [*(f"DISPLAY {name}" for name in names), "}"]
    (desk.folder / "ask.test").write_text("\n".join(lines), "utf-8")
    said = desk.run("ipptool", "-tv", f"ipp://{desk.server}/", str(desk.folder / "ask.test"))
    found = [line.strip().split(" = ") for line in said.splitlines() if " = " in line]
    return {pair[0].split(" ")[0]: pair[1] for pair in found if pair[0].split(" ")[0] in names}


# -- through CUPS ------------------------------------------------------------------------------------------------------


def test_twenty_copies_reach_the_printer_as_the_card_is(desk, leaflets, capsys):
    assert run(["print", "--condition", "cramps", "--copies", "20", "--printer", "Desk"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("cramps: 20 copies to Desk, job Desk-")
    assert not said.err
    (sheet,) = desk.printed(1)
    assert same(page(sheet.data), page(leaflets["cramps", "a4"]))
    assert sheet.wishes["IPP_COPIES"] == "20"
    assert sheet.wishes["IPP_SIDES"] == "one-sided"
    assert "x-dimension=21000 y-dimension=29700" in sheet.wishes["IPP_MEDIA_COL"]
    asked = asked_of(desk, said.out.split()[-1])
    assert asked == {
        "copies": "20",
        "media": A4,
        "sides": "one-sided",
        "print-scaling": "none",
        "job-name": "leaflet",
    }


def test_letter_goes_on_letter(desk, leaflets, capsys):
    assert run(["print", "-c", "cramps", "--paper", "letter", "--printer", "Desk"]) == 0
    (sheet,) = desk.printed(1)
    assert same(page(sheet.data), page(leaflets["cramps", "letter"]))
    assert "x-dimension=21590 y-dimension=27940" in sheet.wishes["IPP_MEDIA_COL"]
    assert asked_of(desk, capsys.readouterr().out.split()[-1])["media"] == "na_letter_8.5x11in"


def test_no_word_of_a_job_tells_of_an_illness(desk):
    assert run(["print", "-c", "cramps", "--printer", "Desk"]) == 0
    (sheet,) = desk.printed(1)
    assert sheet.wishes["IPP_JOB_NAME"] == "leaflet"
    assert "cramps" not in " ".join(sheet.wishes.values())


def test_through_a_raw_queue_the_very_bytes_arrive(desk, leaflets):
    desk.run("lpadmin", "-p", "Raw", "-E", "-v", desk.uri)
    assert run(["print", "-c", "cramps", "-c", "knee pain", "--printer", "Raw"]) == 0
    assert [sheet.data for sheet in desk.printed(2)] == [leaflets[c, "a4"] for c in ("cramps", "knee-pain")]


@pytest.mark.parametrize(
    ("wish", "sides"),
    [
        (None, "one-sided"),
        ("/Simplex", "one-sided"),
        ("/DuplexFlipLongEdge", "two-sided-long-edge"),
        ("/DuplexFlipShortEdge", "two-sided-short-edge"),
    ],
)
def test_both_sides_only_where_the_file_asks(wish, sides, desk, leaflets, tmp_path):
    with pikepdf.open(BytesIO(leaflets["cramps", "a4"])) as pdf:
        pdf.pages.append(pdf.pages[0])
        if wish:
            pdf.Root.ViewerPreferences.Duplex = pikepdf.Name(wish)
        pdf.save(tmp_path / "two.pdf")
    assert run(["print", str(tmp_path / "two.pdf"), "--printer", "Desk"]) == 0
    (sheet,) = desk.printed(1)
    assert sheet.wishes["IPP_SIDES"] == sides
    assert len(pypdfium2.PdfDocument(sheet.data)) == 2


@pytest.mark.parametrize(
    ("up", "turned", "sides"), [("2", True, "two-sided-short-edge"), ("4", False, "two-sided-long-edge")]
)
def test_a_sheet_is_printed_on_both_sides_and_not_scaled(up, turned, sides, desk, tmp_path):
    file = tmp_path / "sheet.pdf"
    words = ["-c", "cramps", "-c", "knee pain", "--back", "sciatica", "--back", "leg pain"]
    assert run(["sheet", *words, "--up", up, "--small", "-o", str(file)]) == 0
    assert run(["print", str(file), "--printer", "Desk"]) == 0
    (sheet,) = desk.printed(1)
    assert sheet.wishes["IPP_SIDES"] == sides
    for number in range(2):  # a page that lies is turned on paper that stands, front and back the same way
        whole = page(file.read_bytes(), number)
        assert alike(page(sheet.data, number), whole.transpose(TURN) if turned else whole)


TURN = Image.Transpose.ROTATE_270


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pages are one but for how the edges of ink fall on pixels, as they do where a page is turned."""
    assert one.size == other.size
    blurred = [image.filter(ImageFilter.GaussianBlur(2)) for image in (one, other)]
    return strongest(ImageChops.difference(*blurred)) < 60


def test_printers_are_listed_and_the_default_is_marked_and_taken(desk, capsys):
    assert run(["print", "-c", "cramps"]) == 2
    assert "no printer is the default (name one with --printer; known: " in capsys.readouterr().err
    desk.run("lpadmin", "-d", "Desk")
    try:
        assert run(["print", "--list-printers"]) == 0
        assert "Desk (default)" in capsys.readouterr().out.splitlines()
        assert run(["print", "-c", "cramps"]) == 0
        assert desk.printed(1)
    finally:
        desk.run("lpadmin", "-x", "Desk")
        desk.run("lpadmin", "-p", "Desk", "-E", "-v", desk.uri, "-m", "everywhere")


def test_unknown_printer(desk, capsys):
    assert run(["print", "-c", "cramps", "--printer", "Dest"]) == 2
    assert capsys.readouterr().err == "error: there is no printer 'Dest' (did you mean 'Desk'?)\n"


def test_stopped_printer_gets_nothing(desk, capsys):
    before = desk.jobs()
    desk.run("cupsdisable", "-r", "the drum is worn", "Desk")
    try:
        assert run(["print", "-c", "cramps", "--printer", "Desk"]) == 4
    finally:
        desk.run("cupsenable", "Desk")
    said = capsys.readouterr().err
    assert said.startswith("error: the printer 'Desk' is stopped: ")
    assert "paused" in said
    assert desk.jobs() == before


def test_printer_that_takes_no_jobs_gets_nothing(desk, capsys):
    desk.run("cupsreject", "-r", "moving house", "Desk")
    try:
        assert run(["print", "-c", "cramps", "--printer", "Desk"]) == 4
    finally:
        desk.run("cupsaccept", "Desk")
    assert "the printer 'Desk' takes no jobs: moving house (" in capsys.readouterr().err


def test_paper_that_the_printer_has_not(desk, capsys):
    description = (desk.folder / "root/ppd/Desk.ppd").read_text("utf-8")
    small = "\n".join(line for line in description.splitlines() if "Letter" not in line or "Size" not in line)
    (desk.folder / "small.ppd").write_text(small + "\n", "utf-8")
    desk.run("lpadmin", "-p", "Small", "-E", "-v", desk.uri, "-P", str(desk.folder / "small.ppd"))
    assert run(["print", "-c", "cramps", "--paper", "letter", "--printer", "Small"]) == 4
    expected = "error: the printer 'Small' has no Letter paper, which 'cramps' is for: it takes A4 (--paper)\n"
    assert capsys.readouterr().err == expected


def test_nothing_is_sent_unless_all_is_well(desk, tmp_path, capsys):
    before = desk.jobs()  # others that are still on their way do not matter
    (tmp_path / "no.pdf").write_text("hello", "utf-8")
    assert run(["print", "-c", "cramps", str(tmp_path / "no.pdf"), "--printer", "Desk"]) == 1
    assert run(["print", "-c", "cramps", "-c", "crumps", "--printer", "Desk"]) == 2
    assert "is not a PDF file" in capsys.readouterr().err
    assert desk.jobs() == before


# -- straight to the printer -------------------------------------------------------------------------------------------


def test_straight_to_the_printer(desk, leaflets, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")  # no lp
    assert run(["print", "-c", "cramps", "--paper", "letter", "--copies", "20", "--printer", desk.uri]) == 0
    assert capsys.readouterr().out.startswith(f"cramps: 20 copies to {desk.uri}, job ")
    monkeypatch.undo()
    (sheet,) = desk.printed(1)
    assert sheet.data == leaflets["cramps", "letter"]
    wishes = {"COPIES": "20", "MEDIA": LETTER, "SIDES": "one-sided", "PRINT_SCALING": "none", "JOB_NAME": "leaflet"}
    assert {name: sheet.wishes[f"IPP_{name}"] for name in wishes} == wishes
    assert sheet.wishes["IPP_JOB_ORIGINATING_USER_NAME"] == "handouts"


def test_paper_that_is_not_loaded(desk, capsys):
    assert run(["print", "-c", "cramps", "--printer", desk.uri]) == 4
    expected = "has no A4 paper loaded, which 'cramps' is for: Letter is (load A4, or --paper)\n"
    assert capsys.readouterr().err == f"error: the printer '{desk.uri}' {expected}"


def test_a_queue_of_another_machine_does_not_know_what_is_loaded(desk):
    state = ipp.Printer(f"ipp://{desk.server}/printers/Desk").look()
    assert (state.refusal, state.ready) == ("", None)
    assert state.media == frozenset({"A4", "Letter"})


def test_the_printer_says_what_it_is(desk):
    state = ipp.Printer(desk.uri).look()
    assert not state.refusal
    assert state.media == frozenset({"A4", "Letter"})
    assert state.ready == frozenset({"Letter"})  # as ippeveprinter has it
    assert {"one-sided", "two-sided-long-edge"} <= (state.sides or set())
    assert state.formats == frozenset(("application/pdf", "application/octet-stream"))
    assert state.copies == 999


def test_a_wrong_path_is_told(desk):
    with pytest.raises(CannotPrint, match="no printer is at this address"):
        ipp.Printer(desk.uri + "er").look()
