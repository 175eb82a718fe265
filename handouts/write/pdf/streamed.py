"""Turns numbered PDF objects into a file as they come: for more of them than should stand in memory.

Of objects that are not streams, a pack waits until it is full; of the index, all but the last rows lie on disk.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import IO, BinaryIO

from handouts.errors import temporary_fault
from handouts.write.pdf.objects import (
    FILE_HEADER,
    INDEX_WIDTHS,
    Name,
    Ref,
    Stream,
    Value,
    XrefEntry,
    file_end,
    index_look,
    numbered,
    object_stream,
    row,
    spell,
)

PACK = 4000  # objects in an object stream
FAST = 6  # the level of compression where there is much to compress
ENTRY_BYTES = 1 + sum(INDEX_WIDTHS)  # bytes of an entry behind one more, which will tell how it is packed
PIECE = ENTRY_BYTES << 13  # bytes of the index that are packed at a time
RECENT = 8 * PIECE  # bytes of the index that stand in memory, at least


class Writer:
    """As File, for more objects than should stand in memory: streams are written as they come, what is not a stream
    waits only until a pack of it is full."""

    def __init__(self, out: BinaryIO):
        self.out = out
        self.digest = sha256()
        self.end = 0
        self.rows = _IndexRows()
        self.waiting: list[tuple[int, str]] = []
        self._write(FILE_HEADER)

    @property
    def count(self) -> int:
        """How many numbers are given away."""
        return self.rows.count - 1

    def _write(self, data: bytes) -> None:
        self.out.write(data)
        self.digest.update(data)
        self.end += len(data)

    def reserve(self, count: int = 1) -> Ref:
        """So many numbers in a row whose objects are put in later; the first of them."""
        self.rows.add(count)
        return Ref(self.count - count + 1)

    def add(self, value: Value | Stream) -> Ref:
        """Takes an object in; its number."""
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def put(self, ref: Ref, value: Value | Stream) -> None:
        """Takes in the object of a number that was reserved."""
        if isinstance(value, Stream):
            self.rows.put(ref.number, _wide(XrefEntry(1, self.end, 0)))
            self._write(numbered(ref.number, value))
        else:
            self.put_spelled([(ref.number, spell(value))])

    def put_spelled(self, objects: Iterable[tuple[int, str]]) -> None:
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
        self._write(numbered(pack, object_stream(self.waiting, FAST)))
        self.waiting = []
        self.rows.keep_on_disk()

    def close(self, root: Ref, info: Ref, first: bytes = b"") -> None:
        """Writes what is left, and the index; `root` is the catalog, `first` the first identifier, if it is not the
        digest."""
        self._flush()
        index, at = self.reserve().number, self.end
        self.rows.put(index, _wide(XrefEntry(1, at, 0)))
        look = index_look(index + 1, root, info, self.digest.digest()[:16], first) | {"Filter": Name("FlateDecode")}
        look["DecodeParms"] = {"Predictor": 12, "Columns": sum(INDEX_WIDTHS)}
        self._write(numbered(index, Stream(look, _differences(self.rows))))
        self._write(file_end(at))


class _IndexRows:
    """Entries by number, the first of them that of the number 0. Only the last ones stand in memory: those before, to
    which little is ever put, lie in a file that nobody else sees."""

    def __init__(self) -> None:
        self.start = 0  # of the first entry in memory, in bytes
        self.recent = bytearray(_wide(XrefEntry(0, 0, 65535)))
        self.file: IO[bytes] | None = None

    @property
    def count(self) -> int:
        """How many entries there are."""
        return (self.start + len(self.recent)) // ENTRY_BYTES

    def add(self, count: int) -> None:
        """So many entries of numbers that are not used."""
        self.recent += bytes(ENTRY_BYTES * count)

    def put(self, number: int, row: bytes) -> None:
        """The entry of a number that is used now."""
        at = ENTRY_BYTES * number - self.start
        if at >= 0:
            self.recent[at : at + ENTRY_BYTES] = row
        elif self.file:
            self.file.seek(ENTRY_BYTES * number)
            self.file.write(row)

    def put_packed(self, numbers: Iterable[int], pack: int) -> None:
        """The entries of objects in a pack, in its order."""
        recent, start, head = self.recent, self.start, b"\0\2" + pack.to_bytes(4, "big")
        for nth, number in enumerate(numbers):
            at = ENTRY_BYTES * number - start
            if at >= 0:
                recent[at : at + ENTRY_BYTES] = head + nth.to_bytes(2, "big")
            else:
                self.put(number, head + nth.to_bytes(2, "big"))

    def keep_on_disk(self) -> None:
        """Takes all but the last entries out of memory, where there are many."""
        if len(self.recent) < 2 * RECENT:
            return
        import tempfile  # here, because it is slow to import, and few files are as long

        try:
            self.file = self.file or tempfile.TemporaryFile()  # noqa: SIM115 - it goes when this does
            self.file.seek(self.start)
            self.file.write(self.recent[:RECENT])
            self.file.flush()
        except OSError as error:
            raise temporary_fault(error, tempfile.tempdir or "") from None
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
    """An entry behind the byte that will tell how it is packed."""
    return b"\0" + row(entry)


def _differences(rows: _IndexRows) -> bytes:
    """Entries as steps from one to the next, which pack much smaller: PNG specification 9.2, filter type 2 (Up)."""
    packer, parts, before = zlib.compressobj(9), [], bytes(ENTRY_BYTES)
    for part in rows.parts():
        parts.append(packer.compress(_subtracted(part, before + part[:-ENTRY_BYTES])))
        before = part[-ENTRY_BYTES:]
    return b"".join((*parts, packer.flush()))


def _subtracted(these: bytes, those: bytes) -> bytes:
    """Each of some bytes less that of others, modulo 256, behind the number of the filter: all at once, in numbers of
    many bytes."""
    size = len(these)
    a, b = int.from_bytes(these, "big"), int.from_bytes(those, "big")
    high = int.from_bytes(b"\x80" * size, "big")
    low = ((1 << 8 * size) - 1) ^ high
    found = ((a | high) - (b & low)) ^ ((a ^ b ^ high) & high)
    return (found | int.from_bytes((b"\2" + bytes(ENTRY_BYTES - 1)) * (size // ENTRY_BYTES), "big")).to_bytes(
        size, "big"
    )
