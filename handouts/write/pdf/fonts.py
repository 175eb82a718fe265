"""Turns the text shown in a font into character codes, and the font into subsets that hold just these characters."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from itertools import groupby

from handouts import fonts
from handouts.write.pdf.objects import Name, ObjectStore, Ref, Value, deflate
from handouts.write.pdf.operators import Chunk
from handouts.write.pdf.reportlab_parts import TTFontFile

MOST_CODES = 255  # characters of a simple font, beside code 0, which shows that a character is missing


class EmbeddedFont:
    """A font in one file: a character gets its code when it is first shown."""

    def __init__(self, font: str, label: str):
        self.font = font
        self.label = label
        self.places: dict[str, int] = {}

    def chunks(self, text: str) -> list[Chunk]:
        """Text as codes; raises ValueError where the font lacks a character."""
        lacking = set(text) - fonts.advances(self.font).keys()
        if lacking:
            raise ValueError(f"{self.font} has no glyph for {''.join(sorted(lacking))!r} in {text!r}")
        # Readers find words by their blanks, so one that does not break is shown as any other.
        places = [self.places.setdefault(c, len(self.places)) for c in text.replace("\xa0", " ")]
        runs = groupby(places, key=lambda place: place // MOST_CODES)
        return [Chunk(self._resource(n), bytes(place % MOST_CODES + 1 for place in run)) for n, run in runs]

    def add(self, file: ObjectStore) -> dict[str, Ref]:
        """Put the subsets into a file; their resources by name."""
        letters = list(self.places)
        parts = [letters[i : i + MOST_CODES] for i in range(0, len(letters), MOST_CODES)]
        return {self._resource(n): _add(file, self.font, part) for n, part in enumerate(parts)}

    def _resource(self, subset: int) -> str:
        return f"{self.label}-{subset}"


@cache
def _open(font: str) -> TTFontFile:
    return TTFontFile(str(fonts.FILES[font]))


def _add(file: ObjectStore, font: str, letters: list[str]) -> Ref:
    """One subset, named after its bytes: where files are merged, subsets of one name get mixed up."""
    face = _open(font)
    data = face.makeSubset([0, *map(ord, letters)])
    tag = "".join(chr(ord("A") + byte % 26) for byte in sha256(data).digest()[:6])
    name = Name(f"{tag}+{face.name.decode()}")
    widths = [fonts.advances(font)[c] * 1000 for c in letters]
    look: dict[str, Value] = {"Type": Name("Font"), "Subtype": Name("TrueType"), "BaseFont": name}
    look |= {"FirstChar": 1, "LastChar": len(letters), "Widths": widths}
    look["FontDescriptor"] = file.add(_descriptor(face, name, file.add(deflate({"Length1": len(data)}, data))))
    look["ToUnicode"] = file.add(deflate({}, _to_unicode(name, letters)))
    return file.add(look)


def _descriptor(face: TTFontFile, name: Name, data: Ref) -> dict[str, Value]:
    """ISO 32000-1 clause 9.8. reportlab's flags say symbolic, as it must be: the codes are our own."""
    return {
        "Type": Name("FontDescriptor"),
        "FontName": name,
        "FontFile2": data,
        "Flags": face.flags,
        "FontBBox": face.bbox,
        "Ascent": face.ascent,
        "Descent": face.descent,
        "CapHeight": face.capHeight,
        "ItalicAngle": face.italicAngle,
        "StemV": face.stemV,
        "MissingWidth": face.defaultWidth,
    }


def _to_unicode(name: str, letters: list[str]) -> bytes:
    """A ToUnicode CMap. At most 100 pairs stand in a block: Adobe technical note 5014."""
    pairs = [f"<{code:02X}> <{ord(letter):04X}>" for code, letter in enumerate(letters, 1)]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        f"/CMapName /{name} def /CMapType 2 def",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode()
