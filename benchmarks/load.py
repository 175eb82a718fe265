"""Puts `handouts merge` under load and into trouble, and prints what happened and whether it held.

    python benchmarks/load.py [--rows 100000] [--kills 20] [--folder /tmp]

As root a small file system in memory is mounted to be full or to refuse; others get what comes nearest, and are told.
Exits with 1 where anything broke.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Timer
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent / "volume"))

import people

MIB = 2**20
FLAT = 24 * MIB  # how much more memory ten times the rows may take
BLOCK = 4096
FULL_AT, FULL_ROWS = 5_000, 7_500
KILL_ROWS, SEED = 2_000, 20261122
LIMITED = (
    "import os, resource as r, sys; r.setrlimit(r.RLIMIT_FSIZE, [int(sys.argv[1])] * 2);"
    "os.execv(sys.argv[2], sys.argv[2:])"
)
FOREVER = 86_400.0  # s
CANNOT_WRITE = 4  # the exit code
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

Found = dict[str, tuple[int, bytes]]  # size and digest of each file, by name


class Run(NamedTuple):
    """One run of the command: its exit code (negative: killed), seconds, peak memory in bytes, and what it said."""

    code: int
    seconds: float
    memory: int
    said: str

    def last(self) -> str:
        """The last line that it said, if it did not end well."""
        lines = self.said.strip().splitlines()
        return f" ({lines[-1]})" if self.code and lines else ""


class Load:
    """Where rows and files lie, and what has broken so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broken = 0
        self.env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        self.env["HANDOUTS_CACHE"] = str(folder / "cache")

    def rows(self, count: int) -> Path:
        """A table of so many people."""
        path = self.folder / f"people-{count}.csv"
        if not path.exists():
            people.write(path, people.rows(count))
        return path

    def merge(self, rows: Path, out: Path, kill: float = FOREVER, limit: int | None = None) -> Run:
        """The command, into a folder, or into one file if `out` ends in .pdf; killed after `kill` seconds; writing no
        file longer than `limit`."""
        where = ["--single" if out.suffix == ".pdf" else "-o", str(out)]
        command = [sys.executable, "-m", "handouts", "merge", str(rows), "--condition", "cramps", *where]
        if limit:
            command = [sys.executable, "-c", LIMITED, str(limit), *command]
        with (self.folder / "said").open("w+b") as errors:
            start = perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=self.env)
            timer = Timer(kill, process.kill)
            timer.start()
            _, status, used = os.wait4(process.pid, 0)
            seconds = perf_counter() - start
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace")
        unit = 1 if sys.platform == "darwin" else 1024  # at most: what this process held when it began one counts too
        return Run(process.returncode, seconds, used.ru_maxrss * unit, said)

    def wanted(self, table: Path, single: bool) -> Found:
        """What a run that nobody disturbs writes."""
        out = place(self.folder / "wanted", single)
        run = self.merge(table, out)
        if run.code:
            raise SystemExit(run.said)
        files = found(out)
        rmtree(self.folder / "wanted")
        return files

    def judge(self, what: str, run: Run, held: bool, out: Path, wanted: Found) -> None:
        """Tells of a run, which also must leave nothing half, and nothing else."""
        there, more = found(out), others(out)
        halves = sum(wanted.get(name) != file for name, file in there.items())
        self.tell(
            held and not halves and not more,
            f"{what}, {kind(out.suffix == '.pdf')}: exit {run.code}, {len(there):,} files there, {halves} of them "
            f"half, {len(more)} others{run.last()}",
        )

    def tell(self, held: bool, words: str) -> None:
        """One line of the report."""
        self.broken += not held
        print(f"{'held' if held else 'BROKEN':7} {words}", flush=True)


def main() -> int:
    """All of it, one after the other."""
    asked = _asked()
    with TemporaryDirectory(prefix="load-", dir=asked.folder) as folder:
        load = Load(Path(folder))
        for single in (False, True):
            flat(load, asked.rows, single)
        for single in (False, True):
            full(load, single)
        refused(load)
        for single in (False, True):
            killed(load, asked.kills, single)
    return 1 if load.broken else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the long run")
    parser.add_argument("--kills", type=int, default=20, help="runs killed, of files and of one file")
    parser.add_argument("--folder", type=Path, default=None, help="where to write; some gigabytes")
    return parser.parse_args()


# -- the trials --------------------------------------------------------------------------------------------------------


