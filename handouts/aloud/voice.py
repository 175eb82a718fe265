"""Turns a finished PDF into what a screen reader would say of it, by the file's own structure tree.

Roles: ISO 32000-1 clause 14.8.4. Any tagged file can be read, not only ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import groupby
from typing import Any

import pikepdf

from handouts.aloud.content import ContentKey, Utterance, sequences
from handouts.errors import DataError, Problem

GROUPS = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "NonStruct", "Private")
)
LEAVES = ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Figure", "Formula", "Form")
BLOCKS = GROUPS | {*LEAVES, "Table", "Caption", "Note"}
SILENT = "graphic without a description"


def read_aloud(data: bytes, name: str) -> str:
    """All that is said, a line for each thing; `name` is what messages call the file.

    Raises DataError where it is no PDF, needs a password, or has no tags."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if "/StructTreeRoot" not in pdf.Root:
                raise DataError([Problem(f"{name} has no tags, so that a screen reader has to guess")])
            return "\n".join(_Voice(pdf).all()) + "\n"
    except pikepdf.PasswordError:
        raise DataError([Problem(f"{name} needs a password", None, "take it off first")]) from None
    except pikepdf.PdfError:
        raise DataError([Problem(f"{name} is not a PDF file that can be read")]) from None


def _list(value: Any) -> list[Any]:
    """What may stand alone or in an array."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


class _Voice:
    """Walks the tree of one file."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.root = pdf.Root
        self.tree = pdf.Root.StructTreeRoot
        self.lang = str(pdf.Root.get("/Lang", ""))
        self.roles: Mapping[str, Any] = dict(self.tree.get("/RoleMap", pikepdf.Dictionary()).items())
        self.title = str(pdf.docinfo.get("/Title", ""))
        self.texts: dict[ContentKey, list[Utterance]] = {}
        for page in pdf.pages:
            self.texts |= sequences(page)
        self.met: set[tuple[int, int]] = set()

    def all(self) -> Iterator[str]:
        yield f"title: {self.title}" if self.title else "no title"
        yield f"language: {self.lang}" if self.lang else "no language"
        yield from self.blocks(self.tree, None, self.lang)

    def role(self, node: Any) -> str:
        """The standard type of an element: clause 14.7.3."""
        role = str(node.get("/S", "/StructTreeRoot"))
        for _ in range(len(self.roles)):
            role = str(self.roles.get(role, role))
        return role[1:]

    def kids(self, node: Any, page: Any) -> Iterator[tuple[Any, Any]]:
        """What stands in an element, each with its page; an element that was met before is passed over."""
        page = node.get("/Pg", page)
        for kid in _list(node.get("/K")):
            if _is_element(kid):
                if kid.objgen in self.met:
                    continue
                self.met |= {kid.objgen} - {(0, 0)}
            yield kid, page

    # -- blocks --------------------------------------------------------------------------------------------------------

    def blocks(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        """The lines of a grouping element: what is not a block in it is said together."""
        words: list[Utterance] = []
        for kid, at in self.kids(node, page):
            if _is_element(kid) and self.role(kid) in BLOCKS:
                yield from self.line("", words)
                words = []
                yield from self.block(kid, at, lang)
            else:
                words += self.words(kid, at, lang)
        yield from self.line("", words)

    def block(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        role, lang = self.role(node), str(node.get("/Lang", lang))
        match role:
            case "Figure" | "Formula":
                yield from self.graphic(node, lang)
            case "L":
                yield from self.listed(node, page, lang)
            case "Table":
                yield from self.table(node, page, lang)
            case _ if role in GROUPS:
                yield from self.blocks(node, page, lang)
            case _ if role == "H" or (role[0] == "H" and role[1:].isdigit()):
                level = f" level {role[1:]}" if role[1:] else ""
                yield from self.line(f"heading{level}: ", self.inside(node, page, lang))
            case _:
                yield from self.blocks(node, page, lang)

    def graphic(self, node: Any, lang: str) -> Iterator[str]:
        said = str(node.get("/Alt", node.get("/ActualText", ""))).strip()
        yield from self.line("graphic: ", [Utterance(said, lang)]) if said else [SILENT]

    def listed(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        kids = [(kid, at) for kid, at in self.kids(node, page) if _is_element(kid)]
        items = [(kid, at) for kid, at in kids if self.role(kid) == "LI"]
        yield f"list, {len(items)} item{'' if len(items) == 1 else 's'}"
        for kid, at in kids:
            if self.role(kid) == "LI":
                yield from (f"  {line}" for line in self.item(kid, at, str(kid.get("/Lang", lang))))
            else:
                yield from self.block(kid, at, lang)

    def item(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        """A label, and beside it the first line of the body."""
        label: list[Utterance] = []
        lines: list[str] = []
        for kid, at in self.kids(node, page):
            if _is_element(kid) and self.role(kid) == "Lbl":
                label += self.words(kid, at, lang)
            elif _is_element(kid):
                lines += self.block(kid, at, lang)
            else:
                lines += self.line("", self.words(kid, at, lang))
        head = self.join(label)
        yield f"{head} {lines[0]}".strip() if lines else head
        yield from lines[1:]

    def table(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        rows = list(self.rows(node, page, lang))
        yield f"table, {len(rows)} row{'' if len(rows) == 1 else 's'}"
        yield from (f"  {row}" for row in rows)

    def rows(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        for kid, at in self.kids(node, page):
            if _is_element(kid) and self.role(kid) == "TR":
                cells = [(c, p) for c, p in self.kids(kid, at) if _is_element(c)]
                yield " | ".join(self.join(self.words(c, p, lang)) for c, p in cells)
            elif _is_element(kid):
                yield from self.rows(kid, at, lang)

    # -- words ---------------------------------------------------------------------------------------------------------

    def words(self, kid: Any, page: Any, lang: str) -> list[Utterance]:
        """What an element, a number of marked content or a reference says within a line."""
        if not _is_element(kid):
            return self.marked(kid, page, lang)
        lang = str(kid.get("/Lang", lang))
        for key in ("/ActualText", "/Alt"):
            if key in kid:
                return [Utterance(str(kid[key]), lang)]
        return self.inside(kid, page, lang)

    def inside(self, node: Any, page: Any, lang: str) -> list[Utterance]:
        link = [Utterance(" link, ", lang)] if self.role(node) == "Link" else []
        return link + [piece for kid, at in self.kids(node, page) for piece in self.words(kid, at, lang)]

    def marked(self, kid: Any, page: Any, lang: str) -> list[Utterance]:
        """Clause 14.7.4: a number on the element's page, or a dictionary that says where it is."""
        owner = page
        if isinstance(kid, pikepdf.Dictionary):
            owner, kid = kid.get("/Stm", kid.get("/Pg", page)), kid.get("/MCID")
        if owner is None or kid is None:
            return []
        return [Utterance(text, own or lang) for text, own in self.texts.get((owner.objgen, int(kid)), [])]

    def line(self, head: str, words: list[Utterance]) -> Iterator[str]:
        if text := self.join(words):
            yield head + text

    def join(self, words: list[Utterance]) -> str:
        """Words as one line; those in another language than the file's stand in brackets after its tag."""
        parts = []
        for lang, pieces in groupby(words, key=lambda piece: piece.lang):
            text = "".join(piece.text for piece in pieces)
            foreign = lang and lang != self.lang and text.strip()
            parts.append(text.replace(text.strip(), f"[{lang}: {text.strip()}]") if foreign else text)
        return " ".join("".join(parts).split())
