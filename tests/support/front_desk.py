"""A front desk on a port of its own, and a browser's page that asks it."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from handouts.desk.server import Address, listen, server_of
from handouts.desk.session import NO_SETTINGS, Session, Settings
from handouts.desk.stock import Places, Stock
from handouts.paths import builtin

ABSENT = "absent"  # in place of a header's value: the header is left out


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def faults(self) -> list[tuple[str | None, str]]:
        return [(fault["field"], fault["message"]) for fault in self.json["faults"]]


class Page:
    """The page as its browser speaks for it; its own files lie in `folder`."""

    def __init__(self, address: Address, session: Session, folder: Path, server: Any):
        self.address, self.session, self.folder, self.server = address, session, folder, server
        self.port = address.listening.getsockname()[1]

    def begin(self, files: Mapping[str, str]) -> None:
        """Has these files in its folder, and no others."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        for name, text in files.items():
            (self.folder / name).write_text(text, "utf-8")
        self.session.look()

    def end(self) -> None:
        """Waits until nobody asks it for anything more, and drops what was handed in; what it has made of the data
        stays."""
        self.session.jobs.forget()
        asking = self.server.server_state
        for _ in range(400):
            if not asking.connections and not asking.tasks:
                break
            time.sleep(0.025)
        assert not asking.tasks
        self.session.lists.forget()
        self.session.jobs.forget()
        self.session.logos = {}

    def ask(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        """One request, with these headers and Host."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            given = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                if value != ABSENT:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    @property
    def own(self) -> dict[str, str]:
        """The headers that the page's requests have."""
        return {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Sec-Fetch-Site": "same-origin",
            "Authorization": f"Bearer {self.address.token}",
            "Content-Type": "application/json",
        }

    def post(self, path: str, asked: object, **headers: str) -> Reply:
        """What the page's script asks for."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        body = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        return self.ask("POST", path, body, {**self.own, **more})


def own_leaflet(folder: Path, title: str, like: str = "cramps") -> Path:
    """Writes a leaflet into a folder of one's own, after one that is built in, and gives its file: no one has reviewed
    it, and its id is made of its title."""
    id = title.lower().replace(" ", "-")
    text = (builtin() / "conditions" / f"{like}.yaml").read_text("utf-8")
    for line, other in (("id: .*", f"id: {id}"), ("title: .*", f"title: {title}"), ("aliases: .*\n", "")):
        text = re.sub(rf"^{line}", other, text, count=1, flags=re.MULTILINE)
    path = folder / "conditions" / f"{id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@contextmanager
def front_desk(
    folder: Path, data: tuple[Path, ...] = (), clinic: Path | None = None, settings: Settings = NO_SETTINGS
) -> Iterator[Page]:
    """A front desk whose own files lie in a folder."""
    own = data[-1] if data else folder / "our-data"
    stock = Stock(Places(data, clinic or folder / "our-clinic.yaml", own, clinic is not None))
    address = listen(0)
    session = Session(stock, settings)
    server = server_of(session, address)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [address.listening]})
    thread.start()
    try:
        yield Page(address, session, folder, server)
    finally:
        server.should_exit = True
        thread.join(20)
        address.listening.close()
        assert not thread.is_alive()
