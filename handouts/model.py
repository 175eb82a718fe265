"""What the data says, as frozen values: sources, cautions, channels, acupoints, conditions, clinic.

Every field here is a key in YAML: `lateral_to` is written `lateral to`; a field with a default may be left out.
Text and Number remember where in which file they stand, so that a fault found later still has a line and a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from handouts.errors import Mark


class Text(str):
    """A string from a file; `mark` says where it stands (None when made by the program)."""

    mark: Mark | None = None


class Number(float):
    """A number from a file; `mark` as in Text."""

    mark: Mark | None = None


# -- sources ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """Something that a claim rests on. `read` says how much of it was seen when the claim was taken from it:
    'opened' (the page itself), 'summary' (an abstract or another's account), 'not found', or 'own' (our judgement)."""

    id: Text
    title: Text
    read: Literal["opened", "summary", "not found", "own"]
    short: Text  # as it is named in a card's footer
    author: Text | None = None
    publisher: Text | None = None
    year: Number | None = None
    address: Text | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Fact:
    """A claim in the words of the trade. In YAML a plain string stands for a fact with only a text."""

    text: Text
    source: Text | None = None  # where it differs from its block's
    page: Number | None = None
    unverified: Text | None = None  # why it must not be printed as fact
    source_spelling: Text | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Facts:
    """A block of claims that share a source."""

    source: Text
    items: tuple[Fact, ...]


# -- where a point lies ----------------------------------------------------------------------------------------------

Groups: TypeAlias = tuple[tuple[str, ...], ...]

# What a rule names is the code of a point, or the name of a landmark or line of the leg.


@dataclass(frozen=True)
class LevelWith:
    """height, forward: as high, or as far forward, as a landmark or point."""

    level_with: Text


@dataclass(frozen=True)
class CunAlong:
    """height: so many cun below or above something, measured with a named ruler."""

    one_of: ClassVar[Groups] = (("below", "above"),)  # exactly one of each group is written
    cun: Number
    ruler: Text
    below: Text | None = None
    above: Text | None = None


@dataclass(frozen=True)
class CunAhead:
    """forward: so many cun in front of or behind something, measured with a named ruler."""

    one_of: ClassVar[Groups] = (("in_front_of", "behind"),)
    cun: Number
    ruler: Text
    in_front_of: Text | None = None
    behind: Text | None = None


@dataclass(frozen=True)
class Share:
    """height, forward: so many of some equal parts of the way from the first place to the second."""

    part: Number
    of: Number
    between: tuple[Text, Text]


Height: TypeAlias = LevelWith | CunAlong | Share
Forward: TypeAlias = LevelWith | CunAhead | Share


@dataclass(frozen=True)
class At:
    """across: at a landmark, at a line, or above or below a point."""

    at: Text


@dataclass(frozen=True)
class OnLine:
    """across: where the straight line between two places crosses the level, as it is seen from a side; square to the
    skin at its ends where no side is said."""

    on_the_line: tuple[Text, Text]
    seen_from: Literal["front", "back", "outer side", "inner side"] | None = None


@dataclass(frozen=True)
class Midway:
    """across: half way along the skin between two places."""

    midway_between: tuple[Text, Text]


@dataclass(frozen=True)
class Offset:
    """across: a distance from something, in fingers or in cun of a ruler: along the skin of a height, or on the foot,
    above and below, straight up and down."""

    one_of: ClassVar[Groups] = (
        ("fingers", "cun"),
        ("lateral_to", "medial_to", "in_front_of", "behind", "above", "below"),
    )
    fingers: Number | None = None
    cun: Number | None = None
    ruler: Text | None = None
    lateral_to: Text | None = None
    medial_to: Text | None = None
    in_front_of: Text | None = None
    behind: Text | None = None
    above: Text | None = None
    below: Text | None = None


Across: TypeAlias = At | OnLine | Midway | Offset


@dataclass(frozen=True)
class Rule:
    """Where a point lies: its level, which is how high on the leg or, on the foot, how far forward from heel to toes;
    and where across the skin at that level."""

    one_of: ClassVar[Groups] = (("height", "forward"),)
    across: Across
    source: Text
    height: Height | None = None
    forward: Forward | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Ruler:
    """A length of the body that counts a fixed number of cun."""

    name: Text
    top: Text
    bottom: Text
    cun: Number
    source: Text
    note: Text | None = None


# -- what a patient reads --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """A length in the reader's own hand, laid on the limb from one place down or up to another."""

    hand: Literal["four fingers", "thumb"]
    start: Text
    end: Text


@dataclass(frozen=True)
class Step:
    """One thing to do. `shows` names the landmarks, lines, bones or points that the picture labels for it."""

    step: Text
    shows: tuple[Text, ...] = ()
    measure: Measure | None = None
    channel: tuple[Text, ...] = ()  # draw the channel line through these points
    posture: Literal["heel raised"] | None = None


@dataclass(frozen=True)
class Patient:
    """A point's part of a card, in plain words."""

    find: tuple[Step, ...]
    press: tuple[Step, ...]
    time: Text  # how long, which legs
    often: Text
    sources: tuple[Text, ...]


# -- points, conditions, cautions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """What a point is called; `plain` is our own everyday name for its place. Of `other` nothing is printed."""

    english: Text
    pinyin: Text
    romanised: Text
    simplified: Text
    traditional: Text
    source: Text
    characters_source: Text
    plain: Text | None = None
    other: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Location:
    """Where a point lies, in words of the trade and as a rule."""

    words: Facts
    rule: Rule
    variants: Facts | None = None


@dataclass(frozen=True)
class Channel:
    """A line of points that are numbered along it. `code` begins their codes here, `also` in other books."""

    code: Text
    name: Text
    simplified: Text
    traditional: Text
    source: Text
    also: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True)
