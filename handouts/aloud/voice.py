"""Turns a finished PDF into what a screen reader would say of it, by the file's own structure tree.

Roles: ISO 32000-1 clause 14.8.4. Any tagged file can be read, not only ours.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple

import pikepdf

from handouts.aloud.budget import Budget, plain
from handouts.aloud.content import ContentKey, Utterance, sequences
from handouts.errors import DataError, Problem

GROUPS = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "NonStruct", "Private")
)
LEAVES = ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Figure", "Formula", "Form")
BLOCKS = GROUPS | {*LEAVES, "Table", "Caption", "Note"}
SILENT = "graphic without a description"
UNTYPED = "NonStruct"
LONGEST_CHAIN = 50  # of roles that stand for each other


class Heard(NamedTuple):
    """All that is said, a line for each thing, and in how many places the file is broken, so that nothing is said."""

    text: str
    passed_over: int


def read_aloud(data: bytes, name: str) -> str:
    """All that is said of a file, as `hear` has it."""
    return hear(data, name).text


def hear(data: bytes, name: str) -> Heard:
    """What is heard of a file; `name` is what messages call it.

    Raises DataError where it is no PDF, needs a password, has no tags or says too much."""
    budget = Budget()
    try:
        with warnings.catch_warnings(record=True) as told, pikepdf.open(BytesIO(data)) as pdf:
            warnings.simplefilter("always")
            if not isinstance(pdf.Root.get("/StructTreeRoot"), pikepdf.Dictionary):
                raise DataError([Problem(f"{name} has no tags, so that a screen reader has to guess")])
            text = "\n".join(_Voice(pdf, budget).all()) + "\n"
            return Heard(text, budget.passed_over + len(told))
    except pikepdf.PasswordError:
        raise DataError([Problem(f"{name} needs a password", None, "take it off first")]) from None
    except (pikepdf.PdfError, RuntimeError, ValueError):  # pages that are no tree, numbers that no machine holds
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

    def __init__(self, pdf: pikepdf.Pdf, budget: Budget):
        self.budget = budget
        self.tree = pdf.Root.StructTreeRoot
        self.lang = plain(pdf.Root.get("/Lang", ""))
        self.roles = self.tree.get("/RoleMap")
        self.title = self.titled(pdf)
        self.texts: dict[ContentKey, list[Utterance]] = {}
        for page in pdf.pages:
            self.texts |= sequences(page, budget)
        self.met: set[tuple[int, int]] = set()

    def titled(self, pdf: pikepdf.Pdf) -> str:
        """The title that the file gives itself."""
        about = pdf.trailer.get("/Info")
        return plain(about.get("/Title", "")) if isinstance(about, pikepdf.Dictionary) else ""

    def all(self) -> Iterator[str]:
        yield f"title: {self.title}" if self.title else "no title"
        yield f"language: {self.lang}" if self.lang else "no language"
        yield from self.blocks(self.tree, None, self.lang)

    def role(self, node: Any) -> str:
        """The standard type of an element: clause 14.7.3. What is no name is like an element of no type."""
        role = node.get("/S", pikepdf.Name.StructTreeRoot)
        if not isinstance(role, pikepdf.Name):
            return UNTYPED
        if isinstance(self.roles, pikepdf.Dictionary):
            for _ in range(LONGEST_CHAIN):
                other = self.roles.get(role)
                if not isinstance(other, pikepdf.Name) or other == role:
                    break
                role = other
        return plain(role)[1:] or UNTYPED

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
                yield from self.whole(self.block(kid, at, lang))
            else:
                words += self.words(kid, at, lang)
        yield from self.line("", words)

    def whole(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines of an element up to where it is broken."""
        try:
            yield from lines
        except DataError:
            raise
        except Exception:  # a foreign file may put anything anywhere
            self.budget.passed_over += 1

    def block(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        role, lang = self.role(node), plain(node.get("/Lang", lang))
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
        said = plain(node.get("/Alt", node.get("/ActualText", ""))).strip()
        yield from self.line("graphic: ", [Utterance(said, lang)]) if said else [SILENT]

    def listed(self, node: Any, page: Any, lang: str) -> Iterator[str]:
        kids = [(kid, at) for kid, at in self.kids(node, page) if _is_element(kid)]
        items = [(kid, at) for kid, at in kids if self.role(kid) == "LI"]
        yield f"list, {len(items)} item{'' if len(items) == 1 else 's'}"
        for kid, at in kids:
            if self.role(kid) == "LI":
                yield from (f"  {line}" for line in self.item(kid, at, plain(kid.get("/Lang", lang))))
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
        lang = plain(kid.get("/Lang", lang))
        for key in ("/ActualText", "/Alt"):
            if key in kid:
                return [Utterance(plain(kid[key]), lang)]
        return self.inside(kid, page, lang)

    def inside(self, node: Any, page: Any, lang: str) -> list[Utterance]:
        link = [Utterance(" link, ", lang)] if self.role(node) == "Link" else []
        return link + [piece for kid, at in self.kids(node, page) for piece in self.words(kid, at, lang)]

    def marked(self, kid: Any, page: Any, lang: str) -> list[Utterance]:
        """Clause 14.7.4: a number on the element's page, or a dictionary that says where it is."""
        owner = page
        if isinstance(kid, pikepdf.Dictionary):
            owner, kid = kid.get("/Stm", kid.get("/Pg", page)), kid.get("/MCID")
        if not isinstance(owner, pikepdf.Object) or not isinstance(kid, int):
            return []
        found = self.texts.get((owner.objgen, kid), [])
        for text, _ in found:
            self.budget.say(text)
        return [Utterance(text, own or lang) for text, own in found]

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
