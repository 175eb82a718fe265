"""A condition, its pictures and a paper into a Card: placed blocks on one page, or the Problem that says what does not
fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from handouts.compose import blocks
from handouts.compose.blocks import DRAFT_MARGIN, INSET, Block, boxed_height, centred
from handouts.compose.footer import footer, maker_of, sources_of, title_of
from handouts.compose.one_leg import yours
from handouts.compose.page import Card, Element, Kid, Picture, Slot
from handouts.compose.patient_form import (
    LOGO_WIDTH,
    clinic_row,
    details,
    logo,
    notes,
    patient_rows,
    without,
)
from handouts.compose.plan import (
    CLINIC_LIFT,
    GAP,
    LEAST_GAP,
    MOST_PICTURE,
    TITLE_GAP,
    Parts,
    PictureRow,
    Plan,
    note_line,
    plan,
)
from handouts.compose.qr_code import quiet
from handouts.compose.setting import Setting, setting
from handouts.compose.standing import Standing, standing_of
from handouts.compose.wanted import Wanted
from handouts.draw import diagram
from handouts.draw.press import draw_press, pressed_in
from handouts.draw.scene import Room, Scene
from handouts.draw.shots import Shot, choose
from handouts.draw.subjects import number_points
from handouts.draw.targets import slug
from handouts.errors import DoesNotFit, Problem
from handouts.load.dose import dose_of, shared_dose
from handouts.load.model import Clinic
from handouts.style import BOLD, Edition

PICTURE, COLUMN = 80.0, 100.0  # mm, width of a picture and of the words beside it
SHORT = 54.0  # mm, width of 'In short'
RIGHT_PAD = 2.0  # mm from the words of a caution to the right edge of its box
DOSE = "{dose}"  # its place in 'in short'
LEAD_LINES = 2  # of a lead that says what a person's sheet is for
SIDE_GAP = 1.0  # mm more than a gap above notes that stand under words
TALLER = 4.0  # mm by which a picture is made higher and higher until its labels have room
LEAST_MARGIN = 10.0  # mm above and below a sheet on which a person's words need the room
CLINIC_STEP = 3  # mm by which the content is made higher and higher until what a clinic says of itself has room
MOST_LACKING = 200  # mm, more than any code takes
CODE_GAP = 0.4  # mm between the address beside a code and the small print under it
CLOSING_GAP = 1.8  # mm between 'in short' and 'stop and call' under it
LEAST_PICTURE, LEAST_WIDE = 47.0, 46.0  # mm, height of a picture, and of one above its words


class Page(NamedTuple):
    """What the blocks of a card are made from: what is wanted, and how it is set."""

    wanted: Wanted
    setting: Setting
    standing: Standing

    @property
    def width(self) -> float:
        """Of the content, in mm."""
        return self.setting.edition.width

    @property
    def half(self) -> float:
        """Of one of two columns of words under a picture, in mm."""
        return (self.width - GAP) / 2


def page_of(wanted: Wanted, edition: Edition) -> Page:
    """What is wanted, set in an edition and its words, and who stands for it."""
    library = wanted.atlas.library
    look = setting(library.words, edition, wanted.format.legs)
    return Page(wanted, look, standing_of(wanted.condition, library, wanted.clinic))


def compose(wanted: Wanted) -> Card:
    """The card of a condition on one page.

    Raises DoesNotFit naming the block that is too long and by how many lines, or what is wrong with a picture."""
    page = page_of(wanted, wanted.edition)
    content, height = _fitted(page)
    return finished(page, (content,), height)


def finished(page: Page, contents: Sequence[tuple[Kid, ...]], height: float) -> Card:
    """The card whose pages have these contents so many mm high, each in the middle of the paper, and what it says of
    itself."""
    wanted, standing = page.wanted, page.standing
    condition, library, paper = wanted.condition, wanted.atlas.library, wanted.paper
    words = library.words
    first, *more = centred(contents, paper, height, page.setting, standing.draft)
    return Card(
        str(condition.id),
        paper.width,
        paper.height,
        title_of(words.card.file_title.format(title=condition.title), standing, words),
        maker_of(wanted.clinic, words),
        yours(str(condition.purpose), page.setting),
        str(words.language),
        library.edition.checked,
        first,
        sources_of(condition, library),
        standing.draft,
        tuple(more),
    )


def _fitted(page: Page) -> tuple[tuple[Kid, ...], float]:
    """The content and its height in mm: the edition's, or up to the margins where a person's words or what a clinic
    says of itself take the room."""
    edition, wanted = page.setting.edition, page.wanted
    margin = DRAFT_MARGIN if page.standing.draft else LEAST_MARGIN
    height = max(edition.height, wanted.paper.height - 2 * margin)
    if "note" not in wanted.fields.given:
        try:
            return _content(page), edition.height
        except DoesNotFit:
            if not (wanted.fields.given or page.setting.legs or wanted.code or details(wanted.clinic)):
                raise
    if not wanted.fields.given:  # no higher than need be
        for more in range(CLINIC_STEP, int(height - edition.height), CLINIC_STEP):
            with suppress(DoesNotFit):
                return _content(so_high(page, edition.height + more)), edition.height + more
    tall = so_high(page, height)
    try:
        return _content(tall), height
    except DoesNotFit:
        _look_at_code(tall)
        _look_at_clinic(tall)
        raise


def so_high(page: Page, height: float) -> Page:
    """A page whose content is so many mm high."""
    edition = page.setting.edition._replace(height=height)
    return page._replace(setting=setting(page.setting.words, edition, page.setting.legs))


def _look_at_code(page: Page) -> None:
    """Raises DoesNotFit that says how much room a page lacks for the code, where it would do without."""
    wanted = page.wanted
    if not (wanted.code and _is_enough(page._replace(wanted=wanted._replace(code=None)))):
        return
    height = page.setting.edition.height
    lacking = next(more for more in range(1, MOST_LACKING) if _is_enough(so_high(page, height + more)))
    told = f"the card '{wanted.condition.id}' ({wanted.paper.name}) lacks {lacking} mm of height for the QR code"
    hint = "make this one without a code, or let the clinic's file say less under its name"
    raise DoesNotFit([Problem(told, wanted.condition.id.mark, hint)])


def _is_enough(page: Page) -> bool:
    try:
        return bool(_content(page))
    except DoesNotFit:
        return False


def _look_at_clinic(page: Page) -> None:
    """Raises DoesNotFit that names a field of the clinic's file where a page lacks room only for what stands there."""
    wanted, clinic = page.wanted, page.wanted.clinic
    said = sorted(details(clinic), key=lambda name: -len(details(clinic)[name]))
    if clinic is None or not said:
        return
    lines = _lines_of_details(clinic, page)
    for count in range(1, len(said) + 1):  # without the longest, the next longest too ...
        brief = without(clinic, said[:count])
        if _is_enough(page._replace(wanted=wanted._replace(clinic=brief))):
            room = _lines_of_details(brief, page)
            told = (
                f"the card '{wanted.condition.id}' ({wanted.paper.name}) has room for {room} of the {lines} lines in "
                "small print under the clinic's name"
            )
            hint = f"shorten '{said[0]}', which is the longest, or leave it out"
            raise DoesNotFit([Problem(told, getattr(clinic, said[0]).mark, hint)])


