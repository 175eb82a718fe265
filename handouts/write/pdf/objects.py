"""Turns numbered PDF objects into the bytes of a file; the same objects give the same bytes.

Objects: ISO 32000-1 clause 7.3. The file: clause 7.5. What is not a stream is packed into one object stream.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol, TypeAlias

# Four bytes above 127 tell programs that the file is binary: ISO 19005-2 clause 6.1.2.
FILE_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
INDEX_WIDTHS = [1, 4, 2]  # bytes of the three numbers of an entry in the index
STRING_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


class Name(str):
    """A name of regular characters, written with a slash."""


class Ref(NamedTuple):
    """The object with a number."""

    number: int


Value: TypeAlias = "str | bytes | float | Ref | Sequence[Value] | Mapping[str, Value] | None"


class Stream(NamedTuple):
    """Bytes, and the dictionary that says what they are."""

    look: Mapping[str, Value]
    data: bytes


class XrefEntry(NamedTuple):
    """Where an object stands: clause 7.5.8.3. Kind 1 is at an offset, kind 2 in an object stream."""

    kind: int
    place: int
    nth: int


def deflate(look: Mapping[str, Value], data: bytes, level: int = 9) -> Stream:
    """A stream with its bytes compressed."""
    return Stream({**look, "Filter": Name("FlateDecode")}, zlib.compress(data, level))


class ObjectStore(Protocol):
    """Where objects go, each of which gets a number."""

    def add(self, value: Value | Stream) -> Ref: ...

    def reserve(self) -> Ref: ...

    def put(self, ref: Ref, value: Value | Stream) -> None: ...


class File:
    """Objects, numbered from 1 in the order in which they came."""

    def __init__(self) -> None:
        self.objects: list[Value | Stream] = []

    def add(self, value: Value | Stream) -> Ref:
        """Takes an object in; its number."""
        self.objects.append(value)
        return Ref(len(self.objects))

    def reserve(self) -> Ref:
        """A number whose object is put in later, so that objects can name each other."""
        return self.add(None)

    def put(self, ref: Ref, value: Value | Stream) -> None:
        """Takes in the object of a number that was reserved."""
        self.objects[ref.number - 1] = value

    def write(self, root: Ref, info: Ref) -> bytes:
        """The bytes of the file; `root` is its catalog."""
        body, entries = self._body()
        entries[len(entries)] = XrefEntry(1, len(body), 0)
        rows = b"".join(row(entries[n]) for n in range(len(entries)))
        digest = sha256(body).digest()[:16]
        index = deflate(index_look(len(entries), root, info, digest), rows)
        return body + numbered(len(entries) - 1, index) + file_end(len(body))

    def with_gaps(self, root: Ref, info: Ref, gaps: Sequence[Ref]) -> FileWithGaps:
        """The file but for some streams, which are put in later, and may be put in many times."""
        missing = [gap.number for gap in gaps]
        head, entries = self._body(missing)
        entries[missing[0]] = XrefEntry(1, len(head), 0)
        index = len(entries) + len(missing) - 1
        cuts = [0, *missing[1:], index]
        rows = [b"".join(row(entries[n]) for n in range(a, b) if n in entries) for a, b in pairwise(cuts)]
        blank = bytes(16)
        look = {**index_look(index + 1, root, info, blank), "Length": (index + 1) * sum(INDEX_WIDTHS)}
        start = f"{index} 0 obj\n{spell(look)}\nstream\n".encode("ascii")
        before, between, after = start.split(spell(blank).encode())
        tail = (before, between, after + rows[0])
        return FileWithGaps(head, tuple(missing), sha256(head).digest(), tail, tuple(rows[1:]))

    def _body(self, gaps: Sequence[int] = ()) -> tuple[bytes, dict[int, XrefEntry]]:
        """The file up to its index, some objects left out, and where all others stand."""
        packed = [(n, v) for n, v in enumerate(self.objects, 1) if not isinstance(v, Stream) and n not in gaps]
        streams = {n: value for n, value in enumerate(self.objects, 1) if isinstance(value, Stream)}
        pack = len(self.objects) + 1
        streams[pack] = object_stream([(number, spell(value)) for number, value in packed])
        entries = {0: XrefEntry(0, 0, 65535)}
        entries |= {n: XrefEntry(2, pack, i) for i, (n, _) in enumerate(packed)}
        parts, end = [FILE_HEADER], len(FILE_HEADER)
        for number, stream in streams.items():
            entries[number] = XrefEntry(1, end, 0)
            parts.append(numbered(number, stream))
            end += len(parts[-1])
        return b"".join(parts), entries


class FileWithGaps(NamedTuple):
    """A file with room for streams after its `head`, the objects of these `numbers`; the rest is its `tail`, parted
    where the file's identifier belongs, and `rows`, the index after the entry of each stream but the first."""

    head: bytes
    numbers: tuple[int, ...]
    digest: bytes
    tail: tuple[bytes, bytes, bytes]
    rows: tuple[bytes, ...] = ()

    def parts(self, streams: Sequence[bytes], first: bytes = b"") -> tuple[bytes, bytes, bytes]:
        """The file with streams in it, in three parts, of which the first is always the same; `first` is the first of
        its two identifiers, 16 bytes that stay when the file is made anew (ISO 32000-1 clause 14.4)."""
        bodies, entries, at = [], [], len(self.head)
        for number, stream in zip(self.numbers, streams, strict=True):
            bodies.append(
                b"%d 0 obj\n<</Length %d>>\nstream\n%b\r\nendstream\nendobj\n" % (number, len(stream), stream)
            )
            at += len(bodies[-1])
            entries.append(row(XrefEntry(1, at, 0)))
        body = b"".join(bodies)
        digest = b"<%b>" % sha256(b"".join((self.digest, *streams))).hexdigest()[:32].encode()
        middle = b"".join([part for pair in zip(entries, self.rows, strict=False) for part in pair])
        last = b"%b%b\r\nendstream\nendobj\n" % (middle, entries[-1])
        before, between, after = self.tail
        lasting = b"<%b>" % first.hex().encode() if first else digest
        return self.head, body, b"".join((before, lasting, between, digest, after, last, file_end(at)))


