"""All cards at once: the same bytes by any number of processes, a true manifest, and whole files after a kill."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from support.screen_reader import hear

from handouts import __version__
from handouts.__main__ import STOPPED
from handouts.aloud.voice import read_aloud
from handouts.commands import app, progress
from handouts.errors import CannotWrite, DoesNotFit, Problem
from handouts.order import bundle, make
from handouts.order.builder import Builder
from handouts.order.request import EVERY, Item, Request
from handouts.paths import builtin
from handouts.system import folders, workers

ROOT = Path(__file__).parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "HANDOUTS_CACHE": ""}
RUN = [sys.executable, "-m", "handouts"]


def handouts(*words: str, here: Path, **more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*RUN, *words], cwd=here, env=ENV | more, capture_output=True, text=True, check=False, timeout=300
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file each name stands for, and when it was last written to."""
    return {p.name: (p.stat().st_ino, p.stat().st_mtime_ns) for p in folder.iterdir()}


def manifest(folder: Path) -> dict[str, dict[str, Any]]:
    whole = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert list(whole) == ["program", "files"]
    return {entry["file"]: entry for entry in whole["files"]}


def agrees(folder: Path) -> None:
    """The manifest tells of every leaflet in the folder, and of each what is so."""
    told = manifest(folder)
    assert told.keys() == {p.name for p in folder.glob("*.pdf")}
    for name, entry in told.items():
        data = (folder / name).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert entry["pages"] == len(pypdfium2.PdfDocument(data))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every condition on both papers, a point and a chart; not to be changed."""
    here = tmp_path_factory.mktemp("built")
    words = ("build", "--all", "-p", "KI-3", "--chart", "sole", "--paper", "all", "-o", "leaflets", "--jobs", "1")
    done = handouts(*words, "--zip", "leaflets.zip", here=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 21
    return here


def test_any_number_of_processes_writes_the_same_bytes(built: Path, tmp_path: Path) -> None:
    words = ("build", "--all", "-p", "KI-3", "--chart", "sole", "--paper", "all", "-o", "leaflets", "--jobs", "4")
    done = handouts(*words, "--zip", "leaflets.zip", here=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(tmp_path) == contents(built)


def test_manifest_agrees_with_the_files(built: Path) -> None:
    told = manifest(built / "leaflets")
    agrees(built / "leaflets")
    assert len(told) == 20
    assert {entry["kind"] for entry in told.values()} == {"condition", "point", "chart"}
    entry = told["chart-plantar-letter.pdf"]
    assert (entry["kind"], entry["name"], entry["paper"], entry["pages"]) == ("chart", "plantar", "letter", 1)
    assert (entry["edition"], entry["program"]) == ("1.1", f"handouts {__version__}")


def test_web_pages_stand_beside_with_an_index(tmp_path: Path) -> None:
    words = ("build", "--all", "-p", "KI-3", "--html", "--low-ink", "--side", "left", "-o", "leaflets")
    done = handouts(*words, "--zip", "leaflets.zip", here=tmp_path, HANDOUTS_CACHE=str(tmp_path / "cache"))
    assert (done.returncode, done.stderr) == (0, "")
    made = contents(tmp_path / "leaflets")
    assert {"cramps-low-ink-left.pdf", "cramps-left.html", "KI-3-left.html", "index.html"} <= made.keys()
    told = manifest(tmp_path / "leaflets")
    assert told.keys() == made.keys() - {"manifest.json"}
    assert all(entry["sha256"] == hashlib.sha256(made[name]).hexdigest() for name, entry in told.items())
    assert {name.rpartition(".")[2]: entry["pages"] for name, entry in told.items()} == {"pdf": 1, "html": 0}
    links = set(re.findall(r'href="([^"]*)"', made["index.html"].decode()))
    assert links == made.keys() - {"index.html", "manifest.json"}
    with zipfile.ZipFile(tmp_path / "leaflets.zip") as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == made
    before = times(tmp_path / "leaflets")
    assert handouts(*words, here=tmp_path, HANDOUTS_CACHE=str(tmp_path / "cache")).returncode == 0
    assert times(tmp_path / "leaflets") == before
    assert handouts(*words, "--no-cache", here=tmp_path).returncode == 0
    assert contents(tmp_path / "leaflets") == made


def test_web_page_of_several_conditions_stands_in_the_index(tmp_path: Path) -> None:
    words = ("build", "-c", "cramps", "-c", "sciatica", "--together", "--sides", "2", "--html")
    assert handouts(*words, "-o", "made", "--zip", "made.zip", here=tmp_path).returncode == 0
    made = contents(tmp_path / "made")
    links = re.findall(r'href="([^"]*)"', made["index.html"].decode())
    assert links == ["cramps%2Bsciatica.html", "cramps%2Bsciatica.pdf"]
    assert hear(made["cramps+sciatica.html"].decode()) == read_aloud(made["cramps+sciatica.pdf"], "it")


def test_index_goes_on_leading_to_all_leaflets_of_its_folder(tmp_path: Path) -> None:
    def links() -> set[str]:
        return set(re.findall(r'href="([^"]*)"', (tmp_path / "out/index.html").read_text("utf-8")))

    def leaflets() -> set[str]:
        return {path.name for path in (tmp_path / "out").iterdir()} - {"index.html", "manifest.json"}

    assert handouts(*SOME, "-p", "KI-3", "--html", here=tmp_path).returncode == 0
    assert handouts(*SOME, "--html", here=tmp_path).returncode == 0  # which reads no point that no condition leads to
    assert links() == leaflets() >= {"KI-3.pdf", "KI-3.html"}
    assert handouts(*SOME, "--low-ink", here=tmp_path).returncode == 0
    assert links() == leaflets() >= {"KI-3.pdf", "cramps-low-ink.pdf"}
    told = manifest(tmp_path / "out")["index.html"]
    assert told["sha256"] == hashlib.sha256((tmp_path / "out/index.html").read_bytes()).hexdigest()
    before = times(tmp_path / "out")
    assert handouts(*SOME, "--low-ink", here=tmp_path).returncode == 0
    assert times(tmp_path / "out") == before


def test_one_web_page_goes_where_it_is_wanted(tmp_path: Path) -> None:
    done = handouts("build", "-c", "cramps", "-o", "mine.html", here=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "mine.html\n", "")
    done = handouts("build", "-c", "cramps", "--html", "-o", "both/", here=tmp_path)
    assert done.stdout.splitlines() == ["both/cramps.pdf", "both/cramps.html"]
    made = contents(tmp_path)
    assert made["mine.html"] == made["both/cramps.html"]
    assert made["mine.html"].startswith(b"<!DOCTYPE html>")


def test_same_bytes_as_one_by_one(built: Path, tmp_path: Path) -> None:
    handouts("build", "-c", "cramps", "-p", "KI-3", "--paper", "letter", "-o", ".", here=tmp_path)
    handouts("chart", "--view", "plantar", "-o", ".", here=tmp_path)
    one, all_ = contents(tmp_path), contents(built / "leaflets")
    assert one.keys() == {"cramps-letter.pdf", "KI-3-letter.pdf", "chart-plantar.pdf"}
    assert one.items() <= all_.items()


def test_zip_opens_holds_the_same_and_bears_no_time(built: Path) -> None:
    with zipfile.ZipFile(built / "leaflets.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert {n: archive.read(n) for n in archive.namelist()} == contents(built / "leaflets")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {oct(info.external_attr >> 16) for info in archive.infolist()} == {"0o100644"}  # anyone may read them


def test_zip_may_stand_alone(built: Path, tmp_path: Path) -> None:
    done = handouts("build", "-c", "cramps", "--zip", "new/one.zip", "--hashes", here=tmp_path)
    digest, path = done.stdout.split()
    assert contents(tmp_path).keys() == {"new/one.zip"}
    assert (path, digest) == (
        "new/one.zip",
        hashlib.sha256((tmp_path / "new/one.zip").read_bytes()).hexdigest(),
    )
    with zipfile.ZipFile(tmp_path / path) as archive:
        assert archive.read("cramps.pdf") == (built / "leaflets/cramps.pdf").read_bytes()


@pytest.mark.parametrize("words", [["--zip", "a.pdf"], ["--zip", "a.zip", "-o", "-"], ["--jobs", "0"]])
def test_what_cannot_be_is_told(words: list[str], tmp_path: Path) -> None:
    done = handouts("build", "--all", *words, here=tmp_path)
    assert (done.returncode, done.stdout, contents(tmp_path)) == (2, "", {})


# -- again -------------------------------------------------------------------------------------------------------------

SOME = ("build", "--all", "-o", "out")


@pytest.fixture(scope="module")
def leaflets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("leaflets")
    assert handouts(*SOME, here=here).returncode == 0
    return here / "out"


@pytest.fixture
def out(leaflets: Path, tmp_path: Path) -> Path:
    """A folder of one's own with every condition."""
    return shutil.copytree(leaflets, tmp_path / "out")


