"""The words of a language that the program itself puts on a page, into a picture or into its text alternative.

Each text is a whole one; what is put into it stands in braces, and the type of its field names these places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Annotated, Literal, NamedTuple, TypeAlias, get_args

from handouts.body.pictures import PICTURES
from handouts.load.scalars import Text

# The keys of what is said of each picture, plate and side.
PICTURE_NAMES = tuple(name for names in PICTURES.values() for name in names)
PLATES = ("anterior", "posterior", "lateral", "medial", "dorsal", "plantar", "lateral-foot", "medial-foot")
SIDES = ("front", "back", "outer", "inner", "heel", "toes")
BODY_SIDES = ("right", "left")
# What the rules of points and the sources know.
DIRECTIONS = ("below", "above", "in_front_of", "behind", "lateral_to", "medial_to")
SEEN_FROM = ("front", "back", "outer side", "inner side")
READ = ("summary", "not found")
# The widths of a hand that measure.
Hand: TypeAlias = Literal[
    "four fingers",
    "thumb",
    "two thumbs",
    "half thumb",
    "one finger",
    "two fingers",
    "four fingers, thumb",
    "eight fingers, thumb",
]
HANDS = get_args(Hand)


class CardWords(NamedTuple):
    """Headings of a card, and its name as a file."""

    file_title: Annotated[Text, "title"]
    file_title_of_many: Text
    subject_of_many: Text
    before: Text
    find: Text
    press: Text
    time: Text
    dose: Annotated[Text, "time", "often"]
    short: Text
    of_one: Annotated[Text, "title", "text"]
    stop: Text
    evidence: Text
    draft: Text
    draft_title: Annotated[Text, "title"]


class DoseWords(NamedTuple):
    """How long and how often to press, as it stands within a sentence; `between` and `up to` put amounts together,
    `side` is a person's own time on a card, `one` and `each` are the sentences for one place and for several."""

    second: Text
    seconds: Annotated[Text, "count"]
    minute: Text
    minutes: Annotated[Text, "count"]
    once: Text
    twice: Text
    once_or_twice: Text
    times: Annotated[Text, "count"]
    week: Text
    weeks: Annotated[Text, "count"]
    between: Annotated[Text, "low", "high"]
    up_to: Annotated[Text, "most"]
    over: Annotated[Text, "often", "weeks"]
    side: Annotated[Text, "time"]
    one: Annotated[Text, "time", "often"]
    each: Annotated[Text, "time", "often"]


class OneLegWords(NamedTuple):
    """Of a sheet for one leg: what becomes of words such as "your knee", of each of the `parts` of a leg, and of how
    long to press."""

    yours: Annotated[Text, "part"]
    yours_there: Annotated[Text, "side", "part"]
    parts: tuple[Text, ...]
    time: Annotated[Text, "time", "side"]


class EmergencyWords(NamedTuple):
    """How texts for patients say that an ambulance is to be called, within a sentence, and what they say where a
    country's number is known."""

    call: Text
    call_number: Annotated[Text, "number"]


class FormWords(NamedTuple):
    """What stands beside the places to write on; `bookmark` names a sheet on which nobody's name stands."""

    name: Text
    date: Text
    practitioner: Text
    notes: Text
    press_on: Text
    left: Text
    right: Text
    both: Text
    ticked: Text
    clinic: Text
    telephone: Text
    number: Annotated[Text, "number"]
    logo: Annotated[Text, "clinic"]
    code: Annotated[Text, "address"]
    code_alternative: Annotated[Text, "address"]
    bookmark: Annotated[Text, "row"]


class DiaryWords(NamedTuple):
    """The record on the back of a card: its heading, how to fill it in, the heads of its columns, what it is for."""

    title: Annotated[Text, "title"]
    how: Text
    day: Text
    date: Text
    pressed: Text
    yes: Text
    before: Text
    after: Text
    of_ten: Text
    notes: Text
    show: Text