def _lines_of_details(clinic: Clinic, page: Page) -> int:
    """How many lines of small print stand under a clinic's name."""
    bare = without(clinic, details(clinic))
    return clinic_row(clinic, page.setting).lines - clinic_row(bare, page.setting).lines


def _content(page: Page) -> tuple[Kid, ...]:
    """The page from top to bottom, in reading order, its upper left corner at (0, 0)."""
    parts = _parts(page)
    try:
        return _laid_out(page, parts, _rows(page, wide=True))
    except DoesNotFit:
        return _laid_out(page, parts, _rows(page, wide=False))


def _laid_out(page: Page, parts: Parts, rows: Sequence[PictureRow]) -> tuple[Kid, ...]:
    """The page with these rows; where a picture's labels have no room, with pictures of other heights."""
    shared = plan(page.wanted.condition, parts, rows, page.wanted.fields, page.setting)
    heights = [row.picture_height(height) for row, height in zip(rows, shared.rows, strict=True)]
    with suppress(DoesNotFit):
        return tuple(_placed(page, parts, rows, shared))
    roomy = [with_room(page, row, height) for row, height in zip(rows, heights, strict=True)]
    # Where there is no height for all of these, those that had room give back what they have grown.
    lean = [row if tall.picture == height else tall for row, tall, height in zip(rows, roomy, heights, strict=True)]
    with suppress(DoesNotFit):
        return tuple(
            _placed(page, parts, roomy, plan(page.wanted.condition, parts, roomy, page.wanted.fields, page.setting))
        )
    return tuple(_placed(page, parts, lean, plan(page.wanted.condition, parts, lean, page.wanted.fields, page.setting)))