def test_unchanged_folder_is_not_written_to(out: Path) -> None:
    before = times(out)
    done = handouts(*SOME, here=out.parent)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 8)
    assert times(out) == before


def test_only_what_is_not_there_is_made(out: Path) -> None:
    (out / "cramps.pdf").write_bytes(b"changed")
    (out / "hip-pain.pdf").unlink()
    builder = Builder(Request((("condition", EVERY),), ("a4",), (builtin(),), None, None), None)
    there = bundle.cards_there(out, builder, builder.items())
    assert {item.id for item in builder.items()} - {item.id for item in there} == {"cramps", "hip-pain"}
    assert (
        bundle.cards_there(out, Builder(builder.request._replace(issued=date(2000, 1, 1)), None), builder.items()) == {}
    )
    made = {item.name: made.content for item, made in there.items()}
    assert made == {name: (out / f"{name}.pdf").read_bytes() for name in made}


def test_no_cache_makes_all_anew_whatever_the_folder_says(out: Path) -> None:
    whole = contents(out)
    true, other = (hashlib.sha256(whole[name]).hexdigest().encode() for name in ("cramps.pdf", "hip-pain.pdf"))
    lie = whole["manifest.json"].replace(true, other)
    lie = lie.replace(b'"bytes": %d' % len(whole["cramps.pdf"]), b'"bytes": %d' % len(whole["hip-pain.pdf"]))
    (out / "manifest.json").write_bytes(lie)
    (out / "cramps.pdf").write_bytes(whole["hip-pain.pdf"])
    assert handouts(*SOME, here=out.parent).returncode == 0
    assert contents(out)["cramps.pdf"] == whole["hip-pain.pdf"]
    assert handouts(*SOME, "--no-cache", here=out.parent).returncode == 0
    assert contents(out) == whole


