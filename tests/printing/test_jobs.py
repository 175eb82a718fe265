"""What is said of printers that refuse, are not there or are no printers: against stand-ins, on any machine."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import fake_printers
from support.fake_printers import ENGLISH, IDLE, PRINTER, TAKEN, answer

from handouts.commands.app import run
from handouts.errors import DataError
from handouts.printing import cups, ipp, wire
from handouts.printing.ipp import Attribute
from handouts.printing.jobs import read_job

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def changed(*about: Attribute) -> bytes:
    """An idle printer, but for this."""
    new = {attribute.name: attribute for attribute in about}
    return answer(0, *(new.pop(a.name, a) for a in IDLE), *new.values())


@pytest.fixture
def card(tmp_path, leaflets) -> Path:
    file = tmp_path / "card.pdf"
    file.write_bytes(leaflets["cramps", "a4"])
    return file


@pytest.fixture
def path(monkeypatch, tmp_path):
    """Puts stand-ins of the print system's commands before others."""

    def put(**said):
        folder = fake_printers.commands(tmp_path / "bin", **said)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return folder

    return put


# -- the print system --------------------------------------------------------------------------------------------------


def test_what_lp_is_told(path, card, capsys):
    folder = path()
    assert run(["print", str(card), "-n", "3"]) == 0
    assert capsys.readouterr().out == f"{card}: 3 copies to Desk, job Desk-1\n"
    wishes = "-o media=iso_a4_210x297mm -o sides=one-sided -o print-scaling=none"
    assert (folder / "words").read_text("utf-8") == f"-d Desk -n 3 -t leaflet {wishes}\n"
    assert (folder / "paper").read_bytes() == card.read_bytes()


def test_without_a_print_system_it_is_said_what_to_install(monkeypatch, card, capsys):
    monkeypatch.setenv("PATH", "")
    assert run(["print", str(card)]) == 4
    said = capsys.readouterr().err
    assert said.startswith("error: there is no print system: 'lpstat' was not found (install it: on Debian")
    assert "--printer ipp://" in said


@pytest.mark.parametrize(
    ("said", "code", "expected"),
    [
        ({"lpstat_-r": "scheduler is not running"}, 4, "the print system is not running (start it: systemctl"),
        ({"lpstat_-e": ""}, 4, "the print system knows no printer (add one"),
        ({"lpstat_-d": "no system default destination"}, 2, "no printer is the default (name one with --printer"),
        ({"lpoptions_-p_Desk_-l": "PageSize/Media Size: *Letter Legal"}, 4, "'Desk' has no A4 paper, which "),
        (
            {"lpstat_-l_-p_Desk": "printer Desk disabled since now -\n\tout of toner\n\tAlerts: toner-empty-error"},
            4,
            "'Desk' is stopped: out of toner, toner is used up (toner-empty-error) (see to it",
        ),
        ({"lp": ""}, 4, "may be printed or not: lp names no job for 'Desk' (look with lpstat -o before"),
    ],
)
def test_what_is_wrong_with_the_print_system(said, code, expected, path, card, capsys):
    folder = path(**said)
    assert run(["print", str(card)]) == code
    assert expected in capsys.readouterr().err
    assert (folder / "paper").exists() == ("lp" in said)


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ("PageSize/Media Size: *A4 Letter", {"A4", "Letter"}),
        ("PageSize/Media Size: A4.Borderless *Letter", {"A4", "Letter"}),
        ("PageSize/Media Size: A5 *Letter", {"Letter"}),
        ("media/Media: *iso_a4_210x297mm", {"A4"}),
        ("PageSize/Media Size: *Letter Custom.WIDTHxHEIGHT", None),
        ("Duplex/Duplex: *None", None),
        ("", None),
    ],
)
def test_papers_of_a_queue(options, names, path):
    path(**{"lpoptions_-p_Desk_-l": options})
    assert cups.look("Desk").media == names


def test_alerts_of_a_queue_are_told_and_do_not_stop_a_job(path, card, capsys):
    said = "printer Desk is idle.  enabled since now\n\tAlerts: media-empty-error toner-low-warning cups-ok-report"
    path(**{"lpstat_-l_-p_Desk": said})
    assert run(["print", str(card)]) == 0
    told = "note: the printer 'Desk' says: paper is out (media-empty-error), toner is low (toner-low-warning)\n"
    assert capsys.readouterr().err == told


