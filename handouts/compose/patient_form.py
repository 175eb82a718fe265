"""The part of a card that is filled in for a patient: name, date, leg and notes, and the clinic with its logo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from struct import unpack_from
from typing import Any, NamedTuple

from handouts import fonts
from handouts.compose.blocks import LINE, Block, field, ruled, stack, text
from handouts.compose.page import Artifact, Box, Element, Kid, Photo, RuledLine, Run, Slot
from handouts.compose.setting import Setting, Style
from handouts.draw.scene import Stroke
from handouts.errors import DoesNotFit, Problem
from handouts.load.dose import sample_dose
from handouts.load.model import Clinic
from handouts.style import LEGS

TICK, TICK_GAP, TICK_WORD = 3.4, 4.5, 1.6  # mm: a box to tick, from its word to the next box, and from it to its word
CROSS = 0.7  # mm, how thick a tick is
ROUND = 0.15  # of a box to tick, the radius of its corners
FOR, DATE = 58.0, 43.0  # mm, widths of the places of a name and a date, with their words
LEGS_GAP = 4.0  # mm at least that these and the boxes for the legs leave free
SHORT_NAME = 5  # letters of a name that fit there whatever they are
LOGO_WIDTH, LOGO_HEIGHT = 46.0, 11.0  # mm at most
PHONE, NAME_GAP = 66.0, 4.0  # mm, width of the telephone's place, and before it
BELOW = 2.0  # mm from a baseline to the end of its row
DETAILS = (
    "practitioner",
    "address",
    "hours",
    "email",
    "web",
)  # fields of a clinic's file, as they stand under its name
DETAILS_LIFT = (
    0.6  # mm less between the name's line and them, and between them and what follows, which begins with white
)
DOT, DOT_GAP = 0.4, 5.0  # mm: radius of the dot between two of them, and from one to the next
ROUNDED = 0.001  # of a line, for heights that were reckoned in another way


class Fields(NamedTuple):
    """The fields of a person for which a card has places: name, date, practitioner, note, time, often,
    purpose. A long name has a row of its own, a long dose another line."""

    given: frozenset[str] = frozenset()
    long_name: bool = False
    long_dose: bool = False

    @property
    def dose(self) -> tuple[frozenset[str], bool]:
        """What matters of them to those who leave a place for a dose."""
        return self.given, self.long_dose


NO_FIELDS = Fields()


def fields_of(values: Mapping[str, str], setting: Setting) -> Fields:
    """The fields that a person's words fill."""
    name, body = values.get("name", ""), setting.styles.body
    # By its letters, for the widths of whole texts are remembered, and names are not to be.
    room = FOR * setting.edition.scale - _width(setting.words.form.name, body) - 1.5
    long_name = len(name) >= SHORT_NAME and sum(_width(letter, body) for letter in name) > room
    return Fields(frozenset(values) - {"leg"}, long_name, _is_long_dose(values, setting))


def _is_long_dose(values: Mapping[str, str], setting: Setting) -> bool:
    """Whether how long and how often, as the program says them, are wider than most."""
    usual, body = sample_dose(setting.words.dose, long=False)._asdict(), setting.styles.body
    theirs = {field: values.get(field, words) for field, words in usual.items()}
    return theirs != usual and _width("".join(theirs.values()), body) > _width("".join(usual.values()), body)


def patient_rows(setting: Setting, fields: Fields) -> Block:
    """For whom, when, and boxes for which leg; rows of their own for a long name, and for the practitioner where
    a person's fields name one."""
    words, width, leading = setting.words.form, setting.edition.width, setting.styles.body.leading
    if (wide := FOR + DATE + LEGS_GAP + legs_width(setting) - width) > 0:
        longest = max((words.left, words.right, words.both), key=len)
        told = f"the words for the legs are {wide:.1f} mm too wide for their row"
        raise DoesNotFit([Problem(told, longest.mark, f"shorten '{longest}'")])
    baseline, date, rows = LINE - BELOW, FOR + 2, 1
    kids: list[Kid] = []
    if fields.long_name:
        kids += field(words.name, setting, width, baseline, "name")
        baseline, date, rows = baseline + leading, 0.0, rows + 1
    else:
        kids += field(words.name, setting, FOR, baseline, if_given("name", fields))
    kids += Block(tuple(field(words.date, setting, DATE, baseline, if_given("date", fields))), 0, 0).at(date, 0)
    kids.append(Element("P", tuple(legs(setting, width, baseline))))
    if "practitioner" in fields.given:
        baseline, rows = baseline + leading, rows + 1
        kids += field(words.practitioner, setting, width, baseline, "practitioner")
    return Block(tuple(kids), baseline + BELOW, rows)