def test_data_that_changes_while_it_is_read_has_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours/leg").mkdir(parents=True)
    plain = tmp_path / "ours/leg/plain.yaml"
    plain.write_text("femur: upper leg bone\n")
    true = make.gather

    def edited(order: Request) -> make.Materials:
        materials = true(order)
        plain.write_text("femur: another bone\n")
        return materials

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(make, "gather", edited)
    assert app.run(["build", "--all", "--no-cache", "--data", "ours", "-o", "out"]) == 0
    assert {entry["made_from"] for entry in manifest(tmp_path / "out").values()} == {""}
    agrees(tmp_path / "out")


def test_what_is_changed_or_missing_is_made_again_and_nothing_else(out: Path) -> None:
    before, whole = times(out), contents(out)
    (out / "cramps.pdf").write_bytes(whole["cramps.pdf"][:-1] + b"X")
    (out / "hip-pain.pdf").unlink()
    (out / "mine.pdf").write_bytes(b"mine")
    done = handouts(*SOME, here=out.parent)
    assert done.returncode == 0
    assert contents(out) == whole | {"mine.pdf": b"mine"}
    after = times(out)
    assert {n for n in before if after[n] != before[n]} == {"cramps.pdf", "hip-pain.pdf"}


def test_other_data_makes_all_anew_but_writes_only_what_it_changes(out: Path) -> None:
    before = times(out)
    text = (builtin() / "conditions/cramps.yaml").read_text("utf-8")
    (out.parent / "ours/conditions").mkdir(parents=True)
    (out.parent / "ours/conditions/cramps.yaml").write_text(text.replace("title: Leg", "title: My leg"), "utf-8")
    assert handouts(*SOME, "--data", "ours", here=out.parent).returncode == 0
    after = times(out)
    assert {n for n in before if after[n] != before[n]} == {"cramps.pdf", "manifest.json"}
    agrees(out)
    assert handouts(*SOME, "--data", "ours", here=out.parent).returncode == 0
    assert times(out) == after


