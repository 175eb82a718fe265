"""Nobody but the page itself reads or does anything at the front desk."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.front_desk import ABSENT, Page, front_desk

from handouts.desk import app, guard, server
from handouts.desk.handlers import HANDLERS, UPLOADS

SHEET = {"names": ["cramps"], "fields": {"name": "Ann Lee"}}
ELSEWHERE = "https://evil.example"


def test_own_page_is_answered(desk: Page) -> None:
    assert desk.post("/api/preview", SHEET).status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example:{port}"}, 403),  # DNS rebinding: the browser believes that the name is ours
        ({"Host": "127.0.0.1.evil.example:{port}"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Host": "0.0.0.0:{port}"}, 403),
        ({"Origin": ELSEWHERE}, 403),
        ({"Origin": "null"}, 403),  # a sandboxed frame, a file
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": ABSENT}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": ABSENT}, 415),
        ({"Authorization": ABSENT}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": "Bearer " + "A" * 43}, 401),
        ({"Authorization": "Basic {token}"}, 401),
        ({"Authorization": "Bearer {token}x"}, 401),
        ({"Authorization": "Bearer ümläut"}, 401),
    ],
    ids=str,
)
def test_others_are_refused(desk: Page, headers: dict[str, str], status: int) -> None:
    told = {"{port}": str(desk.port), "{token}": desk.address.token, "ü": "Ã¼"}  # a header is bytes
    filled = dict(headers)
    for place, text in told.items():
        filled = {name: value.replace(place, text) for name, value in filled.items()}
    for address in (*HANDLERS, *UPLOADS):
        kind = {"Content-Type": "application/octet-stream"} if address in UPLOADS else {}
        answer = desk.ask("POST", address, b"{}", {**desk.own, **kind, **filled})
        assert answer.status == status, address
        assert b"cramps" not in answer.body


def test_a_request_has_a_host(desk: Page) -> None:
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_what_acts_is_only_posted(desk: Page, method: str) -> None:
    assert desk.ask(method, "/api/preview", b"{}", desk.own).status == 405


def test_no_other_site_may_ask_by_name(desk: Page) -> None:
    """A browser asks first whether it may (CORS); nothing says yes."""
    answer = desk.ask("OPTIONS", "/api/about", headers={"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"})
    assert answer.status >= 400
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_two_hosts_or_two_origins_are_none(desk: Page) -> None:
    for name, other in (("Host", "evil.example"), ("Origin", ELSEWHERE), ("Authorization", "Bearer x")):
        own = {"Host": f"127.0.0.1:{desk.port}", **desk.own}
        head = "".join(f"{n}: {v}\r\n" for n, v in [*own.items(), (name, other), ("Content-Length", "2")])
        with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as connection:
            connection.sendall(f"POST /api/about HTTP/1.1\r\n{head}\r\n{{}}".encode())
            assert int(connection.recv(100).split()[1]) in (400, 401, 403)


def test_shell_is_navigated_to_from_anywhere_and_is_empty(desk: Page) -> None:
    clicked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    answer = desk.ask("GET", "/", headers=clicked)
    assert answer.status == 200
    assert desk.address.token.encode() not in answer.body


def test_browser_is_led_to_the_token_once(tmp_path: Path) -> None:
    """Other users of this computer see the words of the command that opens a browser."""
    with front_desk(tmp_path) as page:
        assert page.address.token not in page.address.url_once
        path = page.address.url_once.partition(str(page.port))[2]
        foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        assert page.ask("GET", path, headers=foreign).status == 403
        assert page.ask("GET", f"{path}x").status == 410
        first, second = page.ask("GET", path), page.ask("GET", path)
        assert (first.status, first.headers["location"]) == (303, f"/#token={page.address.token}")
        assert (second.status, "location" in second.headers) == (410, False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Origin": ELSEWHERE},
        {"Host": "evil.example"},
    ],
    ids=str,
)
def test_shell_and_its_files_are_for_no_other_page(desk: Page, headers: dict[str, str]) -> None:
    assert desk.ask("GET", "/", headers=headers).status == 403
    assert desk.ask("GET", "/fonts.css", headers=headers).status == 403


@pytest.mark.parametrize("path", ["/", "/fonts.css", "/nowhere", "/api/nowhere", "/api/about"])
def test_every_answer_is_closed_and_not_kept(desk: Page, path: str) -> None:
    headers = desk.ask("GET", path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "set-cookie" not in headers
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../../pyproject.toml",
        "/..%2f..%2fpyproject.toml",
        "/%2e%2e/%2e%2e/app.py",
        "/fonts/../../errors.py",
        "/fonts/..%2f..%2ferrors.py",
        "//etc/passwd",
        "/fonts/%00",
        "/page/../app.py",
        "/..\\..\\app.py",
        "/index.html",
        "/static/../",
        "/fonts",
        "http://evil.example/",
    ],
)
def test_only_addresses_of_the_list_have_files(desk: Page, path: str) -> None:
    answer = desk.ask("GET", path)
    assert answer.status in (400, 404)
    assert answer.body in (b"there is nothing here\n", b"Not Found", b"Invalid HTTP request received.")


def test_large_body_is_refused_before_it_is_read(desk: Page) -> None:
    head = "".join(f"{n}: {v}\r\n" for n, v in {"Host": f"127.0.0.1:{desk.port}", **desk.own}.items())
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as connection:
        connection.sendall(f"POST /api/about HTTP/1.1\r\n{head}Content-Length: {app.MOST_JSON + 1}\r\n\r\n".encode())
        answer = b""
        while b"the request is larger than 256 KiB" not in answer:
            answer += connection.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_large_body_of_unknown_length_is_refused(desk: Page) -> None:
    head = "".join(f"{n}: {v}\r\n" for n, v in {"Host": f"127.0.0.1:{desk.port}", **desk.own}.items())
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as connection:
        connection.sendall(f"POST /api/about HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        piece = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
        try:
            for _ in range(40):
                connection.sendall(piece)
        except OSError:  # it has hung up
            return
        assert b" 413 " in connection.recv(100)


def test_slow_body_is_given_up(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "BODY_TIME", 0.3)
    head = "".join(f"{n}: {v}\r\n" for n, v in {"Host": f"127.0.0.1:{desk.port}", **desk.own}.items())
    with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as connection:
        connection.sendall(f"POST /api/about HTTP/1.1\r\n{head}Content-Length: 100\r\n\r\n{{".encode())
        assert b" 408 " in connection.recv(100)


def test_only_so_many_requests_are_worked_on_at_once(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_AT_ONCE", 1)
    begun, go_on = threading.Event(), threading.Event()

    def search(*_: object) -> dict[str, object]:
        begun.set()
        go_on.wait(10)
        return {}

    monkeypatch.setitem(HANDLERS, "/api/search", search)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(desk.post, "/api/search", {})
        assert begun.wait(10)
        second = desk.post("/api/preview", SHEET)
        go_on.set()
        assert first.result(20).status == 200
    assert (second.status, second.faults) == (429, [(None, "too many requests at once")])
    assert desk.post("/api/preview", SHEET).status == 200


def test_only_so_many_connections_are_open_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 3)
    with front_desk(tmp_path) as page:
        others = [socket.create_connection(("127.0.0.1", page.port), timeout=10) for _ in range(3)]
        assert page.ask("GET", "/").status == 503
        for other in others:
            other.close()
        for _ in range(100):
            if (answer := page.ask("GET", "/")).status == 200:
                break
            time.sleep(0.02)
        assert answer.status == 200


def test_who_does_not_say_what_for_is_hung_up_on(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEAD_TIME", 0.3)
    for begin in (b"", b"GET / HTTP/1.1\r\nHost: "):
        with socket.create_connection(("127.0.0.1", desk.port), timeout=10) as connection:
            before = time.monotonic()
            connection.sendall(begin)
            assert connection.recv(100) == b""
            assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b'"x"', b"\xff", b"[" * 100_000, b'{"a":' * 50_000], ids=lambda b: b[:9]
)
def test_what_is_no_object_is_a_sentence(desk: Page, body: bytes) -> None:
    answer = desk.post("/api/preview", body)
    assert (answer.status, answer.faults) == (422, [(None, "the request is no JSON object")])


def test_listens_on_this_computer_alone(desk: Page) -> None:
    assert desk.address.listening.getsockname()[0] == "127.0.0.1"
