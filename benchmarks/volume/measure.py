"""Measures how fast personal cards are made, by handouts and by others, and keeps the figures in a JSON file.

    python benchmarks/volume/measure.py [--few 300] [--many 10000] [--rounds 5] [--folder /dev/shm] [-o FILE]

Every task runs in a process of its own (child.py), and the programs take turns, so that a busy moment of the machine
meets all. What takes minutes (SLOW) runs once. table.py turns the figures into words.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]

import people  # noqa: E402
import table  # noqa: E402
from kit import ASSETS  # noqa: E402

PEERS = ("typst", "weasy", "fpdf", "platypus")
SLOW = frozenset({"weasy", "fpdf", "platypus"})
PACKAGES = ("handouts", "typst", "weasyprint", "fpdf2", "reportlab")
COLD_ROUNDS, MANY_ROUNDS = 9, 3
MEMORY = "/dev/shm"  # a disk takes now a thousand files a second and now four, whoever wrote them
TYPST_PAGE = 2_000_000  # bytes of memory that Typst takes for each page of one file, and some to spare

Figures = dict[str, Any]


class Task(NamedTuple):
    """One program's turn: `kind` is files, book, one or note; `number` is how many people."""

    peer: str
    kind: str
    number: int


class Bench:
    """Where everything lies: the kit, the tables of people, the lists of sizes, and what is written."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder, self.rounds = folder, rounds
        self.kit, self.out = folder / "kit", folder / "out"
        self.kit.mkdir()
        self.env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        self.env["PYTHONPATH"] = os.pathsep.join([str(HERE), str(HERE.parent)])
        self.env["HANDOUTS_CACHE"] = str(folder / "cache")

    def prepare(self, counts: Iterable[int]) -> None:
        """Writes the kit in another process, so that this one stays small, and the tables of people."""
        code = "import sys, kit, ours_peer, pathlib; kit.write(ours_peer.blank(), pathlib.Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", code, self.kit], check=True, env=self.env)
        for count in counts:
            people.write(self.people(count), people.rows(count))

    def people(self, count: int) -> Path:
        return self.folder / f"people-{count}.csv"

    def sizes(self, kind: str, count: int) -> Path:
        return self.folder / f"sizes-{kind}-{count}.json"

    def turns(self, tasks: Sequence[Task], rounds: int) -> Iterator[Figures]:
        """Figures of tasks that take turns; slow ones only take the first."""
        for nth in range(rounds):
            for task in tasks:
                if nth == 0 or task.peer not in SLOW:
                    yield self.run(task)

    def run(self, task: Task) -> Figures:
        """One task in a fresh process, on a disk that has nothing left to do."""
        rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        out = self.out if task.kind == "files" else self.out / "out.pdf"
        table = self.sizes(task.kind, task.number) if task.peer == "raw" else self.people(task.number)
        os.sync()
        command = [sys.executable, HERE / "child.py", task.peer, task.kind, self.kit, table, out]
        if task.peer == "merge":
            where = "-o" if task.kind == "files" else "--single"
            command = [sys.executable, "-m", "handouts", "merge", table, "--condition", "cramps", where, out]
        start = perf_counter()
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.env
        )
        said = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        whole = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{task.peer}, {task.kind}: exit {process.returncode}")
        if task.peer == "merge":
            unit = 1 if sys.platform == "darwin" else 1024
            said = json.dumps({"seconds": whole, "first": 0, "memory": used.ru_maxrss * unit}).encode()
        sizes = [file.stat().st_size for file in sorted(self.out.iterdir())]
        self._verify(task, sizes)
        found = {**task._asdict(), "whole": whole, "bytes": sum(sizes), **json.loads(said)}
        print(told(found), file=sys.stderr)
        return found

    def _verify(self, task: Task, sizes: list[int]) -> None:
        """Whether everyone has one page; sizes of ours are kept for the raw cost."""
        if task.peer == "ours" and task.kind in ("files", "book"):
            self.sizes(task.kind, task.number).write_text(json.dumps(sizes))
        if task.peer == "raw" or task.kind == "note":
            return
        files = sorted(self.out.iterdir())
        wanted = task.number if task.kind == "book" else 1
        # In another process: what this one has ever held counts as held by those that it starts.
        code = "import pikepdf, sys; print(len(pikepdf.open(sys.argv[1]).pages))"
        pages = int(subprocess.run([sys.executable, "-c", code, files[-1]], check=True, capture_output=True).stdout)
        if pages != wanted:
            raise SystemExit(f"{task.peer}: {pages} pages in {files[-1].name}, not {wanted}")
        if task.kind == "files" and len(files) != task.number:
            raise SystemExit(f"{task.peer}: {len(files)} files, not {task.number}")

    def merges(self) -> bool:
        """Whether the command that does it all is there."""
        command = [sys.executable, "-m", "handouts", "merge", "--help"]
        return subprocess.run(command, capture_output=True, check=False, env=self.env).returncode == 0

    def cold(self, rounds: int) -> Iterator[Figures]:
        """Whole processes that make one card which is not personal, or for some a person's."""
        self.out.mkdir(exist_ok=True)
        out = str(self.out / "cold.pdf")
        build = ["-m", "handouts", "build", "--condition", "cramps", "-o", out]
        typst = [str(HERE / "typst_cold.py"), str(self.kit / "blank.typ"), str(ASSETS), out]
        child = [str(HERE / "child.py"), "PEER", "one", str(self.kit), str(self.people(1)), out]
        commands = {"ours, first": build, "ours": build, "typst": typst}
        commands |= {name: [name if word == "PEER" else word for word in child] for name in PEERS[1:]}
        for nth in range(rounds + 1):
            for name, command in commands.items():
                if name == "ours, first":
                    rmtree(self.env["HANDOUTS_CACHE"], ignore_errors=True)
                start = perf_counter()
                with suppress(FileNotFoundError):
                    Path(out).unlink()
                subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, env=self.env)
                found = {"peer": name, "kind": "cold", "count": 1, "whole": perf_counter() - start}
                if nth:  # the first of each fills caches
                    yield {**found, "bytes": Path(out).stat().st_size}