def test_manifest_goes_on_telling_of_earlier_files(out: Path) -> None:
    (out / "sciatica.pdf").unlink()
    assert handouts("build", "--all", "--paper", "letter", "-o", "out", here=out.parent).returncode == 0
    agrees(out)
    assert len(manifest(out)) == 15


@pytest.mark.parametrize("text", ['{"name": "my web app"}', "[]", "not json", "\x00", '{"program": 7}'])
def test_manifest_of_another_program_is_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/manifest.json").write_text(text)
    done = handouts(*SOME, here=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("error: cannot write out/manifest.json: there is one that handouts did not write (")
    assert contents(tmp_path) == {"out/manifest.json": text.encode()}


ODD = [{"file": "../cramps.pdf"}, {"bytes": "7"}, {"sha256": None}, {"file": "a\x00b.pdf"}, {"pages": True}]


@pytest.mark.parametrize("odd", ODD)
def test_odd_entries_are_passed_over(odd: Mapping[str, object], out: Path) -> None:
    whole = contents(out)
    told = json.loads(whole["manifest.json"])
    told["files"] = [entry | odd for entry in told["files"]] + [7]
    (out / "manifest.json").write_text(json.dumps(told))
    assert handouts(*SOME, here=out.parent).returncode == 0
    assert contents(out) == whole


# -- what goes wrong ---------------------------------------------------------------------------------------------------


def whole_files_only(folder: Path, whole: Mapping[str, bytes]) -> None:
    """What has a name that is no leftover's is just as it should be."""
    found = {name: data for name, data in contents(folder).items() if not name.startswith(".handouts-")}
    assert found.items() <= whole.items()


def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_finishes(out: Path, tmp_path: Path) -> None:
    """Ten kills: some before anything is made, some while it is made, some while it is written."""
    whole, here, chance = contents(out), tmp_path / "killed", random.Random(7)
    here.mkdir()
    took = _timed(here / "first")
    for n in range(10):
        words = [*RUN, *SOME, "--jobs", "2"]
        running = subprocess.Popen(words, cwd=here, env=ENV, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.05) * took)
        running.send_signal((signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGINT)[n % 4])
        running.wait(60)
        if (here / "out").is_dir():
            whole_files_only(here / "out", whole)
            for path in (here / "out").glob("*s.pdf"):  # so that there is something left to do
                path.unlink()
    assert handouts(*SOME, here=here).returncode == 0
    assert contents(here / "out") == whole


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("jobs", ["2", "3"])
def test_a_signal_while_processes_are_begun_is_met_when_they_are(jobs: str, ending: int, tmp_path: Path) -> None:
    """Met in the middle of it, it would leave an executor that waits for a thread which never began."""
    code = f"""
import os, sys, threading
sys.path.insert(0, {str(ROOT)!r})
true = threading.Thread.start
def start(thread):
    os.kill(os.getpid(), {int(ending)})
    true(thread)
threading.Thread.start = start
sys.argv[1:] = ["build", "--all", "-o", "out", "--jobs", {jobs!r}]
from handouts.__main__ import main
main()
"""
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, check=False, cwd=tmp_path, env=ENV, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (128 + ending, "", STOPPED)
    assert contents(tmp_path) == {}


