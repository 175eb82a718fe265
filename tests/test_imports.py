"""Who may import whom, which library lives where, and who may touch the world: held against the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "handouts"

# The whole rule. A folder imports from itself, and from those after it that it names; everything imports the ground.
GROUND = "errors fonts paths style"
MAY_IMPORT = {
    "commands": "desk order people lint write compose draw locate load printing aloud system",
    "desk": "order people lint write compose draw locate load printing system",
    "order": "write compose draw locate load system",
    "people": "write compose locate load system",
    "lint": "load",
    "write": "compose draw",
    "compose": "draw locate load",
    "draw": "locate load body",
    "locate": "load body",
    "load": "body",
    **dict.fromkeys(("body", "printing", "aloud", "system"), ""),
}
LIBRARIES = {
    "click": "commands",
    "yaml": "load/yaml_nodes",
    "reportlab": "write/pdf/reportlab_parts",
    "segno": "compose/qr_code",
    "svgwrite": "write/svg",
    "PIL": "load/logo write/pdf write/png",
    "pypdfium2": "write/png",
    "pikepdf": "aloud printing/jobs",
    "subprocess": "printing/cups",
    "http": "printing/wire",
    "distributed": "system/dask_workers",
    "openpyxl": "people/workbook_rows",
    "starlette": "desk/app desk/guard desk/server",
    "uvicorn": "desk/server",
}
EFFECTS = {
    "writes files": "system order/cache __main__",  # the last leads standard output away
    "makes temporary files": "desk/jobs desk/clinic_form desk/leaflet_form people/table write/pdf/streamed",
    "looks at a clock": "commands/progress order/cache printing/wire system/folders",
    "prints": "__main__ commands",
    "reads the environment": "commands order/cache printing/cups",
}
# What has an effect: a module that is imported, a function that is called, a flag or a mode that is given.
SIGNS = {
    "writes files": "write_bytes() write_text() mkdir() makedirs() rename() os.replace() to.replace() unlink() rmdir() "
    "touch() hardlink_to() os.link() symlink_to() copyfile() os.write() writev() O_WRONLY O_RDWR O_CREAT open(w) "
    "open(x) open(a)",
    "makes temporary files": "import:tempfile",
    "looks at a clock": "import:time now() today() utcnow()",
    "prints": "print() echo() stdout.write() stderr.write()",
    "reads the environment": "environ getenv()",
}


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path without an ending: 'draw/labels'."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {p.relative_to(PACKAGE).with_suffix("").as_posix(): ast.parse(p.read_text("utf-8")) for p in paths}


MODULES = modules()


def imports(tree: ast.Module) -> Iterator[str]:
    """The dotted names of everything that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(tree: ast.Module) -> Iterator[str]:
    """Texts that name a module of another package, to be loaded by this name."""
    found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from (text for text in found if re.fullmatch(r"[a-z]+(\.[a-z_]+)+", text))


def inner(tree: ast.Module) -> set[str]:
    """What of our own a module imports: 'draw.labels.place'."""
    return {name.partition(".")[2] for name in imports(tree) if name.partition(".")[0] == "handouts"}


def lies_in(module: str, places: str) -> bool:
    return any(module == place or module.startswith(f"{place}/") for place in places.split())