def test_a_second_job_that_is_refused(path, card, leaflets, capsys):
    folder = path()
    script = (folder / "lp").read_text("utf-8")
    (folder / "lp").write_text(script + f"[ $(wc -l < {folder}/words) = 1 ] || {{ echo lp: full >&2; exit 1; }}\n")
    other = card.with_name("other.pdf")
    other.write_bytes(leaflets["sciatica", "a4"])
    assert run(["print", str(card), str(other)]) == 4
    said = capsys.readouterr().err
    assert f"refuses '{other}' for 'Desk': " in said
    assert f"already sent: '{card}' (job Desk-1)" in said


# -- a network printer -------------------------------------------------------------------------------------------------


def test_what_a_network_printer_is_told(card, capsys):
    with fake_printers.printer(answer(0, *IDLE), TAKEN) as (uri, told):
        assert run(["print", str(card), "--printer", uri]) == 0
    assert capsys.readouterr().out == f"{card}: 1 copy to {uri}, job 7\n"
    assert told[1].endswith(card.read_bytes())
    assert b"card" not in told[1][: -len(card.read_bytes())]


def test_wishes_that_the_printer_passed_over_are_told(card, capsys):
    unsupported = Attribute(ipp.KEYWORD, "print-scaling", ("none",))
    job = Attribute(ipp.INTEGER, "job-id", (7,))
    taken = ipp.encode(1, {ipp.OPERATION: ENGLISH, ipp.UNSUPPORTED: (unsupported,), ipp.JOB: (job,)})
    with fake_printers.printer(answer(0, *IDLE), taken) as (uri, _):
        assert run(["print", str(card), "--printer", uri]) == 0
    assert "note: the printer passed over 'print-scaling'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (Attribute(ipp.BOOLEAN, "printer-is-accepting-jobs", (0,)), "takes no jobs: it does not say why"),
        (Attribute(ipp.KEYWORD, "media-supported", ("na_letter_8.5x11in",)), "has no A4 paper, which "),
        (Attribute(ipp.KEYWORD, "media-supported", ("iso_a5_148x210mm",)), "has no A4 paper, which "),
        (Attribute(ipp.MIME, "document-format-supported", ("image/urf",)), "does not take PDF: add it to the print"),
    ],
)
def test_what_is_wrong_with_a_network_printer(about, expected, card, capsys):
    with fake_printers.printer(changed(about)) as (uri, told):
        assert run(["print", str(card), "--printer", uri]) == 4
    assert f"error: the printer '{uri}' {expected}" in capsys.readouterr().err
    assert len(told) == 1


def test_a_stopped_network_printer_says_why(card, capsys):
    reasons = Attribute(ipp.KEYWORD, "printer-state-reasons", ("media-jam-error", "door-open-error"))
    with fake_printers.printer(changed(Attribute(ipp.ENUM, "printer-state", (5,)), reasons)) as (uri, _):
        assert run(["print", str(card), "--printer", uri]) == 4
    assert (
        "is stopped: paper is jammed (media-jam-error), a door is open (door-open-error) (see to it"
        in capsys.readouterr().err
    )


def test_a_printer_of_one_side_is_not_sent_two(card, capsys):
    with pikepdf.open(BytesIO(card.read_bytes())) as pdf:
        pdf.Root.ViewerPreferences.Duplex = pikepdf.Name.DuplexFlipLongEdge
        pdf.save(card.with_name("two.pdf"))
    with fake_printers.printer(answer(0, *IDLE)) as (uri, _):
        assert run(["print", str(card.with_name("two.pdf")), "--printer", uri]) == 4
    assert "cannot print on both sides" in capsys.readouterr().err


def test_more_copies_than_the_printer_makes(card, capsys):
    most = Attribute(ipp.INTEGER, "copies-supported", (1,))
    with fake_printers.printer(changed(most)) as (uri, _):
        assert run(["print", str(card), "-n", "2", "--printer", uri]) == 4
    assert "makes at most 1 copy at a time" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("reply", "status", "expected"),
    [
        (b"<html>hello, world</html>", 404, "is no printer (HTTP status 404) (many printers are at ipp://"),
        (b"", 200, "is no printer (HTTP status 200)"),
        (b"", 401, "wants a name and a password (add it to the print system)"),
        (answer(0x0406), 200, "refuses: no printer is at this address"),
        (answer(0x0507), 200, "refuses: it is busy"),
        (answer(0x05FF), 200, "refuses: status 0x05ff"),
    ],
)
def test_answers_that_are_none(reply, status, expected, card, capsys):
    with fake_printers.printer(reply, status=status) as (uri, _):
        assert run(["print", str(card), "--printer", uri]) == 4
    assert expected in capsys.readouterr().err


