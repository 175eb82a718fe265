"""The height of a page shared out among what stands on it, or the Problem that says which block is too long."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from handouts.compose.blocks import LINE, Block
from handouts.compose.patient_form import Fields
from handouts.compose.setting import Setting
from handouts.draw.shots import Shot
from handouts.draw.subjects import Subject
from handouts.errors import DoesNotFit, Problem
from handouts.load.model import Condition

GAP, LEAST_GAP = 3.0, 1.2  # mm between blocks; and on a card with places for a person's words
MOST_GAP = 6.0
TITLE_GAP = 1.5  # mm between the title and 'before you start'
CLINIC_LIFT = 2.0  # mm less than a gap above the clinic's row, which begins with white
NOTES_TAIL, NOTE_TAIL, NO_TAIL = 2.5, 1.2, 1.2  # mm below lines to write on, below a note, and below neither
MOST_PICTURE, MOST_WIDE = 108.0, 80.0  # mm, height of a picture, and of one above its words
GROWTH = 8.0  # mm that a picture may grow beyond the words beside it where the page has several
SIDE_NOTES = 28.0  # mm free under the words beside a picture, from which on the notes stand there
LEAST_PANEL, MOST_PANEL = 34.0, 60.0  # mm, height of a picture of a hand that presses
MOST_NOTES = 4  # lines to write on
NOTE_LINES = 3  # beside the first, kept for a person's own note before pictures grow

# How many lines a block usually has: the one that exceeds it most is named when a page is too long.
USUAL_LINES = {
    "the title": 4,
    "before you start": 6,
    "in short": 6,
    "stop and call": 9,
    "the clinic": 1,
    "the footer": 6,
}
USUAL_POINT, MOST_POINTS = 10, 2


class PictureRow(NamedTuple):
    """A picture and the words of the points that it shows. They stand beside it, or under one that is `wide`: those of
    one point at the left, with room for notes at the right, those of several in `columns`, two of them."""

    shot: Shot
    words: tuple[Block, ...]
    wide: bool
    columns: int
    picture: float  # its height at least, in mm
    press: tuple[Subject, ...] = ()  # the points that a picture of the hand can be drawn for
    grows: bool = True  # whether it may be higher

    @property
    def height(self) -> float:
        """How high the words are, in mm."""
        levels = [
            max(w.height for w in self.words[i : i + self.columns]) for i in range(0, len(self.words), self.columns)
        ]
        return sum(levels) + LEAST_GAP * (len(levels) - 1)

    @property
    def least(self) -> float:
        """How high it is at least, in mm."""
        return self.height + GAP + self.picture if self.wide else max(self.height, self.picture)

    def panel(self, height: float) -> float:
        """How high pictures of pressing hands may be beside its words, or under them, where it is so high; mm."""
        free = self.height if self.wide else height - self.height - GAP
        return min(free, MOST_PANEL) if self.press and free >= LEAST_PANEL else 0.0

    def picture_height(self, height: float) -> float:
        """How high its picture is where it is so high itself, in mm."""
        return height - self.height - GAP if self.wide else height

    def most(self, rows: int) -> float:
        """How high it may grow on a page with so many rows, in mm."""
        if not self.grows:
            return self.least
        if self.wide:
            return self.height + GAP + MOST_WIDE
        return max(self.least, MOST_PICTURE) if rows == 1 else self.least + GROWTH


class Parts(NamedTuple):
    """The blocks of a card beside its pictures, notes and gaps; `closing` is 'in short' and 'stop and call' together,
    `short` and `stop` how many lines each has."""

    title: Block
    before: Block
    closing: Block
    short: int
    stop: int
    clinic: Block
    patient: Block
    footer: Block

    @property
    def height(self) -> float:
        """How high they are together, in mm."""
        return sum(b.height for b in (self.title, self.before, self.closing, self.clinic, self.patient, self.footer))


class Plan(NamedTuple):
    """How the height of a page is shared out: of each row, of the gaps, and to how many lines for notes."""

    rows: tuple[float, ...]
    gap: float
    notes: int
    beside: bool  # whether the notes stand there, beside the words or under them


def plan(condition: Condition, parts: Parts, rows: Sequence[PictureRow], fields: Fields, setting: Setting) -> Plan:
    """Rows as high as their words; what is left goes to the pictures, then to notes, then to the gaps.

    Raises DoesNotFit where nothing is left, naming the block that is too long and by how many lines."""
    noted, line = "note" in fields.given, note_line(fields, setting)
    under = not rows[0].wide or rows[0].columns > 1 or rows[0].panel(0) > 0  # whether notes may have to stand there
    for gap, least in ((LEAST_GAP if fields.given else GAP, int(under)), (LEAST_GAP, int(under and noted))):
        free = setting.edition.height - _height(parts, rows, gap) - notes_height(least, fields, setting)
        if free >= 0:
            break
    else:
        raise DoesNotFit([_too_long(condition, -free, parts, rows, setting)])
    kept = min(free, NOTE_LINES * line) if under and noted else 0.0
    heights, most = [row.least for row in rows], [row.most(len(rows)) for row in rows]
    grown = min(1.0, (free - kept) / max(sum(most) - sum(heights), 1e-9))
    tall = tuple(h + (m - h) * grown for h, m in zip(heights, most, strict=True))
    free -= sum(tall) - sum(heights)
    beside = not under or (len(rows) == 1 and not rows[0].wide and _side_notes(rows[0], tall[0]))
    lines = 0 if beside else min(MOST_NOTES, least + int(free / line))
    free -= (lines - least) * line
    return Plan(tall, min(MOST_GAP, gap + free / (len(rows) + 3)), lines, beside)


def _side_notes(row: PictureRow, height: float) -> bool:
    """Whether a row so high leaves room for notes under its words."""
    return height - row.height >= SIDE_NOTES and not row.panel(height)


def _height(parts: Parts, rows: Sequence[PictureRow], gap: float) -> float:
    """Of all but the notes, in mm: a gap above each row, above what closes the card and above the clinic."""
    gaps = TITLE_GAP + gap * (len(rows) + 2) - CLINIC_LIFT
    return parts.height + sum(row.least for row in rows) + gaps


def note_line(fields: Fields, setting: Setting) -> float:
    """From one line of the notes to the next, in mm: a person's note is set, others are written by hand."""
    return setting.styles.body.leading if "note" in fields.given else LINE


