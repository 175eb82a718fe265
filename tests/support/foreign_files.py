"""PDF files such as others make, and what accidents make of them; and what `read` and `print` make of those.

It runs in a process of its own, for what a library does with such a file may end that.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from handouts.aloud.voice import hear
from handouts.errors import HandoutsError
from handouts.printing.jobs import read_job
from support import fuzz

MOST_SECONDS = 20.0  # of work for one file
LARGEST = 1 << 20  # bytes of a file
PIECES = (
    *(bytes([c]) for c in b"<>[]()/%\n\0\xff019-.R"),
    *(b"null", b"<<>>", b"[[[[", b"(x)", b"9" * 25, b"1e99", b"-1", b" 1 0 R", b"99 0 R", b"/\xff#ff", b"<fe>"),
    *(b"endobj", b"stream\n", b"endstream", b"q ", b"/P <</MCID 0>> BDC ", b"EMC ", b"/X Do ", b"BI ID EI ", b"xref"),
)
TOKEN = re.compile(rb"/[A-Za-z0-9]+|\d+ 0 R|-?\d+(?:\.\d+)?|\([^()]*\)|<[0-9A-Fa-f]*>|<<|>>|\[|\]")
CMAP = b"""1 begincodespacerange <0000> <ffff> endcodespacerange
2 beginbfrange <0003> <0005> <0041> <0020> <0022> [<0061> <00620063> <d83ddc63>] endbfrange
1 beginbfchar <0030> <4e0b> endbfchar"""
CONTENT = b"""/Artifact <</Type/Pagination>> BDC BT /F1 9 Tf (page 1) Tj ET EMC
/H1 <</MCID 0>> BDC BT /F1 12 Tf 1 0 0 1 50 700 Tm (Knee pain) Tj ET EMC
/P <</MCID 1/Lang(de)>> BDC BT /F2 10 Tf 50 680 Td 12 TL [<00030004> -300 <0020>] TJ T* <00210022> Tj ET EMC
/Span /Props BDC BT /F1 9 Tf (see) ' 1 2 (more) " ET EMC
/Span <</ActualText(said instead)/MCID 3>> BDC BT /F3 9 Tf (x) Tj ET EMC
/Figure <</MCID 4>> BDC q 10 0 0 10 0 0 cm /Im Do Q EMC /X Do /Y Do"""


@cache
def sound() -> tuple[bytes, ...]:
    """Files that are well, their streams not packed, so that accidents reach what is in them."""
    return rich(), packed(rich()), plain()


def plain() -> bytes:
    """One page and no tags, of the size of A4."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595.276, 841.89))
    return saved(pdf)


