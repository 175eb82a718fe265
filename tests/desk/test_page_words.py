"""The page tells nobody to type what belongs on a command line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import handouts
from handouts.desk.faults import Fault
from handouts.desk.page_words import form_in_page, hint_in_page, message_in_page, note_in_page

ROOT = Path(handouts.__file__).parent
TYPED = re.compile(r"(?<![\w-])--[a-z]|\bhandouts (build|merge|list|check|serve|chart|print|rule|settings|new)\b")
# What the page never shows: the command line itself, and what only it does.
ELSEWHERE = (
    "api.py", "commands/", "desk/server.py", "desk/guard.py", "desk/app.py", "desk/page_words.py",
    "lint/pages.py", "lint/rules/", "locate/", "people/filenames.py", "printing/ipp.py",
    "system/dask_workers.py", "system/workers.py", "write/html/",
)  # fmt: skip
# Where files are written into a folder, which the page never does.
FOLDERS = ("--single x", "--replace")


def texts(path: Path) -> Iterator[str]:
    """The texts in a module's code but for docstrings, with x for what is put into them."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(node) for outer in ast.walk(tree) for node in _parts(outer)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def _parts(node: ast.AST) -> list[ast.expr]:
    """What is no text of its own: parts of another, and docstrings."""
    if isinstance(node, ast.JoinedStr):
        return node.values
    return [node.value] if isinstance(node, ast.Expr) else []


def test_no_text_that_the_page_may_show_names_an_option() -> None:
    named = []
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(ELSEWHERE):
            shown = (message_in_page(hint_in_page(t)) for t in texts(path) if not any(word in t for word in FOLDERS))
            named += [f"{name}: {text}" for text in shown if TYPED.search(text)]
    assert named == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("both sides of a sheet hold it: add --sides 2, and leave out the diary",
         "both sides of a sheet hold it: choose 'More points' for the back of the sheet, and leave out the diary"),
        ("make a sheet for each place (--point ST-36 and --point GB-34), or take --paper a3",
         "make a sheet for each place (ST-36 and GB-34), or choose the paper A3"),
        ("a sheet for one point has more room: handouts build --point ST-36",
         "a sheet for one point has more room: choose ST-36 alone"),
        ("did you mean 'name'? to say what it holds: --column name='Nam e'; to leave it alone, add --ignore-columns",
         "did you mean 'name'? say what it holds under 'Which column is which', or pass over all others there"),
        ('say which: --sheet "May 2026"', "choose one at 'Sheet of the workbook'"),
        ("add one to it, or take --printer ipp://ADDRESS/ipp/print", "add one to it"),
        ("write 2 minutes", "write 2 minutes"),
    ],
)  # fmt: skip
def test_hints_are_told_in_the_words_of_the_page(typed: str, shown: str) -> None:
    assert Fault(None, "", typed).answer()["hint"] == shown


def test_findings_are_told_in_the_words_of_the_page_and_persons_words_stay() -> None:
    told = "has no a3 paper, which 'knee' is for: it takes a4 and letter (--paper)"
    assert Fault(None, told).answer()["message"] == "has no a3 paper, which 'knee' is for: it takes a4 and letter"
    told = "has no a3 paper loaded, which 'knee' is for: a4 is (load a3, or --paper)"
    assert Fault(None, told).answer()["message"].endswith("(load a3, or choose that)")
    assert Fault("name", "'--point ST-36' is too long").answer()["message"] == "'--point ST-36' is too long"


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("'often' is read from the column 'Times'", "“How often” is read from the column 'Times'"),
        ("'elsewhere' is read from the column 'Times'", "'elsewhere' is read from the column 'Times'"),
        ("a note says 'often'", "a note says 'often'"),
        ("2 rows are hidden; --rows says which to make", "2 rows are hidden"),
    ],
)
def test_notes_on_a_table_call_fields_as_the_page_does(found: str, shown: str) -> None:
    assert note_in_page(found) == shown


def test_fields_of_forms_are_called_as_the_page_does() -> None:
    assert form_in_page("'accent' has a contrast of 2.0 to 1") == "this colour has a contrast of 2.0 to 1"
    assert form_in_page("title 'Legs' already stands for 'legs'") == "another leaflet is called 'Legs' already"
    assert form_in_page("the name 'accent' has no place") == "the name 'accent' has no place"
