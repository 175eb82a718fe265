"""The same data gives the same bytes: in another process, folder, language, time zone and order, and from a wheel."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "handouts"]
Hashes = dict[str, str]


def env(**more: str) -> dict[str, str]:
    return {
        "HANDOUTS_CACHE": "",
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ.get("PATH", ""),
        "PYTHONIOENCODING": "utf-8",
        **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
        **more,
    }


def hashes(here: Path, env: Mapping[str, str]) -> Hashes:
    """The digest of every leaflet by its path, as the program prints them."""
    words = [*RUN, "build", "--all", "--hashes"]
    run = subprocess.run(words, cwd=here, env=dict(env), capture_output=True, text=True, check=True, timeout=120)
    return {path: digest for digest, _, path in (line.partition("  ") for line in run.stdout.splitlines())}


@pytest.fixture(scope="module")
def usual(leaflets: Mapping[tuple[str, str], bytes]) -> Hashes:
    """Made in this process, through the library."""
    found = {c: hashlib.sha256(data).hexdigest() for (c, paper), data in leaflets.items() if paper == "a4"}
    return {os.path.join("output", f"{c}.pdf"): digest for c, digest in found.items()}


@pytest.mark.parametrize(
    "odd",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
        {"PYTHONOPTIMIZE": "2", "HOME": "/nowhere", "COLUMNS": "20", "SOURCE_DATE_EPOCH": ""},
    ],
)
def test_surroundings_change_no_byte(odd: dict[str, str], tmp_path: Path, usual: Hashes) -> None:
    assert hashes(tmp_path, env(**odd)) == usual
    assert {path: hashlib.sha256((tmp_path / path).read_bytes()).hexdigest() for path in usual} == usual


def test_a_wheel_writes_the_same_bytes_as_the_checkout(tmp_path: Path, usual: Hashes) -> None:
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    installed, here = tmp_path / "installed", tmp_path / "somewhere else"
    zipfile.ZipFile(wheel).extractall(installed)
    here.mkdir()
    surroundings = env(PYTHONPATH=str(installed))
    where = [sys.executable, "-c", "import handouts; print(handouts.__file__)"]
    file = subprocess.run(where, cwd=here, env=surroundings, capture_output=True, text=True, check=True).stdout
    assert Path(file.strip()).is_relative_to(installed)
    assert hashes(here, surroundings) == usual


def test_date_of_issue_may_be_set(tmp_path: Path, usual: Hashes) -> None:
    found = hashes(tmp_path, env(SOURCE_DATE_EPOCH="951782400"))
    assert found.keys() == usual.keys()
    assert not set(found.values()) & set(usual.values())
    with pikepdf.open(BytesIO((tmp_path / "output" / "cramps.pdf").read_bytes())) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20000229000000+00'00'"
        assert b"<xmp:CreateDate>2000-02-29T00:00:00+00:00<" in pdf.Root.Metadata.read_bytes()


@pytest.mark.parametrize("odd", ["yesterday", "1e9", "9" * 30, "-" + "9" * 30])
def test_date_that_is_none_is_told(odd: str, tmp_path: Path) -> None:
    words = [*RUN, "build", "-c", "cramps"]
    run = subprocess.run(
        words, cwd=tmp_path, env=env(SOURCE_DATE_EPOCH=odd), capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert f"SOURCE_DATE_EPOCH is '{odd}'" in re.sub(r"\s+", " ", run.stderr)
    assert not (tmp_path / "output").exists()


def test_hashes_do_not_go_with_standard_output(tmp_path: Path) -> None:
    words = [*RUN, "build", "-c", "cramps", "--hashes", "-o", "-"]
    run = subprocess.run(words, cwd=tmp_path, env=env(), capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (2, b"")
