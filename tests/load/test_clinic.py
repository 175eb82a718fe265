"""A clinic's file is read with its logo, and its faults are told at their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.own_data import DATA, clinic_faults, picture, write

from handouts.errors import DataError
from handouts.load.clinic import load_clinic
from handouts.load.library import Draft, read_leaflets, read_library
from handouts.load.model import NO_KEYS
from handouts.locate.atlas import load_atlas

SIGNED = "reviewer: Dr Lee, reviewed: 2026-01-31, reason: a trial"


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
        ("name: A\nphones: 1\n", ["2:1: error: unknown key 'phones'"]),
        ("telephone: '1'\n", ["1:1: error: missing key 'name'"]),
        (
            "name: A\nlogo: nowhere.png\n",
            ["2:7: error: the logo 'nowhere.png' cannot be read: no such file or directory"],
        ),
        (
            "name: A\nlogo: clinic.yaml\n",
            ["2:7: error: the logo 'clinic.yaml' is not PNG, JPEG, GIF, WebP, BMP or TIFF"],
        ),
        ("name: A\nlogo: .\n", ["2:7: error: the logo '.' cannot be read: is a directory"]),
        ("name: \U0001f9b5\n", ["1:7: error: a character that no font has: '\U0001f9b5'"]),
        ("name: \u05d0\u05d1\n", ["1:7: error: characters that no font has: '\u05d0'"]),
        ("- A\n", ["1:1: error: 'clinic.yaml' should be keys with values, not a list"]),
    ],
)
def test_clinic_fault_is_told_at_its_place(own: Path, text: str, expected: list[str]) -> None:
    assert clinic_faults(own, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("purposes: {SP-6: knee pain, ST-36: tired legs}", []),
        ("purposes: {SP-66: knee pain}", ["2:12: error: unknown point 'SP-66' (did you mean 'SP-6'?)"]),
        ("purposes: {Here: knee pain}", ["2:12: error: unknown point 'Here' (take its code, such as SP-6)"]),
        ("purposes: {SP-6: \u05d0}", ["2:18: error: a character that no font has: '\u05d0' (U+05D0)"]),
        ("country: gb", []),
        ("language: en-GB", []),
        ("language: de", ["2:11: error: the words of the cards are in 'en', not in 'de' (write 'en', or with"]),
        ("country: GB", ["2:10: error: unknown country 'GB' (known: at, au"]),
        (
            "doses: {minutes: 10}",
            [*(f"2:8: error: missing key '{key}'" for key in ("reason", "reviewed", "reviewer"))],
        ),
        (f"doses: {{minutes: 10, seconds: 30, {SIGNED}}}", ["2:18: error: 'seconds' and 'minutes' exclude each other"]),
        (f"doses: {{minutes: 0, {SIGNED}}}", ["2:18: error: 'minutes' should be more than nothing"]),
        (f"doses: {{times a day: 2.5, {SIGNED}}}", ["2:22: error: 'times a day' should be a whole number, 1 or more"]),
        (f"doses: {{weeks: 0, {SIGNED}}}", ["2:16: error: 'weeks' should be a whole number, 1 or more"]),
    ],
)
@pytest.mark.parametrize("read", [read_library, read_leaflets])
def test_what_a_clinic_names_must_be_known(
    own: Path, text: str, expected: list[str], read: Callable[[Sequence[Path]], Draft]
) -> None:
    (own / "clinic.yaml").write_text(f"name: A\n{text}\n", encoding="utf-8")
    found: list[str] = []
    try:
        load_atlas([DATA], own / "clinic.yaml", read)
    except DataError as error:
        found = [str(problem).removeprefix("clinic.yaml:") for problem in error.problems]
    assert len(found) == len(expected), found
    for said, begin in zip(found, expected, strict=True):
        assert said.startswith(begin)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_picture_in_place_of_a_clinic_is_told(own: Path, form: str) -> None:
    (own / "logo").write_bytes(picture(form))
    with pytest.raises(DataError, match="logo:1:1: error: this is a picture, not a text file"):
        load_clinic(own / "logo")


def test_a_purpose_for_a_point_kept_from_patients_is_told(own: Path) -> None:
    (own / "clinic.yaml").write_text("name: A\npurposes: {GB-29: hips, LR-12: groin}\n")
    with pytest.raises(DataError, match=r"clinic\.yaml:2:25: error: point LR-12 is not for patients: "):
        load_atlas([DATA], own / "clinic.yaml")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("name: A\nphone: 1", "2:1: error: unknown key 'phone' (did you mean 'telephone'?)"),
        ("name: A\ntel: 1", "2:1: error: unknown key 'tel' (did you mean 'telephone'?)"),
        ("name: A\nTelephone: 1", "2:1: error: unknown key 'Telephone' (did you mean 'telephone'?)"),
        ("name: A\nother_formats: b", "2:1: error: unknown key 'other_formats' (did you mean 'other formats'?)"),
        ("NAME: A", "1:1: error: unknown key 'NAME' (did you mean 'name'?)"),
        ("name: A\nfax: 1", f"2:1: error: unknown key 'fax' ({NO_KEYS['Clinic']['fax']})"),
        ("name: A\ne-mail: a@b.example", "2:1: error: unknown key 'e-mail' (did you mean 'email'?)"),
        ("name: A\nwebsite: b.example", "2:1: error: unknown key 'website' (did you mean 'web'?)"),
        ("name: A\nopening hours: 9 to 5", "2:1: error: unknown key 'opening hours' (did you mean 'hours'?)"),
        ("name: A\ncolour: '#123456'", "2:1: error: unknown key 'colour' (did you mean 'accent'?)"),
        (
            "name: A\naccent: #1f5f8b",
            (
                "2:1: error: 'accent' is empty (write it in double quotes, such as \"#1f5f8b\", for what follows a # "
                "without them is a comment)"
            ),
        ),
        ("name: A\npaper: leter", "2:8: error: unknown paper 'leter' (did you mean 'letter'?)"),
        ("name: A\nedition: larg", "2:10: error: unknown edition 'larg' (did you mean 'large'?)"),
        (
            "name: A\nemail: the desk",
            "2:8: error: 'email' should be an e-mail address such as desk@harbour.example, not 'the desk'",
        ),
        (
            "name: A\nweb: our page",
            (
                "2:6: error: 'web' should be a web address such as www.harbour.example or "
                "https://harbour.example/legs, not 'our page'"
            ),
        ),
        (
            "name: A\nlanguage: English",
            "2:11: error: 'language' should be a language code such as en-GB, not 'English'",
        ),
        ("name: A\nsides: {left: L, right: R}", "2:8: error: missing key 'both'"),
        (
            "name: A\nhours: \u05d0",
            "2:8: error: a character that no font has: '\u05d0' (U+05D0) (put it into your logo)",
        ),
    ],
)
def test_other_words_for_keys_are_understood_in_one_message(own: Path, text: str, hint: str) -> None:
    write(own, clinic=text)
    with pytest.raises(DataError) as caught:
        load_clinic(own / "clinic.yaml")
    assert [str(problem).removeprefix("clinic.yaml:") for problem in caught.value.problems] == [hint]


@pytest.mark.parametrize("name", ["Gro\u0308\u00dfe.png", "our  logo.png", "a\u00a0b.png", " a.png"])
def test_a_logo_is_named_just_as_it_is_written(own: Path, name: str) -> None:
    (own / name).write_bytes(picture("PNG"))
    write(own, clinic=f'name: A\nlogo: "{name}"\n')
    assert load_clinic(own / "clinic.yaml").logo == str(own / name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Logo.png", "the logo 'Logo.png' cannot be read: no such file or directory (did you mean 'logo.png'?)"),
        ("logo.jpg", "the logo 'logo.jpg' cannot be read: no such file or directory (did you mean 'logo.png'?)"),
        (
            "https://a.example/logo.png",
            (
                "the logo 'https://a.example/logo.png' cannot be read: no such file or directory "
                "(save the picture beside the clinic's file, and write its name)"
            ),
        ),
    ],
)
def test_a_logo_that_is_not_there_is_told_as_it_was_written(own: Path, name: str, told: str) -> None:
    (own / "logo.png").write_bytes(picture("PNG"))
    write(own, clinic=f"name: A\nlogo: {name}\n")
    with pytest.raises(DataError) as caught:
        load_clinic(own / "clinic.yaml")
    assert str(caught.value) == f"clinic.yaml:2:7: error: {told}"


def test_a_clinic_s_file_of_nearly_the_name_is_offered(own: Path) -> None:
    write(own, our_clinic="name: A\n")
    with pytest.raises(DataError, match=r"no such file or directory \(did you mean 'our-clinic.yaml'\?\)"):
        load_clinic(own / "our-clinic.yml")


@pytest.mark.parametrize("blank", ["\u2009", "\u3000", "\u200b \ufeff", "\u205f"])
def test_blanks_and_what_has_no_ink_are_no_fault(own: Path, blank: str) -> None:
    write(own, clinic=f'name: "Le{blank}g Clinic\u00ad"\n')
    assert load_clinic(own / "clinic.yaml").name == "Le g Clinic"
