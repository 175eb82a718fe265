"""The box at the top of a page that says that nobody has reviewed it."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.compose.blocks import INSET, Block
from handouts.compose.page import Artifact, Box, Element, Kid
from handouts.compose.setting import Setting
from handouts.style import Paper

# mm: of the box in type of usual size, between it and the content, and from its top to its words.
HEIGHT, GAP, BASELINE = 6.0, 1.2, 4.4
LEAST_MARGIN = 12.5  # mm above the content of a draft: the box, and what printers leave white


def centred(
    contents: Sequence[tuple[Kid, ...]], paper: Paper, height: float, setting: Setting, draft: bool
) -> tuple[tuple[Kid, ...], ...]:
    """The contents of pages, as wide as the setting's and so many mm high, each in the middle of a paper; over them
    what marks a draft."""
    left, top = (paper.width - setting.edition.width) / 2, (paper.height - height) / 2
    mark = draft_mark(setting, left, top) if draft else ()
    return tuple((*mark, *Block(content, height, 0).at(left, top)) for content in contents)


def draft_mark(setting: Setting, left: float, top: float) -> tuple[Kid, ...]:
    """Over content that begins at (left, top), in the margin, that what stands below is not reviewed."""
    scale, width = setting.edition.scale, setting.edition.width
    y = top - HEIGHT * scale - GAP
    box = Artifact((Box(left, y, width, HEIGHT * scale, fill=setting.edition.inks.accent),))
    words = setting.styles.draft.run(left + INSET, y + BASELINE * scale, setting.words.card.draft)
    return box, Element("P", (words,))
