"""What the data says, as frozen values: sources, cautions, channels, acupoints, conditions, clinic.

Every field here is a key in YAML: `lateral_to` is written `lateral to`; a field with a default may be left out.
Text and Number remember where in which file they stand, so that a fault found later still has a line and a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from handouts.load.scalars import FileName as FileName
from handouts.load.scalars import Number as Number
from handouts.load.scalars import Text as Text
from handouts.load.words import Hand as Hand
from handouts.load.words import Words

# Other words that people write for a key, by the record and in small letters without signs between them.
OTHER_KEYS: Mapping[str, Mapping[str, str]] = {
    "Clinic": {
        **dict.fromkeys(("phone", "tel", "phonenumber", "telephonenumber", "mobile", "telefon", "fon"), "telephone"),
        **dict.fromkeys(("clinic", "clinicname", "practice", "practicename", "title"), "name"),
        **dict.fromkeys(("picture", "image", "logofile"), "logo"),
        **dict.fromkeys(("mail", "emailaddress"), "email"),
        **dict.fromkeys(("website", "url", "www", "homepage", "internet"), "web"),
        **dict.fromkeys(("openinghours", "open", "openingtimes", "times"), "hours"),
        **dict.fromkeys(("colour", "color", "colours", "colors", "accentcolour", "accentcolor"), "accent"),
        **dict.fromkeys(("street", "postaladdress", "location"), "address"),
        **dict.fromkeys(("therapist", "clinician", "acupuncturist"), "practitioner"),
        **dict.fromkeys(("lang", "languagecode"), "language"),
    }
}
# Words for what a record has no key of, with what to do.
NO_KEYS: Mapping[str, Mapping[str, str]] = {
    "Clinic": dict.fromkeys(
        ("fax", "slogan", "motto"),
        "a card has no place of its own for it: write it into 'name', 'hours', 'feedback' or 'other formats'",
    )
}


def is_record(value: Any) -> bool:
    """Whether this is a value or a class of this module with named fields, rather than a word or a list."""
    return hasattr(value, "_fields")


# -- sources ---------------------------------------------------------------------------------------------------------


class Source(NamedTuple):
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


class Fact(NamedTuple):
    """A claim in the words of the trade. In YAML a plain string stands for a fact with only a text."""

    text: Text
    source: Text | None = None  # where it differs from its block's
    page: Number | None = None
    unverified: Text | None = None  # why it must not be printed as fact
    source_spelling: Text | None = None
    note: Text | None = None


class Facts(NamedTuple):
    """A block of claims that share a source."""

    source: Text
    items: tuple[Fact, ...]


# -- where a point lies ----------------------------------------------------------------------------------------------

# What a rule names is the code of a point, or the name of a landmark or line of the leg.


class LevelWith(NamedTuple):
    """height, forward: as high, or as far forward, as a landmark or point."""

    level_with: Text


class CunAlong(NamedTuple):
    """height: so many cun below or above something, measured with a named ruler."""

    cun: Number
    ruler: Text
    below: Text | None = None
    above: Text | None = None


class CunAhead(NamedTuple):
    """forward: so many cun in front of or behind something, measured with a named ruler."""

    cun: Number
    ruler: Text
    in_front_of: Text | None = None
    behind: Text | None = None


class Share(NamedTuple):
    """height, forward: so many of some equal parts of the way from the first place to the second."""

    part: Number
    of: Number
    between: tuple[Text, Text]


Height: TypeAlias = LevelWith | CunAlong | Share
Forward: TypeAlias = LevelWith | CunAhead | Share


class At(NamedTuple):
    """across: at a landmark, at a line, or above or below a point."""

    at: Text


class OnLine(NamedTuple):
    """across: where the straight line between two places crosses the level, as it is seen from a side; square to the
    skin at its ends where no side is said."""

    on_the_line: tuple[Text, Text]
    seen_from: Literal["front", "back", "outer side", "inner side"] | None = None


class Midway(NamedTuple):
    """across: half way along the skin between two places."""

    midway_between: tuple[Text, Text]


class Offset(NamedTuple):
    """across: a distance from something, in fingers or in cun of a ruler: along the skin of a height, or on the foot,
    above and below, straight up and down."""

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


class Rule(NamedTuple):
    """Where a point lies: its level, which is how high on the leg or, on the foot, how far forward from heel to toes;
    and where across the skin at that level."""

    across: Across
    source: Text
    height: Height | None = None
    forward: Forward | None = None
    note: Text | None = None


class Ruler(NamedTuple):
    """A length of the body that counts a fixed number of cun."""

    name: Text
    top: Text
    bottom: Text
    cun: Number
    source: Text
    note: Text | None = None


# Of the fields in each group, exactly one is written.
ONE_OF: Mapping[type, tuple[tuple[str, ...], ...]] = {
    CunAlong: (("below", "above"),),
    CunAhead: (("in_front_of", "behind"),),
    Offset: (("fingers", "cun"), ("lateral_to", "medial_to", "in_front_of", "behind", "above", "below")),
    Rule: (("height", "forward"),),
}


# -- what a patient reads --------------------------------------------------------------------------------------------


class Measure(NamedTuple):
    """A width of the reader's own hand, laid from one place to another: along the limb, which is up or down and on the
    foot forward or back; or across it, at the level of the point. From a line it is always laid across."""

    hand: Hand
    start: Text
    end: Text
    direction: Literal["along", "across"] = "along"


Posture: TypeAlias = Literal[
    "sitting",
    "ankle on knee",
    "ankle on stool",
    "leg drawn up",
    "on tiptoe",
    "lying on the side",
    "lying on the front",
    "lying on the back",
    "standing",
]


class Step(NamedTuple):
    """One thing to do. `shows` names the landmarks, lines, bones or points that the picture labels for it; `posture`
    how the patient sits, lies or stands from here on, or ways to choose from, the first of which that shows the place
    is drawn large."""

    step: Text
    shows: tuple[Text, ...] = ()
    measure: Measure | None = None
    line: tuple[Text, ...] = ()  # landmarks and points that a dotted line on the picture joins
    parts: Number | None = None  # into how many equal parts ticks divide that line, where a step goes one of them
    posture: tuple[Posture, ...] = ()


class Patient(NamedTuple):
    """A point's part of a card, in plain words."""

    find: tuple[Step, ...]
    press: tuple[Step, ...]
    time: Text  # how long, which legs
    often: Text
    sources: tuple[Text, ...]