def test_as_many_copies_as_the_printer_makes(card, capsys):
    most = Attribute(ipp.INTEGER, "copies-supported", (2,))
    with fake_printers.printer(changed(most), TAKEN) as (uri, _):
        assert run(["print", str(card), "-n", "2", "--printer", uri]) == 0


@pytest.mark.parametrize(("address", "port"), [("ipp://desk/ipp/print", 631), ("ipp://desk:8631/ipp/print", 8631)])
def test_a_printer_is_asked_at_the_port_of_its_protocol(address, port, card, monkeypatch, capsys):
    asked = []

    def look_up(host, port, **_):
        asked.append((host, port))
        raise OSError(113, "No route to host")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert run(["print", str(card), "--printer", address]) == 4
    assert asked == [("desk", port)]


def test_a_printer_that_does_not_answer_is_not_waited_for_long(card, monkeypatch, capsys):
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"ipp://127.0.0.1:{silent.getsockname()[1]}/ipp/print"
        assert run(["print", str(card), "--printer", uri]) == 4
    assert f"no printer answers at {uri}: it took too long" in capsys.readouterr().err


def test_a_command_that_does_not_end_is_not_waited_for_long(path, card, monkeypatch, capsys):
    (path() / "lpstat").write_text("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(cups, "COMMAND_TIMEOUT", 0.2)
    assert run(["print", str(card)]) == 4
    assert "error: 'lpstat' did not end within 0.2 seconds" in capsys.readouterr().err


def test_nobody_answers(card, capsys):
    assert run(["print", str(card), "--printer", "ipp://127.0.0.1:9/ipp/print"]) == 4
    assert "no printer answers at ipp://127.0.0.1:9/ipp/print: connection refused (is it" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["ipp://", "ipp://127.0.0.1:no/ipp/print", "ipp://[/", "ipp://a b/"])
def test_addresses_that_are_none(address, card, capsys):
    assert run(["print", str(card), "--printer", address]) == 2
    assert f"error: '{address}' is not the address of a printer" in capsys.readouterr().err


def test_an_address_of_another_kind(card, capsys):
    assert run(["print", str(card), "--printer", "http://desk/ipp/print"]) == 2
    said = "error: 'http://desk/ipp/print' is not the address of a printer (it should be like ipp://"
    assert capsys.readouterr().err.startswith(said)


# -- files that cannot be printed --------------------------------------------------------------------------------------


def test_files_that_cannot_be_printed_are_told_at_once(card, capsys):
    with pikepdf.open(BytesIO(card.read_bytes())) as pdf:
        pdf.pages[0].MediaBox = [0, 0, 300, 300]
        pdf.save(card.with_name("odd.pdf"))
    card.with_name("text.pdf").write_text("hello", "utf-8")
    assert run(["print", str(card), str(card.with_name("odd.pdf")), str(card.with_name("text.pdf"))]) == 1
    said = capsys.readouterr().err
    assert "odd.pdf has pages of 106 × 106 mm (pages that are all A4, all Letter or all A3 can be printed here)" in said
    assert "text.pdf is not a PDF file that can be read" in said


def sized(width: float, height: float) -> bytes:
    """A file with a page of a size in mm."""
    file = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(width / 25.4 * 72, height / 25.4 * 72))
        pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize("off", [-0.9, 0, 0.9])
def test_a_page_may_miss_its_paper_by_what_programs_round(off):
    for width, height, paper in ((210, 297, "A4"), (279.4, 215.9, "Letter")):
        job = read_job("page", sized(width + off, height - off), 1)
        assert job.paper == paper


@pytest.mark.parametrize("off", [-1.2, 1.2])
def test_a_page_that_misses_its_paper_by_more_is_refused(off):
    for width, height in ((210 + off, 297), (210, 297 + off), (215.9, 279.4 + off)):
        with pytest.raises(DataError, match="has pages of"):
            read_job("page", sized(width, height), 1)