def flat(load: Load, rows: int, single: bool) -> None:
    """Ten times the rows in about the same memory."""
    runs = []
    for count in (rows // 10, rows):
        out = place(load.folder / "long", single)
        run = load.merge(load.rows(count), out)
        sizes = [file.stat().st_size for file in files(out)]
        speed = f"{run.seconds:.0f} s, {count / run.seconds:,.0f} a second, {run.memory / MIB:.0f} MiB of memory"
        load.tell(
            run.code == 0 and len(sizes) == (1 if single else count),
            f"{count:,} rows into {kind(single)}: exit {run.code}, {speed}, {sum(sizes) / 1e6:,.0f} MB{run.last()}",
        )
        runs.append(run)
        rmtree(load.folder / "long")
    more = runs[1].memory - runs[0].memory
    load.tell(more < FLAT, f"ten times the rows take {more / MIB:+.0f} MiB; less than {FLAT / MIB:.0f} were asked for")


def full(load: Load, single: bool) -> None:
    """A disk that is full at row 5,000, and has room again."""
    table = load.rows(FULL_ROWS)
    wanted = load.wanted(table, single)
    room = sum(-(-size // BLOCK) * BLOCK for size, _ in wanted.values()) * FULL_AT // FULL_ROWS
    with disk(load.folder / "disk", room) as (folder, mounted):
        out = place(folder, single)
        run = load.merge(table, out, limit=None if mounted else longest(wanted))
        what = "a full disk" if mounted else "files that may not be whole (no small disk can be mounted here)"
        load.judge(what, run, run.code == CANNOT_WRITE, out, wanted)
        if mounted:
            mount("-o", f"remount,size={2 * room + 64 * MIB}", str(folder))
        run = load.merge(table, out)
        load.judge("the rerun with room", run, run.code == 0 and found(out) == wanted, out, wanted)


def longest(wanted: Found) -> int:
    """Too little for the longest file."""
    return max(size for size, _ in wanted.values()) * 2 // 3


def refused(load: Load) -> None:
    """A folder that nobody may write to."""
    table = load.rows(100)
    with disk(load.folder / "disk", MIB) as (folder, mounted):
        if mounted:
            mount("-o", "remount,ro", str(folder))
        elif ROOT:
            print("skipped a read-only folder: root may write everywhere, and cannot mount one here")
            return
        else:
            folder.chmod(0o555)
        for single in (False, True):
            run = load.merge(table, place(folder, single))
            load.judge("a read-only folder", run, run.code == CANNOT_WRITE, place(folder, single), {})


def killed(load: Load, kills: int, single: bool) -> None:
    """Killed at random moments, and run again."""
    table = load.rows(KILL_ROWS)
    wanted = load.wanted(table, single)
    whole = load.merge(table, place(load.folder / "timed", single)).seconds
    rmtree(load.folder / "timed")
    random = Random(SEED)
    counts = Counter[str]()
    for _ in range(kills):
        out = place(load.folder / "killed", single)
        counts["in time"] += load.merge(table, out, kill=random.uniform(0, whole)).code < 0
        there = found(out)
        counts["there"] += len(there)
        counts["half"] += sum(wanted.get(name) != file for name, file in there.items())
        counts["lost"] += load.merge(table, out).code != 0 or found(out) != wanted
        counts["left"] += len(others(out))
        rmtree(load.folder / "killed")
    load.tell(
        not (counts["half"] or counts["lost"] or counts["left"]),
        f"{kills} runs of {KILL_ROWS:,} rows into {kind(single)}, killed at random moments of {whole:.1f} s: "
        f"{counts['in time']} died, {counts['there']:,} files were there by then, {counts['half']} of them half; "
        f"after the reruns {counts['lost']} lacked a row, {counts['left']} other files were left",
    )


# -- files -------------------------------------------------------------------------------------------------------------


def kind(single: bool) -> str:
    return "one file" if single else "files"


def place(folder: Path, single: bool) -> Path:
    """Where a run writes to in a folder, which is made."""
    folder.mkdir(exist_ok=True)
    return folder / "out.pdf" if single else folder


def _folder(out: Path) -> Path:
    return out.parent if out.suffix else out


def files(out: Path) -> list[Path]:
    """The files that carry their final names."""
    return sorted(file for file in _folder(out).iterdir() if file.suffix == ".pdf")


def others(out: Path) -> list[Path]:
    """What else lies there."""
    return [file for file in _folder(out).iterdir() if file.suffix != ".pdf"]


def found(out: Path) -> Found:
    """Size and digest of each file, by name."""
    contents = ((file.name, file.read_bytes()) for file in files(out))
    return {name: (len(content), sha256(content).digest()) for name, content in contents}


@contextmanager
def disk(folder: Path, room: int) -> Iterator[tuple[Path, bool]]:
    """A folder that holds so many bytes and no more, if one can be mounted, else an ordinary one; and which it is."""
    folder.mkdir()
    mounted = ROOT and mount("-t", "tmpfs", "-o", f"size={room}", "handouts", str(folder))
    try:
        yield folder, mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)
        else:
            folder.chmod(0o755)
        rmtree(folder)


def mount(*words: str) -> bool:
    return subprocess.run(["mount", *words], stderr=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