class FooterWords(NamedTuple):
    """The small print of a card."""

    after: Annotated[Text, "title", "author"]
    after_nobody: Annotated[Text, "title"]
    also: Annotated[Text, "sources"]
    standing: Text
    maker: Text
    someone: Text
    code: Annotated[Text, "id"]
    record: Annotated[Text, "code", "version", "maker", "written", "checked", "due"]
    record_same_day: Annotated[Text, "code", "version", "maker", "checked", "due"]
    own: Annotated[Text, "code", "maker", "reviews"]
    own_review: Annotated[Text, "reviewer", "day", "due"]
    not_reviewed: Text
    written: Annotated[Text, "day"]
    changed: Annotated[Text, "reviewer", "day"]
    feedback: Annotated[Text, "where"]
    other_formats: Annotated[Text, "where"]
    reviewed: Annotated[Text, "reviewer"]
    reviewed_on: Annotated[Text, "reviewer", "day"]
    to_review: Text
    day: Annotated[Text, "day", "month", "year"]
    months: tuple[Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text]


class PlateWords(NamedTuple):
    """The title of a chart, the sentence below it, and the first of its text alternative."""

    title: Text
    lead: Text
    drawing: Text


class SideWords(NamedTuple):
    """A side of a limb: what it is called above a picture, and what is said of a place that lies towards it, at its
    edge, or on that side of a landmark."""

    name: Text
    towards: Text
    at_edge: Text
    beside: Text


class ViewWords(NamedTuple):
    """From where a picture is seen, and its first sentence for those who do not see it."""

    seen: Text
    drawing: Annotated[Text, "side"]


class WayWords(NamedTuple):
    """How one place lies to a landmark: straight on, or also to a side of it."""

    straight: Annotated[Text, "landmark"]
    beside: Annotated[Text, "landmark", "beside"]


class PictureWords(NamedTuple):
    """What stands on the pictures of cards, by view, side and measuring hand, and in their text alternatives."""

    leg_caption: Annotated[Text, "side", "seen", "numbers"]
    foot_caption: Annotated[Text, "side", "seen", "numbers"]
    side_caption: Annotated[Text, "side", "seen", "numbers"]
    mirrored: Annotated[Text, "other"]  # after the caption, of the leg that is not drawn
    line: Annotated[Text, "places"]
    ticked_line: Annotated[Text, "places", "parts"]
    press_caption: Text
    press: Annotated[Text, "number", "name"]
    press_covered: Annotated[Text, "number", "name"]
    leg_hint: Annotated[Text, "numbers"]
    foot_hint: Annotated[Text, "numbers"]
    side_hint: Annotated[Text, "numbers"]
    legs: Annotated[Mapping[str, Text], BODY_SIDES]
    views: Annotated[Mapping[str, ViewWords], PICTURE_NAMES]
    sides: Annotated[Mapping[str, SideWords], SIDES]
    hands: Annotated[Mapping[str, Text], HANDS]
    ring: Annotated[Text, "number", "name", "code", "where"]
    ring_near: Annotated[Text, "number", "name", "code", "where", "near"]
    middle: Text
    on_limb: Annotated[Text, "across"]
    on_foot: Annotated[Text, "across"]
    on_body: Annotated[Text, "across"]
    below: WayWords
    above: WayWords
    behind: WayWords
    in_front: WayWords
    both: Annotated[Text, "before", "after"]
    labelled: Annotated[Text, "landmarks"]
    hand: Annotated[Text, "measure"]
    bar: Annotated[Text, "measure"]
    not_seen: Text
    key: Text


class ChartWords(NamedTuple):
    """What stands round the picture of a chart, by the name of its plate, and its small print."""

    plates: Annotated[Mapping[str, PlateWords], PLATES]
    places: Annotated[Text, "title", "author"]
    places_nobody: Annotated[Text, "title"]
    also: Annotated[Text, "sources"]
    channels: Annotated[Text, "channels"]
    channel: Annotated[Text, "code", "name"]
    hollow: Text
    ringed: Text
    points_down: Annotated[Text, "count", "points"]
    points_to_heel: Annotated[Text, "count", "points"]
    withheld: Text
    not_in_pregnancy: Text
    dotted: Text
    checked: Annotated[Text, "version", "day"]
    own: Annotated[Text, "reviews"]


