"""Which way a file was written is found out, said aloud, or refused where letters cannot be told apart."""

from __future__ import annotations

from io import BytesIO

import pytest

from handouts.errors import DataError
from handouts.people.encodings import recognise

WESTERN = ["Zoë", "José Muñoz\nGünther Weiß", "Hélène\nO’Brien’s “x”", "Søren", "Åse Ørsted\nÄnne\nÖZGÜR", "MÜLLER"]


def told(text: str, codec: str) -> tuple[str, str]:
    """The way that is found, and what is said of it."""
    found = recognise(BytesIO(f"name,condition\n{text}\n".encode(codec)), "f")
    return found.codec, found.note


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize(("codec", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")])
def test_old_ways_are_recognised_and_said_with_their_letters(text: str, codec: str, name: str) -> None:
    found, note = told(text, codec)
    assert found == codec
    assert note.startswith(f"not in UTF-8; read as {name}, with ")
    assert "Łukasz would need UTF-8" in note
    assert all(c in note for c in text if not c.isascii())


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("left–right", "cp1252"),  # leftñright on a Mac
        ("d’angelo", "cp1252"),
        ("Łukasz Wójcik", "cp1250"),
        ("Dvořák", "cp1250"),
        ("José Muñoz", "cp850"),
        ("Иван Петров", "cp1251"),
        ("Иван Петров", "shift_jis"),
    ],
)
def test_letters_that_cannot_be_told_apart_are_refused(text: str, codec: str) -> None:
    with pytest.raises(DataError, match="cannot be told apart"):
        told(text, codec)


@pytest.mark.parametrize("text", [*WESTERN, "Łukasz", "王小明", "plain", "10 °C, 2½ €"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_recognised(text: str, codec: str) -> None:
    found, note = told(text, codec)
    assert codec.startswith(found[:6])
    assert bool(note) == (codec in ("utf-16-le", "utf-16-be"))


def test_a_letter_that_two_pieces_share_is_one() -> None:
    text = "a" * (1 << 16) + "ë"
    assert recognise(BytesIO(text.encode()[1:]), "f").codec == "utf-8"


def test_one_byte_among_much_utf8_is_left_to_its_cell() -> None:
    assert recognise(BytesIO("name\nZoë\n".encode() + b"Zo\xeb\n"), "f").codec == "utf-8"