def main() -> None:
    """Measures all, and prints the table."""
    asked = _asked()
    with TemporaryDirectory(prefix="volume-", dir=asked.folder) as folder:
        bench = Bench(Path(folder), asked.rounds)
        bench.prepare((1, asked.few, asked.many))
        figures: list[Figures] = []
        found = {"machine": _machine(), "few": asked.few, "many": asked.many, "figures": figures}
        for figure in _measured(bench, asked.few, asked.many):
            figures.append(figure)
            asked.o.write_text(json.dumps(found, indent=1), encoding="utf-8")
        found["machine"]["busy"] = f"load {os.getloadavg()[0]:.0f} at the end"
        asked.o.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(table.told(found))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=300, help="cards that everyone makes")
    parser.add_argument("--many", type=int, default=10_000, help="cards that the fast ones make too")
    parser.add_argument("--rounds", type=int, default=5, help="runs of the fast ones")
    parser.add_argument(
        "--folder", default=MEMORY if Path(MEMORY).is_dir() else None, help="where to write; in memory by default"
    )
    parser.add_argument("-o", type=Path, default=ROOT / "output" / "volume.json", help="where the figures go")
    return parser.parse_args()


def _measured(bench: Bench, few: int, many: int) -> Iterator[Figures]:
    yield from bench.cold(COLD_ROUNDS)
    for kind in ("files", "book"):
        yield from bench.turns([Task(peer, kind, few) for peer in ("ours", "typst", "raw", *PEERS[1:])], bench.rounds)
        fast = ("ours", "raw", "merge") if bench.merges() else ("ours", "raw")
        yield from bench.turns([Task(peer, kind, many) for peer in fast], MANY_ROUNDS)
    if _free() > TYPST_PAGE * many:
        yield bench.run(Task("typst", "book", many))
    else:
        print(f"no room for Typst with {many} pages: it takes {TYPST_PAGE * many / 1e9:.0f} GB", file=sys.stderr)
    yield from bench.turns([Task("ours", "note", 1)], bench.rounds)


def told(found: Figures) -> str:
    """A line on one run, for who waits."""
    return f"{found['peer']:9} {found['kind']:6} {found['count']:6} {found['seconds']:8.2f} s"


def _free() -> int:
    """Bytes of memory that nobody needs."""
    lines = Path("/proc/meminfo").read_text().splitlines() if Path("/proc/meminfo").exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")), 0)


def _machine() -> dict[str, str]:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    return {
        "date": date.today().isoformat(),
        "processor": f"{os.cpu_count()} x {name}",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": ", ".join(f"{package} {version(package)}" for package in PACKAGES[1:]),
    }


if __name__ == "__main__":
    main()
