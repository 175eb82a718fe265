"""Whatever stands in a table, it is read or told, in little time and never with a traceback.

HANDOUTS_FUZZ gives the seconds to go on for, HANDOUTS_FUZZ_SEED another beginning."""

from __future__ import annotations

import os
import time
from io import BytesIO
from random import Random

from handouts.errors import HandoutsError, Problem
from handouts.locate.atlas import Atlas
from handouts.people.fit import FitCheck, SheetMaker
from handouts.people.heads import Columns
from handouts.people.merge import SheetWriter, batches, check_table
from handouts.people.person import TABLE_FIELDS, Registry
from handouts.people.table import FORMATS, open_table
from handouts.style import PAPERS

SECONDS = float(os.environ.get("HANDOUTS_FUZZ", "8"))
SEED = os.environ.get("HANDOUTS_FUZZ_SEED", "1")
MOST_SECONDS = 5.0  # for one table, on a machine with much else to do
SEEDS = (
    b"name,date,note,condition\r\nAnn,2 May 2026,left,cramps\r\nBob,,,sciatica\r\n",
    b'sep=;\nname;leg;points;condition\n"Lee; Ann";L;GB-34;cramps\n',
    b'[{"name": "Ann", "condition": "cramps"},\n {"name": "Bob", "note": ["a", "b"], "condition": "cramps"}]\n',
    b'{"name": "Ann", "time": "2 min", "condition": "cramps"}\n{"name": "Bob", "condition": "cramps"}\n',
    "first name\tlast name\tcondition\nZoë\tBrown\tknee pain\n".encode("cp1252"),
    "name,condition\nŁukasz,cramps\n王小明,cramps\n".encode("utf-16"),
)
PIECES = (
    *(bytes([c]) for c in b"\"',;\t|\n\r\0\x1a\x0b=[]{}:\\-+\xe9\x80"),
    *(
        b"#N/A",
        b"&amp;",
        b"sep=,",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"31/02/2026",
        b"cramps;sciatica",
        b"PK\x03\x04",
        b"1e999",
    ),
    *("Ã«".encode(), "\u0301".encode() * 40, b" " * 300, "\u2028\u200b\u202e".encode(), b"name", b"\xed\xa0\x80"),
)


def changed(data: bytes, random: Random) -> bytes:
    """Bytes with a few accidents in them."""
    for _ in range(random.randint(1, 6)):
        at, size = random.randint(0, len(data)), random.choice((0, 0, 1, 1, 2, 9, 40))
        match random.randrange(4):
            case 0:
                data = data[:at] + data[at + size :]
            case 1:
                data = data[:at] + random.choice(PIECES) * random.choice((1, 1, 1, 2, 50)) + data[at:]
            case 2:
                data = data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
            case _:
                data = data[:at] + data[random.randint(0, len(data)) :][: size + 5] + data[at:]
    return data


def test_whatever_stands_in_a_table_is_read_or_told(atlas: Atlas) -> None:
    random, maker, registry = Random(SEED), SheetMaker(atlas, PAPERS["a4"]), Registry(atlas.library)
    end, tables, sheets = time.monotonic() + SECONDS, 0, 0
    while time.monotonic() < end:
        data = changed(random.choice(SEEDS), random)
        form, others = random.choice((None, None, *FORMATS)), random.random() < 0.5
        begun, faults, fit_check = time.monotonic(), list[Problem](), FitCheck(maker)
        try:
            table = open_table(BytesIO(data), "f", form, Columns(TABLE_FIELDS, {}, others))
            checked = check_table(table, registry, fit_check, faults.append, lambda _: None)
            writer = SheetWriter(maker, checked.letters)
            for batch in batches(table, registry, checked, lambda row: None):
                for person in batch:
                    assert writer.sheet(person).startswith(b"%PDF") if sheets < 50 else True
                    sheets += 1
        except HandoutsError as error:
            faults += error.problems
        assert time.monotonic() - begun < MOST_SECONDS, data
        assert all(str(fault).isprintable() for fault in faults), data
        tables += 1
    assert tables > 20
    assert sheets > 5
