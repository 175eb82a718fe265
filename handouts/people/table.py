"""A file of people opened as a table, CSV or JSON lines, which is read as a stream and as often as wanted."""

from __future__ import annotations

import tempfile
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from handouts.errors import DataError, Mark, Problem, short_path, temporary_fault
from handouts.people.csv_rows import open_csv
from handouts.people.json_rows import JsonRows
from handouts.people.rows import UTF8, Columns, Table
from handouts.system.streams import source

# How files begin that are no text of ours, with what they are.
OTHER_FILES = {
    b"\xff\xfe": "is in UTF-16",
    b"\xfe\xff": "is in UTF-16",
    b"PK\x03\x04": "is a workbook",
    b"\xd0\xcf\x11\xe0": "is a workbook",
    b"%PDF": "is a PDF",
}


def open_table(stream: BinaryIO, file: str, json_lines: bool, columns: Columns) -> Table:
    """The table in a file that can be read twice; raises DataError where it is none, or its columns are unclear."""
    stream.seek(0)
    begin = stream.read(4)
    for signature, kind in OTHER_FILES.items():
        if begin.startswith(signature):
            raise DataError([Problem(f"the file {kind}, not CSV or JSON lines in UTF-8", Mark(file, 1, 1), UTF8)])
    return JsonRows(stream, file, columns) if json_lines else open_csv(stream, file, columns)


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, its faults told as CannotRead, or where it can be read only once, such as a pipe, its bytes in a
    file that has no name and is gone with the process, however it ends. Raises CannotWrite."""
    name = getattr(stream, "name", "")
    stream = source(stream, "standard input" if name in ("<stdin>", 0, "-", "") else short_path(Path(str(name))))
    if stream.seekable():
        return stream
    try:
        copy = tempfile.TemporaryFile()  # noqa: SIM115 - it is read until the process ends
        copyfileobj(stream, copy)
        copy.flush()
    except OSError as error:
        raise temporary_fault(error, tempfile.tempdir or "") from None
    return copy
