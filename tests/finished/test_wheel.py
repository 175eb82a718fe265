"""What is built for others is whole: installed from it alone, far from the checkout, handouts makes the same card."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
LICENCES = [ROOT / "LICENSE", ROOT / "NOTICE", *ROOT.glob("handouts/assets/OFL-*"), *ROOT.glob("data/leg/LICENSE-*")]
BIN = "Scripts" if os.name == "nt" else "bin"
# Its last line tells the exit code, and the files that were opened.
SPY = """
import json, sys
opened = set()
sys.addaudithook(lambda event, args: event == "open" and opened.add(str(args[0])))
from handouts.commands.app import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(opened)]))
"""


def run(words: Sequence[object], folder: Path) -> str:
    """What a program prints, run in a folder; nothing in the environment leads it to the checkout."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(list(map(str, words)), cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from an sdist, so that neither may lack anything."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT], folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an empty environment, into which the wheel was installed.

    What the wheel needs is borrowed from here; paths that stand in borrowed .pth files are not followed (module site).
    """
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder)
    interpreter = folder / BIN / "python"
    run([sys.executable, "-m", "pip", "--python", interpreter, "install", "--no-deps", "--no-index", wheel], folder)
    site = run([interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip()
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    Path(site, "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return interpreter


def test_wheel_holds_every_file_of_data_and_assets_every_page_and_every_licence(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    wanted = {f"handouts/{p.relative_to(ROOT)}" for p in (ROOT / "data").rglob("*") if p.is_file()}
    wanted |= {str(p.relative_to(ROOT)) for p in (ROOT / "handouts" / "assets").iterdir()}
    wanted |= {f"handouts/docs/{p.name}" for p in (ROOT / "docs").glob("*.md")}
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert len(wanted) > 25
    assert wanted <= names
    assert len(LICENCES) == 5
    assert licences == {p.name for p in LICENCES}
    assert not [name for name in names if not name.startswith(("handouts/", "handouts-")) or name.endswith(".png")]


def test_wheel_brings_only_what_makes_leaflets(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        (name,) = (name for name in file.namelist() if name.endswith("METADATA"))
        told = file.read(name).decode()
    needed = re.findall(r"^Requires-Dist: ([A-Za-z]+)(?!.*; extra)", told, re.M)
    assert set(needed) == {"click", "pillow", "pyyaml", "reportlab", "segno", "svgwrite"}
    assert "Provides-Extra: read" in told


def test_installed_wheel_builds_the_card_of_the_checkout_in_any_folder(python: Path, tmp_path: Path) -> None:
    printed = run([python.with_name("handouts"), "build", "--condition", "cramps"], tmp_path)
    card = tmp_path / "output" / "cramps.pdf"
    assert printed.split() == [str(card.relative_to(tmp_path))]
    assert len(pypdfium2.PdfDocument(card)) == 1
    run([sys.executable, "-m", "handouts", "build", "--condition", "cramps", "-o", tmp_path / "here.pdf"], ROOT)
    assert card.read_bytes() == (tmp_path / "here.pdf").read_bytes()


def test_installed_wheel_reads_its_own_data_fonts_and_pages(python: Path, tmp_path: Path) -> None:
    printed = run([python, "-c", SPY, "build", "-c", "cramps", "-o", "card.pdf"], tmp_path)
    assert run([python.with_name("handouts"), "help", "volume"], tmp_path).startswith("# Many sheets\n")
    code, opened = json.loads(printed.splitlines()[-1])
    package = Path(run([python, "-c", "import handouts; print(handouts.__path__[0])"], tmp_path).strip())
    own = {str(Path(name).relative_to(package)) for name in opened if Path(name).is_relative_to(package)}
    here = [n for n in opened if Path(n).is_relative_to(ROOT / "handouts") or Path(n).is_relative_to(ROOT / "data")]
    assert code == 0
    assert package.is_relative_to(python.parents[1])
    assert {"data/conditions/cramps.yaml", "data/leg/leg.json", "assets/HandoutsSans-Regular.ttf"} <= own
    assert not here
