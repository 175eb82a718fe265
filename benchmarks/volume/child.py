"""One task of one peer in a process of its own; prints what it took as JSON.

python child.py PEER one|files|book KIT PEOPLE OUT
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any


def main(name: str, task: str, kit: str, people: str, out: str) -> None:
    """The clock starts when the libraries are imported."""
    if Path("/proc/self/oom_score_adj").exists():  # who asks for more memory than there is goes first
        Path("/proc/self/oom_score_adj").write_text("1000")
    module = import_module(f"{name}_peer")
    start, cpu = perf_counter(), process_time()
    peer = module.Peer(Path(kit))
    told = TASKS[task](peer, Path(people), Path(out), start)
    print(json.dumps({"seconds": perf_counter() - start, "cpu": process_time() - cpu, "memory": memory(), **told}))


def files(peer: Any, people: Path, out: Path, start: float) -> dict[str, float]:
    """A file for everyone; `first` is when the first is written."""
    first = 0.0
    for n, content in enumerate(peer.files(people)):
        with open(f"{out}/{n:06}.pdf", "wb", buffering=0) as file:
            if isinstance(content, tuple):
                os.writev(file.fileno(), content)
            else:
                file.write(content)
        first = first or perf_counter() - start
    return {"first": first}


def book(peer: Any, people: Path, out: Path, start: float) -> dict[str, float]:
    """One file of everyone."""
    peer.book(people, out)
    return {}


def one(peer: Any, people: Path, out: Path, start: float) -> dict[str, float]:
    """One file of the first."""
    import people as table

    out.write_bytes(peer.one(next(table.read(people))))
    return {}


def note(peer: Any, people: Path, out: Path, start: float) -> dict[str, float]:
    """By which part a note of forty words slows stamping, in memory and to files."""
    return {"slower": peer.noted(people, None), "slower_written": peer.noted(people, out.parent)}


TASKS = {"files": files, "book": book, "one": one, "note": note}


def memory() -> int:
    """The most that this process ever held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage counts what the parent held before this program began, too
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
