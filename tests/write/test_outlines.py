"""Letters become the outlines that their font has: held against fontTools, glyph by glyph."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from handouts import fonts
from handouts.style import MM_PER_POINT
from handouts.write.outlines import outline

Point = tuple[float, float]
ROUNDED = 1.01  # units of the font: an end halfway between two controls may lie between whole ones


def steps(data: str) -> list[tuple[str, tuple[float, ...]]]:
    """The commands of a path with their numbers."""
    found = re.findall(r"([A-Za-z])([^A-Za-z]*)", data)
    return [(letter, tuple(map(float, re.findall(r"-?\d+", values)))) for letter, values in found]


def contours(data: str) -> list[list[Point]]:
    """The places that the contours of a path go through, controls and ends, the last being the first again."""
    found: list[list[Point]] = []
    for letter, values in steps(data):
        if letter == "M":
            found.append([(values[0], values[1])])
            continue
        x, y = found[-1][-1]
        if letter == "h":
            found[-1].append((x + values[0], y))
        elif letter == "v":
            found[-1].append((x, y + values[0]))
        elif letter == "z":
            found[-1] += [found[-1][0]] if (x, y) != found[-1][0] else []
        else:
            found[-1] += [(x + right, y + down) for right, down in zip(values[::2], values[1::2], strict=True)]
    return found


def expected(face, letter: str) -> list[list[Point]]:
    """The same of a glyph as fontTools reads it."""
    from fontTools.pens.basePen import decomposeQuadraticSegment
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    glyphs = face.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[face.getBestCmap()[ord(letter)]].draw(pen)
    found: list[list[Point]] = []
    for operator, places in pen.value:
        if operator == "moveTo":
            found.append([places[0]])
        elif operator == "lineTo":
            found[-1].append(places[0])
        elif operator == "qCurveTo":
            found[-1] += [place for curve in decomposeQuadraticSegment(places) for place in curve]
        elif found[-1][-1] != found[-1][0]:
            found[-1].append(found[-1][0])
    return [[(x, -y) for x, y in contour] for contour in found]


@pytest.mark.parametrize("font", fonts.FILES)
def test_every_letter_has_the_outline_that_fonttools_reads(font: str) -> None:
    from fontTools.ttLib import TTFont

    face = TTFont(fonts.FILES[font])
    letters = sorted(fonts.advances(font))
    every = letters if len(letters) < 2000 else letters[::7]
    assert len(every) > 400
    for letter in every:
        ours, theirs = contours(outline(letter, font).data), expected(face, letter)
        assert [len(contour) for contour in ours] == [len(contour) for contour in theirs], letter
        flat = [(a, b) for one, other in zip(ours, theirs, strict=True) for a, b in zip(one, other, strict=True)]
        assert all(abs(a[0] - b[0]) < ROUNDED and abs(a[1] - b[1]) < ROUNDED for a, b in flat), letter


def test_letters_stand_where_their_widths_put_them() -> None:
    """A row of the same upright letters is as far apart as the letter is wide."""
    data, units = outline("llll", "HandoutsSans")
    starts = [values[0] for letter, values in steps(data) if letter == "M"]
    wide = fonts.width("l", "HandoutsSans", 1) / MM_PER_POINT * units
    assert [b - a for a, b in pairwise(starts)] == pytest.approx([wide] * 3, abs=0.5)


def test_a_blank_has_no_outline_and_moves_the_pen() -> None:
    assert outline(" ", "HandoutsSans").data == ""
    assert steps(outline(" l", "HandoutsSans").data)[0][1] > steps(outline("l", "HandoutsSans").data)[0][1]


def test_a_letter_that_the_font_lacks_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        outline("足", "HandoutsSans")
