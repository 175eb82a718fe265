"""An hour's use: memory stays flat, and no handle is lost."""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path

import pytest
from support import fake_printers
from support.front_desk import front_desk

LINUX = Path("/proc/self/statm")
PREVIEWS, PRINTS, LISTS, PEOPLE = 2_000, 200, 20, 500
ROUNDS = 4  # of which the first fills what is kept
SAME = 20  # looks at the open files, one second in all, between which none is closed any more
GROWTH = 6.0  # MB in all rounds after the first


def taken() -> tuple[float, int]:
    """Memory in MB, and open files, of this process, once the server has closed its connections."""
    gc.collect()
    handles = list[int]()
    while len(handles) < SAME or len(set(handles[-SAME:])) > 1:
        handles.append(len(os.listdir("/proc/self/fd")))
        time.sleep(0.05)
    pages = int(LINUX.read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20, handles[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="what a process takes is looked up in /proc")
def test_memory_is_flat_and_no_handle_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins = fake_printers.take(monkeypatch, tmp_path)
    rows = "".join(f"Person {n},cramps\n" for n in range(PEOPLE))
    found: list[tuple[float, int]] = []
    with front_desk(tmp_path) as page:
        for _ in range(ROUNDS):
            for n in range(PREVIEWS // ROUNDS):
                names = [("cramps", "sciatica", "knee-pain", "ST-36")[n % 4]]
                sheet = {"names": names, "fields": {"name": f"Ann {n} Lee"}}
                assert page.post("/api/preview", sheet).status == 200
            for n in range(PRINTS // ROUNDS):
                assert page.post("/api/print", {"names": ["cramps"], "fields": {"name": f"Ann {n}"}}).status == 200
            for _ in range(LISTS // ROUNDS):
                content = f"name,condition\n{rows}".encode()
                table = page.post("/api/table", content, Content_Type="application/octet-stream").json["table"]
                job = page.post("/api/table/make", {"table": table, "as": "pdf"}).json["job"]
                while page.post("/api/job", {"job": job}).json["state"] == "running":
                    time.sleep(0.02)
                assert page.post("/api/job/result", {"job": job}).body.startswith(b"%PDF")
            page.session.forget()
            (stand_ins / "paper").unlink()
            found.append(taken())
    assert found[-1][0] - found[0][0] < GROWTH, found
    assert found[-1][1] == found[0][1], found
