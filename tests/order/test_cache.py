"""The cache gives back what was put into it, and nothing that anyone else or an accident has put there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from handouts import paths
from handouts.order import cache, fingerprint
from handouts.order.cache import CardCache

ROOT = Path(__file__).parents[2]
INPUTS = b"all that there is"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache is told to be."""
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "place"))
    return tmp_path / "place"


@pytest.fixture
def folder(place: Path) -> Path:
    found = cache.own_folder()
    assert found == str(place / "cards")
    return Path(found)


def entry(folder: Path) -> Path:
    (found,) = (path for path in folder.iterdir() if path.name != "secret")
    return found


# -- the store ---------------------------------------------------------------------------------------------------------


def test_what_was_put_is_given_back(folder: Path) -> None:
    CardCache(folder, INPUTS).put(b"one", "card", "a")
    CardCache(folder, INPUTS).put(b"", "card", "b")
    again = CardCache(folder, INPUTS)
    assert (again.get("card", "a"), again.get("card", "b"), again.get("card", "c")) == (b"one", b"", None)


@pytest.mark.parametrize("key", [("carda",), ("card", "a", ""), ("card", "A"), ("c", "arda")])
def test_no_other_key_finds_it(key: tuple[str, ...], folder: Path) -> None:
    CardCache(folder, INPUTS).put(b"one", "card", "a")
    assert CardCache(folder, INPUTS).get(*key) is None
    assert CardCache(folder, b"other").get("card", "a") is None


