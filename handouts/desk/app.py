"""The front desk as an application: a body is read within its bounds, and the function of its address answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from secrets import compare_digest
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handouts.desk.faults import Fault, Refused, answers, faults_of, own_fault
from handouts.desk.guard import Guard
from handouts.desk.handlers import HANDLERS, STATE, UPLOADS, Answer, File, TakeFile
from handouts.desk.page_files import page_files
from handouts.desk.session import Session
from handouts.errors import HandoutsError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

MOST_JSON = 1 << 18  # bytes of what the page asks for
BODY_TIME, FILE_TIME = 10.0, 60.0  # seconds in which that, or a file, is to have come
LOOK_EVERY = 2.0  # seconds between two looks for changed files
IDLE = 600.0  # seconds without a request after which all that was handed in is forgotten
PACKED = 3  # of 9: soon done


class Desk:
    """Answers what got through the guard."""

    def __init__(self, session: Session, token: str, once: str):
        self.session, self.files = session, page_files()
        self.token, self.once = token, once
        self.asked = False  # whether anybody has, since all was forgotten
        self.quiet = 0.0  # seconds since

    async def open(self, request: Request) -> Response:
        """Leads a browser to the address with the token, once."""
        code = request.path_params["code"]
        if not self.once or not compare_digest(code.encode(), self.once.encode()):
            told = "this address led here once: open the one that handouts serve has printed\n"
            return Response(told, 410, media_type="text/plain")
        self.once = ""
        return Response(status_code=303, headers={"location": f"/#token={self.token}"})

    async def page(self, request: Request) -> Response:
        """A file of the page."""
        file = self.files.get(request.scope["path"])
        if file is None:
            return Response("there is nothing here\n", 404, media_type="text/plain")
        return Response(file.content, headers={"content-type": file.kind})

    async def api(self, request: Request) -> Response:
        """What a function answers, or what is wrong."""
        if request.url.path != STATE:
            self.quiet, self.asked = 0.0, True
        try:
            upload = UPLOADS.get(request.url.path)
            return _sent(await (self._uploaded(request, upload) if upload else self._answer(request)))
        except Refused as error:
            return JSONResponse({"faults": answers(error.faults)}, error.status)
        except HandoutsError as error:
            return JSONResponse({"faults": answers(faults_of(error))}, 422)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # of our own: told without a word of what was asked for
            return JSONResponse({"faults": answers([own_fault(error)])}, 500)

    async def _answer(self, request: Request) -> Answer:
        asked = _json(await read_body(request, MOST_JSON, BODY_TIME))
        return await run_in_threadpool(HANDLERS[request.url.path], self.session, asked)

    async def _uploaded(self, request: Request, upload: TakeFile) -> Answer:
        """What a function makes of a file; its name and how it is to be read stand in the head, percent-encoded."""
        name = unquote(request.headers.get("x-file-name", ""))
        options = _json(unquote(request.headers.get("x-options", "{}")).encode("utf-8", "replace"))
        content = await read_body(request, upload.most, FILE_TIME)
        return await run_in_threadpool(upload.take, self.session, content, name, options)

    async def watch(self) -> None:
        """Forgets what was handed in when nobody has asked for long and no list is being made; looks for changed
        files. A step that fails is tried again with the next one."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.quiet = 0.0 if self.session.jobs.running else self.quiet + LOOK_EVERY
            if self.asked and self.quiet >= IDLE:
                self.asked = False  # before it is forgotten: what is asked for meanwhile counts
                try:
                    await run_in_threadpool(self.session.forget)
                except Exception:
                    self.asked = True
            with suppress(Exception):
                await run_in_threadpool(self.session.look)


def make_app(session: Session, hosts: frozenset[str], token: str, once: str) -> ASGIApp:
    """The front desk as an ASGI application, for a computer that has these names, each with its port; `once` is the
    code that leads to the address with the token."""
    desk = Desk(session, token, once)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(desk.watch())
        yield
        watching.cancel()
        session.forget()

    routes = [
        *(Route(path, desk.api, methods=["POST"]) for path in (*HANDLERS, *UPLOADS)),
        Route("/open/{code}", desk.open, methods=["GET"]),
        Route("/{path:path}", desk.page, methods=["GET"]),
    ]
    app = GZipMiddleware(Starlette(routes=routes, lifespan=running), 1000, PACKED)
    return Guard(app, hosts, token, frozenset(UPLOADS))


async def read_body(request: Request, most: int, seconds: float) -> bytes:
    """A body of at most so many bytes that comes within so many seconds; raises Refused."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length[:15]) > most:
        raise _too_large(most)
    pieces: list[bytes] = []
    size = 0

    async def read() -> None:
        nonlocal size
        async for piece in request.stream():
            size += len(piece)
            if size > most:
                raise _too_large(most)
            pieces.append(piece)

    try:
        await asyncio.wait_for(read(), seconds)
    except asyncio.TimeoutError:
        raise Refused(408, [Fault(None, f"the request took more than {seconds:g} seconds to come")]) from None
    return b"".join(pieces)


def _too_large(most: int) -> Refused:
    size = f"{most >> 20} MiB" if most >= 1 << 20 else f"{most >> 10} KiB"
    return Refused(413, [Fault(None, f"the request is larger than {size}")])


def _json(body: bytes) -> dict[str, Any]:
    """What a body says; raises Refused where it is no object."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(422, [Fault(None, "the request is no JSON object")])
    return found


def _sent(answer: Answer) -> Response:
    if isinstance(answer, File):
        return Response(answer.content, headers={"content-type": answer.kind})
    return JSONResponse(answer)
