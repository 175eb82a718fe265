"""One request over the wire: its address, its TLS, and the bounds that no printer can pass, whatever it says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

import pytest
from support import fake_printers
from support.fake_printers import http, telling

from handouts.commands.app import run
from handouts.errors import CannotPrint, UnknownName
from handouts.printing import ipp, wire
from handouts.printing.ipp import Attribute, Printer
from handouts.printing.job import Job

Talk = Callable[[socket.socket], None]
WILLING, TAKEN = fake_printers.WILLING


# -- addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "host", "port", "path", "uri"),
    [
        ("ipp://desk/ipp/print", "desk", 631, "/ipp/print", "ipp://desk/ipp/print"),
        ("IPP://Desk", "desk", 631, "/", "ipp://desk"),
        ("ipps://desk:8631/p?a=b", "desk", 8631, "/p?a=b", "ipps://desk:8631/p?a=b"),
        ("ipp://[2001:db8::7]/ipp/print", "2001:db8::7", 631, "/ipp/print", "ipp://[2001:db8::7]/ipp/print"),
        # RFC 6874: a zone is written after %25, and is nobody's business but ours
        ("ipp://[fe80::1%25eth0]:8631/x", "fe80::1%eth0", 8631, "/x", "ipp://[fe80::1]:8631/x"),
        ("ipp://[fe80::1%eth0]/x", "fe80::1%eth0", 631, "/x", "ipp://[fe80::1]/x"),
        ("ipp://bücher.example/Lager 1".replace(" ", "%20"), "xn--bcher-kva.example", 631, "/Lager%201", None),
        ("ipp://desk/drucker/büro", "desk", 631, "/drucker/b%C3%BCro", "ipp://desk/drucker/b%C3%BCro"),
        ("ipp://desk.local./x", "desk.local.", 631, "/x", None),
        ("ipp://my_printer/x", "my_printer", 631, "/x", None),
    ],
)
def test_addresses(typed: str, host: str, port: int, path: str, uri: str | None) -> None:
    found = wire.address(typed)
    assert (found.host, found.port, found.path, found.tls) == (host, port, path, typed.startswith("ipps"))
    assert found.uri.isascii()
    assert uri is None or found.uri == uri


@pytest.mark.parametrize(
    "typed",
    [
        "ipp://a..b/x",
        f"ipp://{'a' * 64}/x",
        f"ipp://{'a.' * 35_000}/x",
        "ipp://.desk/x",
        "ipp://desk:0/x",
        "ipp://desk:70000/x",
        "ipp://user:secret@desk/x",
        "ipp://desk\u202e/x",
        "ipp://desk\n/x",
        "ipp://[fe80::zz]/x",
        "ipp:desk",
        "://",
    ],
)
def test_addresses_that_are_none(typed: str) -> None:
    with pytest.raises(UnknownName, match="is not the address of a printer") as told:
        Printer(typed)
    assert len(str(told.value)) < 500


def test_an_address_has_at_most_1023_letters() -> None:
    longest = "ipp://desk/".ljust(1023, "x")
    assert wire.address(longest).uri == longest
    with pytest.raises(ValueError, match="too long"):
        wire.address(f"{longest}x")


def test_an_address_that_does_not_answer_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(socket.socket):
        def connect(self, place: tuple[str, int]) -> None:  # type: ignore[override]
            if place[0] == "nobody":
                time.sleep(self.gettimeout() or 60)
                raise TimeoutError
            super().connect(place)

    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 2.0)
    with fake_printers.wire(telling(http(b"done"))) as uri:
        to = wire.address(uri)
        about = (socket.AF_INET, socket.SOCK_STREAM, 0, "")
        found = [(*about, ("nobody", 631)), (*about, ("127.0.0.1", to.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        monkeypatch.setattr(socket, "socket", Silent)
        assert wire.ask(to, b"", self_signed=False).body == b"done"


def test_a_name_that_is_looked_up_for_ever_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = threading.Event()
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: waiting.wait(20) or [])
    try:
        with pytest.raises(wire.NoReply, match="it took too long") as told:
            wire.ask(wire.address("ipp://desk.example"), b"", self_signed=False)
        assert not told.value.sent
        assert not waiting.is_set()
    finally:
        waiting.set()


def test_a_name_without_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(wire.NoReply, match="name or service not known"):
        wire.ask(wire.address("ipp://desk.example"), b"", self_signed=False)


def test_the_zone_is_looked_up_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def look_up(host: str, port: int, **_: object) -> list[object]:
        asked.append((host, port))
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    printer = Printer("ipp://[fe80::1%25eth0]/ipp/print")
    with pytest.raises(CannotPrint):
        printer.look()
    assert asked == [("fe80::1%eth0", 631)]
    assert wire._host(printer.address) == "[fe80::1]:631"


# -- TLS ---------------------------------------------------------------------------------------------------------------


def test_a_certificate_that_a_printer_made_itself_is_taken_only_when_asked() -> None:
    with fake_printers.wire(telling(http(WILLING)), tls=True) as uri:
        with pytest.raises(
            CannotPrint, match=r"certificate of ipps://.* is not to be trusted: .*--self-signed accepts"
        ):
            Printer(uri).look()
        assert Printer(uri, self_signed=True).look().media == frozenset({"A4"})


def test_a_certificate_that_is_trusted_must_bear_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(fake_printers.SELF_SIGNED))
    with fake_printers.wire(telling(http(WILLING)), tls=True) as uri:
        with pytest.raises(CannotPrint, match=r"is not to be trusted: .*127\.0\.0\.1"):
            Printer(uri.replace("localhost", "127.0.0.1")).look()
        assert Printer(uri).look().media == frozenset({"A4"})


def test_self_signed_wants_an_address_with_tls(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["print", "-c", "cramps", "--self-signed", "--printer", "ipp://desk/"]) == 2
    assert "--self-signed goes with an address: --printer ipps://" in capsys.readouterr().err


def test_a_printer_without_tls_is_told_as_such() -> None:
    def talk(line: socket.socket) -> None:
        line.recv(1000)
        line.sendall(http(b"", "400 Bad Request"))

    with fake_printers.wire(talk) as uri, pytest.raises(CannotPrint, match="write ipp:// instead of ipps://"):
        Printer(uri.replace("ipp:", "ipps:")).look()


def test_a_name_that_no_network_has_is_not_told_as_slow() -> None:
    with pytest.raises(wire.NoReply, match="too long") as told:
        wire.ask(wire.address(f"ipp://[fe80::1%25{'a' * 70}]/"), b"", False)
    assert not told.value.sent


@pytest.mark.parametrize(
    ("status", "head", "expected"),
    [
        ("426 Upgrade Required", "", r"with TLS \(HTTP status 426\) \(write ipps://localhost:\d+/ipp/print\)"),
        ("301 Moved", "Location: https://desk/\r\n", r"with TLS \(HTTP status 301\) \(write ipps://"),
        ("302 Found", "Location: http://desk/\x1b[2J\r\n", "not at .* any more .*it names http://desk/"),
        ("404 Not Found", "", "is no printer .HTTP status 404. .many printers are at"),
        ("403 Forbidden", "", "does not let this machine print"),
        ("401 Unauthorized", "", "wants a name and a password"),
        ("413 Too Large", "", "too large"),
        ("500 Internal Server Error", "", "failed .HTTP status 500."),
        ("204 No Content", "", "is no printer .HTTP status 204."),
    ],
)
def test_what_http_says_counts_whatever_the_body_is(status: str, head: str, expected: str) -> None:
    with (
        fake_printers.wire(telling(http(WILLING if "204" not in status else b"", status, head))) as uri,
        pytest.raises(CannotPrint, match=expected) as told,
    ):
        Printer(uri).look()
    assert "\x1b" not in str(told.value)


# -- no end ------------------------------------------------------------------------------------------------------------


def slowly(data: bytes) -> Talk:
    def talk(line: socket.socket) -> None:
        fake_printers.request(line)
        for byte in data:
            line.sendall(bytes([byte]))
            time.sleep(0.05)

    return talk


def for_ever(head: bytes, again: bytes) -> Talk:
    def talk(line: socket.socket) -> None:
        fake_printers.request(line)
        line.sendall(head)
        while True:
            line.sendall(again)

    return talk


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
FULL = b"x" * 65_536


@pytest.mark.parametrize("talk", [slowly(http(WILLING)), slowly(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)])
def test_slow_bytes_are_not_waited_for_longer_than_the_deadline(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 1.0)
    with fake_printers.wire(talk) as uri:
        begun = time.monotonic()
        with pytest.raises(CannotPrint, match="it took too long"):
            Printer(uri).look()
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "talk",
    [
        for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        for_ever(HEAD, b"X: y\r\n" * 1000),
        for_ever(HEAD + b"X: ", FULL),
        for_ever(HEAD + b"\r\n", FULL),
        for_ever(HEAD + b"Content-Length: -5\r\n\r\n", FULL),
        for_ever(HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", FULL),
        for_ever(HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", FULL),
        for_ever(CHUNKED + b"-5\r\n", FULL),
        for_ever(CHUNKED + b"ffffffffffffffff\r\n", FULL),
        for_ever(CHUNKED, b"1\r\nx\r\n" * 1000),
        for_ever(CHUNKED + b"zz\r\n", FULL),
        for_ever(CHUNKED + b"0\r\n", b"X: y\r\n" * 1000),
    ],
)
def test_no_answer_is_read_further_than_the_bound(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 30.0)
    with fake_printers.wire(talk) as uri:
        begun = time.monotonic()
        with pytest.raises(CannotPrint) as told:
            Printer(uri).look()
        assert "it took too long" not in str(told.value)
        assert time.monotonic() - begun < 20


def test_what_a_printer_says_at_length_is_cut_in_messages() -> None:
    many = tuple(f"odd-{n}-warning" for n in range(9000))
    about = (*fake_printers.IDLE, Attribute(ipp.KEYWORD, "printer-state-reasons", many))
    passed = {ipp.UNSUPPORTED: [Attribute(ipp.KEYWORD, name, ("x",)) for name in (*many, "y" * 5000)]}
    number = {ipp.JOB: [Attribute(ipp.INTEGER, "job-id", (7,))]}
    taken = ipp.encode(1, {ipp.OPERATION: fake_printers.ENGLISH, **passed, **number})
    with fake_printers.wire(telling(http(fake_printers.answer(0, *about)), http(taken))) as uri:
        printer = Printer(uri)
        assert len(printer.look().warning) < 310
        receipt = printer.send(Job("cramps", b"", "iso_a4_210x297mm", "one-sided", 1))
    assert receipt == ("7", many[:12])


def test_a_printer_that_takes_no_bytes_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 0.3)
    monkeypatch.setattr(wire, "SLOWEST", 1 << 30)
    with fake_printers.wire(lambda _: time.sleep(5)) as uri, pytest.raises(wire.NoReply) as told:
        wire.ask(wire.address(uri), bytes(1 << 25), self_signed=False)
    assert not told.value.sent


def test_a_large_document_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "ANSWER_TIMEOUT", 0.2)
    monkeypatch.setattr(wire, "SLOWEST", 10_000)

    def talk(line: socket.socket) -> None:
        fake_printers.request(line)
        time.sleep(0.5)
        line.sendall(http(b"done"))

    with fake_printers.wire(talk) as uri:
        assert wire.ask(wire.address(uri), bytes(10_000), self_signed=False).body == b"done"


def test_an_answer_before_all_is_sent_is_heard() -> None:
    def talk(line: socket.socket) -> None:
        line.recv(1000)
        line.sendall(http(b"", "413 Too Large"))
        line.shutdown(socket.SHUT_WR)
        while line.recv(1 << 16):
            pass

    with fake_printers.wire(talk) as uri:
        assert wire.ask(wire.address(uri), bytes(1 << 22), self_signed=False).status == 413


def test_a_document_that_did_not_go_out_whole_cannot_be_printed() -> None:
    def talk(line: socket.socket) -> None:
        line.recv(1000)

    with fake_printers.wire(talk) as uri, pytest.raises(wire.NoReply) as told:
        wire.ask(wire.address(uri), bytes(1 << 24), self_signed=False)
    assert not told.value.sent


# -- versions ----------------------------------------------------------------------------------------------------------


def other_version(version: bytes) -> bytes:
    return http(ipp.encode(ipp.OTHER_VERSION, {ipp.OPERATION: fake_printers.ENGLISH}, version))


@pytest.mark.parametrize("version", [b"\x01\x01", b"\x01\x00"])
def test_a_printer_is_asked_again_in_the_version_that_it_speaks(version: bytes) -> None:
    told: list[bytes] = []
    answers = (other_version(version), http(WILLING), http(TAKEN))
    with fake_printers.wire(telling(*answers, told=told)) as uri:
        assert run(["print", "-c", "cramps", "--printer", uri]) == 0
    assert [asked.partition(b"\r\n\r\n")[2][:4] for asked in told] == [
        b"\x02\x00\x00\x0b",
        version + b"\x00\x0b",
        version + b"\x00\x02",
    ]


def test_a_printer_that_speaks_no_version_of_ours() -> None:
    refused = other_version(b"\x02\x00")
    with (
        fake_printers.wire(telling(refused, refused, refused)) as uri,
        pytest.raises(CannotPrint, match=r"it speaks IPP 2\.0, and answers to none of 2\.0 and 1\.1 and 1\.0"),
    ):
        Printer(uri).look()


def test_a_printer_that_says_which_version_it_speaks_and_then_nothing() -> None:
    with (
        fake_printers.wire(telling(other_version(b"\x01\x01"), http(b""))) as uri,
        pytest.raises(CannotPrint, match=r"speaks only IPP 1\.1"),
    ):
        Printer(uri).look()
