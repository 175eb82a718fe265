"""The elements of painted cards turned into the structure tree of a PDF file: ISO 32000-1 clause 14.7."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handouts.compose.page import Element
from handouts.write.pdf.objects import Name, ObjectStore, Ref, Value
from handouts.write.pdf.operators import in_points


class Branch(NamedTuple):
    """An element with what stands inside it, in reading order: branches, and numbers of marked content."""

    element: Element
    kids: tuple[Branch | int, ...]


def add_tree(file: ObjectStore, pages: Sequence[Ref], height: float, trees: Sequence[Sequence[Branch | int]]) -> Ref:
    """Puts the elements of pages so many mm high into a file, all in one document, with the owner of each number of
    marked content; their root."""
    root, top = file.reserve(), file.reserve()
    kids: list[Ref] = []
    every: list[list[Ref]] = []
    for page, tree in zip(pages, trees, strict=True):
        owners: list[Ref] = []
        kids += [add_elements(file, page, height, b, top, owners) for b in tree if isinstance(b, Branch)]
        every.append(owners)
    file.put(top, {"Type": Name("StructElem"), "S": Name("Document"), "P": root, "Pg": pages[0], "K": kids})
    keys = [value for n, owners in enumerate(every) for value in (n, file.add(owners))]
    file.put(root, tree_root(top, file.add({"Nums": keys}), len(pages)))
    return root


def add_elements(file: ObjectStore, page: Ref, height: float, branch: Branch, parent: Ref, owners: list[Ref]) -> Ref:
    """Puts an element and those below it into a file, and each to the owners as often as it owns marked content."""
    me = file.reserve()
    kids: list[Ref | int] = []
    for kid in branch.kids:
        if isinstance(kid, Branch):
            kids.append(add_elements(file, page, height, kid, me, owners))
        else:
            kids.append(kid)
            owners.append(me)
    file.put(me, {**properties(branch.element, height), "P": parent, "Pg": page, "K": kids})
    return me


def properties(element: Element, height: float) -> dict[str, Value]:
    """What a structure element says of itself, on a page so many mm high: clauses 14.7.2 and 14.8.5."""
    found: dict[str, Value] = {"Type": Name("StructElem"), "S": Name(element.role)}
    if element.alt is not None:
        found["Alt"] = element.alt
    if element.lang is not None:
        found["Lang"] = element.lang
    if element.numbering is not None:
        found["A"] = {"O": Name("List"), "ListNumbering": Name(element.numbering)}
    if element.scope is not None:
        found["A"] = {"O": Name("Table"), "Scope": Name(element.scope)}
    if element.bbox is not None:
        found["A"] = {"O": Name("Layout"), "Placement": Name("Block"), "BBox": in_points(element.bbox, height)}
    return found


def tree_root(top: Ref, parents: Ref, pages: int) -> dict[str, Value]:
    """The root of a tree: its one element, the number tree that leads from pages to the owners of their content, and
    how many pages there are. Clause 14.7.2."""
    return {"Type": Name("StructTreeRoot"), "K": top, "ParentTree": parents, "ParentTreeNextKey": pages}
