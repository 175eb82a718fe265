"""Turns numbered PDF objects into the bytes of a file; the same objects give the same bytes.

Objects: ISO 32000-1 clause 7.3. The file: clause 7.5. What is not a stream is packed into one object stream.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import IO, BinaryIO, NamedTuple, Protocol, TypeAlias

# Four bytes above 127 tell programs that the file is binary: ISO 19005-2 clause 6.1.2.
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
WIDTHS = [1, 4, 2]  # bytes of the three numbers of an entry in the index
FAST = 6  # the level of compression where there is much to compress
PACK = 4000  # objects in an object stream
ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


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
        self.objects.append(value)
        return Ref(len(self.objects))

    def reserve(self) -> Ref:
        """A number whose object is put in later, so that objects can name each other."""
        return self.add(None)

    def put(self, ref: Ref, value: Value | Stream) -> None:
        self.objects[ref.number - 1] = value

    def write(self, root: Ref, info: Ref) -> bytes:
        """The bytes of the file; `root` is its catalog."""
        body, entries = self._laid()
        entries[len(entries)] = XrefEntry(1, len(body), 0)
        digest = sha256(body).digest()[:16]
        trailer: dict[str, Value] = {"Root": root, "Info": info, "ID": [digest, digest]}
        return body + _index(entries, trailer) + b"startxref\n%d\n%%%%EOF\n" % len(body)

    def frame(self, root: Ref, info: Ref, hole: Ref) -> FileWithGap:
        """The file but for one stream, which is put in later, and may be put in many times."""
        head, entries = self._laid(hole.number)
        entries[hole.number] = XrefEntry(1, len(head), 0)
        index = len(entries)
        rows = b"".join(row(entries[n]) for n in range(index))
        blank = bytes(16)
        look: dict[str, Value] = {"Type": Name("XRef"), "Size": index + 1, "W": WIDTHS, "Root": root, "Info": info}
        look |= {"ID": [blank, blank], "Length": len(rows) + sum(WIDTHS)}
        start = f"{index} 0 obj\n{spell(look)}\nstream\n".encode("ascii")
        before, between, after = start.split(spell(blank).encode())
        return FileWithGap(head, hole.number, sha256(head).digest(), (before, between, after + rows))

    def _laid(self, hole: int = 0) -> tuple[bytes, dict[int, XrefEntry]]:
        """The file up to its index, one object left out, and where all others stand."""
        packed = [(n, v) for n, v in enumerate(self.objects, 1) if not isinstance(v, Stream) and n != hole]
        streams = {n: value for n, value in enumerate(self.objects, 1) if isinstance(value, Stream)}
        pack = len(self.objects) + 1
        body, offsets = _body({**streams, pack: _pack(packed)})
        entries = {0: XrefEntry(0, 0, 65535)}
        entries |= {n: XrefEntry(2, pack, i) for i, (n, _) in enumerate(packed)}
        return body, entries | {n: XrefEntry(1, offset, 0) for n, offset in offsets.items()}


class Writer:
    """As File, for more objects than should stand in memory: streams are written as they come, what is not a stream
    waits only until a pack of it is full."""

    def __init__(self, out: BinaryIO):
        self.out = out
        self.digest = sha256()
        self.end = 0
        self.rows = _Rows()
        self.waiting: list[tuple[int, str]] = []
        self._out(HEADER)

    @property
    def count(self) -> int:
        """How many numbers are given away."""
        return self.rows.count - 1

    def _out(self, data: bytes) -> None:
        self.out.write(data)
        self.digest.update(data)
        self.end += len(data)

    def reserve(self, count: int = 1) -> Ref:
        """So many numbers in a row whose objects are put in later; the first of them."""
        self.rows.add(count)
        return Ref(self.count - count + 1)

    def add(self, value: Value | Stream) -> Ref:
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def put(self, ref: Ref, value: Value | Stream) -> None:
        if isinstance(value, Stream):
            self.rows.put(ref.number, _wide(XrefEntry(1, self.end, 0)))
            self._out(_numbered(ref.number, value))
        else:
            self.spelled([(ref.number, spell(value))])

    def spelled(self, objects: Iterable[tuple[int, str]]) -> None:
        """Objects by number that are spelled already, none of them a stream."""
        self.waiting += objects
        if len(self.waiting) >= PACK:
            self._flush()

    def _flush(self) -> None:
        """Writes what waits as one pack."""
        if not self.waiting:
            return
        pack = self.reserve().number
        self.rows.put_packed((number for number, _ in self.waiting), pack)
        self.rows.put(pack, _wide(XrefEntry(1, self.end, 0)))
        self._out(_numbered(pack, _packed(self.waiting, FAST)))
        self.waiting = []
        self.rows.lay_aside()

    def close(self, root: Ref, info: Ref) -> None:
        """Writes what is left, and the index; `root` is the catalog."""
        self._flush()
        index, at = self.reserve().number, self.end
        self.rows.put(index, _wide(XrefEntry(1, at, 0)))
        digest = self.digest.digest()[:16]
        look: dict[str, Value] = {"Type": Name("XRef"), "Size": index + 1, "W": WIDTHS, "Root": root, "Info": info}
        look |= {"ID": [digest, digest], "Filter": Name("FlateDecode")}
        look["DecodeParms"] = {"Predictor": 12, "Columns": sum(WIDTHS)}
        self._out(_numbered(index, Stream(look, _steps(self.rows))))
        self._out(b"startxref\n%d\n%%%%EOF\n" % at)


WIDE = 1 + sum(WIDTHS)  # bytes of an entry behind one more, which will tell how it is packed
PIECE = WIDE << 13
RECENT = 8 * PIECE


class _Rows:
    """Entries by number, the first of them that of the number 0. Only the last ones stand in memory: those before, to
    which little is ever put, lie in a file that nobody else sees."""

    def __init__(self) -> None:
        self.start = 0  # of the first entry in memory, in bytes
        self.recent = bytearray(_wide(XrefEntry(0, 0, 65535)))
        self.file: IO[bytes] | None = None

    @property
    def count(self) -> int:
        return (self.start + len(self.recent)) // WIDE

    def add(self, count: int) -> None:
        """So many entries of numbers that are not used."""
        self.recent += bytes(WIDE * count)

    def put(self, number: int, row: bytes) -> None:
        at = WIDE * number - self.start
        if at >= 0:
            self.recent[at : at + WIDE] = row
        elif self.file:
            self.file.seek(WIDE * number)
            self.file.write(row)

    def put_packed(self, numbers: Iterable[int], pack: int) -> None:
        """The entries of objects in a pack, in its order."""
        recent, start, head = self.recent, self.start, b"\0\2" + pack.to_bytes(4, "big")
        for nth, number in enumerate(numbers):
            at = WIDE * number - start
            if at >= 0:
                recent[at : at + WIDE] = head + nth.to_bytes(2, "big")
            else:
                self.put(number, head + nth.to_bytes(2, "big"))

    def lay_aside(self) -> None:
        """Takes all but the last entries out of memory, where there are many."""
        if len(self.recent) < 2 * RECENT:
            return
        if not self.file:
            from tempfile import TemporaryFile  # here, because it is slow to import, and few files are as long

            self.file = TemporaryFile()  # noqa: SIM115 - it goes when this does
        self.file.seek(self.start)
        self.file.write(self.recent[:RECENT])
        self.start += RECENT
        del self.recent[:RECENT]

    def parts(self) -> Iterator[bytes]:
        """All entries, in pieces of some of them."""
        if self.file:
            self.file.seek(0)
            while part := self.file.read(PIECE):
                yield part
        for at in range(0, len(self.recent), PIECE):
            yield bytes(self.recent[at : at + PIECE])


def _wide(entry: XrefEntry) -> bytes:
    return b"\0" + row(entry)


def _steps(rows: _Rows) -> bytes:
    """Entries as steps from one to the next, which pack much smaller: PNG specification 9.2, filter type 2 (Up)."""
    packer, parts, before = zlib.compressobj(9), [], bytes(WIDE)
    for part in rows.parts():
        parts.append(packer.compress(_less(part, before + part[:-WIDE])))
        before = part[-WIDE:]
    return b"".join((*parts, packer.flush()))


def _less(these: bytes, those: bytes) -> bytes:
    """Each byte less the other, modulo 256, behind the number of the filter: all at once, in numbers of many bytes."""
    size = len(these)
    a, b = int.from_bytes(these, "big"), int.from_bytes(those, "big")
    high = int.from_bytes(b"\x80" * size, "big")
    low = ((1 << 8 * size) - 1) ^ high
    found = ((a | high) - (b & low)) ^ ((a ^ b ^ high) & high)
    return (found | int.from_bytes((b"\2" + bytes(WIDE - 1)) * (size // WIDE), "big")).to_bytes(size, "big")


class FileWithGap(NamedTuple):
    """A file with room for one stream, object `number`, after its `head`; the rest is its `tail`, parted where the
    file's identifier belongs."""

    head: bytes
    number: int
    digest: bytes
    tail: tuple[bytes, bytes, bytes]

    def parts(self, stream: bytes) -> tuple[bytes, bytes, bytes]:
        """The file with a stream in it, in three parts, of which the first is always the same."""
        body = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (self.number, len(stream), stream)
        at = len(self.head) + len(body)
        digest = b"<%b>" % sha256(self.digest + stream).hexdigest()[:32].encode()
        last = b"%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (row(XrefEntry(1, at, 0)), at)
        before, between, after = self.tail
        return self.head, body, b"".join((before, digest, between, digest, after, last))