def test_only_the_user_may_look(folder: Path) -> None:
    old = os.umask(0)
    try:
        shutil.rmtree(folder)
        assert cache.own_folder() == str(folder)
        CardCache(folder, INPUTS).put(b"one", "a")
    finally:
        os.umask(old)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 2


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def lengthened(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def unsealed(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[0] ^= 128
    path.write_bytes(data)


def opened_to_others(path: Path) -> None:
    path.chmod(0o604)


def led_elsewhere(path: Path) -> None:
    shutil.move(path, path.parent.parent / "elsewhere")
    path.symlink_to(path.parent.parent / "elsewhere")


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def made_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def given_away(path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root may give files away")
    os.chown(path, 65534, 65534)


HARM = [
    truncated,
    emptied,
    lengthened,
    flipped,
    unsealed,
    opened_to_others,
    led_elsewhere,
    made_a_folder,
    made_a_pipe,
    given_away,
]


@pytest.mark.parametrize("harm", HARM)
def test_harmed_entry_is_not_trusted(harm: Callable[[Path], None], folder: Path) -> None:
    CardCache(folder, INPUTS).put(b"a card" * 9, "a")
    harm(entry(folder))
    assert CardCache(folder, INPUTS).get("a") is None
    if harm is not made_a_folder:
        CardCache(folder, INPUTS).put(b"anew", "a")
        assert CardCache(folder, INPUTS).get("a") == b"anew"


@pytest.mark.parametrize("harm", HARM)
def test_harmed_secret_is_not_used(harm: Callable[[Path], None], folder: Path) -> None:
    CardCache(folder, INPUTS).put(b"a card", "a")
    before = (folder / "secret").read_bytes()
    harm(folder / "secret")
    store = CardCache(folder, INPUTS)
    if harm in (flipped, unsealed):  # a secret like any other
        assert store.get("a") is None
    elif harm is made_a_folder:
        assert (store.get("a"), store.put(b"anew", "a"), store.get("a")) == (None, None, None)
    else:
        assert store.get("a") is None
        store.put(b"anew", "a")
        assert CardCache(folder, INPUTS).get("a") == b"anew"
        assert (folder / "secret").read_bytes() != before
        assert (folder / "secret").stat().st_mode & 0o777 == 0o600


def test_entry_of_another_key_is_not_trusted(folder: Path) -> None:
    store = CardCache(folder, INPUTS)
    store.put(b"for pregnant women", "a")
    first = entry(folder)
    store.put(b"not for them", "b")
    (second,) = {*folder.iterdir()} - {first, folder / "secret"}
    shutil.copy(second, first)
    assert store.get("a") is None
    assert store.get("b") == b"not for them"


def test_entry_of_another_cache_is_not_trusted(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    CardCache(other, INPUTS).put(b"foreign", "a")
    CardCache(folder, INPUTS).put(b"own", "a")
    shutil.copy(entry(other), entry(folder))
    assert CardCache(folder, INPUTS).get("a") is None
    shutil.copy(entry(other), folder / entry(other).name)
    assert CardCache(folder, INPUTS).get("a") is None


# -- its folder --------------------------------------------------------------------------------------------------------


def test_folder_that_others_may_enter_is_not_used(folder: Path) -> None:
    folder.chmod(0o750)
    assert cache.own_folder() is None


def test_folder_that_is_a_link_is_not_used(place: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o700)
    place.mkdir()
    (place / "cards").symlink_to(tmp_path / "mine")
    assert cache.own_folder() is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
def test_folder_of_another_user_is_not_used(folder: Path) -> None:
    os.chown(folder, 65534, 65534)
    assert cache.own_folder() is None


def test_file_in_its_place_is_no_fault(place: Path) -> None:
    place.write_bytes(b"mine")
    assert cache.own_folder() is None
    assert place.read_bytes() == b"mine"


def test_place_that_is_empty_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_CACHE", "")
    assert cache.own_folder() is None


def test_disk_that_refuses_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = os.open

    def read_only(path: str, flags: int, *args: Any, **more: Any) -> int:
        if flags & os.O_CREAT:
            raise OSError(30, "Read-only file system")
        return true(path, flags, *args, **more)

    monkeypatch.setattr(os, "open", read_only)
    store = CardCache(folder, INPUTS)
    store.put(b"one", "a")
    assert store.get("a") is None
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("system", "more", "expected"),
    [
        ("linux", {}, ".cache/handouts"),
        ("linux", {"XDG_CACHE_HOME": "{home}/elsewhere"}, "elsewhere/handouts"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, ".cache/handouts"),
        ("darwin", {}, "Library/Caches/handouts"),
        ("win32", {"LOCALAPPDATA": "{home}/AppData/Local"}, "AppData/Local/handouts/cache"),
    ],
)
def test_it_lies_where_each_system_keeps_such_things(
    system: str, more: dict[str, str], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANDOUTS_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", system)
    for name, value in more.items():
        monkeypatch.setenv(name, value.format(home=tmp_path))
    assert cache.own_folder() == str(tmp_path / expected / "cards")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
def test_home_of_another_user_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where someone types sudo."""
    monkeypatch.delenv("HANDOUTS_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    os.chown(tmp_path, 65534, 65534)
    assert cache.own_folder() is None
    assert list(tmp_path.iterdir()) == []


def test_home_that_is_not_there_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANDOUTS_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    assert cache.own_folder() is None
    assert list(tmp_path.iterdir()) == []


def test_old_entries_go_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "PRUNE_ABOVE", 1000)
    monkeypatch.setattr(cache, "PRUNE_TO", 500)
    mine = folder / "mine.pdf"
    mine.write_bytes(b"x" * 5000)
    store = CardCache(folder, INPUTS)
    for n in range(8):
        store.put(b"x" * 100, str(n))
        os.utime(folder / store._entry((str(n),)), (n, n))
    store.get("0")  # so that it was used last
    store.prune()
    assert [n for n in range(8) if store.get(str(n))] == [0, 6, 7]
    assert mine.exists()


@pytest.mark.parametrize(("entries", "left"), [(6, 6), (7, 4)])
def test_sixty_four_megabytes_are_too_much_and_forty_eight_are_kept(entries: int, left: int, folder: Path) -> None:
    store = CardCache(folder, INPUTS)
    for n in range(entries):
        store.put(b"a card", str(n))
        os.truncate(folder / store._entry((str(n),)), 10 * 2**20)
    store.prune()
    assert len(list(folder.iterdir())) == left + 1  # the secret


def test_file_that_has_waited_for_its_name_for_an_hour_goes(folder: Path) -> None:
    """A younger one may be another run's, which is writing it."""
    store = CardCache(folder, INPUTS)
    for minutes in (5, 50, 70):
        waiting = folder / f".handouts-{minutes:016}.part"
        waiting.write_bytes(b"half a card")
        os.utime(waiting, (time.time() - 60 * minutes,) * 2)
    store.put(b"one", "a")
    store.prune()
    assert sorted(int(path.name[10:26]) for path in folder.glob(".handouts-*")) == [5, 50]
    assert store.get("a") == b"one"


def test_secret_that_another_makes_meanwhile_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true, secret, first = cache._read, bytes(range(32)), iter([True])

    def read(path: str) -> bytes:
        if next(first, False):
            os.close(os.open(path, os.O_CREAT, 0o600))
            Path(path).write_bytes(secret)
            raise FileNotFoundError(path)
        return true(path)

    monkeypatch.setattr(cache, "_read", read)
    CardCache(folder, INPUTS).put(b"one", "a")
    assert (folder / "secret").read_bytes() == secret
    assert CardCache(folder, INPUTS).get("a") == b"one"


def test_many_share_it(place: Path) -> None:
    """All begin at once, without a secret; each reads back what it wrote or nothing, never another's."""

    def act(n: int) -> bool:
        store = CardCache(cache.own_folder(), INPUTS)
        store.put(str(n % 3).encode() * 1000, str(n % 3))
        return store.get(str(n % 3)) in (str(n % 3).encode() * 1000, None)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(act, range(200)))
    store = CardCache(cache.own_folder(), INPUTS)
    assert [store.get(str(n)) for n in range(3)] == [str(n).encode() * 1000 for n in range(3)]
    assert len(list((place / "cards").iterdir())) == 4


# -- what a card depends on --------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data/leg").mkdir(parents=True)
    (tmp_path / "data/edition.yaml").write_text("a: 1\n")
    (tmp_path / "data/leg/leg.json").write_text("{}")
    (tmp_path / "clinic.yaml").write_text("name: x\n")
    return tmp_path / "data"


CHANGES: dict[str, Callable[[Path], object]] = {
    "a letter": lambda data: (data / "edition.yaml").write_text("a: 2\n"),
    "the leg": lambda data: (data / "leg/leg.json").write_text("[]"),
    "a new file": lambda data: (data / "more.yaml").write_text(""),
    "a file gone": lambda data: (data / "leg/leg.json").unlink(),
    "a name": lambda data: (data / "edition.yaml").rename(data / "editions.yaml"),
    "a place": lambda data: (data / "edition.yaml").rename(data / "leg/edition.yaml"),
    "a file that is told not to be read": lambda data: (data / "x.yaml.txt").write_text(""),
    "a capital ending": lambda data: (data / "x.YML").write_text(""),
    "the clinic": lambda data: (data.parent / "clinic.yaml").write_text("name: y\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_data_changes_the_digest(change: str, data: Path) -> None:
    clinic = data.parent / "clinic.yaml"
    before = fingerprint.digest([data], clinic, "None")
    times = {path: path.stat() for path in data.rglob("*")}
    CHANGES[change](data)
    for path in times.keys() & {*data.rglob("*")}:
        os.utime(path, ns=(times[path].st_atime_ns, times[path].st_mtime_ns))  # so that only the bytes tell
    assert before
    assert fingerprint.digest([data], clinic, "None") not in (before, None)


def test_what_is_no_data_changes_nothing(data: Path) -> None:
    (data / "README.md").write_text("words")
    before = fingerprint.digest([data], None)
    (data / "README.md").write_text("other words")
    (data / ".hidden").mkdir()
    (data / ".hidden/x.yaml").write_text("x")
    (data / "edition.yaml").touch()
    assert fingerprint.digest([data], None) == before


def test_order_of_folders_day_and_clinic_count(data: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/x.yaml").write_text("x")
    both = [data, tmp_path / "other"]
    found = [
        fingerprint.digest(both, None, "None"),
        fingerprint.digest(both[::-1], None, "None"),
        fingerprint.digest([data], None),
    ]
    found += [fingerprint.digest(both, None, "2026-01-01"), fingerprint.digest(both, tmp_path / "clinic.yaml", "None")]
    assert None not in found
    assert len(set(found)) == len(found)


def piped(data: Path) -> None:
    os.mkfifo(data / "x.yaml")


def linked(data: Path) -> None:
    (data / "points").symlink_to(data / "leg")


def large(data: Path) -> None:
    with (data / "x.yaml").open("wb") as file:
        file.truncate(fingerprint.MOST_HASHED + 1)


def gone(data: Path) -> None:
    shutil.rmtree(data)


def bare(data: Path) -> None:
    gone(data)
    data.mkdir()


def dangling(data: Path) -> None:
    (data / "x.yaml").symlink_to("nowhere")


@pytest.mark.parametrize("odd", [piped, linked, large, gone, bare, dangling])
def test_what_bytes_do_not_tell_has_no_digest(odd: Callable[[Path], None], data: Path) -> None:
    odd(data)
    assert fingerprint.digest([data], None) is None


# -- the program -------------------------------------------------------------------------------------------------------

SPY = """
import sys
from handouts.commands.app import run
code = run(sys.argv[1:])
slow = {"yaml", "reportlab", "PIL", "handouts.load.model", "handouts.load.library", "json"}
print(sorted(slow & sys.modules.keys()), code)
"""


def build(here: Path, words: str, root: Path = ROOT, **more: str) -> tuple[str, bytes]:
    """What the program says that it imported, and the card."""
    env = {**os.environ, "PYTHONPATH": str(root), "HANDOUTS_CACHE": str(here / "place"), **more}
    line = [sys.executable, "-c", SPY, "build", *words.split(), "-o", "card.pdf"]
    done = subprocess.run(line, cwd=here, env=env, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    card = here / "card.pdf"
    content = card.read_bytes() if card.exists() else b""
    card.unlink(missing_ok=True)
    return (done.stdout + done.stderr).replace("card.pdf\n", "").strip(), content


HIT = "[] 0"


def test_hit_gives_the_same_bytes_and_imports_nothing_heavy(tmp_path: Path) -> None:
    said, plain = build(tmp_path, "-c cramps --no-cache")
    assert said != HIT
    assert not (tmp_path / "place/cards/secret").exists()
    first, made = build(tmp_path, "-c cramps")
    second, kept = build(tmp_path, "-c cramps")
    assert (first != HIT, second) == (True, HIT)
    assert plain == made == kept
    assert build(tmp_path, "-c cramps --no-cache")[0] != HIT


def test_every_word_and_its_paper_are_told_apart(tmp_path: Path) -> None:
    cards = set()
    for words in ("-c cramps", "-c sciatica", "-c cramps --paper letter", "-p KI-3", "--chart sole"):
        said, made = build(tmp_path, words)
        assert said != HIT
        assert build(tmp_path, words) == (HIT, made)
        cards.add(made)
    assert len(cards) == 5
    said, made = build(tmp_path, "-p kidney3")
    assert made == b""
    assert build(tmp_path, "-p KI3")[1] == build(tmp_path, "-p KI-3")[1]


def test_alias_and_day_are_understood(tmp_path: Path) -> None:
    _, made = build(tmp_path, "-c cramps")
    said, alias = build(tmp_path, "-c Leg-Cramps")
    assert (said != HIT, alias) == (True, made)
    assert build(tmp_path, "-c Leg-Cramps") == (HIT, made)
    said, dated = build(tmp_path, "-c cramps", SOURCE_DATE_EPOCH="951782400")
    assert said != HIT
    assert dated != made
    assert build(tmp_path, "-c cramps", SOURCE_DATE_EPOCH="951782400") == (HIT, dated)
    assert "SOURCE_DATE_EPOCH is 'x'" in build(tmp_path, "-c cramps", SOURCE_DATE_EPOCH="x")[0]


def test_clinic_and_its_logo_count(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "clinic.yaml").write_text("name: The Leg Clinic\nlogo: logo.png\n")
    Image.new("RGB", (40, 20), "red").save(tmp_path / "logo.png")
    words = "-c cramps --clinic clinic.yaml"
    _, red = build(tmp_path, words)
    assert build(tmp_path, words) == (HIT, red)
    Image.new("RGB", (40, 20), "blue").save(tmp_path / "logo.png")
    said, blue = build(tmp_path, words)
    assert (said != HIT, blue != red) == (True, True)
    assert blue == build(tmp_path, f"{words} --no-cache")[1]
    (tmp_path / "logo.png").unlink()
    assert "the logo" in build(tmp_path, words)[0]
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(tmp_path / "clinic.yaml", tmp_path / "elsewhere/clinic.yaml")
    Image.new("RGB", (40, 20), "red").save(tmp_path / "elsewhere/logo.png")
    assert build(tmp_path, "-c cramps --clinic elsewhere/clinic.yaml")[1] == red


def test_faults_in_data_are_told_however_full_the_cache_is(tmp_path: Path) -> None:
    (tmp_path / "ours/leg").mkdir(parents=True)
    plain = tmp_path / "ours/leg/plain.yaml"
    plain.write_text("femur: upper leg bone\n")
    words = "-c cramps --data ours"
    _, made = build(tmp_path, words)
    assert build(tmp_path, words) == (HIT, made)
    plain.write_text("femurr: upper leg bone\nfemurr: b\n")
    said, nothing = build(tmp_path, words)
    assert "ours/leg/plain.yaml:2:" in said
    assert nothing == b""
    plain.write_text("femur: upper leg bone\n")
    assert build(tmp_path, words) == (HIT, made)


def test_data_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    from handouts.order import make
    from handouts.order.builder import Builder
    from handouts.order.request import Request

    (tmp_path / "ours/leg").mkdir(parents=True)
    plain = tmp_path / "ours/leg/plain.yaml"
    plain.write_text("femur: upper leg bone\n")
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "place"))
    order = Request((("condition", "cramps"),), ("a4",), (paths.builtin(), plain.parents[1]), None, None)
    true = make.gather

    def edited(order: Request) -> make.Materials:
        plain.write_text("femur: lower leg bone\n")
        materials = true(order)
        plain.write_text("femur: another bone\n")
        return materials

    monkeypatch.setattr(make, "gather", edited)
    builder = Builder(order, cache.own_folder())
    builder.build(builder.items(), 1, {})
    assert [p.name for p in (tmp_path / "place/cards").iterdir() if p.name != "secret"] == []
    assert builder.key(builder.items()[0]) == ""


def test_edited_program_or_font_is_noticed(tmp_path: Path) -> None:
    """Also where size and time stay what they were."""
    for name in ("handouts", "data"):
        shutil.copytree(ROOT / name, tmp_path / "copy" / name, ignore=shutil.ignore_patterns("__pycache__"))
    _, made = build(tmp_path, "-c cramps", tmp_path / "copy")
    assert build(tmp_path, "-c cramps", tmp_path / "copy") == (HIT, made)
    footer = tmp_path / "copy/handouts/compose/footer.py"
    before, text = footer.stat(), footer.read_text("utf-8")
    footer.write_text(text.replace("+ 1.5,", "+ 1.6,"), "utf-8")
    os.utime(footer, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert footer.stat().st_size == before.st_size
    assert build(tmp_path, "-c cramps", tmp_path / "copy")[0] != HIT
    footer.write_text(text, "utf-8")
    assert build(tmp_path, "-c cramps", tmp_path / "copy") == (HIT, made)
    deep = tmp_path / "copy/handouts/one/two"
    deep.mkdir(parents=True)
    (deep / "three.py").write_text("4\n", "utf-8")
    assert (other := build(tmp_path, "-c cramps", tmp_path / "copy"))[0] != HIT
    assert build(tmp_path, "-c cramps", tmp_path / "copy") == (HIT, other[1])
    (deep / "three.py").write_text("5\n", "utf-8")
    assert build(tmp_path, "-c cramps", tmp_path / "copy")[0] != HIT
    with (tmp_path / "copy/handouts/assets/HandoutsSans-Bold.ttf").open("ab") as font:
        font.write(b"\0")
    assert build(tmp_path, "-c cramps", tmp_path / "copy")[0] != HIT


def test_all_of_them_come_from_the_cache_too(tmp_path: Path) -> None:
    def bulk(out: str) -> str:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "HANDOUTS_CACHE": str(tmp_path / "place")}
        line = [sys.executable, "-c", SPY, "build", "--all", "-o", out]
        done = subprocess.run(line, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()[-1]

    bulk("one")
    assert bulk("two") == "['json'] 0"
    assert {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()
    }
    shutil.rmtree(tmp_path / "place")
    times = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "one").iterdir()}
    bulk("one")
    assert {p.name: p.stat().st_mtime_ns for p in (tmp_path / "one").iterdir()} == times
