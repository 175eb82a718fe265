"""The parts of reportlab that are run without the rest do what they do in it, and leave it alone."""

from __future__ import annotations

import subprocess
import sys

import pytest
from reportlab.pdfbase import ttfonts
from reportlab.pdfgen import pathobject

from handouts import fonts
from handouts.write.pdf.reportlab_parts import PDFPathObject, TTFontFile


@pytest.mark.parametrize("font", fonts.FILES)
def test_fonts_are_cut_to_the_same_bytes(font: str) -> None:
    path, letters = str(fonts.FILES[font]), [0, *map(ord, "Pressé, 足三里 ½ “outer”")]
    letters = [c for c in letters if not c or chr(c) in fonts.advances(font)]
    ours, theirs = TTFontFile(path), ttfonts.TTFontFile(path)
    assert ours.makeSubset(letters) == theirs.makeSubset(letters)
    assert (ours.name, ours.bbox, ours.ascent, ours.flags) == (theirs.name, theirs.bbox, theirs.ascent, theirs.flags)


def test_paths_are_the_same() -> None:
    codes = []
    for kind in (PDFPathObject, pathobject.PDFPathObject):
        path = kind()
        path.circle(30.25, 41.5, 2.7)
        path.roundRect(1 / 3, 2, 1e-7, 20, 0.5)
        path.rect(-1, 1234567.891, 3, 4)
        codes.append(path.getCode())
    assert codes[0] == codes[1]


def test_nothing_else_of_reportlab_is_imported_nor_in_anyones_way() -> None:
    code = """
import sys
import handouts.write.pdf.reportlab_parts
print(sorted(name for name in sys.modules if name.startswith(("PIL", "reportlab.lib.utils", "reportlab.pdfbase."))))
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
print(round(stringWidth("a", "Helvetica", 10), 2), TTFont.__mro__[-1] is object)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "5.56 True"]