def _placed(page: Page, parts: Parts, rows: Sequence[PictureRow], shared: Plan) -> Iterator[Kid]:
    """The blocks in their places; raises DoesNotFit where a picture's labels have no room."""
    yield from parts.title.kids
    y = parts.title.height + TITLE_GAP
    yield from parts.before.at(0, y)
    y += parts.before.height + shared.gap
    for row, height in zip(rows, shared.rows, strict=True):
        yield from pictured(page, row, y, height)
        yield from _pressing(page, row, y, height)
        if shared.beside:
            yield from _notes_beside(page, row, y, height)
        y += height + shared.gap
    yield from parts.closing.at(0, y)
    y += parts.closing.height + shared.gap - CLINIC_LIFT
    yield from parts.clinic.at(0, y)
    y += parts.clinic.height
    yield from parts.patient.at(0, y)
    y += parts.patient.height
    if shared.notes:
        height = blocks.LINE + note_line(page.wanted.fields, page.setting) * (shared.notes - 1)
        yield from notes(page.setting, page.width, height, page.wanted.fields).at(0, y)
    yield from parts.footer.at(0, page.setting.edition.height - parts.footer.height)


# -- the blocks --------------------------------------------------------------------------------------------------------


def _parts(page: Page) -> Parts:
    """All blocks but the words of the points."""
    words, condition = page.setting.words.card, page.wanted.condition
    before = cautions_of(page, condition.before, page.width)
    high = boxed_height(before, page.setting)
    return Parts(
        titled(page),
        blocks.warning(words.before, before, page.setting, page.width, high),
        *_closing(page),
        clinic_row(beside_code(page), page.setting),
        patient_rows(page.setting, page.wanted.fields),
        foot(page),
    )


def beside_code(page: Page) -> Clinic | None:
    """The clinic without its web address where that stands beside a code."""
    return without(page.wanted.clinic, ["web"]) if page.wanted.clinic and page.wanted.code else page.wanted.clinic


def foot(page: Page) -> Block:
    """The small print; where there is a code, beside it and under the address that it is of."""
    if not (page.wanted.code and page.wanted.clinic):
        return _small_print(page, page.setting)
    code, apart = page.wanted.code, quiet(page.wanted.code)
    room = page.width - code.width - 2 * apart
    narrow = page.setting._replace(edition=page.setting.edition._replace(width=room))
    strong = page.setting.styles.small._replace(font=BOLD, ink=page.setting.edition.inks.black)
    said = blocks.text("P", page.setting.words.form.code.format(address=page.wanted.clinic.web), strong, room)
    left = blocks.stack((said, _small_print(page, narrow)), CODE_GAP)
    height = max(left.height, code.height + apart)
    x, y = page.width - code.width, height - code.height
    figure = Element("Figure", (Picture(x, y, code),), alt=code.desc, bbox=(x, y, code.width, code.height))
    return Block((figure, *left.at(0, height - left.height)), height, left.lines)


def _small_print(page: Page, setting: Setting) -> Block:
    return footer(page.wanted.condition, page.wanted.atlas.library, page.wanted.clinic, page.standing, setting)


def titled(page: Page) -> Block:
    """The title, and in the upper right corner the clinic's logo where there is one."""
    mark: tuple[Kid, ...] = ()
    width, styles = page.width, page.setting.styles
    if page.wanted.clinic and page.wanted.logo:
        mark = (logo(page.wanted.clinic, page.wanted.logo, page.setting, width),)
        width -= LOGO_WIDTH + GAP
    title = blocks.text("H1", page.wanted.condition.title, styles.title, width)
    purpose = yours(page.wanted.condition.purpose, page.setting)
    lead = blocks.text("P", purpose, styles.lead, page.width)
    if page.wanted.lead:
        lines = max(lead.lines, LEAD_LINES)
        slot = Slot(0, styles.lead.ascent, page.width, styles.lead.leading, lines, *styles.lead[:3], page.wanted.lead)
        lead = Block((Element("P", (slot,)),), lines * styles.lead.leading, lines)
    evidence = page.setting.words.card.evidence
    if page.setting.edition.sides > 1 and not page.wanted.lead:  # for room
        below = blocks.text("P", f"{purpose} {evidence}", styles.lead, page.width)
    else:
        below = blocks.stack((lead, blocks.text("P", evidence, styles.lead, page.width)))
    height, lines = title.height + below.height, title.lines + below.lines
    return Block((*title.kids, *mark, *below.at(0, title.height)), height, lines)


