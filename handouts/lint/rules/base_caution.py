"""Cards that lack a caution which every card must carry, and such cautions that have lost their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from handouts.errors import Mark
from handouts.lint.passages import parts_of
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.rules.page import CARD
from handouts.load.model import Caution, Condition, Library, Single, Text
from handouts.load.records import texts_in


class Base(NamedTuple):
    """A caution of every card: the list that it stands in, what it warns of, and of which words it needs one each."""

    field: str
    about: str
    needs: tuple[str, ...]


BASES = {
    "clot-signs": Base("before", "the signs of a clot", ("swell|swollen", "warm|hot", "help|doctor|ambulance|call")),
    "do-not-press": Base("before", "when not to press", ("clot", "broken|bone")),
    "ask-first": Base("before", "when to ask first", ("bleed|blood", "numb")),
    "never-painful": Base("stop", "to stop when it hurts", ("hurt|pain|sore",)),
}
HELP = re.compile(r"\b(doctor|GP|medical help|emergency (help|department|care)|ambulance|999|911|112|111|000)\b", re.I)
HINT = "see a doctor, get medical help, or call an ambulance, and when"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """What each card lacks, then what base cautions of one's own no longer say."""
    library = leaflets.library
    cards: tuple[Condition | Single | None, ...] = (*library.conditions.values(), library.single)
    for card in cards:
        if card:
            yield from _lacking(card, library)
    for id in library.origins.own.get("cautions", ()):
        if id in library.cautions:
            yield from _emptied(library.cautions[id], id)


def _lacking(card: Condition | Single, library: Library) -> Iterator[Fault]:
    name = f"card '{card.id}'" if isinstance(card, Condition) else "card of a single point"
    for id, base in BASES.items():
        said = tuple(texts_in(card, (base.field,)))
        if said and not any(id in (one, _instead_of(one, library)) for one in said):
            yield Fault(
                _place(card, base.field), f"the {name} does not say {base.about}", f"add {id} to '{base.field}'"
            )
    stop = [library.cautions[id] for id in texts_in(card, ("stop",)) if id in library.cautions]
    if stop and not any(HELP.search(part) for caution in stop for part in parts_of(caution)):
        yield Fault(
            _place(card, "stop"),
            f"the {name} does not say when to get medical help",
            f"add a caution to 'stop': {HINT}",
        )


def _instead_of(id: str, library: Library) -> Text | None:
    caution = library.cautions.get(id)
    return caution.instead_of if caution else None


def _place(card: Condition | Single, field: str) -> Mark | None:
    return next((text.mark for text in texts_in(card, (field, "purpose"))), None)


def _emptied(caution: Caution, id: str) -> Iterator[Fault]:
    base = BASES.get(id) or BASES.get(caution.instead_of or "")
    parts = parts_of(caution)
    if not base or not parts:
        return
    said = " ".join(parts)
    lost = [words for words in base.needs if not re.search(rf"\b({words})", said, re.I)]
    if lost:
        told = " and ".join(f"'{words.replace('|', '/')}'" for words in lost)
        yield Fault(
            parts[0].mark,
            f"caution {id} no longer says {base.about}: it lacks {told}",
            "keep the edition's words and add to them",
        )


_CARD = CARD.replace("[clot-signs, do-not-press, ask-first]", "[{before}]").replace(
    "[never-painful, getting-worse]", "[{stop}]"
)
RULE = Rule(
    id="HL201",
    name="base-caution",
    level="error",
    criteria=("L23",),
    asks="Every card tells the signs of a clot, when not to press, when to ask, to stop at pain, and when to get help.",
    why=(
        "All cards have people press a leg, and one with a clot must not be kneaded. These cautions stand on all cards "
        "of the edition: clot-signs, do-not-press and ask-first (or what is said instead of it) under 'before', "
        "never-painful and a caution that names a doctor, medical help or an ambulance under 'stop'. One of a folder's "
        "own that bears such a name must still say what it is named for."
    ),
    bad=(
        Example("file", _CARD.format(points="ST-36", before="clot-signs", stop="never-painful")),
        Example(
            "file", "# file: cautions.yaml\n- id: clot-signs\n  lead: Relax\n  text: and enjoy it.\n  sources: [own]\n"
        ),
    ),
    good=(
        Example(
            "file",
            _CARD.format(
                points="ST-36",
                before="clot-signs, do-not-press, ask-first",
                stop="never-painful, getting-worse",
            ),
        ),
    ),
    find=find,
)
