"""The card through Typst, by its Python binding: tagged, PDF/UA-1 and PDF/A-2a, as ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import people as table
import typst
from kit import ASSETS

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
SETTINGS = {"pdf_standards": STANDARDS, "timestamp": 0}
# Of three ways to hand a person over this is the fastest: with sys.inputs everything is evaluated anew (27 ms a file
# where this takes 8), and a file read with json() takes 9.
MAIN = '#import "card.typ": card, look\n#show: look\n#card(({}))'


def fonts() -> typst.Fonts:
    """Ours and no others, which saves Typst the search for them."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ASSETS)])


class Peer:
    """One compiler, kept warm."""

    def __init__(self, kit: Path) -> None:
        self.kit = kit
        self.compiler = typst.Compiler(root=str(kit), font_paths=fonts())

    def files(self, people: Path) -> Iterator[bytes]:
        """A PDF for each row of a CSV file."""
        return map(self.one, table.read(people))

    def one(self, person: dict[str, str]) -> bytes:
        """The PDF of a person."""
        fields = ", ".join(f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in person.items())
        return self.compiler.compile(MAIN.format(fields).encode(), **SETTINGS)

    def book(self, people: Path, out: Path) -> None:
        """One PDF of everyone in a CSV file, by a loop in Typst itself."""
        copy(people, self.kit / "people.csv")
        self.compiler.compile(str(self.kit / "all.typ"), output=str(out), **SETTINGS)
