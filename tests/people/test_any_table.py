"""Whatever stands in a table, it is read or told, in little time and never with a traceback."""

from __future__ import annotations

import time
from io import BytesIO
from random import Random

from support import fuzz

from handouts.errors import HandoutsError, Problem
from handouts.locate.atlas import Atlas
from handouts.people.fit import FitCheck, SheetMaker
from handouts.people.heads import Columns
from handouts.people.merge import SheetWriter, batches, check_table
from handouts.people.person import TABLE_FIELDS, Registry
from handouts.people.table import FORMATS, open_table
from handouts.style import PAPERS

SECONDS = 12.0
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


def test_whatever_stands_in_a_table_is_read_or_told(atlas: Atlas) -> None:
    random, maker, registry = Random(fuzz.SEED), SheetMaker(atlas, PAPERS["a4"]), Registry(atlas.library)
    tables = sheets = 0
    for _ in fuzz.rounds(SECONDS):
        data = fuzz.changed(random.choice(SEEDS), random, PIECES)
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
