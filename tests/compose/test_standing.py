"""What a card says of itself: who made it, its edition and days; whose words it bears, and that it is a draft."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from support.own_data import DATA

from handouts import api
from handouts.commands import check
from handouts.commands.app import run
from handouts.compose.page import Artifact, Box, Card, Run, contents
from handouts.load import overrides as overriding
from handouts.people.person import Person
from handouts.write.pdf.xmp import is_draft

OWN = """\
id: tired-legs
title: Tired legs
purpose: Pressing two places below your knee may help tired legs for a while.
points: [GB-34]
before: [clot-signs, do-not-press, ask-first]
stop: [getting-worse, never-painful]
short: Stop if it hurts.
source: own
basis: {source: own, items: [our own]}
"""
REVIEW = "reviewer: Dr. Weber\nreviewed: 2026-11-01\n"
CLINIC = "name: Harbour Street Clinic\n"


def said(card: Card) -> str:
    return " ".join(" ".join(mark.text for mark in contents(card) if isinstance(mark, Run)).split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own" / "conditions").mkdir(parents=True)
    return tmp_path / "own"


def card_of(folder: Path, more: str = "", clinic: str = "") -> Card:
    (folder / "conditions" / "tired-legs.yaml").write_text(OWN + more, "utf-8")
    (folder.parent / "clinic.yaml").write_text(clinic, "utf-8")
    data = api.open_data(folder, clinic=folder.parent / "clinic.yaml" if clinic else None)
    return api.compose_card(data, "tired-legs")


def test_card_of_the_edition_tells_its_code_maker_and_days() -> None:
    text = said(api.compose_card(api.open_data(), "cramps"))
    assert "HO-CRAMPS 1.1 by handouts authors. Written and checked against its sources 28 November 2026" in text
    assert "due again 28 November 2029" in text
    assert "Draft" not in text


def test_words_that_nobody_reviewed_make_a_draft_and_are_not_vouched_for(folder: Path) -> None:
    card = card_of(folder)
    text = said(card)
    assert card.draft
    assert card.title == "Draft: Tired legs: self-acupressure"
    assert text.startswith("Draft: not reviewed. Not for patients.")
    assert "TIRED-LEGS, in words of a clinic that is not named: not reviewed." in text
    assert "checked against its sources" not in text


@pytest.mark.parametrize(("more", "clinic"), [(REVIEW, ""), ("", CLINIC + REVIEW), (REVIEW, CLINIC)])
def test_words_that_somebody_reviewed_say_so(folder: Path, more: str, clinic: str) -> None:
    card = card_of(folder, more, clinic)
    whose = "Harbour Street Clinic" if clinic else "a clinic that is not named"
    assert not card.draft
    assert f"in words of {whose}: reviewed by Dr. Weber on 1 November 2026, due again 1 November 2029." in said(card)


@pytest.mark.parametrize("half", ["reviewer: Dr. Weber\n", "reviewed: 2026-11-01\n"])
def test_half_a_review_leaves_a_draft(folder: Path, half: str) -> None:
    assert card_of(folder, half).draft


def test_author_is_the_clinic_and_sources_are_named_as_such(folder: Path) -> None:
    (folder.parent / "clinic.yaml").write_text(CLINIC, "utf-8")
    card = api.compose_card(api.open_data(clinic=folder.parent / "clinic.yaml"), "cramps")
    assert card.author == "Harbour Street Clinic"
    file = folder.parent / "x.pdf"
    file.write_bytes(api.write_pdf(card))
    with pikepdf.open(file) as pdf, pdf.open_metadata() as facts:
        assert facts["dc:creator"] == ["Harbour Street Clinic"]
        assert "P. Sze" in facts["dc:source"]


def test_feedback_and_other_formats_are_told_where_the_clinic_says_how(folder: Path) -> None:
    clinic = CLINIC + "feedback: desk@harbour.example\nother formats: 020 7946 0000\n"
    text = said(card_of(folder, REVIEW, clinic))
    assert "Tell us what you think of this sheet: desk@harbour.example." in text
    assert "Ask us for large print or another language: 020 7946 0000." in text


def test_only_a_draft_says_so_in_its_file(folder: Path) -> None:
    assert is_draft(api.write_pdf(card_of(folder)))
    assert not is_draft(api.write_pdf(card_of(folder, REVIEW)))


@pytest.mark.parametrize(
    "words", ["print -c tired-legs", "sheet -c tired-legs -o out/", "merge p.csv -c tired-legs -o o/"]
)
def test_draft_is_refused_where_it_would_reach_patients(
    folder: Path, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    card_of(folder)
    monkeypatch.chdir(folder.parent)
    (folder.parent / "p.csv").write_text("name\nAnn\n", "utf-8")
    assert run([*words.split(), "--data", "own"]) == 1
    assert "add --draft" in capsys.readouterr().err
    if not words.startswith("print"):  # there may be no printer
        assert run([*words.split(), "--data", "own", "--draft"]) == 0


def test_safety_words_that_were_changed_are_told_on_the_sheet_and_by_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DATA / "conditions" / "cramps.yaml").read_text("utf-8").replace("cramp-lasts, ", "")
    (folder / "conditions" / "cramps.yaml").write_text(f"{text}{REVIEW}reason: ours\n", "utf-8")
    monkeypatch.chdir(folder.parent)
    card = api.compose_card(api.open_data(folder), "cramps")
    assert "Safety words changed by Dr. Weber on 1 November 2026." in said(card)
    monkeypatch.setenv("HANDOUTS_CACHE", str(folder.parent / "cache"))
    told = "note: safety words 'cramp-lasts' dropped from cramps by Dr. Weber on 2026-11-01: ours\n"
    for _ in range(2):  # the second time from the cache
        assert run(["build", "-c", "cramps", "--data", "own", "-o", "out/"]) == 0
        err = capsys.readouterr().err
        assert err.startswith("own/conditions/cramps.yaml:")
        assert err.endswith(told)
        monkeypatch.setattr(overriding, "overrides", lambda _: pytest.fail("not from the cache"))


def test_safety_words_are_changed_only_where_they_are(folder: Path) -> None:
    text = (DATA / "conditions" / "cramps.yaml").read_text("utf-8")
    (folder / "conditions" / "cramps.yaml").write_text(f"{text}{REVIEW}reason: a copy\n", "utf-8")
    assert "in words of a clinic" in (told := said(api.compose_card(api.open_data(folder), "cramps")))
    assert "Safety words changed" not in told


def test_sheet_tells_of_a_caution_put_in_the_place_of_another(folder: Path) -> None:
    lines = ["- id: ours", "lead: Ask us", "text: if you are ill.", "instead of: ask-first", "sources: [own]"]
    lines += [*REVIEW.splitlines(), "reason: ours"]
    (folder / "cautions.yaml").write_text("\n  ".join(lines) + "\n", "utf-8")
    (folder / "conditions" / "tired-legs.yaml").write_text(OWN.replace("ask-first", "ours") + REVIEW, "utf-8")
    data = api.open_data(folder)
    told = "Safety words changed by Dr. Weber on 1 November 2026."
    assert told in said(api.compose_card(data, "tired-legs"))
    assert told not in said(api.compose_card(data, "cramps"))


def test_sheet_tells_of_another_number_for_an_ambulance_where_it_is_called(folder: Path) -> None:
    country = ["- code: gb", "name: UK", 'ambulance: "0800 1"', "spelling: british", "sources: [own]"]
    text = "\n  ".join([*country, *REVIEW.splitlines(), "reason: ours"])
    (folder / "countries.yaml").write_text(f"{text}\n", "utf-8")
    (folder.parent / "clinic.yaml").write_text(f"{CLINIC}country: gb\n", "utf-8")
    told = "Safety words changed by Dr. Weber on 1 November 2026."
    assert told in said(api.compose_card(api.open_data(folder, clinic=folder.parent / "clinic.yaml"), "cramps"))
    assert told not in said(api.compose_card(api.open_data(folder), "cramps"))


@pytest.fixture
def chart_folder(folder: Path) -> Path:
    """One in which SP-6 may be pressed in pregnancy, as somebody says."""
    (folder / "points").mkdir()
    text = (DATA / "points" / "SP-6.yaml").read_text("utf-8").replace("pregnancy-point, ", "")
    (folder / "points" / "SP-6.yaml").write_text(f"{text}{REVIEW}reason: ours\n", "utf-8")
    return folder


def test_chart_tells_of_points_that_are_not_of_the_edition(chart_folder: Path) -> None:
    chart = api.compose_chart(api.open_data(chart_folder), "medial")
    assert not chart.draft
    assert "Not all here is of the edition: reviewed by Dr. Weber on 1 November 2026" in said(chart)
    assert "Safety words changed by Dr. Weber on 1 November 2026." in said(chart)
    assert "checked against its sources" not in said(chart)
    assert "checked against its sources" in said(api.compose_chart(api.open_data(chart_folder), "sole"))


def test_sheet_of_a_point_of_ones_own_bears_no_code_of_the_edition(chart_folder: Path) -> None:
    data = api.open_data(chart_folder)
    assert " SP-6, in words of a clinic" in said(api.compose_card(data, "SP-6"))
    assert "HO-SP-8 1.1 by handouts authors." in said(api.compose_card(data, "SP-8"))


def test_chart_of_points_that_nobody_reviewed_is_a_draft_unless_the_clinic_stands_for_them(folder: Path) -> None:
    (folder / "points").mkdir()
    (folder / "points" / "SP-6.yaml").write_text((DATA / "points" / "SP-6.yaml").read_text("utf-8"), "utf-8")
    (folder.parent / "clinic.yaml").write_text(CLINIC + REVIEW, "utf-8")
    chart = api.compose_chart(api.open_data(folder), "medial")
    assert chart.draft
    assert said(chart).startswith("Draft: not reviewed. Not for patients.")
    assert not api.compose_chart(api.open_data(folder, clinic=folder.parent / "clinic.yaml"), "medial").draft


def test_words_of_the_program_are_ones_own_on_charts_too(folder: Path) -> None:
    (folder / "languages").mkdir()
    (folder / "languages" / "en.yaml").write_text((DATA / "languages" / "en.yaml").read_text("utf-8"), "utf-8")
    assert api.compose_chart(api.open_data(folder), "sole").draft


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("note", ["", "Come again on Monday, and bring your shoes. " * 4])
def test_mark_of_a_draft_stands_where_printers_print(folder: Path, paper: str, note: str) -> None:
    card_of(folder)
    maker = api.sheet_maker(api.open_data(folder), paper)
    fields = ("note",) if note else ()
    person = Person(1, "tired-legs", ("GB-34",), dict.fromkeys(fields, note))
    card = maker.card(maker.kind(person))
    box = next(mark for kid in card.kids if isinstance(kid, Artifact) for mark in kid.kids if isinstance(mark, Box))
    assert box.y >= 5
    tops = [mark.y for mark in contents(card) if isinstance(mark, Run)][1:]
    assert min(tops) > box.y + box.height


def test_what_is_changed_is_told_though_nothing_fits(
    chart_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    long = OWN.replace("[GB-34]", "[GB-34, LR-8, ST-36, SP-10]")
    (chart_folder / "conditions" / "tired-legs.yaml").write_text(long, "utf-8")
    monkeypatch.chdir(chart_folder.parent)
    assert run(["build", "-c", "tired-legs", "--data", "own", "-o", "out/"]) == 3
    assert "note: safety words 'pregnancy-point' dropped from SP-6 by Dr. Weber" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        "check --select HL202",
        "list",
        "show SP-6",
        "locate SP-6",
        "diagram cramps -o out/",
        "sheet -c cramps -o out/",
        "chart --view sole -o out/",
        "chart --view sole -o out/x.svg",
        "merge p.csv -c cramps -o o/",
        "build -c cramps -o out/",
    ],
)
def test_every_command_tells_what_its_folder_changes(
    chart_folder: Path, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(chart_folder.parent)
    monkeypatch.setattr(check, "_tried", lambda *_: ((), ()))
    Path("p.csv").write_text("name\nAnn\n", "utf-8")
    assert run([*words.split(), "--data", "own"]) == 0
    err = capsys.readouterr().err.splitlines()
    told = "note: safety words 'pregnancy-point' dropped from SP-6 by Dr. Weber on 2026-11-01: ours"
    assert [line.partition(" ")[2] for line in err if "Weber" in line] == [told]


def test_one_file_of_many_sheets_is_a_draft_where_any_of_them_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card_of(folder)
    monkeypatch.chdir(folder.parent)
    Path("p.csv").write_text("name,condition\nAnn,cramps\nBob,tired-legs\n", "utf-8")
    assert run(["merge", "p.csv", "--single", "x.pdf", "--data", "own", "--draft"]) == 0
    assert is_draft(Path("x.pdf").read_bytes())