def notes_height(lines: int, fields: Fields, setting: Setting) -> float:
    """How high so many lines for notes are, with what is left white below them, in mm."""
    written = LINE + note_line(fields, setting) * (lines - 1) if lines else 0.0
    return written + (NOTE_TAIL if "note" in fields.given else NOTES_TAIL if lines else NO_TAIL)


def _too_long(
    condition: Condition, excess: float, parts: Parts, rows: Sequence[PictureRow], setting: Setting
) -> Problem:
    """The block with the most lines beyond what is usual, and by how many of its lines the page is too long."""
    lines = parts.title.lines, parts.before.lines, parts.short, parts.stop, parts.clinic.lines, parts.footer.lines
    over = {name: n - usual for (name, usual), n in zip(USUAL_LINES.items(), lines, strict=True)}
    for row in rows:
        over |= {f"point {s.point.code}": w.lines - USUAL_POINT for s, w in zip(row.shot.group, row.words, strict=True)}
    name = max(over, key=lambda n: over[n])
    styles = setting.styles
    leading = {"the title": styles.lead.leading, "the footer": styles.small.leading}.get(name, styles.body.leading)
    more = ceil(excess / leading)
    many = f"{more} line{'s' if more > 1 else ''}"
    crowded = len(condition.points) > MOST_POINTS and over[name] < more
    what = "it has too many points" if crowded else f"shorten '{name}'"
    return Problem(f"the card '{condition.id}' is {many} too long for one page: {what}", condition.id.mark)
