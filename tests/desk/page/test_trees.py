"""What the browser tells assistive programs of each view stands in trees/.

To renew it, and to read the difference: PYTHONPATH=tests .venv/bin/python tests/desk/page/test_trees.py; git diff"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from support import fake_printers
from support.front_desk import front_desk
from support.heard_page import HeardPage
from support.opened_page import VIEWS, Opened, chromium, fill_view, go, needs_browser, until

pytestmark = needs_browser

TREES = Path(__file__).parent / "trees"


def tree(page: Any, view: str, folder: Path) -> str:
    """A view as it is heard, where it shows most."""
    go(page, view)
    fill_view(page, view)
    if view == "list":
        page.wait_for_selector("#list-printing:not([hidden])")
    until(page, "document.getAnimations().length === 0")
    lines = HeardPage(page, "#heard", "#known").lines()
    return "".join(f"{line}\n" for line in lines).replace(f"{folder}{os.sep}", "")


@pytest.mark.parametrize("view", VIEWS)
def test_view_is_heard_as_its_tree(
    view: str, opened: Opened, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_printers.take(monkeypatch, tmp_path)
    heard = tree(opened(), view, folder)
    assert heard == (TREES / f"{view}.txt").read_text("utf-8"), (__doc__ or "").splitlines()[-1]


def renew(folder: Path) -> None:
    """Writes the trees anew."""
    fake_printers.take(pytest.MonkeyPatch(), folder)
    for view in VIEWS:
        with chromium() as browser, front_desk(folder) as desk:
            (TREES / f"{view}.txt").write_text(tree(Opened(browser, desk)(), view, folder), "utf-8")
            sys.stdout.write(f"{TREES / view}.txt\n")


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        renew(Path(name))