def if_given(name: str, fields: Fields) -> str | None:
    """The name of a field that a person's words fill."""
    return name if name in fields.given else None


def legs(setting: Setting, right: float, baseline: float) -> Iterator[Element | Artifact | Run]:
    """Boxes for which leg, up to `right`; ticked where it is known."""
    words, body = setting.words.form, setting.styles.body
    at = right - legs_width(setting)
    yield body.run(at, baseline, f"{words.press_on} ")
    at += _lead(setting)
    tick = TICK * setting.edition.scale
    for name, leg in zip(LEGS, (words.left, words.right, words.both), strict=True):
        top = baseline - tick + 0.4
        box = Box(at, top, tick, tick, stroke=Stroke(setting.edition.inks.black, 0.35), radius=ROUND * tick)
        if name == setting.legs:
            cross = _cross(at, top, tick, setting)
            yield Element("Figure", (box, *cross), alt=str(words.ticked), bbox=(at, top, tick, tick))
        else:
            yield Artifact((box,))
        yield body.run(at + tick + TICK_WORD, baseline, f"{leg} ")
        at += _tick_width(leg, setting)


def _cross(x: float, y: float, size: float, setting: Setting) -> Iterator[RuledLine]:
    """The tick in a box whose upper left corner is at (x, y); mm."""
    pen, near, far = Stroke(setting.edition.inks.black, CROSS * setting.edition.scale), 0.18 * size, 0.82 * size
    yield RuledLine(x + near, y + near, x + far, y + far, pen)
    yield RuledLine(x + near, y + far, x + far, y + near, pen)


def legs_width(setting: Setting) -> float:
    """The width of the boxes with their words."""
    words = setting.words.form
    boxes = sum(_tick_width(leg, setting) for leg in (words.left, words.right, words.both))
    return boxes - TICK_GAP + _lead(setting)


def _lead(setting: Setting) -> float:
    """From the beginning of the words before the boxes to the first of these."""
    return _width(setting.words.form.press_on, setting.styles.body) + 3


def _tick_width(leg: str, setting: Setting) -> float:
    return TICK * setting.edition.scale + TICK_WORD + _width(leg, setting.styles.body) + TICK_GAP


def _width(words: str, style: Style) -> float:
    return fonts.width(words, style.font, style.size)


def notes(setting: Setting, width: float, height: float, fields: Fields) -> Block:
    """The word, and as many lines to write on as there is room for, or a place for a person's note."""
    words, body, baseline = setting.words.form, setting.styles.body, LINE - BELOW
    if "note" in fields.given:
        start = _width(words.notes, body) + 1.5
        lines = 1 + int((height - LINE) / body.leading + ROUNDED)
        note = Slot(start, baseline, width - start, body.leading, lines, *body[:3], "{note}")
        return Block((Element("P", (body.run(0, baseline, f"{words.notes} "), note)),), height, lines)
    lines = int(height / LINE + ROUNDED)
    more = (ruled(0, LINE * n - 1.2, width, setting.edition) for n in range(2, lines + 1))
    return Block((*field(words.notes, setting, width, baseline), *more), height, lines)


def clinic_row(clinic: Clinic | None, setting: Setting) -> Block:
    """The clinic's name and telephone, and under them in small print what else its file says of where it is; lines to
    write on or to stamp over where name and telephone are not known."""
    head = name_and_telephone(clinic, setting, PHONE)
    if not (said := details(clinic)):
        return head
    whole = stack((head, details_block(tuple(said.values()), setting)), -DETAILS_LIFT)
    return whole._replace(height=whole.height - DETAILS_LIFT)