class PractitionerWords(NamedTuple):
    """What stands on a page for practitioners beside the data: headings, the heads of its tables' rows, how a rule is
    told, and its small print. `directions` are by the names of a rule's fields, `read` says what of a source was
    seen where that is not the text itself."""

    notice: Text
    file_title: Annotated[Text, "title"]
    subject: Annotated[Text, "title"]
    withheld: Text
    names: Text
    english: Text
    pinyin: Text
    characters: Text
    romanised: Text
    plain: Text
    channel: Text
    channel_of: Annotated[Text, "code", "name", "characters"]
    article_heading: Text
    other_names: Text
    location: Text
    rule: Text
    height: Text
    forward: Text
    across: Text
    rulers: Text
    level_with: Annotated[Text, "place"]
    away: Annotated[Text, "count", "unit", "direction", "place"]
    unit_cun: Annotated[Text, "ruler"]
    unit_finger: Text
    unit_fingers: Text
    share: Annotated[Text, "part", "of", "start", "end"]
    at: Annotated[Text, "place"]
    on_the_line: Annotated[Text, "start", "end"]
    seen_from: Annotated[Text, "line", "side"]
    midway: Annotated[Text, "start", "end"]
    length: Annotated[Text, "name", "count", "top", "bottom"]
    directions: Annotated[Mapping[str, Text], DIRECTIONS]
    views: Annotated[Mapping[str, Text], SEEN_FROM]
    variants: Text
    classes: Text
    indications: Text
    functions: Text
    technique: Text
    cautions: Text
    patients_told: Text
    cautions_told: Text
    dose: Annotated[Text, "time", "often"]
    basis: Text
    article: Text
    frame: Text
    article_technique: Text
    headings: Text
    author: Text
    sources: Text
    unverified: Annotated[Text, "reason"]
    page: Annotated[Text, "source", "page"]
    source_told: Annotated[Text, "source", "read"]
    read: Annotated[Mapping[str, Text], READ]
    leg_caption: Annotated[Text, "side", "seen", "numbers"]
    foot_caption: Annotated[Text, "side", "seen", "numbers"]
    side_caption: Annotated[Text, "side", "seen", "numbers"]
    hint: Annotated[Text, "numbers"]
    sides: Annotated[Mapping[str, Text], SIDES]
    measure: Annotated[Text, "cun", "hand"]
    checked: Annotated[Text, "version", "day"]
    own: Annotated[Text, "reviews"]
    standing: Text
    continued: Annotated[Text, "title"]
    of_pages: Annotated[Text, "page", "pages"]


class SheetWords(NamedTuple):
    """What a file of sheets to be cut apart says of itself."""

    title: Annotated[Text, "titles", "up"]
    subject: Annotated[Text, "scale", "full", "size"]


class ScreenWords(NamedTuple):
    """What web pages say beside the words of their leaflets: what stands on their top when they are printed, and the
    page that leads to all of them."""

    for_printing: Text
    title: Text
    read: Text
    to_print: Text
    paper: Annotated[Text, "paper"]


class Words(NamedTuple):
    """All of a language; `language` is its tag (BCP 47), `comma` and `semicolon` join two items of a list. A folder of
    one's own that changes words of safety says who stands for that."""

    language: Text
    comma: Annotated[Text, "before", "after"]
    semicolon: Annotated[Text, "before", "after"]
    card: CardWords
    dose: DoseWords
    one_leg: OneLegWords
    emergency: EmergencyWords
    form: FormWords
    diary: DiaryWords
    footer: FooterWords
    picture: PictureWords
    chart: ChartWords
    practitioner: PractitionerWords
    sheet: SheetWords
    screen: ScreenWords
    reviewer: Text | None = None
    reviewed: date | None = None
    reason: Text | None = None


def joined(items: Iterable[str], pattern: str) -> str:
    """Items put one after the other as a pattern joins two of them: `comma` or `semicolon`."""
    found = list(items)
    return reduce(lambda before, after: pattern.format(before=before, after=after), found) if found else ""
