"""YAML files are read to the last byte, and what is not YAML is told in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.own_data import CONDITION, DATA, point_faults, write

from handouts.errors import DataError
from handouts.load import yaml_nodes
from handouts.load.library import load_library
from handouts.load.model import Library


def test_windows_line_ends_and_byte_order_mark_are_read(own: Path) -> None:
    write(own, conditions__tired_legs=b"\xef\xbb\xbf" + CONDITION.replace("\n", "\r\n").encode())
    assert load_library([DATA, own]).conditions["tired-legs"].title.mark == ("conditions/tired-legs.yaml", 2, 8)


def test_pure_python_parser_reads_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "LOADER", yaml.BaseLoader)
    slow = load_library([DATA])
    assert slow == library
    assert slow.points["ST-36"].names.english.mark == library.points["ST-36"].names.english.mark


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("english: A place", "english: *A* place", "3:14: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: *A", "3:12: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: &A place", "3:12: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: !A place", "3:12: text that begins with '*', '&' or '!' needs quotes"),
        ("english: A place", "english: !!str A place", "3:12: text that begins with '*', '&' or '!' needs quotes"),
    ],
)
def test_sign_that_yaml_keeps_for_itself_is_told_at_its_place(own: Path, old: str, new: str, expected: str) -> None:
    found = point_faults(own, old, new)
    assert any(f.startswith(expected) for f in found), found


TAB = "a tab stands where spaces are wanted (indent with spaces, two for each level)"
QUOTE = "text goes on after its closing quote (use double quotes round a text that has an apostrophe)"
OPEN = "a quote is opened here and never closed (close it with the same sign)"
ALIGN = "this line is not indented like its neighbours (align it with the lines around it)"
SIGN = "a text cannot begin with this sign (put the whole text in double quotes)"


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml_nodes.LOADER], ids=["python", "c"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: error: the file is empty (write its keys, or delete the file)"),
        ("# nothing\n---\n", "1:1: error: the file is empty (write its keys, or delete the file)"),
        ("id: x\n\ttitle: y\n", f"2:1: error: {TAB}"),
        ("id:\n\t- y\n", f"2:1: error: {TAB}"),
        ("id:\n  a: b\n\tc: d\n", f"3:1: error: {TAB}"),
        ("id: x\r\ttitle: y\r", f"2:1: error: {TAB}"),
        ("\ufeffid: @x\n", f"1:5: error: {SIGN}"),
        ("id: 'it's cold'\nx: y\n", f"1:9: error: {QUOTE}"),
        ("- 'it's cold'\n- y\n", f"1:7: error: {QUOTE}"),
        ('id: "cold\nx: y\n', f"1:5: error: {OPEN}"),
        ("id: 'cold\nx: y\n", f"1:5: error: {OPEN}"),
        ("a: b: c\n", "1:5: error: a colon followed by a space inside a text, or a line indented too far"),
        ("a: b\n  c: d\n", "2:4: error: a colon followed by a space inside a text, or a line indented too far"),
        ("a: b\nc\nd: e\n", "3:1: error: this line is neither 'key: value' nor part of a text"),
        ("a:\n  b: c\n d: e\n", f"3:2: error: {ALIGN}"),
        ("a: b\n- c\n", f"2:1: error: {ALIGN}"),
        ("a: - b\n", "1:4: error: a list item does not begin on the line of its key"),
        ("a: [b, c\nd: e\n", "2:2: error: a list in [ ] is not closed, or lacks a comma (close it with ])"),
        ("a: {b: c\nd: e\n", "2:2: error: keys in { } are not closed, or lack a comma (close them with })"),
        ("a: @b\n", f"1:4: error: {SIGN}"),
        ("a: `b`\n", f"1:4: error: {SIGN}"),
        ("a: ,b\n", f"1:4: error: {SIGN}"),
        ("a: >b\n", "1:5: error: text that begins with '>' or '|' needs quotes"),
        ("a: %b\n", f"1:4: error: {SIGN}"),
        ('a: "\\q"\n', "error: a backslash in double quotes begins a code unknown to YAML"),
        ("a: *b* c\n", "error: text that begins with '*', '&' or '!' needs quotes"),
        ("a: & c\n", "error: text that begins with '*', '&' or '!' needs quotes"),
        ("a: b\n---\nc: d\n", "error: a second document begins (delete the line '---' above it)"),
        (" a: b\nc: d\n", "2:1: error: this line belongs to no key, or is indented less than the first"),
        ("a: b\0c\n", "1:5: error: a character that YAML forbids, U+0000 (delete it)"),
        (b"a: b\n# caf\xe9\n", "2:6: error: the file is not UTF-8 text (save it with the encoding UTF-8)"),
        ("a: b\n".encode("utf-16"), "1:1: error: the file is not UTF-8 text (save it with the encoding UTF-8)"),
        ("a: " + "[" * 100_000, "1:44: error: more than 40 levels inside each other"),
        ("a: " + "{b: " * 100_000, "error: more than 40 levels inside each other"),
        ("- " * 100_000 + "x", "error: more than 40 levels inside each other"),
        ("a: &x [*x]\n", "error: text that begins with '*', '&' or '!' needs quotes"),
    ],
)
def test_broken_yaml_is_told_in_plain_words(
    own: Path, monkeypatch: pytest.MonkeyPatch, loader: type, text: str | bytes, expected: str
) -> None:
    monkeypatch.setattr(yaml_nodes, "LOADER", loader)
    write(own, conditions__x=text)
    with pytest.raises(DataError) as caught:
        yaml_nodes.parse(Path("conditions/x.yaml"))
    (problem,) = caught.value.problems
    assert expected in str(problem)
    assert str(problem).startswith("conditions/x.yaml:")


# -- number signs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml_nodes.LOADER], ids=["python", "c"])
@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("a: Press #1, then #2", "#1, then #2"),
        ("a: Suite # 4", "# 4"),
        ("a: Press   #1", "#1"),
        ("a: two\n  lines #3", "#3"),
        ("a: Press  # a comment", ""),
        ("a: Press\n# a comment", ""),
        ("a: Press # lint: HL205 because", ""),
        ('a: "Press #1" #2', ""),
        ("a: C#1", ""),
    ],
)
def test_what_a_number_sign_cuts_off_is_known(
    own: Path, monkeypatch: pytest.MonkeyPatch, loader: type, line: str, cut: str
) -> None:
    monkeypatch.setattr(yaml_nodes, "LOADER", loader)
    (own / "x.yaml").write_text(line + "\n")
    node = yaml_nodes.parse(Path("x.yaml"))
    assert isinstance(node, yaml_nodes.Pairs)
    _, value = node.nodes
    assert isinstance(value, yaml_nodes.Scalar)
    assert value.cut == cut
