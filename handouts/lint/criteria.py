"""The 44 criteria of a leaflet for patients, and what decides each of them.

They put together PEMAT-P, the CDC's Clear Communication Index, RNIB's clear print, PIF TICK and the sheets of Memorial
Sloan Kettering, in our words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

# 'rules': met where no rule of it finds anything; 'built': the program makes every page so; 'lacks': it does not;
# 'person': nobody but a person can tell; 'asked': `report` looks, and `said` says what for.
Way: TypeAlias = Literal["rules", "built", "lacks", "person", "asked"]


class Criterion(NamedTuple):
    """What is asked, what decides it, and why it is so or who is to look at what."""

    asks: str
    way: Way
    said: str


CRITERIA: Mapping[str, Criterion] = {
    "L01": Criterion("the title and one sentence say what it is for", "asked", "they stand first on the page"),
    "L02": Criterion(
        "nothing distracts: four places at most, no ornament", "asked", "a page has no more than its blocks"
    ),
    "L03": Criterion("everyday words, grade 6 or below", "rules", "read it to someone who has never heard of it"),
    "L04": Criterion("sentences have 20 words at most", "rules", "count the longest sentence"),
    "L05": Criterion("words of the trade are explained", "rules", "look for words that only the trade uses"),
    "L06": Criterion("active and direct: steps begin with their verb", "rules", "read the steps as commands"),
    "L07": Criterion("numbers are whole, and have their unit", "rules", "look at each number"),
    "L08": Criterion(
        "nothing has to be reckoned", "person", "read Time, and each step that counts, as a patient would"
    ),
    "L09": Criterion("short blocks under headings that tell what they hold", "built", "the headings are fixed"),
    "L10": Criterion(
        "the order is that of the doing",
        "person",
        "numbers agree with the picture; whether they spare turning over, try",
    ),
    "L11": Criterion("a summary", "built", "the box 'In short'"),
    "L12": Criterion("marks that lead the eye", "built", "numbered rings, bold leads, boxed cautions"),
    "L13": Criterion("a picture for each step that needs one", "rules", "hold the steps against the picture"),
    "L14": Criterion("pictures show what the words say, and no more", "rules", "hold the picture against the steps"),
    "L15": Criterion("each picture says what it shows", "built", "view and side stand above it"),
    "L16": Criterion("pictures are not crowded", "rules", "look at the picture"),
    "L17": Criterion("tables have headings", "built", "the page has no table"),
    "L18": Criterion("at least one thing to do", "built", "no point is read without steps to press it"),
    "L19": Criterion("steps are short, and one thing each", "rules", "read each step"),
    "L20": Criterion("something to do it with, such as days to tick", "lacks", "the page has no chart to tick"),
    "L21": Criterion(
        "it says how to use the picture",
        "person",
        "numbers and rings are the same in words and picture; no line says so",
    ),
    "L22": Criterion("honest about what is known; no claims", "rules", "read what it promises"),
    "L23": Criterion("risks are told, with the signs of danger", "rules", "hold the cautions against their sources"),
    "L24": Criterion("cautions stand before the steps", "built", "'Before you start' is the first box"),
    "L25": Criterion("whom to call", "asked", "a line for the clinic and its telephone"),
    "L26": Criterion("type that can be read", "built", "sizes are fixed and measured in the finished file"),
    "L27": Criterion("leading, left aligned, no hyphens at line ends", "built", "the program sets all lines so"),
    "L28": Criterion("no capitals, italics or underlining", "rules", "look for words in capitals"),
    "L29": Criterion("one plain typeface, embedded", "built", "the fonts are in the file"),
    "L30": Criterion("contrast, in grey too", "built", "inks are measured"),
    "L31": Criterion("nothing is told by colour alone", "built", "every mark has a number, a name or a dash"),
    "L32": Criterion("white or off-white matte paper", "person", "who prints it chooses the paper: white and matte"),
    "L33": Criterion("white space", "person", "margins are kept; look whether the page breathes"),
    "L34": Criterion("one page", "rules", "make it, and see"),
    "L35": Criterion("nothing is cut off or lies on something else", "rules", "make it, and see"),
    "L36": Criterion(
        "who made and who reviewed it, from what, when, until when",
        "asked",
        "author, sources and edition stand in the footer",
    ),
    "L37": Criterion("a way to say what one thinks of it", "asked", "the clinic's file says how"),
    "L38": Criterion(
        "made by one process, version told", "built", "the same input gives the same bytes, and the edition is told"
    ),
    "L39": Criterion("tried with patients", "person", "let some patients find the places with it, and watch"),
    "L40": Criterion("other formats are offered", "asked", "the clinic's file says how"),
    "L41": Criterion("a translation says who made and checked it", "asked", "these words are no translation"),
    "L42": Criterion("the file is tagged, with language, title and text for pictures", "built", "every file is PDF/UA"),
    "L43": Criterion("codes to scan are large and have their address beside", "built", "the page has no such code"),
    "L44": Criterion(
        "which side is plain: inner and outer, left and right", "rules", "look for lateral, medial and their kin"
    ),
}
