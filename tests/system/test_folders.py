"""Whose a PDF file is, by its first identifier; and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import samples

from handouts.system.folders import identifier
from handouts.write.pdf import document

OURS = document.write(samples.card())


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (OURS, "ours"),
        (OURS + b"\n", "ours"),
        (OURS[:-8], None),  # what a power cut leaves
        (OURS[:100], None),
        (b"", None),
        (b"\0" * 4000, None),
        (b"precious", ""),
        (b"%PDF-1.4\ntrailer <</ID [(a) (b)]>>\nstartxref\n9\n%%EOF\nmore", ""),
    ],
)
def test_a_file_tells_whose_it_is(tmp_path: Path, data: bytes, known: str | None) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    found = identifier(str(path))
    assert (found if known != "ours" else len(found or "")) == (known if known != "ours" else 32)


def test_what_is_no_file_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a.pdf")
    assert identifier(str(tmp_path)) is None
    assert identifier(str(tmp_path / "link")) is None
    assert identifier(str(tmp_path / "none")) is None
