"""PDF objects are spelled as the standard says, and a file of them is sound to another reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from handouts.write.pdf import streamed
from handouts.write.pdf.objects import File, Name, Ref, Stream, Value, deflate, numbered, numbers, spell
from handouts.write.pdf.streamed import PACK, Writer


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-12, "-12"),
        (1.5, "1.5"),
        (1e-9, "0"),
        (123456.7891, "123456.789"),
        (Name("Span"), "/Span"),
        ("plain", "(plain)"),
        ("(a\\b)", "(\\(a\\\\b\\))"),
        ("a\nb", "<feff0061000a0062>"),
        ("足", "<feff8db3>"),
        (b"\x00\xff", "<00ff>"),
        (Ref(7), "7 0 R"),
        ([1, Name("A"), "b"], "[1 /A (b)]"),
        ({"Type": Name("Page"), "Kids": [Ref(1)]}, "<</Type /Page /Kids [1 0 R]>>"),
    ],
)
def test_values_are_spelled_as_in_iso_32000(value: Value, text: str) -> None:
    assert spell(value) == text


def test_numbers_have_no_exponent_and_no_idle_zeros() -> None:
    assert numbers(1, 2.50, -0.125, 1e7, 1e-7, -1e-7) == "1 2.5 -0.125 10000000 0 0"


def small() -> bytes:
    """A file with one empty page, a text and two streams; an object is named before it is put in."""
    file = File()
    page = file.reserve()
    pages = file.add({"Type": Name("Pages"), "Kids": [page], "Count": 1})
    content = file.add(deflate({}, b"q Q"))
    file.put(
        page, {"Type": Name("Page"), "Parent": pages, "MediaBox": [0, 0, 10, 20], "Contents": content, "Resources": {}}
    )
    raw = file.add(Stream({"Type": Name("Metadata"), "Subtype": Name("XML")}, b"<x/>"))
    root = file.add({"Type": Name("Catalog"), "Pages": pages, "Metadata": raw, "Say": "“(à”\\"})
    return file.write(root, file.add({"Title": "T"}))


def test_file_is_read_by_another_reader_without_a_complaint() -> None:
    with pikepdf.open(BytesIO(small())) as file:
        assert file.check_pdf_syntax() == []
        assert [float(v) for v in file.pages[0].MediaBox] == [0, 0, 10, 20]
        assert file.pages[0].Contents.read_bytes() == b"q Q"
        assert file.Root.Metadata.read_raw_bytes() == b"<x/>"
        assert str(file.Root.Say) == "“(à”\\"
        assert str(file.trailer.Info.Title) == "T"
        assert len(set(map(bytes, file.trailer.ID))) == 1
        assert len(bytes(file.trailer.ID[0])) == 16


def test_index_leads_to_every_stream_and_ends_the_file() -> None:
    data = small()
    (start,) = re.findall(rb"startxref\n(\d+)\n%%EOF\n\Z", data)
    assert re.match(rb"\d+ 0 obj\n<</Type /XRef ", data[int(start) :])
    assert data.startswith(b"%PDF-1.7\n%")
    assert min(data[10:14]) > 127


def with_gap() -> bytes:
    """A file with a stream put into its gap."""
    file = File()
    gap = file.reserve()
    root = file.add({"Type": Name("Catalog"), "Pages": file.add({"Type": Name("Pages"), "Kids": [], "Count": 0})})
    return b"".join(file.with_gaps(root, file.add({"Title": "T"}), [gap]).parts([b"q Q"]))


def with_gaps() -> bytes:
    """A file with streams put into its gaps."""
    file = File()
    gaps = [file.reserve(), file.reserve()]
    root = file.add({"Type": Name("Catalog"), "Pages": file.add({"Type": Name("Pages"), "Kids": [], "Count": 0})})
    last = file.reserve()
    made = file.with_gaps(root, file.add({"Title": "T"}), [*gaps, last])
    return b"".join(made.parts([b"q Q", b"q q Q Q", b"Q" * 99]))


def as_it_comes() -> bytes:
    """A file written as its objects came, in two packs."""
    out = BytesIO()
    writer = Writer(out)
    root = writer.reserve()
    for n in range(PACK + 3):
        writer.add([n])
    writer.put(root, {"Type": Name("Catalog"), "Pages": writer.add({"Type": Name("Pages"), "Kids": [], "Count": 0})})
    writer.close(root, writer.add({"Title": "T"}))
    return out.getvalue()


@pytest.mark.parametrize(("made", "packs"), [(small, 1), (with_gap, 1), (with_gaps, 1), (as_it_comes, 2)])
def test_index_says_where_in_its_pack_an_object_stands(made: Callable[[], bytes], packs: int) -> None:
    """Readers look there or not: those that other tests ask mend it or do without."""
    with pikepdf.open(BytesIO(made())) as file:
        rows = file.get_object(int(file.trailer.Size) - 1, 0).read_bytes()
        heads = {
            o.objgen[0]: o.read_bytes()[: int(o.First)].split()[::2]
            for o in file.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Type") == "/ObjStm"
        }
    entries = ((n // 7, rows[n : n + 7]) for n in range(0, len(rows), 7))
    told = {n: (int.from_bytes(e[1:5], "big"), int.from_bytes(e[5:], "big")) for n, e in entries if e[0] == 2}
    assert len(heads) == packs
    assert told == {int(number): (pack, nth) for pack, head in heads.items() for nth, number in enumerate(head)}


def test_index_of_a_long_file_is_the_same_though_it_does_not_stand_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = as_it_comes()
    monkeypatch.setattr(streamed, "RECENT", 8 * 1000)
    assert as_it_comes() == whole


def test_every_stream_ends_with_a_line_end_before_endstream() -> None:
    data = small()
    assert len(re.findall(rb"\r\nendstream\nendobj\n", data)) == len(re.findall(rb"endstream", data)) == 4


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"x"])
def test_data_of_a_stream_may_end_in_what_looks_like_the_end_of_a_line(end: bytes) -> None:
    """ISO 19005-2, 6.1.7.1: its length is counted up to the end of line before 'endstream', of which CR LF is one."""
    text = numbered(7, Stream({}, b"data" + end))
    before, _, _ = text.partition(b"endstream")
    data = re.sub(rb"(\r\n|\r|\n)\Z", b"", before.partition(b"stream\n")[2])
    assert data == b"data" + end
    assert b"/Length %d" % len(data) in text


def test_same_objects_give_the_same_bytes() -> None:
    assert small() == small()
