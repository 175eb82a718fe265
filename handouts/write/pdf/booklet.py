"""Personal cards turned into one tagged PDF of many pages, with a bookmark for each card, in little memory.

What the pages of a card share (content, fonts, resources) is written once. A page's own are its person's words, its
structure elements, and its places in the trees of pages, of owners and of bookmarks.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO, NamedTuple, TypeVar

from handouts.compose.page import Artifact, Card, Content, Element, Run
from handouts.write.pdf import document
from handouts.write.pdf.objects import Name, Ref, Value, deflate, spell
from handouts.write.pdf.pen import Painting, paint
from handouts.write.pdf.streamed import Writer
from handouts.write.pdf.tags import Branch, properties, tree_root
from handouts.write.pdf.template import CompiledSlots, Template, Values, compile_slots

T = TypeVar("T")
FANOUT = 64  # kids of a node in a tree
PAGE_OBJECTS = 2  # of each page of a card before its elements: the page, the owners of its content
MOST_OBJECTS = 8_388_607  # in one file: PDF 1.7, table C.1; PDF/A-2 clause 6.1.13
SPARE = 1000  # objects for fonts, pictures and what there is one of


def objects_of(card: Card, sides: int = 1) -> int:
    """How many objects a card takes in a booklet of cards of so many sides."""
    painting = paint(_with_fewer_elements(_with_sides(card, sides)))
    streams = 1 + sum(bool(page.pen.slots) for page in painting.pages[1:])
    return own_objects(painting) + len(_NumberedTree(painting, "").branches) + streams


def own_objects(painting: Painting) -> int:
    """How many objects a card has before its elements: those of each page, and a bookmark after those of the first."""
    return PAGE_OBJECTS * len(painting.pages) + 1


def holds(pages: int, objects: int) -> bool:
    """Whether one file holds so many pages of so many objects in all."""
    return objects <= MOST_OBJECTS - 2 * pages // FANOUT - SPARE


class SharedCard(NamedTuple):
    """What all cards of a template share: the places of those pages that have any, by their number from 0; each page
    but for its own entries; the owners of its content and its structure elements as one text to be filled with numbers,
    and by how much each of these exceeds the first page's own number."""

    slots: Mapping[int, CompiledSlots]
    pages: tuple[str, ...]
    elements: str
    offsets: tuple[int, ...]
    numbers: tuple[int, ...]  # of the lines of that text: the owners of each page, then elements
    top: int  # of the element that holds all others
    size: int


