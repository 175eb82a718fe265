"""What a card is to be made of, before anything is laid out: the same for every layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from handouts.compose.page import Card
from handouts.compose.patient_form import NO_FIELDS, Fields
from handouts.compose.qr_code import Code
from handouts.compose.setting import in_accent
from handouts.errors import DoesNotFit
from handouts.load.model import Clinic, Condition
from handouts.locate.atlas import Atlas
from handouts.style import USUAL, Edition, Format, Paper


class Wanted(NamedTuple):
    """A condition on a paper. `logo` is the bytes of the clinic's logo as PNG, `fields` are those of a person for which
    the card has places, `format` says its edition, its legs and what may stand on its back, `lead` stands for its
    purpose and has a place, `code` is a QR code of the clinic's web address."""

    condition: Condition
    atlas: Atlas
    paper: Paper
    clinic: Clinic | None = None
    logo: bytes | None = None
    fields: Fields = NO_FIELDS
    format: Format = USUAL
    lead: str | None = None
    code: Code | None = None

    @property
    def edition(self) -> Edition:
        """The edition that it is set in, in the clinic's accent."""
        return in_accent(self.format.looks, self.clinic)


Layout: TypeAlias = Callable[[Wanted], Card]  # raises DoesNotFit


def fits(layout: Layout, wanted: Wanted) -> bool:
    """Whether a layout holds what is wanted."""
    try:
        layout(wanted)
    except DoesNotFit:
        return False
    return True
