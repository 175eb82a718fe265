"""A clinic's file is read with its logo, and its faults are told at their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.own_data import clinic_faults, picture, write

from handouts.errors import DataError
from handouts.load.clinic import load_clinic


def test_clinic_is_read_with_its_logo_beside_it(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "logo.png").write_bytes(picture("PNG"))
    write(own, clinic="name: Leg Clinic\ntelephone: 020 7946 0000\nlogo: logo.png\n")
    (own / "elsewhere").mkdir()
    monkeypatch.chdir(own / "elsewhere")
    clinic = load_clinic(Path("../clinic.yaml"))
    assert (clinic.name, clinic.telephone, clinic.reviewer) == ("Leg Clinic", "020 7946 0000", None)
    assert clinic.logo
    assert Path(clinic.logo).read_bytes() == picture("PNG")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: A\nphone: 1\n", ["2:1: error: unknown key 'phone'"]),
        ("telephone: '1'\n", ["1:1: error: missing key 'name'"]),
        (
            "name: A\nlogo: nowhere.png\n",
            ["2:7: error: the logo 'nowhere.png' cannot be read: no such file or directory"],
        ),
        ("name: A\nlogo: clinic.yaml\n", ["2:7: error: the logo 'clinic.yaml' is neither PNG nor JPEG"]),
        ("name: A\nlogo: .\n", ["2:7: error: the logo '.' cannot be read: is a directory"]),
        ("name: \U0001f9b5\n", ["1:7: error: a character that no font has: '\U0001f9b5'"]),
        ("name: \u05d0\u05d1\n", ["1:7: error: characters that no font has: '\u05d0'"]),
        ("- A\n", ["1:1: error: 'clinic.yaml' should be keys with values, not a list"]),
    ],
)
def test_clinic_fault_is_told_at_its_place(own: Path, text: str, expected: list[str]) -> None:
    assert clinic_faults(own, text) == expected


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_picture_in_place_of_a_clinic_is_told(own: Path, form: str) -> None:
    (own / "logo").write_bytes(picture(form))
    with pytest.raises(DataError, match="logo:1:1: error: this is a picture, not a text file"):
        load_clinic(own / "logo")