@pytest.mark.parametrize(
    ("boxes", "paper"),
    [
        ({"CropBox": [50, 50, 50 + 595.28, 50 + 841.89], "MediaBox": [0, 0, 700, 950]}, "A4"),
        ({"CropBox": [-9, -9, 900, 900]}, "A4"),  # no more is seen than the sheet has
        ({"MediaBox": [595.28, 841.89, 0, 0]}, "A4"),
        ({"Rotate": 90}, "A4"),
        ({"MediaBox": [0, 0, 297.64, 420.945], "UserUnit": 2}, "A4"),
        ({"MediaBox": [0, 0, 612, 792]}, "Letter"),
        ({"MediaBox": [0, 0, 595]}, "Letter"),  # as PDFium and Acrobat see a sheet of no size
        ({"TrimBox": [0, 0, 100, 100], "ArtBox": [0, 0, 9, 9]}, "A4"),
    ],
)
def test_a_page_is_as_large_as_a_printer_sees_it(boxes, paper):
    assert read_job("page", with_page(**boxes), 1).paper == paper


def test_a_page_has_the_box_of_the_pages_above_it():
    with pikepdf.open(BytesIO(with_page())) as pdf:
        pdf.Root.Pages.MediaBox = pdf.pages[0].obj.MediaBox
        del pdf.pages[0].obj.MediaBox
        out = BytesIO()
        pdf.save(out)
    assert read_job("page", out.getvalue(), 1).paper == "A4"


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ({"MediaBox": [0, 0, 0, 842]}, "page 1 of it says that it shows nothing"),
        ({"MediaBox": [0, 0, 10**12, 842]}, "or no end of it"),
        ({"CropBox": [900, 900, 950, 950]}, "page 1 of it says that it shows nothing"),
        ({"CropBox": "nothing"}, "page 1 of it does not say how large it is"),
        ({"CropBox": [0, 0, 420, 595]}, r"it has pages of 148 × 210 mm"),
        ({"UserUnit": 2}, r"it has pages of 420 × 594 mm"),
    ],
)
def test_a_page_that_is_no_paper_of_ours(boxes, expected):
    with pytest.raises(DataError, match=expected):
        read_job("it", with_page(**boxes), 1)


def test_only_some_of_many_sizes_are_named():
    with pikepdf.new() as pdf:
        for side in range(100, 900):
            pdf.add_blank_page(page_size=(side, side))
        pdf.save(out := BytesIO())
    with pytest.raises(DataError, match="and 796 other sizes") as told:
        read_job("it", out.getvalue(), 1)
    assert len(str(told.value)) < 300


def with_page(**changed: object) -> bytes:
    """A file with a page of A4, but for this."""
    with pikepdf.open(BytesIO(sized(210, 297))) as pdf:
        for name, value in changed.items():
            pdf.pages[0].obj[f"/{name}"] = pikepdf.Array(value) if isinstance(value, list) else value
        pdf.save(out := BytesIO())
    return out.getvalue()


# -- the encoding ------------------------------------------------------------------------------------------------------


def test_a_request_as_in_the_standard():
    """The beginning of RFC 8010 appendix A.1."""
    english = Attribute(ipp.LANGUAGE, "attributes-natural-language", ("en-us",))
    made = ipp.encode(ipp.PRINT_JOB, {ipp.OPERATION: (*ENGLISH, english)})
    assert made == (
        b"\x02\x00\x00\x02\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x05en-us\x03"
    )


WORDS = st.text(max_size=20)
VALUES = st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=4)


@given(st.dictionaries(WORDS.filter(bool), VALUES, max_size=5))
def test_what_is_encoded_is_decoded(numbers):
    made = tuple(Attribute(ipp.INTEGER, name, tuple(values)) for name, values in numbers.items())
    assert ipp.decode(ipp.encode(0, {PRINTER: made})).groups == {PRINTER: numbers}


@given(st.binary(max_size=60))
def test_noise_is_no_answer(noise):
    with suppress(ValueError, IndexError):
        ipp.decode(b"\x02\x00\x00\x00\x00\x00\x00\x01" + noise)


def test_collections_are_passed_over():
    inside = (
        bytes([ipp.BEGIN_COLLECTION])
        + b"\x00\x05media\x00\x00"
        + b"\x4a\x00\x00\x00\x01x"
        + b"\x21\x00\x00\x00\x04\x00\x00\x00\x01"
    )
    after = bytes([ipp.END_COLLECTION]) + b"\x00\x00\x00\x00" + b"\x21\x00\x01n\x00\x04\x00\x00\x00\x05"
    data = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + inside + after + b"\x03"
    assert ipp.decode(data).groups == {PRINTER: {"n": [5]}}