def opening(page: Page) -> tuple[Block, ...]:
    """The title, and all cautions: with these begins what has two sides."""
    words, condition = page.setting.words.card, page.wanted.condition
    before, stop = (cautions_of(page, ids, page.width) for ids in (condition.before, condition.stop))
    return (
        titled(page),
        *(
            blocks.warning(title, found, page.setting, page.width, boxed_height(found, page.setting))
            for title, found in ((words.before, before), (words.stop, stop))
        ),
    )


def cautions_of(page: Page, ids: Sequence[str], width: float) -> Block:
    """Cautions as the content of a warning so many mm wide."""
    found = [page.wanted.atlas.library.cautions[id] for id in ids]
    return blocks.cautions(found, page.setting, width - page.setting.edition.bar - INSET - RIGHT_PAD)


def _closing(page: Page) -> tuple[Block, int, int]:
    """'In short' and 'stop and call', side by side or, where that is lower, under each other; and the lines of each."""
    words, setting = page.setting.words.card, page.setting
    width = page.width - SHORT - GAP
    stop = cautions_of(page, page.wanted.condition.stop, width)
    short = in_short(page, stop.height, SHORT - 2 * INSET)
    high = max(boxed_height(block, setting) for block in (short, stop))
    left = blocks.boxed(words.short, short, setting, SHORT, high)
    right = blocks.warning(words.stop, stop, setting, width, high)
    wide = cautions_of(page, page.wanted.condition.stop, page.width)
    above = blocks.tinted(words.short, lambda room: in_short(page, 0, room), setting, page.width)
    below = blocks.warning(words.stop, wide, setting, page.width, boxed_height(wide, setting))
    if above.height + CLOSING_GAP + below.height < high:
        under = blocks.stack((above, below), CLOSING_GAP)
        return under, above.lines, below.lines
    return Block((*left.kids, *right.at(SHORT + GAP, 0)), high, left.lines), left.lines, right.lines


def in_short(page: Page, room: float, width: float) -> Block:
    """What to remember, with the dose where it has a place for it, or else where that needs no more than `room` mm, or
    than the rest does."""
    condition, style, words = page.wanted.condition, page.setting.styles.body, page.setting.words.dose
    patients = [p for code in condition.points if (p := page.wanted.atlas.library.points[code].patient)]
    single = DOSE in condition.short
    usual = dose_of(patients[0], words)._asdict() if single else dict(shared_dose(patients, words))
    usual = dict.fromkeys(page.wanted.fields.given & {"time", "often"}, "") | usual

    def paragraph(text: str) -> Block:
        return blocks.text("P", text, style, width)

    def dosed(before: str, after: str = "") -> Block:
        told = f"{before}{words.each if len(patients) > 1 else words.one}{after}"
        if page.wanted.fields.given & usual.keys():
            return blocks.dose_slot(told, usual, *page.wanted.fields.dose, page.setting, width)
        return paragraph(told.format(**usual))

    more = [paragraph(note) for note in condition.notes]
    before, _, after = (part.replace("{", "{{").replace("}", "}}") for part in condition.short.partition(DOSE))
    if single:
        return blocks.stack([dosed(before, after), *more])
    plain = blocks.stack([paragraph(condition.short), *more])
    if len(usual) < 2:
        return plain
    told = blocks.stack([dosed(f"{before} "), *more])
    return told if told.height <= max(room, plain.height) else plain


# -- pictures with the words of their points ---------------------------------------------------------------------------


def _rows(page: Page, wide: bool) -> tuple[PictureRow, ...]:
    """The rows of a page; a picture that is wider than high stands above its words where it may be `wide`."""
    points = [page.wanted.atlas.library.points[code] for code in page.wanted.condition.points]
    shots = choose(number_points(points, page.wanted.atlas), page.wanted.atlas)
    return tuple(row_of(page, shot, wide and len(shots) == 1 and shot.wide) for shot in shots)


