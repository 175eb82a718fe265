"""Turns a list of finished files into a web page that leads to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from handouts.style import STANDARD
from handouts.write.html.document import page
from handouts.write.html.style import sheet

PAPERS = {"a4": "A4", "letter": "Letter", "a3": "A3"}  # as people write them
KILO = 1000  # bytes


class File(NamedTuple):
    """A file beside the page: its name, whether it is a web page itself, its paper, its format in words such as
    "large-left", and how many bytes it has."""

    name: str
    screen: bool
    paper: str
    format: str
    size: int


class Said(NamedTuple):
    """The page's title, and what stands for each web page and each PDF, with a place for the paper if it is not A4."""

    title: str
    read: str
    to_print: str
    paper: str


def write(lang: str, said: Said, clinic: str, leaflets: Mapping[str, Sequence[File]]) -> str:
    """The page with each leaflet's files by its title, in the order of these."""
    items = "\n".join(_leaflet(title, leaflets[title], said) for title in sorted(leaflets, key=str.casefold))
    whose = f'<p class="lead">{escape(clinic)}</p>\n' if clinic else ""
    body = f'<main>\n<h1>{escape(said.title)}</h1>\n{whose}<ul class="leaflets">\n{items}\n</ul>\n</main>'
    return page(lang, said.title, "", sheet(STANDARD.inks.accent), body)


def _leaflet(title: str, files: Sequence[File], said: Said) -> str:
    usual_first = sorted(files, key=lambda file: (not file.screen, file.format, file.paper, file.name))
    links = "\n".join(_link(title, file, said) for file in usual_first)
    return f'<li>\n<h2 class="title">{escape(title)}</h2>\n<p class="files">\n{links}\n</p>\n</li>'


def _link(title: str, file: File, said: Said) -> str:
    """A link that says where it leads and how large that is; whoever hears links alone hears the title too."""
    many = file.paper != "a4"
    words = said.read if file.screen else said.paper.format(paper=PAPERS[file.paper]) if many else said.to_print
    size = f"{max(1, round(file.size / KILO))} kB"
    shown = ", ".join(part for part in (words, file.format.replace("-", " "), size) if part)
    return f'<a href="{quote(file.name)}" aria-label="{escape(f"{title}: {shown}")}">{escape(shown)}</a>'
