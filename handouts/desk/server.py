"""The front desk on a port of this computer: taken for itself alone, served until it is stopped."""

from __future__ import annotations

import asyncio
import errno
import os
import secrets
import socket
from typing import TYPE_CHECKING, Any, NamedTuple

from handouts.errors import CannotWrite, Problem, needs

if TYPE_CHECKING:
    import uvicorn

    from handouts.desk.session import Session

ONCE = "/open/"  # what stands before the code in its address
HEAD_TIME = 10  # seconds in which a request's head is to have come
KEPT_OPEN = 30  # seconds that a connection waits for the next request
MOST_CONNECTIONS = 64
LARGEST_HEAD = 1 << 14  # bytes
LEFT = 3  # seconds that requests have left when it is stopped
TAKEN = (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))
DENIED = (errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES))
NO_ADDRESS = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
FIRST_FREE = 1024  # the ports below are the system's


class Address(NamedTuple):
    """Where the front desk is: a socket that listens, the names of this computer with the port, the token, and a code
    that leads to the address with the token once."""

    listening: socket.socket
    hosts: frozenset[str]
    token: str
    once: str

    @property
    def url(self) -> str:
        """The address for a person. What stands behind # is not sent anywhere."""
        return f"{self._page}#token={self.token}"

    @property
    def url_once(self) -> str:
        """The address for the command that opens a browser: other users of this computer see the words of commands."""
        return f"{self._page}{ONCE.removeprefix('/')}{self.once}"

    @property
    def _page(self) -> str:
        port = self.listening.getsockname()[1]
        name = "[::1]" if self.listening.family == socket.AF_INET6 else "127.0.0.1"
        return f"http://{name}:{port}/"


def listen(port: int, host: str = "127.0.0.1") -> Address:
    """A port of this computer, which no other can reach; 0 takes any that is free. Raises CannotWrite where it cannot
    be had."""
    try:
        listening = _listening(port, host)
    except OSError as error:
        raise CannotWrite([_refusal(port, host, error)]) from None
    port = listening.getsockname()[1]
    names = ("[::1]", "localhost") if ":" in host else ("127.0.0.1", "localhost")
    hosts = {f"{name}:{port}" for name in names} | ({*names} if port == 80 else set())
    return Address(listening, frozenset(hosts), secrets.token_urlsafe(32), secrets.token_urlsafe(32))


def _listening(port: int, host: str) -> socket.socket:
    """A socket that listens; raises OSError."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name == "nt":  # there, the other option would let a second program take it too
            listening.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # past connections do not hold it
        listening.bind((host, port))
        listening.listen(MOST_CONNECTIONS)
    except OSError:
        listening.close()
        raise
    return listening


def _refusal(port: int, host: str, error: OSError) -> Problem:
    """Why a port cannot be had, and what to do."""
    why, hint = (error.strerror or str(error)).lower(), ""
    if error.errno in TAKEN or (os.name == "nt" and error.errno in DENIED):  # which Windows says of a taken one too
        why = "it is taken"
        hint = f"handouts serve may be running already: look for its window, or add --port {port % 65535 + 1}"
    elif error.errno in DENIED:
        low = port < FIRST_FREE
        hint = f"ports below {FIRST_FREE} are for the system: take a higher one" if low else "take another with --port"
    elif error.errno in NO_ADDRESS:
        why, hint = f"this computer has no address {host}", "leave out --host"
    return Problem(f"cannot serve on port {port}: {why}", None, hint)


def check_installed() -> None:
    """Raises NotInstalled where a library lacks."""
    try:
        import starlette  # noqa: F401 - just to see whether they are there
        import uvicorn  # noqa: F401
    except ImportError:
        raise needs("the front desk", "starlette and uvicorn", "desk") from None


def serve(session: Session, address: Address) -> None:
    """Answers until it is stopped; raises KeyboardInterrupt then."""
    server_of(session, address).run(sockets=[address.listening])


def server_of(session: Session, address: Address) -> uvicorn.Server:
    """What answers; without logs, and with bounds on what a connection may take."""
    import uvicorn
    from uvicorn.protocols.http.h11_impl import H11Protocol

    from handouts.desk.app import make_app

    class Protocol(H11Protocol):
        """Closes connections over which no request comes."""

        late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._await_head()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._await_head()

        def _await_head(self) -> None:
            """Gives a head its time, from its first byte on."""
            if self.cycle is not None and not self.cycle.response_complete:
                self._be_patient()
            elif self.late is None:
                self.late = asyncio.get_running_loop().call_later(HEAD_TIME, self.transport.close)

        def _be_patient(self) -> None:
            if self.late is not None:
                self.late.cancel()
                self.late = None

        def connection_lost(self, exc: Exception | None) -> None:
            self._be_patient()
            super().connection_lost(exc)

    config = uvicorn.Config(
        make_app(session, address.hosts, address.token, address.once),
        http=Protocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEPT_OPEN,
        timeout_graceful_shutdown=LEFT,
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )
    return uvicorn.Server(config)
