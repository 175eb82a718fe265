"""Closes the front desk to all but its own page: what a browser lets other pages send is refused before it is read.

Other sites can make a browser send requests here, and with a name of theirs that they lead to this computer (DNS
rebinding) even read the answers. Against that stand the exact names of this host, Origin and Sec-Fetch-Site (W3C, Fetch
Metadata), content types that no form can send, and a token that nobody else knows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from secrets import compare_digest
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

API = "/api/"
MOST_AT_ONCE = 32  # requests that are worked on or wait
MOST_PASSED_OVER, PASSED_OVER_TIME = 1 << 16, 1.0  # bytes and seconds of a body that is refused
JSON, BYTES = "application/json", "application/octet-stream"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Refusal(NamedTuple):
    """Why a request is refused: its status (RFC 9110), and a sentence."""

    status: int
    why: str


class Guard:
    """Lets the requests of the own page through to an app; `hosts` are what this host is called, with its port, and
    `uploads` the addresses that take files."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], token: str, uploads: frozenset[str]):
        self.app, self.hosts, self.token, self.uploads = app, hosts, token.encode(), uploads
        self.origins = frozenset(f"http://{host}" for host in hosts)
        self.busy = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses, or has the app answer."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def closed(message: Message) -> None:
            if message["type"].endswith(".start"):
                added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                kept = [(name, value) for name, value in message.get("headers", ()) if name.decode() not in HEADERS]
                message["headers"] = [*kept, *added]
            await send(message)

        refusal = self.refusal(scope["method"], scope["path"], _headers(scope))
        if refusal is None and self.busy >= MOST_AT_ONCE:
            refusal = Refusal(429, "too many requests at once")
        if refusal:
            await _passed_over(receive)
            await _say(refusal, scope, receive, closed)
            return
        self.busy += 1
        try:
            await self.app(scope, receive, closed)
        finally:
            self.busy -= 1

    def refusal(self, method: str, path: str, headers: Mapping[str, list[str]]) -> Refusal | None:
        """Why a request is refused, or None."""
        if headers.get("host", []) not in [[host] for host in self.hosts]:
            return Refusal(403, "this address belongs to the computer that handouts serve runs on")
        if path.startswith(API):
            return self._closed(method, path, headers)
        if method not in ("GET", "HEAD"):
            return Refusal(405, "only GET is answered here")
        navigated = headers.get("sec-fetch-mode", [""]) == ["navigate"]
        if path == "/" and navigated and headers.get("sec-fetch-dest", ["document"]) == ["document"]:
            return None  # the empty page, which has nothing of the data in it
        return self._foreign(headers, ("same-origin", "none"))

    def _foreign(self, headers: Mapping[str, list[str]], sites: tuple[str, ...]) -> Refusal | None:
        """Where a browser says that another site asks."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if (site is None or (len(site) == 1 and site[0] in sites)) and (
            origin is None or (len(origin) == 1 and origin[0] in self.origins)
        ):
            return None
        return Refusal(403, "another site asks for this")

    def _closed(self, method: str, path: str, headers: Mapping[str, list[str]]) -> Refusal | None:
        """What reads data or acts."""
        if method != "POST":
            return Refusal(405, "only POST is answered here")
        if headers.get("origin") is None:
            return Refusal(403, "the request does not say where it comes from")
        if foreign := self._foreign(headers, ("same-origin",)):
            return foreign
        given = headers.get("authorization", [""])
        scheme, _, token = given[0].partition(" ")
        if len(given) != 1 or scheme != "Bearer" or not compare_digest(token.strip().encode(), self.token):
            return Refusal(401, "the token is another: open the address that handouts serve has printed")
        wanted = BYTES if path in self.uploads else JSON
        kinds = [kind.partition(";")[0].strip().casefold() for kind in headers.get("content-type", [])]
        if kinds != [wanted]:
            return Refusal(415, f"the content should be {wanted}")
        return None


def _headers(scope: Scope) -> dict[str, list[str]]:
    """All values of each header by its name in small letters."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


async def _passed_over(receive: Receive) -> None:
    """Reads a short body, so that whoever sends it is still there for the answer; gives up on others."""
    size = 0

    async def read() -> None:
        nonlocal size
        while size <= MOST_PASSED_OVER:
            message = await receive()
            size += len(message.get("body", b""))
            if not message.get("more_body"):
                return

    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(read(), PASSED_OVER_TIME)


async def _say(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    from starlette.responses import JSONResponse, PlainTextResponse

    if scope["path"].startswith(API):
        fault = {"field": None, "message": refusal.why, "hint": None, "place": None, "warning": False}
        await JSONResponse({"faults": [fault]}, refusal.status)(scope, receive, send)
    else:
        await PlainTextResponse(f"{refusal.why}\n", refusal.status)(scope, receive, send)
