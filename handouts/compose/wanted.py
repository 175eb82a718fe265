"""What a card is to be made of, before anything is laid out: the same for every layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from handouts.compose.page import Card
from handouts.compose.patient_form import NO_FIELDS, Fields
from handouts.compose.qr_code import Code
from handouts.errors import DoesNotFit
from handouts.load.model import Clinic, Condition
from handouts.locate.atlas import Atlas
from handouts.style import STANDARD, Edition, Legs, Paper


class Wanted(NamedTuple):
    """A condition on a paper. `logo` is the bytes of the clinic's logo as PNG, `fields` are those of a person for which
    the card has places, `lead` stands for its purpose and has one of them, `legs` are those that it is for; `code` is a
    QR code of the clinic's web address."""

    condition: Condition
    atlas: Atlas
    paper: Paper
    clinic: Clinic | None = None
    logo: bytes | None = None
    fields: Fields = NO_FIELDS
    edition: Edition = STANDARD
    lead: str | None = None
    legs: Legs = ""
    code: Code | None = None


Layout: TypeAlias = Callable[[Wanted], Card]  # raises DoesNotFit


def fits(layout: Layout, wanted: Wanted) -> bool:
    """Whether a layout holds what is wanted."""
    try:
        layout(wanted)
    except DoesNotFit:
        return False
    return True
