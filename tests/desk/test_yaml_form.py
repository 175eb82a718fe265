"""A form changes the lines of what was changed in it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.desk.faults import Refused
from handouts.desk.yaml_form import changed, field_at, fields_in, read_text, state_of, unsound
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


def after(tmp_path: Path, text: str = TEXT, /, **fields: str | list[str]) -> str:
    path = tmp_path / "clinic.yaml"
    path.write_bytes(text.encode())
    made = changed(path, text, {name.replace("__", "."): value for name, value in fields.items()}, KEYS)
    path.write_bytes(made.encode())
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
    assert 'doses:\n  reviewer: A. Weber   # who\n  minutes: "6"\n\n# The end.\n' in made
    assert 'notes:\n  - one\n  - "two: three"\n  - "#4"\n' in made
    read = fields_in(parse(tmp_path / "clinic.yaml"))
    assert (read["doses.minutes"], read["notes"]) == ("6", ["one", "two: three", "#4"])


GROUPS = """\
doses:  # of ours
  # who stands for them
  reviewer: A. Weber   # the head
  minutes: 4

  seconds: 30  # at least
notes:   # for patients
  # the first
  - Breathe.
  # the second
  - "Slowly: twice."   # said often

  - Rest.
# behind
name: Hill
"""


@pytest.mark.parametrize(
    ("fields", "old", "new"),
    [
        ({"doses__minutes": "6"}, "minutes: 4\n", 'minutes: "6"\n'),
        ({"doses__seconds": "20"}, "seconds: 30  #", 'seconds: "20"  #'),
        ({"doses__minutes": ""}, "  minutes: 4\n", ""),
        ({"doses__reason": "lighter"}, "at least\n", "at least\n  reason: lighter\n"),
        ({"notes": ["Breathe.", "Slowly: twice."]}, "\n  - Rest.\n", ""),
        ({"notes": ["Breathe.", "Slowly: twice.", "Rest.", "Eat."]}, "  - Rest.\n", "  - Rest.\n  - Eat.\n"),
        ({"notes": ["Slowly: twice.", "Rest.", ""]}, "  # the first\n  - Breathe.\n", ""),
        ({"notes": ["Breathe in.", "Slowly: twice.", "Rest."]}, "  - Breathe.\n", "  - Breathe in.\n"),
        ({"notes": ["Breathe.", "Slowly.", "Rest."]}, '- "Slowly: twice."   #', "- Slowly.   #"),
    ],
)
def test_comments_inside_stay_with_what_they_are_about(
    tmp_path: Path, fields: dict[str, str | list[str]], old: str, new: str
) -> None:
    assert old in GROUPS
    assert after(tmp_path, GROUPS, **fields) == GROUPS.replace(old, new)


@pytest.mark.parametrize(
    "text", ["doses: {reviewer: A. Weber, minutes: 4}\n", "doses:\n  {reviewer: A. Weber,\n  minutes: 4}\n"]
)
def test_keys_in_braces_are_written_anew(tmp_path: Path, text: str) -> None:
    made = after(tmp_path, text, doses__minutes="6")
    assert made == 'doses:\n  reviewer: A. Weber\n  minutes: "6"\n'


def test_what_is_added_inside_the_last_key_stands_before_what_is_added_behind_it(tmp_path: Path) -> None:
    made = after(tmp_path, "doses:\n  minutes: 4\n", doses__reason="lighter", name="Hill")
    assert made == "doses:\n  minutes: 4\n  reason: lighter\nname: Hill\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85"])
def test_ends_of_lines_stay(tmp_path: Path, end: str) -> None:
    text = TEXT.replace("\n", end)
    made = after(tmp_path, text, name="Hill Clinic", doses__reason="lighter", logo="logo.png")
    wanted = TEXT.replace("Harbour Street", "Hill Clinic").replace("minutes: 4\n", "minutes: 4\n  reason: lighter\n")
    assert made == f"{wanted}logo: logo.png\n".replace("\n", end)


def test_only_new_lines_of_mixed_ends_are_like_the_first(tmp_path: Path) -> None:
    assert after(tmp_path, "name: A\r\nweb: b.example\n# x", name="Hill") == "name: Hill\r\nweb: b.example\n# x\r\n"
    assert after(tmp_path, "name: A\n# x", name="A") == "name: A\n# x"


def test_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    assert state_of(path) == ""
    path.write_bytes(b"\xef\xbb\xbfname: A\r\n")
    assert read_text(path) == "name: A\r\n"
    before = state_of(path)
    path.write_bytes(b"name: A\n")
    assert state_of(path) != before
    path.write_bytes("# Straße\nname: A\n".encode("latin-1"))
    with pytest.raises(Refused) as caught:  # what it does not understand it would not write again
        read_text(path)
    assert caught.value.faults[0].message == "the file clinic.yaml is not UTF-8 text"
    with pytest.raises(Refused) as caught:
        read_text(tmp_path / "nothing.yaml")
    assert caught.value.faults[0].message == "the file nothing.yaml cannot be read: no such file or directory"


def test_file_in_braces_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="keys on lines of their own"):
        after(tmp_path, "{name: A, telephone: B}\n", name="C")


def test_characters_of_no_text_are_told() -> None:
    assert list(unsound({"name": "a\0", "notes": ["x", "\ud800"], "web": "ok"})) == [
        ("name", "'name' has a character that belongs to no text: U+0000"),
        ("notes", "'notes' has a character that belongs to no text: U+D800"),
    ]
