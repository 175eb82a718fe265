"""One question to a network printer and its answer over HTTP, with one deadline and one bound for all of it.

http.client alone waits anew for each byte, follows `100 Continue` without end and believes any length. Here the socket
under it counts: what comes, and how long that takes, whatever is said of its length.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from threading import Thread
from time import monotonic
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote, unquote, urlsplit

PORT = 631
ANSWER_TIMEOUT = 30.0  # seconds for a whole request: finding the way, asking and being answered
SLOWEST = 50_000  # bytes a second at which a document must go out, on top of that
MOST = 1 << 20  # bytes of an answer, with all that stands before it
LONGEST = 1023  # letters of an address: RFC 8011 clause 5.1.6


# What the system says of an address: family, kind, protocol, its canonical name, and the place to connect to.
Found: TypeAlias = tuple[Any, Any, int, str, Any]


class Address(NamedTuple):
    """Where a printer is. uri: what it is called when it is spoken to, in ASCII and without the zone of an address."""

    host: str  # as it is looked up, with the zone of an IPv6 address
    port: int
    path: str
    tls: bool
    uri: str


class Reply(NamedTuple):
    """The status of HTTP, the address that it sends us on to or nothing, and the body."""

    status: int
    location: str
    body: bytes


class NoReply(Exception):
    """None came. sent: whether the request went out whole, so that it may have been obeyed."""

    def __init__(self, reason: str, sent: bool, certificate: bool = False):
        super().__init__(reason)
        self.reason, self.sent, self.certificate = reason, sent, certificate


def address(text: str) -> Address:
    """An address as typed, taken apart; raises ValueError where it is none."""
    if len(text) > LONGEST or not text.isprintable() or " " in text:
        raise ValueError("too long, or with blanks")
    parts = urlsplit(text)
    if parts.scheme not in ("ipp", "ipps") or not parts.hostname or parts.port == 0 or "@" in parts.netloc:
        raise ValueError("no printer's")
    host = unquote(parts.hostname)  # RFC 6874: a zone begins with %25; many write %
    shown = f"[{host.partition('%')[0]}]" if ":" in host else host.encode("idna").decode("ascii")
    port = parts.port or PORT
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~") or "/"
    path += f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    uri = f"{parts.scheme}://{shown}{'' if port == PORT else f':{port}'}{'' if path == '/' else path}"
    return Address(host if ":" in host else shown, port, path, parts.scheme == "ipps", uri)


def ask(to: Address, request: bytes, self_signed: bool) -> Reply:
    """RFC 8010 clause 4: a request is the body of an HTTP POST. Raises NoReply."""
    line = _Line(to, monotonic() + ANSWER_TIMEOUT + len(request) / SLOWEST)
    try:
        line.open(self_signed)
        line.request("POST", to.path, request, {"Host": _host(to), "Content-Type": "application/ipp"})
        answer = line.getresponse()
        return Reply(answer.status, answer.getheader("Location") or "", answer.read(MOST))
    except ssl.SSLCertVerificationError as error:
        raise NoReply(error.verify_message, False, certificate=True) from None
    except ssl.SSLError as error:
        why = (error.reason or str(error)).replace("_", " ").lower()
        raise NoReply(f"TLS failed: {why}", line.sent) from None
    except TimeoutError:
        raise NoReply("it took too long", line.sent) from None
    except (OSError, HTTPException, ValueError) as error:  # ValueError: a length that is no number
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise NoReply(reason[:200].lower(), line.sent) from None
    finally:
        line.hang_up()


class _Line(HTTPConnection):
    """A connection that hangs up when its time is over."""

    def __init__(self, to: Address, end: float):
        super().__init__(to.host, to.port)
        self.to, self.end = to, end
        self.wire: socket.socket | None = None  # http.client forgets it before the body is read
        self.sent = self.cut = False

    def open(self, self_signed: bool) -> None:
        """Connect to the first of the host's addresses that answers."""
        found = _looked_up(self.to, self.left())
        fault: OSError = OSError("the name has no address")
        for others, (family, kind, protocol, _, place) in zip(range(len(found), 0, -1), found, strict=True):
            bare = socket.socket(family, kind, protocol)
            try:
                bare.settimeout(self.left() / others)  # so that there is time for the others too
                bare.connect(place)
                bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                bare.settimeout(self.left())
                self.wire = _secured(bare, self.to, self_signed) if self.to.tls else bare
                self.sock = _Timed(self.wire, self)
                return
            except ssl.SSLError:
                bare.close()
                raise
            except OSError as error:
                bare.close()
                fault = error
        raise fault

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self.wire:
            self.wire.close()

    def left(self) -> float:
        """The seconds until the end; raises TimeoutError."""
        left = self.end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def getresponse(self) -> HTTPResponse:
        self.sent = not self.cut
        return super().getresponse()


def _looked_up(to: Address, seconds: float) -> Sequence[Found]:
    """The addresses of a host; raises TimeoutError where that takes too long, for the system's own limit may be
    minutes, OSError and ValueError."""
    found: list[Sequence[Found] | OSError | ValueError] = []

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as error:  # ValueError: a name that no network has
            found.append(error)

    thread = Thread(target=look_up, daemon=True)  # which keeps no process from ending
    thread.start()
    thread.join(seconds)
    if not found:
        raise TimeoutError
    if isinstance(found[0], OSError | ValueError):
        raise found[0]
    return found[0]


def _host(to: Address) -> str:
    """The host as the printer is told it."""
    return f"{urlsplit(to.uri).netloc.removesuffix(f':{to.port}')}:{to.port}"


def _secured(bare: socket.socket, to: Address, self_signed: bool) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    if self_signed:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(bare, server_hostname=to.host.partition("%")[0])


class _Timed:
    """What http.client needs of a socket."""

    def __init__(self, wire: socket.socket, line: _Line):
        self.wire, self.line = wire, line

    def sendall(self, data: Any) -> None:
        view = memoryview(data)
        while view:
            self.wire.settimeout(self.line.left())
            try:
                view = view[self.wire.send(view[: 1 << 16]) :]
            except (BrokenPipeError, ConnectionResetError):
                self.line.cut = True  # it has heard enough: what it answers tells why
                return

    def makefile(self, *_: object) -> BufferedReader:
        return BufferedReader(_Counted(self.wire, self.line))

    def close(self) -> None:
        """http.client closes a socket when it has the head of the last answer; the body is still to be read."""


class _Counted(RawIOBase):
    """Reads from a socket as long as there is time, and no more than MOST."""

    def __init__(self, wire: socket.socket, line: _Line):
        self.wire, self.line, self.room = wire, line, MOST

    def readable(self) -> bool:
        return True

    def readinto(self, space: Any) -> int:
        if not self.room:
            raise OSError(f"its answer is longer than {MOST >> 10} KiB")
        self.wire.settimeout(self.line.left())
        count = self.wire.recv_into(memoryview(space)[: self.room])
        self.room -= count
        return count