# -- points, conditions, cautions ------------------------------------------------------------------------------------


class Names(NamedTuple):
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


class Location(NamedTuple):
    """Where a point lies, in words of the trade and as a rule."""

    words: Facts
    rule: Rule
    variants: Facts | None = None


class Channel(NamedTuple):
    """A line of points that are numbered along it. `code` begins their codes here, `also` in other books."""

    code: Text
    name: Text
    simplified: Text
    traditional: Text
    source: Text
    also: tuple[Text, ...] = ()
    note: Text | None = None


PREGNANCY = "pregnancy-point"  # the caution of points that a list of points to avoid in pregnancy names


class Point(NamedTuple):
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
    reviewer: Text | None = None
    reviewed: date | None = None
    reason: Text | None = None

    @property
    def not_in_pregnancy(self) -> bool:
        return PREGNANCY in self.before


class Caution(NamedTuple):
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
    reviewer: Text | None = None
    reviewed: date | None = None
    reason: Text | None = None


class Condition(NamedTuple):
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
    written: date | None = None
    reviewer: Text | None = None
    reviewed: date | None = None
    reason: Text | None = None


class Single(NamedTuple):
    """What the card of a single point says beside the point's own words: `purpose_for` where it is known what it is
    for. Without a title it bears the point's name."""

    purpose: Text
    before: tuple[Text, ...]
    stop: tuple[Text, ...]
    short: Text  # may have a place for the {dose}
    title: Annotated[Text | None, "code", "place"] = None
    purpose_for: Annotated[Text | None, "purpose"] = None
    reviewer: Text | None = None
    reviewed: date | None = None
    reason: Text | None = None


class Article(NamedTuple):
    """What an article says beside its points: its frame, evidence, technique and author."""

    id: Text
    source: Text
    title: Fact
    frame: Facts
    headings: Facts
    evidence: Facts
    technique: Facts
    author: Facts


class Revision(NamedTuple):
    """Which state of the data this is, when it was written, when it was last held against its sources, and when that is
    due again; printed as its edition."""

    version: Text
    written: date
    checked: date
    due: date


class Country(NamedTuple):
    """What is said otherwise in a country: the number that calls an ambulance, and how words are spelled."""

    code: Text  # ISO 3166, small letters
    name: Text
    ambulance: Text
    spelling: Literal["british", "american"]
    sources: tuple[Text, ...]
    note: Text | None = None
    reviewer: Text | None = None
    reviewed: date | None = None
    reason: Text | None = None


class Bounds(NamedTuple):
    """The doses that a clinic allows in the sheets of its patients, beyond what is usual: seconds or minutes to press,
    times a day and weeks at most; who stands for them, since when and why."""

    reviewer: Text
    reviewed: date
    reason: Text
    seconds: Number | None = None
    minutes: Number | None = None
    times_a_day: Number | None = None
    weeks: Number | None = None


class LegWords(NamedTuple):
    """What a clinic calls the legs, on its cards and in its tables."""

    left: Text
    right: Text
    both: Text


class Clinic(NamedTuple):
    """Who hands the card out; `logo` is a PNG or JPEG file beside the clinic's file. `country` is the code of one;
    `feedback` and `other_formats` say where patients tell what they think of a sheet, and how they get another;
    `purposes` say what single points were shown for, by their codes. `accent` is a colour as '#rrggbb', `paper` and
    `edition` those of its cards where nobody asks for others, `language` a tag (BCP 47) more exact than that of the
    words; `qr` says whether they have a code of `web`."""

    name: Text
    telephone: Text | None = None
    reviewer: Text | None = None
    reviewed: date | None = None
    logo: FileName | None = None
    country: Text | None = None
    feedback: Text | None = None
    other_formats: Text | None = None
    purposes: Mapping[str, Text] | None = None
    doses: Bounds | None = None
    practitioner: Text | None = None
    address: Text | None = None
    hours: Text | None = None
    email: Text | None = None
    web: Text | None = None
    accent: Text | None = None
    paper: Text | None = None
    edition: Text | None = None
    sides: LegWords | None = None
    language: Text | None = None
    qr: Literal["yes", "no"] | None = None


@dataclass(frozen=True)
class Origins:
    """What folders of one's own bring, by kind ("points", "single" ...) and id: `own` are the ids of all of it,
    `edition` the values of the first folder in whose place one's own now stand. Of a kind with one value the id is its
    name."""

    own: Mapping[str, frozenset[str]] = field(default_factory=dict)
    edition: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class Library(NamedTuple):
    """Everything that was loaded, by id."""

    edition: Revision
    words: Words
    single: Single
    sources: Mapping[str, Source]
    rulers: Mapping[str, Ruler]
    plain: Mapping[str, Text]  # plain words for landmarks, lines and bones
    cautions: Mapping[str, Caution]
    channels: Mapping[str, Channel]
    points: Mapping[str, Point]
    conditions: Mapping[str, Condition]
    articles: Mapping[str, Article]
    countries: Mapping[str, Country]
    spelling: Mapping[str, Text]  # American by British
    origins: Origins = Origins()
