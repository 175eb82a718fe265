"""The back of a card: a record for fourteen days, to fill in by hand."""

from __future__ import annotations

from handouts.compose import blocks
from handouts.compose.blocks import Block, field
from handouts.compose.footer import record_code
from handouts.compose.page import Kid
from handouts.compose.patient_form import Fields, if_given
from handouts.compose.setting import Setting
from handouts.compose.table import Column, table
from handouts.load.model import Condition, Library

DAYS = 14
DAY, DATE, PRESSED, BEFORE, AFTER = 14.0, 28.0, 26.0, 28.0, 28.0  # mm, widths of columns; notes have the rest
NAME, NAME_ROW = 110.0, 10.0  # mm: the width of the place of a name, and the height of its row
GAP = 3.0  # mm between blocks


def diary(condition: Condition, library: Library, fields: Fields, setting: Setting) -> tuple[Kid, ...]:
    """The back from top to bottom, its upper left corner at (0, 0): whose it is, so that it is told when it is copied
    or lies among others, how to fill it in, the table, and what it is for."""
    words, styles, edition = setting.words.diary, setting.styles, setting.edition
    width = edition.width
    title = blocks.text("H2", words.title.format(title=condition.title), styles.title, width)
    how = blocks.text("P", words.how, styles.body, width)
    name = field(setting.words.form.name, setting, NAME, NAME_ROW - 2.5, if_given("name", fields))
    show = blocks.text("P", words.show, styles.strong, width)
    code = blocks.text("P", record_code(condition, library, setting.words), styles.small, width)
    above = blocks.stack((title, how, Block(tuple(name), NAME_ROW, 1)), GAP)
    below = blocks.stack((show, code), GAP)
    columns = [
        Column(words.day, DAY),
        Column(words.date, DATE),
        Column(words.pressed, PRESSED, words.yes, ticks=True),
        Column(words.before, BEFORE, words.of_ten),
        Column(words.after, AFTER, words.of_ten),
        Column(words.notes, width - DAY - DATE - PRESSED - BEFORE - AFTER),
    ]
    heads = [str(day) for day in range(1, DAYS + 1)]
    high = edition.height - above.height - below.height - 2 * GAP
    head = table(columns, (), 1, setting).height
    record = table(columns, heads, (high - head) / DAYS, setting)
    return (*above.kids, *record.at(0, above.height + GAP), *below.at(0, edition.height - below.height))
