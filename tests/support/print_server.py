"""A print system of the tests' own: a CUPS server on loopback, with its files in one folder, and a printer to print on.

The printer is ippeveprinter, which the makers of CUPS use to try theirs. It hands every job to a script that keeps the
document and what was asked for it. Nothing of the machine's own print system is touched.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

import pypdfium2
import pytest
from PIL import Image, ImageChops

NEEDED = {  # command: Debian's package
    "cupsd": "cups-daemon",
    "lp": "cups-client",
    "lpadmin": "cups-client",
    "ippeveprinter": "cups-ipp-utils",
    "dbus-daemon": "dbus-daemon",
}
FILTERS = [Path("/usr/lib/cups/filter", name) for name in ("pdftopdf", "universal")]  # of cups-filters 1 and 2
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
PATIENCE = 30.0
T = TypeVar("T")

FILES = """
ServerRoot {0}/root
StateDir {0}/state
CacheDir {0}/cache
RequestRoot {0}/spool
TempDir {0}/tmp
AccessLog {0}/access.log
ErrorLog {0}/error.log
PageLog {0}/page.log
Sandboxing relaxed
"""
SERVER = """
Listen 127.0.0.1:{0}
Browsing No
WebInterface No
DefaultAuthType None
LogLevel info
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
# What ippeveprinter starts for each job: it says in the environment what was asked for (IPP_COPIES and the like).
KEEP = """#!/bin/sh
name={0}/$(basename "$1" .pdf)
env > "$name.env"
cp "$1" "$name.part"
mv "$name.part" "$name.pdf"
"""


class Printed(NamedTuple):
    """A document that came out, and what was asked for it by names such as IPP_COPIES."""

    data: bytes
    wishes: Mapping[str, str]


class Desk(NamedTuple):
    """The print system: its queue is 'Desk'."""

    server: str  # for CUPS_SERVER
    uri: str  # of the printer itself
    folder: Path

    def run(self, *words: str) -> str:
        """What a command of CUPS says to this server."""
        env = {**os.environ, "CUPS_SERVER": self.server, "PATH": PATH, "LC_ALL": "C"}
        return subprocess.run(words, check=True, capture_output=True, text=True, env=env, timeout=PATIENCE).stdout

    def printed(self, count: int) -> list[Printed]:
        """All that has come out, once it is so many."""
        papers = self.folder / "papers"
        files = _wait(lambda: found if len(found := sorted(papers.glob("*.pdf"))) >= count else None, "a printed job")
        return [Printed(file.read_bytes(), _wishes(file.with_suffix(".env"))) for file in files]

    def jobs(self) -> set[str]:
        """Every job that there ever was, by its number: those that wait and those that are done."""
        return {line.split()[0] for line in self.run("lpstat", "-W", "all", "-o").splitlines() if line.strip()}

    def take(self, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        """Makes it the print system of this process, with nothing printed yet; in a home lpoptions keeps a person's own
        default printer."""
        monkeypatch.setenv("CUPS_SERVER", self.server)
        monkeypatch.setenv("HOME", str(home))
        for name in ("LPDEST", "PRINTER"):
            monkeypatch.delenv(name, raising=False)
        for file in (self.folder / "papers").iterdir():
            file.unlink()


def _wishes(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line.startswith("IPP_") and "=" in line)


def missing() -> list[str]:
    """The Debian packages that a print system needs and that are not here."""
    lacking = {package for command, package in NEEDED.items() if not shutil.which(command, path=PATH)}
    return sorted(lacking | (set() if any(f.exists() for f in FILTERS) else {"cups-filters"}))


REQUIRED = os.environ.get("HANDOUTS_PRINTING") == "required"
LEFT_OUT = bool(missing()) and not REQUIRED
WHY = f"printing is not tried: there is no print server (make printing installs {' '.join(missing())})"


@contextmanager
def serve() -> Iterator[Desk]:
    """A print system that runs as long as it is looked at."""
    assert not missing(), f"printing must be tried here, and these packages are missing: {missing()}"
    folder = Path(tempfile.mkdtemp(prefix="handouts-print-"))
    folder.chmod(0o711)  # the server's filters run as a user of their own, where it was started by root
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        for name in ("root", "state", "cache", "spool", "tmp", "papers", "jobs"):
            (folder / name).mkdir()
        cups, port = _free(), _free()
        bus = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus"}  # without which Debian's ippeveprinter ends
        _start(
            stack, folder, ("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={folder}/bus")
        )
        _wait((folder / "bus").exists, "the message bus")
        keep = folder / "keep"
        keep.write_text(KEEP.format(folder / "papers"), "utf-8")
        keep.chmod(0o755)
        printer = ("ippeveprinter", "-2", "-r", "off", "-n", "localhost", "-p", str(port), "-d", str(folder / "jobs"))
        _start(stack, folder, (*printer, "-f", "application/pdf", "-c", str(keep), "Virtual"), bus)
        (folder / "cupsd.conf").write_text(SERVER.format(cups), "utf-8")
        (folder / "cups-files.conf").write_text(FILES.format(folder), "utf-8")
        _start(stack, folder, ("cupsd", "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/cups-files.conf"))
        desk = Desk(f"127.0.0.1:{cups}", f"ipp://localhost:{port}/ipp/print", folder)
        _wait(lambda: _listens(port) and _listens(cups), "the print server")
        desk.run("lpadmin", "-p", "Desk", "-E", "-v", desk.uri, "-m", "everywhere")
        yield desk


def page(data: bytes, number: int = 0) -> Image.Image:
    """A page as it is painted."""
    picture: Image.Image = pypdfium2.PdfDocument(data)[number].render(scale=1.5).to_pil().convert("RGB")
    return picture


def same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pages are one. CUPS's filter moves a page by 0.0002 points, which changes a few pixels where an edge
    lies, in large print a hundred, by up to 69 levels of grey; another figure changes some by twice as many."""
    assert one.size == other.size
    differing = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(differing[2:]) <= 250 and not any(differing[96:])


def _start(stack: ExitStack, folder: Path, words: tuple[str, ...], more: Mapping[str, str] | None = None) -> None:
    """Start a process that ends with the stack."""
    with (folder / f"{words[0]}.out").open("wb") as out:
        env = {**os.environ, "PATH": PATH, **(more or {})}
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env)
    stack.callback(process.wait, PATIENCE)
    stack.callback(process.terminate)


def _free() -> int:
    with socket.socket() as spot:
        spot.bind(("127.0.0.1", 0))
        port: int = spot.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as spot:
        return spot.connect_ex(("127.0.0.1", port)) == 0


def _wait(look: Callable[[], T | None], what: str) -> T:
    """What `look` finds, once it finds something."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, f"{what} did not come within {PATIENCE:.0f} seconds"
        time.sleep(0.05)
    return found


if __name__ == "__main__":
    if lacking := missing():
        sys.exit(f"missing: {' '.join(lacking)}")
    with serve() as desk:
        print(f"export CUPS_SERVER={desk.server}\n# the printer itself: {desk.uri}\n# Ctrl-C ends it", flush=True)
        with suppress(KeyboardInterrupt):
            time.sleep(10**6)
