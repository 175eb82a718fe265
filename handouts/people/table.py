"""A file of people opened as a table: CSV, JSON or a workbook, which is read as a stream and as often as wanted."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO

from handouts.errors import DataError, Mark, Problem, short_path, temporary_fault
from handouts.people.csv_rows import open_csv, read_header
from handouts.people.encodings import Encoding, recognise
from handouts.people.heads import Columns
from handouts.people.json_rows import ARRAY, JsonRows
from handouts.people.rows import Table, lines_of, text_of
from handouts.people.workbook_rows import AS_CSV, open_workbook, read_headers
from handouts.system.streams import source

ZIP = b"PK\x03\x04"
# How files begin that are no table of ours, with what they are and what to do.
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": ("is a workbook of an old kind, or locked with a password", AS_CSV),
    b"%PDF": ("is a PDF, not a table", "give the table that it was made from"),
    b"{\\rtf": ("is a letter (RTF), not a table", AS_CSV),
    b"bplist": ("is a property list, not a table", AS_CSV),
}
PIECE = 1 << 20  # bytes
MOST_FROM_A_PIPE = 2 << 30
FORMATS = ("csv", "jsonl", "xlsx")


def open_table(stream: BinaryIO, file: str, form: str | None, columns: Columns, sheet: str | None = None) -> Table:
    """The table in a file that can be read twice, in one of FORMATS or as the file itself tells; of a workbook, the
    sheet that is asked for. Raises DataError where it is none, or its columns are unclear, NotInstalled where a library
    lacks."""
    stream.seek(0)
    begin = stream.read(8)
    for signature, (kind, hint) in OTHER_FILES.items():
        if begin.startswith(signature):
            raise DataError([Problem(f"the file {kind}", Mark(file, 1, 1), hint)])
    if begin.startswith(ZIP) or form == "xlsx":
        return open_workbook(stream, file, columns, sheet)
    if sheet is not None:
        raise DataError([Problem("the file has no sheets: it is no workbook", None, "leave --sheet away")])
    encoding = recognise(stream, file)
    if form == "jsonl" or (form is None and _is_json(stream, file, encoding)):
        return JsonRows(stream, file, columns, encoding)
    return open_csv(stream, file, columns, encoding)


def columns_of(stream: BinaryIO, file: str, sheet: str | None = None) -> dict[str, list[str]]:
    """The names of a file's columns as they stand there, for who is to say what they hold: of each sheet of a workbook
    by its name, else by no name. Of JSON, where any object may have others, there are none. Raises as `open_table`."""
    stream.seek(0)
    if stream.read(4) == ZIP:
        return {name: header for name, (_, header) in read_headers(stream, file, sheet)[1].items()}
    encoding = recognise(stream, file)
    if _is_json(stream, file, encoding):
        return {}
    return {"": read_header(stream, file, Columns((), {}), encoding)[2]}


def _is_json(stream: BinaryIO, file: str, encoding: Encoding) -> bool:
    """Whether the first letter of a text is one that JSON begins with, and no name of a column has."""
    with text_of(stream, encoding) as text:
        first = next((line for line in lines_of(text, file) if line.strip()), "").strip()
    return first.startswith("{") or bool(ARRAY.match(first))


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, or where it can be read only once, such as a pipe, its bytes in a file that has no name and is gone
    with the process, however it ends. Whoever reads meets CannotRead where that fails.

    Raises DataError at a device, and at a pipe that does not end; CannotWrite."""
    kind, name = _kind(stream), getattr(stream, "name", "")
    stream = source(stream, "standard input" if name in ("<stdin>", "-", "", 0) else short_path(Path(str(name))))
    if stat.S_ISBLK(kind) or (stat.S_ISCHR(kind) and not stream.isatty() and stream.read(1)):
        raise DataError([Problem("a device is no table", None, "give the name of a file")])
    if stream.seekable() and (not kind or stat.S_ISREG(kind)):
        return stream
    try:
        copy, size = tempfile.TemporaryFile(), 0  # noqa: SIM115 - it is read until the process ends
        while piece := stream.read(PIECE):
            size += copy.write(piece)
            if size > MOST_FROM_A_PIPE:
                copy.close()
                told = f"more than {MOST_FROM_A_PIPE >> 30} GB came through a pipe"
                raise DataError([Problem(told, None, "save the table as a file, and give its name")])
        copy.flush()
    except OSError as error:
        raise temporary_fault(error, tempfile.tempdir or "") from None
    return copy


def _kind(stream: BinaryIO) -> int:
    """What kind of file the system calls a stream; 0 where it is none of the system's."""
    try:
        return os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):
        return 0
