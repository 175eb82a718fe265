"""What the page begins with is decided once, for all of its views; it is told what it uses, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.front_desk import Page, front_desk

from handouts.desk import page_files
from handouts.desk.session import Settings


@pytest.mark.parametrize(
    ("settings", "clinic", "usual"),
    [
        (Settings(), "", {"paper": "a4", "edition": "standard"}),
        (Settings(), "name: Hill\npaper: letter\n", {"paper": "letter", "edition": "standard"}),
        (Settings(), "name: Hill\nedition: large\n", {"paper": "a4", "edition": "large"}),
        (
            Settings("letter", "Desk"),
            "name: Hill\npaper: a4\nedition: low-ink\n",
            {"paper": "letter", "edition": "low-ink"},
        ),
    ],
)
def test_settings_come_before_the_clinics_file(
    tmp_path: Path, settings: Settings, clinic: str, usual: dict[str, str | None]
) -> None:
    if clinic:
        (tmp_path / "our-clinic.yaml").write_text(clinic, "utf-8")
    with front_desk(tmp_path, settings=settings) as page:
        about = page.post("/api/about", {}).json
        assert about["usual"] == usual
        assert about["clinic"] == ({"name": "Hill"} if clinic else None)
        sheet: dict[str, object] = {
            "names": ["cramps"],
            "fields": {},
            "paper": usual["paper"],
            "edition": usual["edition"],
        }
        assert page.post("/api/preview", sheet).json["pages"]


# -- what the scripts read ---------------------------------------------------------------------------------------------

SCRIPTS = [path.read_text("utf-8") for path in sorted(page_files.PAGE.rglob("*.js"))]
KEPT = ("/api/about", "/api/catalogue")  # by one script, for all
ASKED: dict[str, dict[str, object]] = {
    "/api/about": {},
    "/api/state": {},
    "/api/catalogue": {},
    "/api/printers": {},
    "/api/preview": {"names": ["cramps"], "fields": {"name": "Ann"}},
    "/api/text": {"names": ["cramps"]},
    "/api/search": {"text": "knee"},
    "/api/thumbnails": {"ids": ["ST-36"]},
    "/api/clinic": {},
    "/api/clinic/check": {"fields": {"name": "Hill"}},
    "/api/leaflets": {},
    "/api/leaflets/copy": {"id": "cramps"},
    "/api/leaflets/check": {"fields": {"id": "tired-legs"}, "like": "cramps"},
    "/api/chart": {"view": "front"},
}
BY_DATA = ("fields", "matched", "countries", "needs", "thumbnails")  # whose keys are ids and the like


def keys_read(address: str) -> set[str]:
    """What the scripts that ask an address, and those that help them and ask nothing, read of its answer or of anything
    else: all that stands behind a dot or is taken out of an object. Of what is taken out of the answer at once, only
    that."""
    found: set[str] = set()
    for script in SCRIPTS:
        at_once = re.findall(rf'\{{([^{{}}]*)\}} = await ask\("{address}"', script)
        if script.count(f'"{address}"') > len(at_once) or '"/api/' not in script or address in KEPT:
            at_once = re.findall(r"\{([\w\s,:]+)\}", script)
            found.update(re.findall(r"\.(\w+)\b", script))
        found.update(word for words in at_once for word in re.findall(r"\w+", words))
    return found


def keys_told(answer: object) -> Iterator[str]:
    """All keys of an answer and of what it holds."""
    for key, value in answer.items() if isinstance(answer, dict) else ():
        yield key
        for inner in value if isinstance(value, list) else [value]:
            yield from keys_told(inner) if key not in (*BY_DATA, "faults") else ()


@pytest.mark.parametrize("address", ASKED)
def test_page_is_told_only_what_it_uses(desk: Page, address: str) -> None:
    answer = desk.post(address, ASKED[address])
    assert answer.status == 200, answer.body
    assert {*keys_told(answer.json)} - keys_read(address) == set()