def test_where_no_process_can_be_begun_this_one_does_it_all(leaflets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    builder = Builder(Request((("condition", EVERY),), ("a4",), (builtin(),), None, None), None)
    made = dict(make.make(builder.materials, builder.items(), 2))
    assert {f"{item.name}.pdf": data for item, data in made.items()}.items() <= contents(leaflets).items()


def _timed(here: Path) -> float:
    here.mkdir()
    start = time.monotonic()
    handouts(*SOME, "--jobs", "2", here=here)
    return time.monotonic() - start


@pytest.mark.parametrize("at", range(20))
def test_a_kill_at_any_call_to_the_disk_leaves_whole_files(at: int, out: Path, tmp_path: Path) -> None:
    """The program kills itself, without a chance to clean up, at its nth call."""
    whole, here = contents(out), tmp_path / "killed"
    here.mkdir()
    (here / "out").mkdir()
    (here / "out/cramps.pdf").write_bytes(whole["cramps.pdf"][:100])
    code = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
calls = iter(range(1000))
def killed(true):
    def act(*args, **more):
        if next(calls) == {at}:
            os.kill(os.getpid(), 9)
        return true(*args, **more)
    return act
for name in ("writev", "link", "replace", "unlink"):
    setattr(os, name, killed(getattr(os, name)))
from handouts.order import bundle
bundle.write_changed({{Path("out", p.name): p.read_bytes() for p in sorted(Path({str(out)!r}).iterdir())}})
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=here, env=ENV, capture_output=True, check=False)
    assert done.returncode == -9
    (here / "out/mine.txt").write_bytes(b"mine")
    half = {"cramps.pdf": whole["cramps.pdf"][:100], "mine.txt": b"mine"}
    for name, data in contents(here / "out").items():
        assert name.startswith(".handouts-") or data in (whole.get(name), half.get(name))
    bundle.write_changed({here / "out" / name: data for name, data in whole.items()})
    assert contents(here / "out") == whole | {"mine.txt": b"mine"}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes as Linux lists them")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    words = [*RUN, "build", "--point", "all", "--chart", "all", "-o", "out", "--jobs", "3"]
    running = subprocess.Popen(words, cwd=tmp_path, env=ENV, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(_session(running.pid)) < 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(_session(running.pid)) >= 4
    running.kill()
    running.wait()
    while _session(running.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _session(running.pid) == []
    assert contents(tmp_path) == {}


def _session(leader: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = place.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == leader and state != "Z":
            found.append(int(place.parts[2]))
    return found


def test_a_process_that_dies_costs_no_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = Request((("condition", EVERY),), ("a4",), (builtin(),), None, None)
    builder = Builder(order, None)
    items, parent, true = builder.items(), os.getpid(), make.Maker.make

    def killed(self: make.Maker, item: Item) -> make.Result:
        if os.getpid() != parent and item.id == "knee-pain":
            os.kill(os.getpid(), signal.SIGKILL)
        return true(self, item)

    monkeypatch.setattr(make.Maker, "make", killed)
    made = dict(make.make(builder.materials, items, 2))
    assert made.keys() == set(items)
    assert all(isinstance(result, bytes) for result in made.values())


def test_everything_that_does_not_fit_is_told_whatever_the_number_of_processes(tmp_path: Path) -> None:
    (tmp_path / "ours/conditions").mkdir(parents=True)
    for name in ("cramps", "hip-pain"):
        text = (builtin() / f"conditions/{name}.yaml").read_text("utf-8")
        notes = "".join(f"  - A long note about the night, the {n}th.\n" for n in range(60))
        assert "\nnotes:\n" in text or name != "cramps"
        long = text.replace("\nnotes:\n", f"\nnotes:\n{notes}") if "\nnotes:\n" in text else f"{text}notes:\n{notes}"
        (tmp_path / f"ours/conditions/{name}.yaml").write_text(long, "utf-8")
    said = [handouts(*SOME, "--data", "ours", "--jobs", n, here=tmp_path) for n in ("1", "3")]
    assert {done.returncode for done in said} == {3}
    assert said[0].stderr == said[1].stderr
    assert said[0].stderr.splitlines()[-1] == "2 problems"
    assert not (tmp_path / "out").exists()


def test_full_disk_leaves_nothing(built: Path, tmp_path: Path) -> None:
    import resource

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))  # the zip is larger, no leaflet is

    words = [*RUN, *SOME, "--zip", "out.zip"]
    done = subprocess.run(words, cwd=tmp_path, env=ENV, capture_output=True, preexec_fn=limited, check=False)
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr == b"error: cannot write out.zip: file too large\n"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=150k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_really_full_disk_leaves_what_was_there(disk: Path) -> None:
    (disk / "cramps.pdf").write_bytes(b"old")
    done = handouts("build", "--all", "-o", "disk", here=disk.parent)
    assert (done.returncode, done.stdout) == (4, "")
    assert "no space left on device (free some space)" in done.stderr
    assert contents(disk) == {"cramps.pdf": b"old"}


def test_disk_that_may_only_be_read_is_told(disk: Path) -> None:
    (disk / "cramps.pdf").write_bytes(b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    done = handouts("build", "--all", "-o", "disk", here=disk.parent)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "error: cannot write disk/cramps.pdf: read-only file system (choose another place with -o)\n"
    assert contents(disk) == {"cramps.pdf": b"old"}


def test_folder_that_may_not_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")

    def refuse(path: str, flags: int, *args: Any, **more: Any) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return true(path, flags, *args, **more)

    true = os.open
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(CannotWrite, match="permission denied"):
        bundle.write_changed({tmp_path / "a.pdf": b"new", tmp_path / "b.pdf": b"new"})
    monkeypatch.undo()
    assert contents(tmp_path) == {"a.pdf": b"old"}


# -- progress ----------------------------------------------------------------------------------------------------------


def test_terminal_sees_how_far_it_is(tmp_path: Path) -> None:
    outer, inner = pty.openpty()
    words = [*RUN, "build", "--all", "--point", "all", "--jobs", "1", "--paper", "all", "-o", "out"]
    running = subprocess.Popen(words, cwd=tmp_path, env=ENV, stdout=subprocess.PIPE, stderr=inner)
    os.close(inner)
    shown = b"".join(_read(outer))
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 0
    assert len(out.splitlines()) == 176  # so many that it takes longer than a look
    assert re.search(rb"made \d+ of 176, \d+ a second", shown)
    assert shown.endswith(b"\r\x1b[K"), "the line is not taken away"


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            return
        if not data:
            return
        yield data


@pytest.mark.parametrize(("cards", "jobs"), [(7, 1), (8, 3)])
def test_few_cards_are_made_by_one_process_and_many_by_several(
    cards: int, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Builder(Request((("point", EVERY),), ("a4",), (builtin(),), None, None), None)
    asked: list[int] = []

    def made(_: object, items: Sequence[Item], jobs: int) -> Iterator[tuple[Item, make.Result]]:
        asked.append(jobs)
        yield from ((item, b"a card") for item in items)

    monkeypatch.setattr(workers, "processors", lambda: 3)
    monkeypatch.setattr(make, "make", made)
    builder.build(builder.items()[:cards], None, {})
    assert asked == [jobs]


def test_problems_keep_the_order_of_items(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = Builder(Request((("condition", EVERY),), ("a4",), (builtin(),), None, None), None)
    items = builder.items()

    def refused(*_: object) -> Iterator[tuple[Item, make.Result]]:
        yield from ((item, (Problem(item.id),)) for item in reversed(items))

    monkeypatch.setattr(make, "make", refused)
    with pytest.raises(DoesNotFit) as caught:
        builder.build(items, 1, {})
    assert [problem.message for problem in caught.value.problems] == [item.id for item in items]


def test_no_more_processes_are_begun_than_there_are_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def processes(_: object, count: int, *__: object) -> None:
        asked.append(count)
        raise workers.CannotWork([])

    monkeypatch.setattr(workers, "processes", processes)
    builder = Builder(Request((("condition", EVERY),), ("a4",), (builtin(),), None, None), None)
    items = builder.items()[:2]
    assert len(list(make.make(builder.materials, items, 60))) == 2
    assert asked == [2]


def test_processes_that_begin_afresh_make_the_same(leaflets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As elsewhere than on Linux."""
    monkeypatch.setattr(sys, "platform", "darwin")
    builder = Builder(Request((("condition", EVERY),), ("a4",), (builtin(),), None, None), None)
    made = dict(make.make(builder.materials, builder.items(), 2))
    assert {f"{item.name}.pdf": data for item, data in made.items()}.items() <= contents(leaflets).items()


def test_those_who_read_it_later_see_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "SELDOM", -1.0)
    assert app.run(["build", "-c", "cramps", "-c", "hip-pain", "-o", "."]) == 0
    assert capsys.readouterr() == ("cramps.pdf\nhip-pain.pdf\n", "made 1 of 2\nmade 2 of 2\n")


def test_two_runs_into_one_new_folder_lose_no_entry(tmp_path: Path) -> None:
    words = ["build", "--all", "-o", "out", "--jobs", "1", "--paper"]
    running = [subprocess.Popen([*RUN, *words, paper], cwd=tmp_path, env=ENV) for paper in ("a4", "letter")]
    assert [run.wait(300) for run in running] == [0, 0]
    agrees(tmp_path / "out")
    assert len(manifest(tmp_path / "out")) == 16


def test_who_writes_a_manifest_waits_for_others(tmp_path: Path) -> None:
    """The one reads what the other has written while it held the folder."""
    (tmp_path / "out").mkdir()
    words = [*RUN, "build", "-c", "cramps", "--chart", "all", "-o", "out", "--jobs", "1"]
    with folders.alone(tmp_path / "out"):
        running = subprocess.Popen(words, cwd=tmp_path, env=ENV)
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(15)
        handouts("build", "--all", "-o", "other", here=tmp_path)
        for file in (tmp_path / "other").iterdir():
            file.rename(tmp_path / "out" / file.name)
    assert running.wait(60) == 0
    assert len(manifest(tmp_path / "out")) == 16
    agrees(tmp_path / "out")


def test_a_manifest_that_is_a_pipe_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / "manifest.json")
    done = handouts(*SOME, here=tmp_path)
    assert done.returncode == 4
    assert done.stderr == "error: cannot read out/manifest.json: it is a pipe or a device, not a file\n"


def test_a_manifest_of_a_hundred_thousand_brackets_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.json").write_text("[" * 100_000)
    done = handouts(*SOME, here=tmp_path)
    assert (done.returncode, "there is one that handouts did not write" in done.stderr) == (4, True)


def test_the_index_leads_to_what_earlier_runs_made_too(tmp_path: Path) -> None:
    assert handouts("build", "--all", "--html", "-o", "made", here=tmp_path).returncode == 0
    assert handouts("build", "--point", "all", "--html", "--large", "-o", "made", here=tmp_path).returncode == 0
    made = contents(tmp_path / "made")
    links = set(re.findall(r'href="([^"]*)"', made["index.html"].decode()))
    assert links == made.keys() - {"index.html", "manifest.json"}
    assert {"sciatica.html", "sciatica.pdf", "KI-3-large.pdf"} <= links
    told = manifest(tmp_path / "made")
    assert told["index.html"]["sha256"] == hashlib.sha256(made["index.html"]).hexdigest()


def test_there_is_no_index_of_nothing(tmp_path: Path) -> None:
    assert handouts("build", "--chart", "all", "--html", "-o", "made", here=tmp_path).returncode == 0
    assert "index.html" not in contents(tmp_path / "made")