def row_of(page: Page, shot: Shot, wide: bool) -> PictureRow:
    """A picture with the words of its points beside it, or where it is `wide`, under it."""
    columns = 2 if wide and len(shot.group) > 1 else 1
    width = page.half if columns > 1 else COLUMN
    words = tuple(blocks.point(s.number, s.point, page.setting, width, *page.wanted.fields.dose) for s in shot.group)
    roomy = columns == 1 and "note" not in page.wanted.fields.given  # a person's note takes what is left of a page
    press = tuple(s for s in shot.group if pressed_in(shot, s, page.wanted.atlas)) if roomy else ()
    return PictureRow(shot, words, wide, columns, LEAST_WIDE if wide else LEAST_PICTURE, press)


def with_room(page: Page, row: PictureRow, height: float) -> PictureRow:
    """A row with a picture whose labels have room, of a height or more if possible; as it is where none have."""
    more = (height + n * TALLER for n in range(int((MOST_PICTURE - height) / TALLER) + 1))
    for tall in (*more, row.picture_height(row.least)):
        with suppress(DoesNotFit):
            _picture(page, row, tall)
            return row._replace(picture=tall, grows=False)
    return row


def pictured(page: Page, row: PictureRow, y: float, height: float) -> Iterator[Kid]:
    """A picture, and beside or under it the words of its points, spread over the height where they share it."""
    tall = row.picture_height(height)
    scene = _picture(page, row, tall)
    figure = Element("Figure", (Picture(0, y, scene),), alt=scene.desc, bbox=(0, y, scene.width, scene.height))
    x, top = (0.0, y + tall + GAP) if row.wide else (page.width - COLUMN, y)
    spare = 0.0 if row.panel(height) else max(0.0, y + height - top - row.height) / len(row.shot.group)
    low = top
    for n, words in enumerate(row.words):
        column = n % row.columns
        if column == 0:
            top = low
        heading, *rest = words.at(x + (page.half + GAP) * column, top)
        yield from (heading, *([figure] if n == 0 else []), *rest)
        low = max(low, top + words.height + LEAST_GAP + spare)


def _pressing(page: Page, row: PictureRow, y: float, height: float) -> Iterator[Kid]:
    """Pictures of the hands that press, side by side beside the words or under them, where there is room."""
    high = row.panel(height)
    if not high:
        return
    left, right = (COLUMN + GAP, page.width) if row.wide else (page.width - COLUMN, page.width)
    top = y + height - row.height if row.wide else y + height - high
    wide = (right - left - GAP * (len(row.press) - 1)) / len(row.press)
    for n, subject in enumerate(row.press):
        name, x = f"{page.wanted.condition.id}-press-{subject.number}", left + n * (wide + GAP)
        room = Room(round(wide, 2), round(high, 2))
        scene = draw_press(name, row.shot, subject, room, page.wanted.atlas, page.setting.look)
        if scene:
            yield Element("Figure", (Picture(x, top, scene),), alt=scene.desc, bbox=(x, top, *room))


def _notes_beside(page: Page, row: PictureRow, y: float, height: float) -> Iterator[Kid]:
    """Notes in what a row leaves free: beside the words under a wide picture, or under those beside it."""
    if row.wide:
        left = COLUMN + GAP
        yield from notes(page.setting, page.width - left, row.height, page.wanted.fields).at(
            left, y + height - row.height
        )
    else:
        free = height - row.height - GAP - SIDE_GAP
        yield from notes(page.setting, COLUMN, free, page.wanted.fields).at(page.width - COLUMN, y + height - free)


def _picture(page: Page, row: PictureRow, height: float) -> Scene:
    """The picture of a row; raises DoesNotFit where its labels have no room."""
    return picture(page, row.shot, Room(page.width if row.wide else PICTURE, round(height, 2)))


def picture(page: Page, shot: Shot, room: Room) -> Scene:
    """A picture in a room; raises DoesNotFit where its labels have none."""
    name = f"{page.wanted.condition.id}-{slug(shot.picture.name)}"
    try:
        return diagram.draw(name, shot, room, page.wanted.atlas, page.setting.look)
    except DoesNotFit as error:
        mark, many = page.wanted.condition.id.mark, len(page.wanted.condition.points) > 1
        alone = (
            f"a sheet for one point has more room: handouts build --point {shot.group[0].point.code}" if many else ""
        )
        raise DoesNotFit(p if p.mark else p._replace(mark=mark, hint=p.hint or alone) for p in error.problems) from None