def packed(data: bytes) -> bytes:
    """The same with its objects in streams, as most programs write it today."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def saved(pdf: Pdf) -> bytes:
    out = BytesIO()
    modes = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False}
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, static_id=True, **modes)
    return out.getvalue()


def rich() -> bytes:
    """Two pages with nearly all that a reader of tags can meet."""
    pdf = pikepdf.new()
    for size in ((595.276, 841.89), (612, 792)):
        pdf.add_blank_page(page_size=size)
    one, two = (page.obj for page in pdf.pages)

    def new(**keys: Any) -> Any:
        return pdf.make_indirect(Dictionary(**keys))

    cmap = pdf.make_stream(CMAP)
    inner = new(Type=Name.Font, Subtype=Name.CIDFontType2, DW=500, W=[3, [600, 700.5], 32, 40, 250])
    wide = new(Type=Name.Font, Subtype=Name.Type0, ToUnicode=cmap, DescendantFonts=[inner])
    named = new(BaseEncoding=Name.MacRomanEncoding, Differences=[65, Name.uni0062, Name.c, Name.space, Name.odd])
    fonts = {
        "/F1": new(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding),
        "/F2": wide,
        "/F3": new(Type=Name.Font, Subtype=Name.Type3, FirstChar=65, Widths=[500, 600], Encoding=named),
    }
    form = pdf.make_stream(b"/P <</MCID 0>> BDC BT /F1 9 Tf (in a form) Tj ET EMC /Y Do")
    form.Type, form.Subtype, form.StructParents = Name.XObject, Name.Form, 2
    other = pdf.make_stream(b"BT /F1 9 Tf (deeper) Tj ET")
    other.Type, other.Subtype = Name.XObject, Name.Form
    image = pdf.make_stream(b"\0")
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 1, 1
    for page in (one, two):
        page.Contents = Array([pdf.make_stream(CONTENT[:300]), pdf.make_stream(CONTENT[300:])])
        page.Resources = Dictionary(
            Font=Dictionary(fonts),
            XObject=Dictionary({"/X": form, "/Y": other, "/Im": image}),
            Properties=Dictionary(Props=Dictionary(MCID=2, Lang=String("fr"))),
        )
        page.CropBox, page.UserUnit = Array([0, 0, 500, 700]), 1
    link = new(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("http://x")))
    one.Annots = Array([link])

    def element(role: str, *kids: Any, **keys: Any) -> Any:
        return new(Type=Name.StructElem, S=Name(f"/{role}"), K=Array(kids), Pg=one, **keys)

    reference = new(Type=Name.MCR, MCID=0, Stm=form, Pg=one)
    shown = new(Type=Name.OBJR, Obj=link)
    item = element("LI", element("Lbl", 1), element("LBody", element("Text", 2)), Lang=String("it"))
    row = element("TR", element("TH", 0), element("TD", 1), element("TD", element("P", 2)))
    kids = [
        element("Titel", 0, T=String("title")),
        element("P", 1, element("Span", 2, ActualText=String("an ell")), element("Link", 3, shown)),
        element("L", item, item, element("Caption", 3), A=Dictionary(O=Name.List, ListNumbering=Name.Decimal)),
        element("Table", element("THead", row), element("TBody", row)),
        element("Figure", 4, Alt=String("a leg"), A=[Dictionary(O=Name.Layout, BBox=[0, 0, 9, 9]), 0]),
        element("Formula", 4),
        element("Sect", element("Div", reference, element("Note", 1, E=String("for example")))),
        new(Type=Name.StructElem, S=Name.P, Pg=two, K=1),
    ]
    top = element("Document", *kids, Lang=String("en-GB"))
    for kid in kids:
        kid.P = top
    owners = Dictionary(Nums=[0, Array(kids[:5]), 1, Array(kids[3:]), 2, Array([kids[0]])])
    roles = Dictionary(Titel=Name.H1, Text=Name.Absatz, Absatz=Name.P)
    pdf.Root.StructTreeRoot = new(Type=Name.StructTreeRoot, K=top, ParentTree=owners, RoleMap=roles)
    pdf.Root.Lang, pdf.Root.MarkInfo = String("en"), Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(Duplex=Name.DuplexFlipLongEdge)
    pdf.docinfo["/Title"] = "A leaflet of others"
    return saved(pdf)


# -- accidents ---------------------------------------------------------------------------------------------------------


def mutant(random: Random) -> bytes:
    """A file that was sound."""
    data = random.choice(sound())
    match random.randrange(4):
        case 0:
            return fuzz.changed(data, random, PIECES)
        case 1:
            return exchanged(data, random)
        case 2:
            return rearranged(data, random)
        case _:
            return exchanged(rearranged(data, random), random)


def exchanged(data: bytes, random: Random) -> bytes:
    """A few words of a file stand where others stood."""
    words = [match.span() for match in TOKEN.finditer(data)]
    spelt = [data[first:last] for first, last in words]
    for first, last in sorted(random.sample(words, min(len(words), random.randint(1, 4))), reverse=True):
        data = data[:first] + random.choice((*PIECES, *random.sample(spelt, 9))) + data[last:]
    return data


def rearranged(data: bytes, random: Random) -> bytes:
    """A sound file whose objects hold each other otherwise, and odd things."""
    with pikepdf.open(BytesIO(data)) as pdf:
        things = [thing for thing in pdf.objects if isinstance(thing, Dictionary | Array | pikepdf.Stream)]
        for _ in range(random.randint(1, 5)):
            thing = random.choice(things)
            try:
                change(thing, random, things)
            except (ValueError, TypeError, KeyError, IndexError, NotImplementedError):
                continue
        try:
            return saved(pdf)
        except (RuntimeError, pikepdf.PdfError):  # pages that hold each other
            return data


def change(thing: Any, random: Random, things: list[Any]) -> None:
    """One place in an object, or in what it holds."""
    for _ in range(random.randrange(4)):
        inner = list(thing) if isinstance(thing, Array) else list(dict(thing.items()).values())
        thing = random.choice([kid for kid in inner if isinstance(kid, Dictionary | Array)] or [thing])
    new = random.choice((random.choice(things), odd(random), odd(random)))
    if isinstance(thing, Array):
        if len(thing) and random.random() < 0.7:
            thing[random.randrange(len(thing))] = new
        else:
            thing.extend([new] * random.choice((1, 1, 5, 500)))
        return
    key = random.choice([*thing.keys(), "/K", "/Lang", "/Alt", "/S", "/Pg", "/W", "/MediaBox", "/Resources"])
    if random.random() < 0.2 and key in thing:
        del thing[key]
    else:
        thing[key] = new


def odd(random: Random) -> Any:
    return random.choice(
        (
            *(0, -1, 7, 1 << 31, -(1 << 62), 0.5, True, None, "", "text", "\x1b]0;x\x07", "x" * 9999),
            *(Name.P, Name.H1, Name.L, Name("/ü"), Name("/" + "n" * 500), String(""), String(b"\xfe\xff\xd8\x00")),
            *(Array([]), Array([0] * 500), Array([Array([Array([])])]), Dictionary(), Dictionary(S=Name.P, K=0)),
        )
    )


# -- what becomes of them ----------------------------------------------------------------------------------------------


USES: dict[str, Callable[[bytes], object]] = {
    "read": lambda data: hear(data, "it"),
    "print": lambda data: read_job("it", data, 1),
}


def hunt(seed: str, seconds: float) -> tuple[Counter[str], list[tuple[str, bytes]]]:
    """How many files were heard, told or printed in so many seconds, and those that were not as they should be."""
    random, outcomes, faults = Random(seed), Counter[str](), list[tuple[str, bytes]]()
    end = time.monotonic() + seconds
    while time.monotonic() < end and len(faults) < 20:
        data = mutant(random)
        if len(data) > LARGEST:
            continue
        for use, work in USES.items():
            begun = time.process_time()
            try:
                work(data)
                outcomes[use] += 1
            except HandoutsError as error:
                outcomes[f"{use} refuses"] += 1
                if not all(str(problem).isprintable() and len(str(problem)) < 1000 for problem in error.problems):
                    faults.append((f"{use}: {error}", data))
            except Exception as error:
                faults.append((f"{use}: {error!r}", data))
            if time.process_time() - begun > MOST_SECONDS:
                faults.append((f"{use}: took {time.process_time() - begun:.0f} seconds", data))
    return outcomes, faults