def signs(tree: ast.Module) -> Iterator[str]:
    """What a module imports, calls and looks up, as SIGNS spells it."""
    yield from (f"import:{name.partition('.')[0]}" for name in imports(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Call):
            yield from _call(node)


def _call(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = getattr(call.func, "value", None)
    owned = getattr(owner, "attr", getattr(owner, "id", ""))
    yield from (f"{name}()", f"{owned}.{name}()")
    if name == "replace" and len(call.args) == 1 and not call.keywords and isinstance(call.func, ast.Attribute):
        yield "to.replace()"  # of a path; that of a text takes two words
    if name == "open":
        modes = (a.value for a in call.args[1:] if isinstance(a, ast.Constant) and isinstance(a.value, str))
        yield from (f"open({letter})" for mode in modes for letter in mode)


# -- folders -----------------------------------------------------------------------------------------------------------


def test_every_module_lies_in_a_folder_of_the_rule_or_on_the_ground() -> None:
    folders = {name.partition("/")[0] for name in MODULES if "/" in name}
    assert folders == MAY_IMPORT.keys()
    assert {name for name in MODULES if "/" not in name} == {*GROUND.split(), "__init__", "__main__", "api"}


def test_arrows_point_down_the_list_of_folders() -> None:
    order = list(MAY_IMPORT)
    for folder, others in MAY_IMPORT.items():
        assert all(order.index(other) > order.index(folder) for other in others.split()), folder


@pytest.mark.parametrize("module", sorted(MODULES))
def test_module_imports_only_what_its_folder_may(module: str) -> None:
    found = {name.partition(".")[0] for name in inner(MODULES[module])}
    folder = module.partition("/")[0] if "/" in module else ""
    if module == "__main__":
        allowed = {"commands"}
    elif module == "api":  # stands between the commands and the rest
        allowed = {*MAY_IMPORT, *GROUND.split()} - {"commands"}
    elif folder:
        allowed = {folder, *MAY_IMPORT[folder].split(), *GROUND.split(), "__version__"}
        allowed |= {"api"} if folder in ("commands", "desk") else set()
    else:
        allowed = {*GROUND.split(), "__version__"}
    assert found - allowed == set()


def test_every_arrow_of_the_rule_is_there() -> None:
    """An arrow that nobody needs any more is taken out of the rule."""
    for folder, others in MAY_IMPORT.items():
        mine = [tree for name, tree in MODULES.items() if lies_in(name, folder)]
        found = {name.partition(".")[0] for tree in mine for name in inner(tree)}
        assert set(others.split()) <= found, folder


def test_no_two_modules_import_each_other() -> None:
    known = {name.replace("/", "."): name for name in MODULES}
    ways = {
        name: {known[part] for i in inner(tree) for part in (i, i.rpartition(".")[0]) if part in known} - {name}
        for name, tree in MODULES.items()
    }
    ways["commands/completion"].discard("commands/app")  # inside a function: the group that is to be completed
    while leaves := {name for name, others in ways.items() if not others & ways.keys()}:
        ways = {name: others for name, others in ways.items() if name not in leaves}
    assert ways == {}


# -- libraries and effects ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_foreign_library_lives_in_its_place(library: str) -> None:
    users = {
        name for name, tree in MODULES.items() if library in {i.split(".")[0] for i in (*imports(tree), *texts(tree))}
    }
    assert users
    assert {name for name in users if not lies_in(name, LIBRARIES[library])} == set()


def effects(tree: ast.Module, effect: str) -> set[str]:
    """The signs of an effect in a module."""
    return set(SIGNS[effect].split()) & set(signs(tree))


@pytest.mark.parametrize("effect", sorted(EFFECTS))
def test_only_few_modules_touch_the_world(effect: str) -> None:
    touching = {name: found for name, tree in MODULES.items() if (found := effects(tree, effect))}
    assert touching
    assert {name: found for name, found in touching.items() if not lies_in(name, EFFECTS[effect])} == {}


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        ("looks at a clock", "from time import time\nat = time()"),
        ("looks at a clock", "import time\nat = time.monotonic()"),
        ("looks at a clock", "from datetime import datetime\nat = datetime.now()"),
        ("writes files", "from pathlib import Path\nPath('x').write_text('y')"),
        ("writes files", "import os\nos.write(1, b'x')"),
        ("writes files", "import os\nos.open('x', os.O_WRONLY)"),
        ("writes files", "open('x', 'wb')"),
        ("writes files", "path.replace(other)"),
        ("makes temporary files", "import tempfile\ntempfile.TemporaryFile()"),
        ("prints", "print('x')"),
        ("prints", "import sys\nsys.stdout.write('x')"),
        ("reads the environment", "import os\nhome = os.environ['HOME']"),
    ],
)
def test_an_effect_is_seen(effect: str, code: str) -> None:
    assert effects(ast.parse(code), effect)


# -- the plan ----------------------------------------------------------------------------------------------------------


def test_architecture_tells_the_same_rule() -> None:
    text = (PACKAGE.parent / "ARCHITECTURE.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| `")
    ]
    told = {folder.strip("`"): " ".join(imports.split(", ")) for folder, _, _, imports in rows}
    assert told == MAY_IMPORT
    assert list(told) == list(MAY_IMPORT)
    for folder in MAY_IMPORT:
        assert f"\n**{folder}.** " in text or folder in ("body", "printing", "aloud", "system"), folder


def test_every_module_that_the_documents_name_is_there() -> None:
    for page in ("ARCHITECTURE.md", "docs/decisions.md"):
        text = (PACKAGE.parent / page).read_text("utf-8")
        named = {word for word in re.findall(r"`([a-z_]+/[a-z_/]+)`", text) if word.partition("/")[0] in MAY_IMPORT}
        assert {word for word in named if word not in MODULES and not (PACKAGE / word).is_dir()} == set(), page
