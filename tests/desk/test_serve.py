"""The command opens the front desk on this computer, says where it is and how to stop it, and says plainly why not."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.front_desk import front_desk

from handouts.commands import serve as command
from handouts.commands.app import run
from handouts.desk import server
from handouts.desk.session import Session, Settings
from handouts.desk.stock import Places, Stock

ROOT = Path(__file__).parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program as somebody starts it, and its address."""
    told = [sys.executable, "-m", "handouts", "serve", "--no-open", "--port", "0", *words]
    with subprocess.Popen(
        told, cwd=folder, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline()
        finally:
            process.kill()


def test_it_says_where_it_is_and_how_to_stop_it_and_stops(tmp_path: Path) -> None:
    with served(tmp_path) as (process, line):
        found = re.fullmatch(r"The front desk: (http://127\.0\.0\.1:(\d+)/)#token=[\w-]{43}\n", line)
        assert found
        assert process.stdout
        assert "Ctrl-C" in process.stdout.readline()
        with socket.create_connection(("127.0.0.1", int(found[2])), timeout=20) as connection:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{found[2]}\r\nConnection: close\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, "", "stopped\n")
    assert list(tmp_path.iterdir()) == []


def test_faults_of_data_are_told_as_by_other_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "clinic.yaml").write_text("nam: x\n", "utf-8")
    assert run(["serve", "--no-open", "--port", "0", "--clinic", str(tmp_path / "clinic.yaml")]) == 1
    assert "unknown key 'nam'" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example", ""])
def test_other_computers_are_not_served_and_it_is_said_why(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--host", host]) == 2
    assert "Names of patients are typed on this page" in capsys.readouterr().err


def test_second_one_on_the_same_port_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with front_desk(tmp_path) as page:
        assert run(["serve", "--no-open", "--port", str(page.port)]) == 4
        assert page.post("/api/about", {}).status == 200  # the first goes on
    told = capsys.readouterr().err
    assert f"cannot serve on port {page.port}: it is taken (handouts serve may be running already" in told
    assert f"--port {page.port + 1}" in told


def test_second_program_on_the_same_port_ends_with_a_sentence_and_the_first_goes_on(tmp_path: Path) -> None:
    with served(tmp_path) as (first, line):
        port = line.partition("#")[0].strip("/").rpartition(":")[2]
        with served(tmp_path, "--port", port) as (second, nothing):
            out, err = second.communicate(timeout=30)
        assert (second.returncode, nothing, out) == (4, "", "")
        assert err.startswith(f"error: cannot serve on port {port}: it is taken (handouts serve may be running already")
        assert err.count("\n") == 1
        assert first.poll() is None
        with socket.create_connection(("127.0.0.1", int(port)), timeout=20) as connection:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 200 ")


def test_settings_are_what_views_begin_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Settings] = []
    monkeypatch.setattr(server, "serve", lambda session, address: found.append(session.settings))
    monkeypatch.chdir(tmp_path)
    assert run(["serve", "--no-open", "--port", "0"]) == 0
    (tmp_path / "handouts.yaml").write_text("paper: letter\nprinter: Backroom\n", "utf-8")
    assert run(["serve", "--no-open", "--port", "0"]) == 0
    assert found == [Settings(None, None), Settings("letter", "Backroom")]


def test_what_lacks_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["serve", "--no-open"]) == 4
    assert capsys.readouterr().err == (
        "error: the front desk needs starlette and uvicorn (install it with: pip install 'handouts[desk]')\n"
    )


def test_browser_is_opened_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    command._open_browser("http://127.0.0.1/")
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    command._open_browser("http://127.0.0.1/")
    assert opened == ["http://127.0.0.1/"]


def test_names_of_this_computer_are_exact() -> None:
    address = server.listen(0)
    with address.listening:
        port = address.listening.getsockname()[1]
        assert address.hosts == {f"127.0.0.1:{port}", f"localhost:{port}"}
        assert address.url.startswith(f"http://127.0.0.1:{port}/#token=")
    other = server.listen(0)
    with other.listening:
        assert address.token != other.token


