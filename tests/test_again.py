"""An unchanged leaflet is answered from the cache the short way, and the answer is the long way's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts import again

ROOT = Path(__file__).parents[1]
PLAIN = [
    "build -c cramps",
    "build --condition cramps -o leaflets/",
    "build -c cramps --output one.pdf",
    "build -c 'leg cramps' -o ./here//there/",
    "build --point UB-40",
]


def handouts(words: str, folder: Path, *before: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a folder whose cache is its own; `before` are options of Python."""
    folder.mkdir(exist_ok=True)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "HANDOUTS_CACHE": str(folder.parent / "cache")}
    asked = [word.strip("'") for word in words.replace("'leg cramps'", "'leg~cramps'").split()]
    command = [sys.executable, *before, "-m", "handouts", *(word.replace("~", " ") for word in asked)]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("words", PLAIN)
def test_short_way_says_and_writes_what_the_long_way_does(words: str, tmp_path: Path) -> None:
    first = handouts(words, tmp_path / "first")
    made = contents(tmp_path / "first")
    for name in made:
        (tmp_path / "first" / name).write_bytes(b"old")
    second = handouts(words, tmp_path / "first", "-X", "importtime")
    assert first.returncode == second.returncode == 0, first.stderr
    assert first.stdout == second.stdout != b""
    assert contents(tmp_path / "first") == made != {}
    assert b"handouts.again" in second.stderr
    assert b"| click" not in second.stderr
    assert b"handouts.cli" not in second.stderr


@pytest.mark.parametrize(
    "words",
    [
        "",
        "build",
        "build -c cramps -c sciatica",
        "build -c cramps -o ../x.pdf",
        "build --all",
        "build -c",
        "build -c cramps -o -",
        "build -c cramps -o a -o b",
        "build -c cramps --paper letter",
        "build -c cramps --hashes",
        "build -c cramps --no-cache",
        "build -c cramps --data ours",
        "build -c=cramps",
        "build -ccramps",
        "build -p all",
        "build -o x.pdf",
        "list",
        "--help",
    ],
)
def test_what_is_not_quite_plain_is_left_to_the_long_way(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert again.answer(words.split()) is None


def test_what_is_unusual_on_the_disk_is_left_to_the_long_way(tmp_path: Path) -> None:
    """A folder that is not there, a link, a pipe, and what a killed run has left."""
    handouts("build -c cramps", tmp_path / "a")
    whole = (tmp_path / "a/output/cramps.pdf").read_bytes()
    (tmp_path / "a/link.pdf").symlink_to("real.pdf")
    os.mkfifo(tmp_path / "a/pipe.pdf")
    (tmp_path / "a/left").mkdir()
    (tmp_path / "a/left/.handouts-00000000-0.new").write_bytes(b"half")
    for output, code in (("new/x.pdf", 0), ("link.pdf", 0), ("pipe.pdf", 4), ("left", 0)):
        said = handouts(f"build -c cramps -o {output}", tmp_path / "a", "-X", "importtime")
        assert (said.returncode, b"handouts.cli" in said.stderr) == (code, True), output
    assert contents(tmp_path / "a/new") == {"x.pdf": whole}
    assert contents(tmp_path / "a/left") == {"cramps.pdf": whole}
    assert (tmp_path / "a/link.pdf").is_symlink()
    assert (tmp_path / "a/real.pdf").read_bytes() == whole


def test_what_cannot_be_answered_is_left_to_the_long_way(tmp_path: Path) -> None:
    handouts("build -c cramps", tmp_path / "a")
    assert handouts("build -c cramps -o x.svg", tmp_path / "a").returncode == 2
    assert handouts("build -c cramps -p SP-6 -o x.pdf", tmp_path / "a").returncode == 2
    assert handouts("build -c crams", tmp_path / "a").returncode == 2
    (tmp_path / "a" / "file").write_text("")
    said = handouts("build -c cramps -o file/x.pdf", tmp_path / "a")
    assert (said.returncode, said.stderr.count(b"error: ")) == (4, 1)


def test_day_that_files_are_to_bear_is_left_to_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert again.answer(["build", "-c", "cramps"]) is None
