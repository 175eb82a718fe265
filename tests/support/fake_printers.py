"""Stand-ins for a print system and for a network printer, to see what is said where things go wrong."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from handouts.printing import ipp
from handouts.printing.ipp import Attribute

# What the commands of CUPS 2.4 print for one idle printer that is the default.
SAID = {
    "lpstat -r": "scheduler is running",
    "lpstat -e": "Desk",
    "lpstat -d": "system default destination: Desk",
    "lpstat -l -p Desk": "printer Desk is idle.  enabled since Sun Nov 22 11:59:25 2026\n\tAlerts: none",
    "lpstat -a Desk": "Desk accepting requests since Sun Nov 22 11:59:25 2026",
    "lpoptions -p Desk -l": "PageSize/Media Size: *A4 Letter\nDuplex/Duplex: *None DuplexNoTumble",
    "lp": "request id is Desk-1 (0 file(s))",
}


ENGLISH = (Attribute(ipp.CHARSET, "attributes-charset", ("utf-8",)),)
IDLE = (
    Attribute(ipp.ENUM, "printer-state", (3,)),
    Attribute(ipp.KEYWORD, "printer-state-reasons", ("none",)),
    Attribute(ipp.BOOLEAN, "printer-is-accepting-jobs", (1,)),
    Attribute(ipp.KEYWORD, "media-supported", ("iso_a4_210x297mm", "iso_a5_148x210mm")),
    Attribute(ipp.KEYWORD, "sides-supported", ("one-sided",)),
    Attribute(ipp.MIME, "document-format-supported", ("application/pdf", "image/urf")),
)
PRINTER = 0x04


def answer(status: int, *about: Attribute, group: int = PRINTER) -> bytes:
    """What a printer sends. It is encoded as a request: the status stands where the operation does."""
    return ipp.encode(status, {ipp.OPERATION: ENGLISH, group: about})


TAKEN = answer(1, Attribute(ipp.INTEGER, "job-id", (7,)), group=ipp.JOB)
WILLING = (answer(0, *IDLE), TAKEN)


def commands(folder: Path, **said: str) -> Path:
    """A folder with commands lp, lpstat and lpoptions that say what CUPS says; lp keeps what it is given."""
    folder.mkdir(exist_ok=True)
    answers = SAID | {words.replace("_", " "): text for words, text in said.items()}
    for name in ("lp", "lpstat", "lpoptions"):
        cases = [
            f"'{words}'*) printf '%s\\n' '{text}';;" for words, text in answers.items() if words.split()[0] == name
        ]
        keep = f'echo "$@" >> {folder}/words\ncat >> {folder}/paper\n' if name == "lp" else ""
        text = f'#!/bin/sh\n{keep}case "{name} $*" in\n' + "\n".join(cases) + "\nesac\n"
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    return folder


def take(monkeypatch: pytest.MonkeyPatch, folder: Path, **said: str) -> Path:
    """Makes such commands those of this process; gives their folder, which is `bin` in another."""
    made = commands(folder / "bin", **said)
    monkeypatch.setenv("PATH", f"{made}{os.pathsep}{os.environ['PATH']}")
    return made


@contextmanager
def printer(*answers: bytes, status: int = 200) -> Iterator[tuple[str, list[bytes]]]:
    """A printer that gives these answers one after the other: its address, and what it was told."""
    told: list[bytes] = []
    waiting = list(answers)

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])))
            body = waiting.pop(0) if waiting else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"ipp://127.0.0.1:{server.server_port}/ipp/print", told
        server.shutdown()


# A key and the certificate that it made itself, for `localhost`; for tests alone.
SELF_SIGNED = Path(__file__).parent / "tls" / "self-signed.pem"


@contextmanager
def wire(talk: Callable[[socket.socket], None], tls: bool = False) -> Iterator[str]:
    """A printer that does with each connection what `talk` does: its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(SELF_SIGNED)

    def listen() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            Thread(target=answer_one, args=(line,), daemon=True).start()

    def answer_one(line: socket.socket) -> None:
        with suppress(OSError), line:
            if not tls:
                talk(line)
                return
            with context.wrap_socket(line, server_side=True) as secured:
                talk(secured)

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=listen, daemon=True).start()
        yield f"ipp{'s' * tls}://localhost:{server.getsockname()[1]}/ipp/print"
        server.shutdown(socket.SHUT_RDWR)


def request(line: socket.socket) -> bytes:
    """A whole request, with the length that its head tells."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += some(line)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += some(line)
    return head + b"\r\n\r\n" + body


def some(line: socket.socket) -> bytes:
    """What comes next; raises OSError where the other side has hung up, which ends the talk."""
    if data := line.recv(1 << 16):
        return data
    raise ConnectionResetError


def until_it_hangs_up(line: socket.socket) -> None:
    """Says nothing for as long as the other side listens."""
    while line.recv(1 << 16):
        pass


def http(body: bytes, status: str = "200 OK", head: str = "") -> bytes:
    """An answer of HTTP."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode() + body


def telling(
    *answers: bytes, told: list[bytes] | None = None, then: Callable[[socket.socket], None] = lambda line: None
) -> Callable[[socket.socket], None]:
    """What gives an answer to each request, a connection for each, keeps in `told` what it was told, and when there is
    no answer left does something else: it hangs up."""
    waiting = list(answers)

    def talk(line: socket.socket) -> None:
        asked = request(line)
        if told is not None:
            told.append(asked)
        if waiting:
            line.sendall(waiting.pop(0))
        else:
            then(line)

    return talk