class Booklet:
    """One file, card after card; `card` tells its title, author and date, `first` is its first identifier. Where there
    are cards of two `sides`, the back of one that has none stays white: nobody's words stand behind another's."""

    def __init__(self, out: BinaryIO, card: Card, first: bytes = b"", sides: int = 1):
        self.card, self.first, self.sides = card, first, sides
        self.writer = Writer(out)
        self.pages, self.outlines, self.document = (self.writer.reserve() for _ in range(3))
        self.structure = self.writer.reserve()
        self.shared: dict[int, tuple[Template, SharedCard]] = {}
        self.numbers = array("L")
        self.tops = array("L")  # the elements that hold all of a card
        self.parents = array("L")
        self.bookmark: tuple[int, str] | None = None

    def add(self, template: Template, values: Values, bookmark: str) -> None:
        """A person's card, with its bookmark; raises DoesNotFit where the words do not fit, ValueError where no file
        may hold as many objects."""
        if id(template) not in self.shared:
            self.shared[id(template)] = template, self._share(template)
        shared = self.shared[id(template)][1]
        contents = [(page, slots.content(values)) for page, slots in shared.slots.items()]
        if self.writer.count + shared.size > MOST_OBJECTS - len(self.numbers) // FANOUT - SPARE:
            raise ValueError(f"one file holds no more than {len(self.numbers):,} of these pages")
        first = self.writer.reserve(shared.size).number
        streams = {}
        for at, (number, content) in enumerate(contents, first + shared.size - len(contents)):
            self.writer.put(Ref(at), deflate({}, content, 6))
            streams[number] = f" {at} 0 R"
        pages = [self._page(text, n, first, streams.get(n, "")) for n, text in enumerate(shared.pages)]
        texts = (shared.elements % tuple([first + offset for offset in shared.offsets])).split("\n")
        self._bookmark(first, bookmark)
        self.writer.put_spelled([*pages, *zip([first + number for number in shared.numbers], texts, strict=True)])
        self.tops.append(first + shared.top)

    def _page(self, text: str, nth: int, first: int, stream: str) -> tuple[int, str]:
        """The nth page of a card whose first object has this number, with its number."""
        key, number = len(self.numbers), first + page_offset(nth)
        if key % FANOUT == 0:
            self.parents.append(self.writer.reserve().number)
        self.numbers.append(number)
        return number, f"{text}{stream}]/Parent {self.parents[-1]} 0 R/StructParents {key}>>"

    def _bookmark(self, page: int, title: str) -> None:
        """Holds a page's bookmark back until the number of the next one is known."""
        before = f"/Prev {self.bookmark[0]} 0 R" if self.bookmark else ""
        if self.bookmark:
            number, text = self.bookmark
            self.writer.put_spelled([(number, f"{text}/Next {page + PAGE_OBJECTS} 0 R>>")])
        dest = f"/Dest[{page} 0 R/Fit]"
        self.bookmark = page + PAGE_OBJECTS, f"<</Title {spell(title)}/Parent {self.outlines.number} 0 R{dest}{before}"

    def close(self) -> None:
        """Writes the trees and the index; raises ValueError where there is no page."""
        if not self.bookmark:
            raise ValueError("a booklet has at least one page")
        number, text = self.bookmark
        self.writer.put_spelled([(number, f"{text}>>")])
        first, last = Ref(self.numbers[0] + PAGE_OBJECTS), Ref(number)
        marks: dict[str, Value] = {"Type": Name("Outlines"), "First": first, "Last": last, "Count": len(self.tops)}
        self.writer.put(self.outlines, marks)
        self._page_tree()
        tops = " ".join([" ".join([f"{n} 0 R" for n in group]) for group in _groups(self.tops)])
        whole = f"<</Type /StructElem/S /Document/P {spell(self.structure)}/K[{tops}]>>"
        self.writer.put_spelled([(self.document.number, whole)])
        self.writer.put(self.structure, tree_root(self.document, self._owner_tree(), len(self.numbers)))
        flip = document.flip_of(_with_sides(self.card, self.sides))
        about = self.card._replace(more=())
        catalog = document.catalog(self.writer, self.pages, self.structure, about, flip, self.outlines)
        self.writer.close(catalog, self.writer.add(document.info(self.card)), self.first)

    # -- the trees -----------------------------------------------------------------------------------------------------

    def _page_tree(self) -> None:
        """Nodes over the pages, nodes over nodes, up to the one that the catalog names: clause 7.7.3."""
        kids: Sequence[int] = self.numbers
        nodes: Sequence[int] = self.parents
        counts = [1] * len(kids)
        while True:
            groups = list(_groups(kids))
            sums = [sum(counts[n : n + FANOUT]) for n in range(0, len(counts), FANOUT)]
            top = len(nodes) == 1
            above = [self.pages.number] if top else [self.writer.reserve().number for _ in _groups(nodes)]
            for n, (node, group) in enumerate(zip(nodes, groups, strict=True)):
                look: dict[str, Value] = {"Type": Name("Pages"), "Kids": [Ref(k) for k in group], "Count": sums[n]}
                self.writer.put(Ref(node), {**look, "Parent": Ref(above[n // FANOUT])})
            if top:
                only: dict[str, Value] = {"Type": Name("Pages"), "Kids": [Ref(nodes[0])], "Count": len(self.numbers)}
                self.writer.put(self.pages, only)
                return
            kids, counts, nodes = nodes, sums, above

    def _owner_tree(self) -> Ref:
        """The number tree that leads from a page to the owners of its content: clause 7.9.7."""
        level: list[tuple[int, int, Ref]] = []
        for start in range(0, len(self.numbers), FANOUT):
            part = self.numbers[start : start + FANOUT]
            nums = [v for n, page in enumerate(part, start) for v in (n, Ref(page + 1))]
            end = start + len(part) - 1
            level.append((start, end, self.writer.add({"Limits": [start, end], "Nums": nums})))
        while len(level) > FANOUT:
            level = [self._over(group) for group in _groups(level)]
        return self.writer.add({"Kids": [ref for _, _, ref in level]})

    def _over(self, group: Sequence[tuple[int, int, Ref]]) -> tuple[int, int, Ref]:
        start, end = group[0][0], group[-1][1]
        kids = [ref for _, _, ref in group]
        return start, end, self.writer.add({"Limits": [start, end], "Kids": kids})

    # -- what cards share ----------------------------------------------------------------------------------------------

    def _share(self, template: Template) -> SharedCard:
        """Writes what the cards of a template share."""
        self.card = self.card._replace(draft=self.card.draft or template.card.draft)
        card = _with_sides(template.card, self.sides)
        painting = paint(_with_fewer_elements(card))
        slots = compile_slots(painting, template.letters)
        contents = [self.writer.add(deflate({}, page.pen.content())) for page in painting.pages]
        resources = self.writer.add(document.resources(self.writer, painting.pen))
        look = document.page_of_card(card, self.pages, None, resources, 0)
        own = {"Parent", "Contents", "StructParents"}
        page = spell({key: value for key, value in look.items() if key not in own})
        tree = _NumberedTree(painting, spell(self.document))
        text, offsets = tree.spelled()
        owners = [page_offset(n) + 1 for n in range(len(painting.pages))]
        return SharedCard(
            slots,
            tuple(f"{page[:-2]}/Contents[{spell(content)}" for content in contents),
            text,
            offsets,
            (*owners, *tree.numbers.values()),
            tree.numbers[id(tree.top)],
            own_objects(painting) + len(tree.branches) + len(slots),
        )


def _with_sides(card: Card, sides: int) -> Card:
    """A card with so many sides, white ones added."""
    return card._replace(more=(*card.more, *((),) * (sides - len(card.pages))))


def page_offset(nth: int) -> int:
    """By how much the number of a card's nth page exceeds that of its first, behind which its bookmark stands too."""
    return PAGE_OBJECTS * nth + (nth > 0)


def _with_fewer_elements(card: Card) -> Card:
    """The same picture and the same words in fewer structure elements, of which a booklet has them for every page: a
    list's labels stand in their items' bodies, and the content itself tells where its language changes."""
    pages = [tuple(_merged(kid) if isinstance(kid, Element) else kid for kid in kids) for kids in card.pages]
    return card._replace(kids=pages[0], more=tuple(pages[1:]))


def _merged(element: Element) -> Element:
    """An element with those below it that it can do without merged into others."""
    kids: list[Element | Artifact | Content] = []
    for kid in element.kids:
        if isinstance(kid, Element) and kid.role == "Span":
            kids += [run._replace(lang=kid.lang) for run in kid.kids if isinstance(run, Run)]
        elif isinstance(kid, Element) and kid.role == "LBody" and kids and element.role == "LI":
            label = kids.pop()
            assert isinstance(label, Element)
            kids.append(_merged(kid._replace(kids=(*label.kids, *kid.kids))))
        else:
            kids.append(_merged(kid) if isinstance(kid, Element) else kid)
    return element._replace(kids=tuple(kids))


def _groups(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), FANOUT):
        yield items[start : start + FANOUT]


class _NumberedTree:
    """The elements of a card, numbered from its first page's own number: first those that own content, in its order, so
    that the lists of owners and the lists of kids are alike and pack small."""

    def __init__(self, painting: Painting, root: str):
        self.height, self.root = painting.card.height, root
        self.above: dict[int, int] = {}  # the branch that each stands in, by identity
        self.page: dict[int, int] = {}  # the number of the page that each stands on, from 0
        self.top = Branch(Element("Part", ()), tuple(chain.from_iterable(page.branches for page in painting.pages)))
        every = [self.top]
        for n, page in enumerate(painting.pages):
            for branch in page.branches:
                assert isinstance(branch, Branch)
                self.above[id(branch)] = id(self.top)
                every += self._walk(branch, n)
        owning = {id(b): None for b in every if any(isinstance(kid, int) for kid in b.kids)}
        self.pages = len(painting.pages)
        self.branches = sorted(every, key=lambda b: id(b) not in owning)
        self.numbers = {id(branch): n for n, branch in enumerate(self.branches, own_objects(painting))}

    def _walk(self, branch: Branch, page: int) -> Iterator[Branch]:
        self.page[id(branch)] = page
        yield branch
        for kid in branch.kids:
            if isinstance(kid, Branch):
                self.above[id(kid)] = id(branch)
                yield from self._walk(kid, page)

    def spelled(self) -> tuple[str, tuple[int, ...]]:
        """The list of owners of each page and the elements, a line each, with a %d for each number that differs from
        card to card; and by how much these exceed the first page's own."""
        lines, offsets = list[str](), list[int]()
        for page in range(self.pages):
            its = [b for b in self.branches if self.page.get(id(b)) == page]
            owned = sorted((kid, self.numbers[id(b)]) for b in its for kid in b.kids if isinstance(kid, int))
            lines.append("[" + " ".join(["%d 0 R"] * len(owned)) + "]")
            offsets += [owner for _, owner in owned]
        for branch in self.branches:
            line, more = self._element(branch)
            lines.append(line)
            offsets += more
        return "\n".join(lines), tuple(offsets)

    def _element(self, branch: Branch) -> tuple[str, list[int]]:
        kids = " ".join("%d 0 R" if isinstance(kid, Branch) else str(kid) for kid in branch.kids)
        below = [self.numbers[id(kid)] for kid in branch.kids if isinstance(kid, Branch)]
        look = {key: v for key, v in properties(branch.element, self.height).items() if key != "Type"}
        above = self.above.get(id(branch))
        if above is None:  # the card's part of the whole document
            text, offsets = spell(look)[:-2].replace("%", "%%") + f"/P {self.root}", []
        else:
            text, offsets = spell(look)[:-2].replace("%", "%%") + "/P %d 0 R", [self.numbers[above]]
        if len(below) < len(branch.kids) or branch.element.role in ("Table", "TR"):  # some look for a table's page
            text, offsets = f"{text}/Pg %d 0 R", [*offsets, page_offset(self.page[id(branch)])]
        return f"{text}/K[{kids}]>>", [*offsets, *below]