def row(entry: XrefEntry) -> bytes:
    """An entry as it stands in the index."""
    return bytes([entry.kind]) + entry.place.to_bytes(4, "big") + entry.nth.to_bytes(2, "big")


def _body(streams: Mapping[int, Stream]) -> tuple[bytes, dict[int, int]]:
    """The file up to its index, and where each stream begins."""
    parts, offsets, end = [HEADER], {}, len(HEADER)
    for number, stream in streams.items():
        offsets[number] = end
        parts.append(_numbered(number, stream))
        end += len(parts[-1])
    return b"".join(parts), offsets


def _numbered(number: int, stream: Stream) -> bytes:
    look = spell({**stream.look, "Length": len(stream.data)}).encode("ascii")
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, look, stream.data)


def _pack(objects: Iterable[tuple[int, Value]]) -> Stream:
    """Clause 7.5.7: the number and the offset of each object, then the objects."""
    return _packed([(number, spell(value)) for number, value in objects])


def _packed(objects: Sequence[tuple[int, str]], level: int = 9) -> Stream:
    ends = accumulate((len(text) + 1 for _, text in objects), initial=0)
    head = " ".join([f"{number} {end}" for (number, _), end in zip(objects, ends, strict=False)]) + "\n"
    look: dict[str, Value] = {"Type": Name("ObjStm"), "N": len(objects), "First": len(head)}
    return deflate(look, (head + "\n".join([text for _, text in objects])).encode("ascii"), level)


def _index(entries: Mapping[int, XrefEntry], trailer: Mapping[str, Value]) -> bytes:
    """Clause 7.5.8: where each object stands, as the last object of all."""
    rows = [entries[n] for n in range(len(entries))]
    data = b"".join(map(row, rows))
    look: dict[str, Value] = {"Type": Name("XRef"), "Size": len(rows), "W": WIDTHS, **trailer}
    return _numbered(len(rows) - 1, deflate(look, data))


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
        return f"({text.translate(ESCAPED)})"
    return f"<feff{text.encode('utf-16-be').hex()}>"


def numbers(*values: float) -> str:
    """Numbers to a thousandth, as PDF writes them: never with an exponent."""
    return " ".join([f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.0005 else "0" for value in values])
