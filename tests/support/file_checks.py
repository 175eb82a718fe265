"""What a file is made of and says of itself: tags within tags, claims, and only what an archive may hold.

The validators see most of this too; ours do not lean on them. Each takes the file's bytes, and tells every fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

# What may stand in what, of the types that leaflets use: ISO 32000-1 clause 14.8.4.
KIDS = {
    "Document": {"Art", "Part", "H1", "H2", "H3", "P", "L", "Figure", "Table"},
    "Part": {"H1", "H2", "H3", "P", "L", "Figure", "Table"},  # a card of a booklet
    "Art": {"H1", "H2", "H3", "P", "L", "Figure"},
    "H1": {"Span"},
    "H2": {"Span"},
    "H3": {"Span"},
    "P": {"Span", "Figure"},  # a box that is ticked
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Lbl": set[str](),
    "LBody": {"Lbl", "P", "Span", "L"},
    "Span": set[str](),
    "Figure": set[str](),
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "TH": {"Span"},
    "TD": {"Span"},
}
# All keys that our files need; others may do anything: run scripts, show layers, open other files.
KEYS = {
    "the catalogue": "Lang MarkInfo Metadata Outlines OutputIntents Pages StructTreeRoot Type ViewerPreferences",
    "the tree of tags": "K ParentTree ParentTreeNextKey Type",
    "a page": "BleedBox Contents MediaBox Parent Resources StructParents Tabs TrimBox Type",
    "the resources": "Font XObject",
    "an image": "BitsPerComponent ColorSpace DecodeParms Filter Height Length Subtype Type Width",
    "an element": "A Alt K Lang P Pg S Type",
}
SCRIPTS = ("/AA", "/JS", "/OpenAction", "/EF", "/OC", "/OPI", "/PS", "/XFA")
PACKED = {"/FlateDecode", "/DCTDecode"}
PDFA, PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"
CLAIMS = {f"{PDFA}part": "2", f"{PDFA}conformance": "A", f"{PDFUA}part": "1"}
OPERATORS = "BDC BMC EMC BT ET Td Tm Tf Tj g rg G RG q Q cm re m l c h j J w d W n f B S Do"
DEEPEST = 28  # states within states: ISO 19005-2 clause 6.1.13
PROFILE = 128  # bytes of the head of an ICC profile: ICC.1 clause 7.2


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def tags_stand_where_they_may(data: bytes) -> Iterator[str]:
    """Types are standard ones, and each stands in what it belongs to: also elements that the readers pass over."""
    with opened(data) as pdf:
        tree = pdf.Root.StructTreeRoot
        kids = _list(tree.K)
        if [_role(kid) for kid in kids] != ["Document"]:
            yield f"the tree begins with {[_role(kid) for kid in kids]}"
        left = list(kids)
        while left:
            node = left.pop()
            role, inner = _role(node), [kid for kid in _list(node.get("/K")) if isinstance(kid, Dictionary)]
            if role not in KIDS:
                yield f"{role} is no type that leaflets use"
            yield from (f"{_role(kid)} in {role}" for kid in inner if _role(kid) not in KIDS.get(role, ()))
            yield from (f"an element does not know that it stands in {role}" for k in inner if k.get("/P") != node)
            count = Counter(map(_role, inner))
            if role == "L" and not count["LI"]:
                yield "a list without items"
            if role == "LI" and count not in ({"Lbl": 1, "LBody": 1}, {"LBody": 1}):  # in booklets the label is inside
                yield f"an item of a list has {dict(count)}"
            if not _list(node.get("/K")) and role != "TD":  # a cell to write in
                yield f"{role} is empty"
            left += inner


def _role(node: Any) -> str:
    return str(node.get("/S", ""))[1:]


def _list(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


def the_file_says_what_it_is(data: bytes) -> Iterator[str]:
    """Tagged for good, accessible and archival; its title is shown; what its colours mean is told."""
    with opened(data) as pdf:
        marks = pdf.Root.get("/MarkInfo", Dictionary())
        if marks.get("/Marked") is not True:
            yield "it is not said to be tagged"
        yield from (f"{key} is said of its tags" for key in ("/Suspects", "/UserProperties") if marks.get(key, False))
        if pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
            yield "its title is not to be shown"
        packet = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
        said = {name: [(e.text or "").strip() for e in packet.iter(name)] for name in CLAIMS}
        yield from (f"{n.rpartition('/')[2]} is {said[n]}, not {c}" for n, c in CLAIMS.items() if said[n] != [c])
        if [e.text for e in packet.iter(SCHEMA)] != [PDFUA[1:-1]]:
            yield "the words of its claims are not explained"
        intents = pdf.Root.get("/OutputIntents", Array())
        if [intent.get("/S") for intent in intents] != [Name.GTS_PDFA1]:
            yield f"{len(intents)} output intents, or of another kind"
        yield from (fault for intent in intents for fault in _profile(intent.get("/DestOutputProfile")))
        if len(pdf.trailer.get("/ID", ())) != 2:
            yield "it has no identifier"


def _profile(stream: Any) -> Iterator[str]:
    """Whether it is a profile of a screen in red, green and blue."""
    head = stream.read_bytes() if isinstance(stream, Stream) else b""
    kinds = head[12:16], head[16:20], head[36:40]
    if len(head) < PROFILE or kinds != (b"mntr", b"RGB ", b"acsp") or stream.get("/N") != 3:
        yield "the output intent has no profile of red, green and blue"


def the_file_holds_only_what_it_needs(data: bytes) -> Iterator[str]:
    """Begins and ends as a PDF file, is packed in ways that archives allow, and does nothing by itself."""
    head, second = [*data.split(b"\n", 2), b""][:2]
    if head != b"%PDF-1.7" or second[:1] != b"%" or len(second) < 5 or min(second[1:5]) < 128:
        yield "it begins otherwise"
    if not data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "it ends otherwise"
    with opened(data) as pdf:
        if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
            yield "it is encrypted"
        things = [("the catalogue", pdf.Root), ("the tree of tags", pdf.Root.StructTreeRoot)]
        for page in pdf.pages:
            things += [("a page", page.obj), ("the resources", page.obj.Resources)]
        for thing in pdf.objects:
            if isinstance(thing, Stream):
                ways = map(str, _list(thing.get("/Filter")))
                yield from (f"a stream packed with {way}" for way in ways if way not in PACKED)
                yield from (f"a stream of {key}" for key in ("/F", "/FFilter") if key in thing)
                if thing.get("/Subtype") in (Name.Form, Name.PS):
                    yield f"an object painted as {thing.Subtype}"
            if isinstance(thing, Stream | Dictionary):
                yield from (f"{key} in {thing.get('/Type', 'an object')}" for key in SCRIPTS if key in thing)
                kind = {"/StructElem": "an element", "/Image": "an image"}
                named = kind.get(str(thing.get("/Type"))) or kind.get(str(thing.get("/Subtype")))
                things += [(named, thing)] if named else []
        for what, thing in things:
            for key in sorted({str(key)[1:] for key in thing.keys()} - set(KEYS[what].split())):  # noqa: SIM118 - an object
                yield f"{key} stands in {what}"


def the_page_does_only_what_it_needs(data: bytes) -> Iterator[str]:
    """Its content has the operators that cards are painted with, and no more states than a printer remembers."""
    with opened(data) as pdf:
        for page in pdf.pages:
            depth = 0
            for step in pikepdf.parse_content_stream(page):
                name = str(step.operator)
                depth += {"q": 1, "Q": -1}.get(name, 0)
                if name not in OPERATORS.split():
                    yield f"the operator {name}"
                if not 0 <= depth <= DEEPEST:
                    yield f"{depth} states within each other"
            if depth:
                yield f"{depth} states are left open"


CHECKS = (
    tags_stand_where_they_may,
    the_file_says_what_it_is,
    the_file_holds_only_what_it_needs,
    the_page_does_only_what_it_needs,
)