def row(entry: XrefEntry) -> bytes:
    """An entry as it stands in the index."""
    return bytes([entry.kind]) + entry.place.to_bytes(4, "big") + entry.nth.to_bytes(2, "big")


def index_look(size: int, root: Ref, info: Ref, digest: bytes, first: bytes = b"") -> dict[str, Value]:
    """What the index says of a file of so many objects, the first of which is number 0: clause 7.5.8. `first` is the
    first of its identifiers, if it is not its digest."""
    look: dict[str, Value] = {"Type": Name("XRef"), "Size": size, "W": INDEX_WIDTHS, "Root": root, "Info": info}
    return look | {"ID": [first or digest, digest]}


def file_end(index: int) -> bytes:
    """The last lines of a file, which tell where its index begins: clause 7.5.5."""
    return b"startxref\n%d\n%%%%EOF\n" % index


def numbered(number: int, stream: Stream) -> bytes:
    """A stream as it stands in a file: clause 7.3.8. The end of line after its data is CR LF, so that data that end in
    CR are not taken for shorter than they are (ISO 19005-2, 6.1.7.1)."""
    look = spell({**stream.look, "Length": len(stream.data)}).encode("ascii")
    return b"%d 0 obj\n%b\nstream\n%b\r\nendstream\nendobj\n" % (number, look, stream.data)


def object_stream(objects: Sequence[tuple[int, str]], level: int = 9) -> Stream:
    """Objects as they are spelled, in one stream: the number and the offset of each, then the objects: clause 7.5.7."""
    ends = accumulate((len(text) + 1 for _, text in objects), initial=0)
    head = " ".join([f"{number} {end}" for (number, _), end in zip(objects, ends, strict=False)]) + "\n"
    look: dict[str, Value] = {"Type": Name("ObjStm"), "N": len(objects), "First": len(head)}
    return deflate(look, (head + "\n".join([text for _, text in objects])).encode("ascii"), level)


def spell(value: Value) -> str:
    """An object as it stands in a file, in ASCII."""
    match value:
        case Name():
            return f"/{value}"
        case str():
            return _text(value)
        case Ref():
            return f"{value.number} 0 R"
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return numbers(value)
        case bytes():
            return f"<{value.hex()}>"
        case Mapping():
            return f"<<{' '.join([f'/{key} {spell(v)}' for key, v in value.items()])}>>"
        case _:
            return f"[{' '.join(map(spell, value))}]"


def _text(text: str) -> str:
    """Clause 7.9.2.2: as it is, or in UTF-16."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(STRING_ESCAPES)})"
    return f"<feff{text.encode('utf-16-be').hex()}>"


def numbers(*values: float) -> str:
    """Numbers to a thousandth, as PDF writes them: never with an exponent."""
    return " ".join([f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.0005 else "0" for value in values])
