"""A form changes the lines of what was changed in it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.desk.yaml_form import changed, field_at, fields_in, unsound
from handouts.errors import DataError
from handouts.load.yaml_nodes import parse

KEYS = ("name", "telephone", "web", "doses", "notes", "logo")
TEXT = """\
# Our clinic.
name: Harbour Street  # as it stands on the door
# The number of the desk:
telephone: "020 7946"

# web: www.harbour.example
doses:
  reviewer: A. Weber   # who
  minutes: 4

# The end.
notes:
  - first: is no list of ours
"""


def after(tmp_path: Path, text: str = TEXT, **fields: str | list[str]) -> str:
    path = tmp_path / "clinic.yaml"
    path.write_text(text, "utf-8")
    made = changed(path, text, {name.replace("__", "."): value for name, value in fields.items()}, KEYS)
    path.write_text(made, "utf-8")
    parse(path)  # it is YAML
    return made


def test_fields_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(TEXT, "utf-8")
    node = parse(path)
    wanted = {"name": "Harbour Street", "telephone": "020 7946", "doses.reviewer": "A. Weber", "doses.minutes": "4"}
    assert fields_in(node) == wanted
    places = {line: field_at(node, node.mark._replace(line=line, column=9)) for line in (2, 4, 8, 9)}
    assert places == {2: "name", 4: "telephone", 8: "doses.reviewer", 9: "doses.minutes"}


def test_nothing_changed_is_the_same_file(tmp_path: Path) -> None:
    assert after(tmp_path) == TEXT
    assert after(tmp_path, name="Harbour Street", doses__minutes="4") == TEXT


@pytest.mark.parametrize(
    ("fields", "old", "new"),
    [
        ({"name": "Hill Clinic"}, "name: Harbour Street  #", "name: Hill Clinic  #"),
        ({"telephone": "030 1"}, 'telephone: "020 7946"', 'telephone: "030 1"'),
        ({"telephone": ""}, 'telephone: "020 7946"\n', ""),
        ({"web": "www.hill.example"}, "# web: www.harbour.example", "web: www.hill.example"),
        ({"logo": "logo.png"}, "  - first: is no list of ours\n", "  - first: is no list of ours\nlogo: logo.png\n"),
        ({"name": 'a: "b" # c\\'}, "name: Harbour Street  #", 'name: "a: \\"b\\" # c\\\\"  #'),
        ({"name": "no"}, "name: Harbour Street  #", 'name: "no"  #'),
        ({"name": "two\nlines"}, "name: Harbour Street  #", "name: two lines  #"),
    ],
)
def test_only_its_own_lines_are_changed(tmp_path: Path, fields: dict[str, str], old: str, new: str) -> None:
    assert old in TEXT
    made = after(tmp_path, **fields)
    assert made == TEXT.replace(old, new)
    read = fields_in(parse(tmp_path / "clinic.yaml"))
    assert all(read.get(name, "") == " ".join(value.split()) for name, value in fields.items())


def test_keys_inside_others_and_lists_are_written(tmp_path: Path) -> None:
    made = after(tmp_path, doses__minutes="6", notes=["one", "two: three", "#4"])
    assert 'doses:\n  reviewer: A. Weber\n  minutes: "6"\n\n# The end.\n' in made
    assert 'notes:\n  - one\n  - "two: three"\n  - "#4"\n' in made
    read = fields_in(parse(tmp_path / "clinic.yaml"))
    assert (read["doses.minutes"], read["notes"]) == ("6", ["one", "two: three", "#4"])


def test_file_in_braces_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="keys on lines of their own"):
        after(tmp_path, "{name: A, telephone: B}\n", name="C")


def test_characters_of_no_text_are_told() -> None:
    assert list(unsound({"name": "a\0", "notes": ["x", "\ud800"], "web": "ok"})) == [
        ("name", "'name' has a character that belongs to no text: U+0000"),
        ("notes", "'notes' has a character that belongs to no text: U+D800"),
    ]