def test_a_changed_file_is_noticed_said_and_read(tmp_path: Path) -> None:
    clinic = tmp_path / "our-clinic.yaml"
    session = Session(Stock(Places((), clinic, tmp_path / "our-data")))
    first = session.work
    assert session.look() is False
    assert session.work is first
    clinic.write_text("name: Harbour Street\n", "utf-8")
    assert session.look() is True
    assert session.work.opened.clinic
    assert session.work.opened.clinic.name == "Harbour Street"
    assert session.work.opened.build != first.opened.build
    clinic.write_text("nam: Harbour Street\n", "utf-8")
    assert session.look() is True
    told = [fault.message for fault in session.work.opened.faults]
    assert told[0] == "the data has changed and has faults: what was there before is used"
    assert "unknown key 'nam'" in told
    assert session.work.opened.clinic.name == "Harbour Street"
    clinic.unlink()
    assert session.look() is True
    assert session.work.opened.clinic is None
    assert session.work.opened.faults == ()


def test_page_hears_of_changed_data_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from handouts.desk import app

    monkeypatch.setattr(app, "LOOK_EVERY", 0.1)
    with front_desk(tmp_path) as page:
        before = page.post("/api/about", {}).json["build"]
        (tmp_path / "our-clinic.yaml").write_text("name: Harbour Street\n", "utf-8")
        for _ in range(100):
            time.sleep(0.1)
            if page.post("/api/state", {}).json["build"] != before:
                break
        about = page.post("/api/about", {}).json
        assert about["clinic"]["name"] == "Harbour Street"
        (tmp_path / "our-clinic.yaml").write_text("nam: Harbour Street\n", "utf-8")
        for _ in range(100):
            time.sleep(0.1)
            if faults := page.post("/api/state", {}).json["faults"]:
                break
        assert faults[0]["message"] == "the data has changed and has faults: what was there before is used"
        assert all(fault["warning"] for fault in faults)
        preview = page.post("/api/preview", {"names": ["cramps"], "fields": {"name": "Ann"}}).json
        assert preview["faults"] == faults
        assert "Harbour\xa0Street" in preview["pages"][0]


def test_all_is_forgotten_when_nobody_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from handouts.desk import app

    monkeypatch.setattr(app, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(app, "IDLE", 0.3)
    with front_desk(tmp_path) as page:
        page.post("/api/table", b"name,condition\nAnn,cramps\n", Content_Type="application/octet-stream")
        assert page.session.lists.known
        for _ in range(100):
            time.sleep(0.1)
            page.post("/api/state", {})  # which the page asks by itself
            if not page.session.lists.known:
                break
        assert not page.session.lists.known


def test_nothing_personal_is_written_or_told(tmp_path: Path) -> None:
    """Not on the terminal, not in a file of its folder, of the cache or of the temporary folder."""
    places = {name: tmp_path / name for name in ("here", "cache", "temporary")}
    for place in places.values():
        place.mkdir()
    told = [sys.executable, "-m", "handouts", "serve", "--no-open", "--port", "0"]
    env = {**ENV, "HANDOUTS_CACHE": str(places["cache"]), "TMPDIR": str(places["temporary"])}
    with subprocess.Popen(
        told, cwd=places["here"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        port, token = re.findall(r":(\d+)/#token=(\S+)", line)[0]
        sheet = b'{"names": ["cramps"], "fields": {"name": "Quentin Zwiebel", "time": "Zwiebel hours"}}'
        for path, body, kind in (
            ("/api/preview", sheet, "application/json"),
            ("/api/pdf", sheet.replace(b"Zwiebel hours", b""), "application/json"),
            ("/api/table", b"name,condition,Zwiebel\nQuentin Zwiebel,cramps,Zwiebel\n", "application/octet-stream"),
        ):
            head = (
                f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
                f"Authorization: Bearer {token}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
                "Connection: close\r\n\r\n"
            )
            with socket.create_connection(("127.0.0.1", int(port)), timeout=30) as connection:
                connection.sendall(head.encode() + body)
                assert connection.recv(20).startswith(b"HTTP/1.1 200")
                while connection.recv(1 << 16):
                    pass
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert "Zwiebel" not in out + err
    assert [path for place in places.values() for path in place.rglob("*")] == []
