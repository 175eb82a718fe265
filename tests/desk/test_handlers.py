"""What the page begins with is decided once, for all of its views."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.front_desk import front_desk

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