class Point:
    """An acupoint. Those without `patient` have no place on a card, only in the pictures and as places to measure
    from; `withheld` says why a point never gets one. `before` and `stop` name cautions that go with it onto every
    card."""

    code: Text
    names: Names
    location: Location
    classes: Facts | None = None
    indications: Facts | None = None
    functions: Facts | None = None
    technique: Facts | None = None
    cautions: Facts | None = None
    withheld: Fact | None = None
    before: tuple[Text, ...] = ()
    stop: tuple[Text, ...] = ()
    heading: Fact | None = None
    patient: Patient | None = None


@dataclass(frozen=True)
class Caution:
    """A sentence of safety for patients: `lead` is the action, printed bold; `text` says when; `urgent`, bold again,
    may end it with what is to be done in an emergency. Where it is said, the caution that it is said `instead_of` is
    not."""

    id: Text
    lead: Text
    text: Text
    sources: tuple[Text, ...]
    urgent: Text | None = None
    instead_of: Text | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Condition:
    """What a card is for."""

    id: Text
    title: Text
    purpose: Text  # one sentence under the title
    points: tuple[Text, ...]
    before: tuple[Text, ...]  # ids of cautions, the signs of a clot first
    stop: tuple[Text, ...]  # ids of cautions
    short: Text
    source: Text
    basis: Facts  # what the article says that puts these points here
    aliases: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()  # further advice for patients


@dataclass(frozen=True)
class Single:
    """What the card of a single point says beside the point's own words."""

    purpose: Text
    before: tuple[Text, ...]
    stop: tuple[Text, ...]
    short: Text


@dataclass(frozen=True)
class Article:
    """What an article says beside its points: its frame, evidence, technique and author."""

    id: Text
    source: Text
    title: Fact
    frame: Facts
    headings: Facts
    evidence: Facts
    technique: Facts
    author: Facts


@dataclass(frozen=True)
class Edition:
    """Which state of the data this is, and when it was last held against its sources."""

    version: Text
    checked: date


@dataclass(frozen=True)
class Clinic:
    """Who hands the card out; `logo` is a PNG or JPEG file beside the clinic's file."""

    name: Text
    telephone: Text | None = None
    reviewer: Text | None = None
    logo: Text | None = None


@dataclass(frozen=True)
class Library:
    """Everything that was loaded, by id."""

    edition: Edition
    single: Single
    sources: Mapping[str, Source] = field(default_factory=dict)
    rulers: Mapping[str, Ruler] = field(default_factory=dict)
    plain: Mapping[str, Text] = field(default_factory=dict)  # plain words for landmarks, lines and bones
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    articles: Mapping[str, Article] = field(default_factory=dict)