def details(clinic: Clinic | None) -> dict[str, str]:
    """What a clinic's file says of where it is, by the keys of the file, in the order in which it stands on a card."""
    found = {field: getattr(clinic, field, None) for field in DETAILS}
    return {field: words for field, words in found.items() if words}


def without(clinic: Clinic, fields: Iterable[str]) -> Clinic:
    """A clinic of which some fields say nothing."""
    gone: dict[str, Any] = dict.fromkeys(fields)
    return clinic._replace(**gone)


def details_block(words: Sequence[str], setting: Setting) -> Block:
    """Words in small print side by side, a dot between two of them, each whole on a line unless it is longer; where
    they take several lines, these are about as long as each other."""
    small = setting.styles.small._replace(ink=setting.edition.inks.black)
    kids: list[Kid] = []
    y, lines = 0.0, 0
    for row in _even_rows(words, small, setting.edition.width):
        x, high = 0.0, 0.0
        for said in row:
            block = text("P", said, small, setting.edition.width)
            if x:
                kids.append(_dot(x - DOT_GAP / 2, y + small.ascent, setting))
            kids += block.at(x, y)
            x, high = x + _width(said, small) + DOT_GAP, max(high, block.height)
            lines += block.lines if len(row) == 1 else 0
        y, lines = y + high, lines + (len(row) > 1)
    return Block(tuple(kids), y, lines)


def _even_rows(words: Sequence[str], style: Style, width: float) -> list[list[str]]:
    """Words in rows no wider than `width` mm, as few as possible, and then as narrow as possible."""
    rows = _rows(words, style, width)
    for step in range(19, 9, -1):
        narrow = _rows(words, style, width * step / 20)
        if len(narrow) > len(rows):
            break
        rows = narrow
    return rows


def _rows(words: Sequence[str], style: Style, width: float) -> list[list[str]]:
    rows: list[list[str]] = []
    x = width + 1
    for said in words:
        wide = _width(said, style)
        if x + DOT_GAP + wide <= width:
            rows[-1].append(said)
            x += DOT_GAP + wide
        else:
            rows.append([said])
            x = wide
    return rows


def _dot(x: float, baseline: float, setting: Setting) -> Artifact:
    """A dot whose middle is at x, as high over the baseline as that of small letters."""
    return Artifact((Box(x - DOT, baseline - 0.85 - DOT, 2 * DOT, 2 * DOT, setting.edition.inks.accent, radius=DOT),))


def name_and_telephone(
    clinic: Clinic | None,
    setting: Setting,
    phone: float,
    gap: float = NAME_GAP,
    row: float = LINE,
    below: float = BELOW,
) -> Block:
    """The clinic's name, and to the right its telephone in `phone` mm, with a gap between; lines to write on where they
    are not known. A row is so many mm high, its words stand so many mm above its end."""
    words, left = setting.words.form, setting.edition.width - phone

    def part(label: str, known: str | None, width: float) -> Block:
        if not known:
            return Block(tuple(field(label, setting, width, row - below)), row, 1)
        strong = setting.styles.strong
        block, above = text("P", known, strong, width), row - below - strong.ascent
        return Block(block.at(0, above), max(above + block.height, row), block.lines)

    number = words.number.format(number=clinic.telephone) if clinic and clinic.telephone else None
    name = part(words.clinic, clinic.name if clinic else None, left - gap)
    telephone = part(words.telephone, number, phone)
    kids = (*name.kids, *telephone.at(left, 0))
    return Block(kids, max(name.height, telephone.height), max(name.lines, telephone.lines))


def logo(clinic: Clinic, data: bytes, setting: Setting, right: float) -> Element:
    """The clinic's PNG as large as its place allows, its upper right corner at (right, 0)."""
    across, down = unpack_from(">LL", data, 16)  # PNG specification, 11.2.2: the chunk IHDR, which comes first
    scale = min(LOGO_WIDTH / across, LOGO_HEIGHT / down)
    width, height = across * scale, down * scale
    photo = Photo(right - width, 0, width, height, data)
    alt = setting.words.form.logo.format(clinic=clinic.name)
    return Element("Figure", (photo,), alt=alt, bbox=(photo.x, photo.y, width, height))
