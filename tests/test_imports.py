"""Imports point down one list of modules, and each foreign library has its one importer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "handouts"

# From the shell down to the nouns: a module may import those of later lines, and nothing of its own line.
LAYERS = [
    "__main__",
    "cli",
    "leaflets lookups mailing paper",
    "options",
    "bundle",
    "desk",
    "making",
    "export listing merge printing progress prose read",
    "booklet crew cups filenames fitting ipp outbox",
    "people",
    "table",
    "content imposed stamp",
    "pdf svg",
    "card chart sheet single",
    "embed footer form xmp",
    "operators",
    "diagram plate",
    "around",
    "callouts",
    "crop",
    "blocks insets sides targets tracks",
    "labels",
    "hip typeset limb",
    "load",
    "anatomy",
    "check files typed",
    "cache folders lean marked named fonts glyphs leg objects",
    "page model skin",
    "job scene style geometry errors inputs order",
    "paths",
    "__init__",
]
RANK = {name: i for i, layer in enumerate(LAYERS) for name in layer.split()}
IMPORTERS = {
    "click": {"cli", "leaflets", "lookups", "mailing", "options", "paper"},
    "yaml": {"marked"},
    "reportlab": {"lean"},
    "pikepdf": {"content", "printing", "read"},  # too slow to import where a leaflet is built
    "svgwrite": {"svg"},
    "PIL": {"lean", "load", "pdf"},
    "subprocess": {"cups"},
    "http": {"ipp"},
    "distributed": {"crew"},  # of the extra `cluster`
}


def imports(module: str) -> Iterator[str]:
    """The dotted names of everything that a module imports anywhere in it."""
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "handouts":
            yield from (f"handouts.{a.name}" if a.name in RANK else "handouts.__init__" for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield node.module or ""


def inner(module: str) -> set[str]:
    return {name.split(".")[1] for name in imports(module) if name.startswith("handouts.")}


def test_every_module_has_its_place_in_the_list() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} == RANK.keys()


@pytest.mark.parametrize("module", sorted(RANK))
def test_imports_point_down(module: str) -> None:
    assert {name for name in inner(module) if RANK[name] <= RANK[module]} == set()


def test_something_is_imported() -> None:
    assert sum(len(inner(module)) for module in RANK) > 50


@pytest.mark.parametrize("library", sorted(IMPORTERS))
def test_foreign_library_has_its_one_importer(library: str) -> None:
    found = {module for module in RANK if library in {name.split(".")[0] for name in imports(module)}}
    assert found == IMPORTERS[library]


WRITERS = {"cache", "files", "folders", "outbox"}


def test_only_few_modules_write_files() -> None:
    writing = {"write_bytes", "write_text", "mkdir", "replace", "rename", "unlink", "rmdir", "touch"}
    for module in RANK.keys() - WRITERS:
        tree = ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))
        called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
        assert called & (writing - {"replace"}) == set(), module
