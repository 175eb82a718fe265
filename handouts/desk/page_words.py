"""What the command line would have one type, said as the page has it."""

from __future__ import annotations

import re

COLUMNS = "under 'Which column is which'"
# Fields of a list, as the page calls them.
FIELDS = {
    "condition": "Leaflet",
    "name": "Name",
    "date": "Date",
    "leg": "Leg",
    "practitioner": "Practitioner",
    "time": "How long",
    "often": "How often",
    "note": "Note",
    "points": "Points",
    "purpose": "What for",
}
# What a hint for the command line says, in the order in which it is looked for, and the page's words for it.
HINTS = (
    (r"add --sides 2", "choose 'More points' for the back of the sheet"),
    (r"leave out --together", "untick 'All on one sheet'"),
    (r"take --paper a3", "choose the paper A3"),
    (r"handouts build --point (\S+)", r"choose \1 alone"),
    (r"build its points by themselves", "choose its points by themselves"),
    (r"(that is a (?:point|condition)): --(?:point|condition) .*", r"\1"),
    (r"--point (\S+)", r"\1"),
    (r"to see all, type: handouts list", "see all under A sheet"),
    (r"to see all rules, type: handouts rule", ""),
    (r"a clinic's file is given with --clinic.*", "a clinic's file does not belong into this folder"),
    (r", or bring words of that language with --data", ""),
    (r"(?:, or take|; or print straight to a network printer with) --printer ipp:\S+", ""),
    (r"name one with --printer", "choose one"),
    (r"leave --sheet away", "hand the file in again"),
    (r"say which: --sheet .*", "choose one at 'Sheet of the workbook'"),
    (r"write reviewer: and reviewed: (?:here|beside its words)", "say who has reviewed it, and when"),
    (r"add --draft", "tick that such leaflets are made, too"),
    (r"write files with -o, or take fewer rows with --rows", "take a zip of single PDFs"),
    (r"or give one with --condition", "write one into it, or choose one for such rows"),
    (r"to say what it holds: --column [^;]*", f"say what it holds {COLUMNS}"),
    (r"say which: --column [^;]*", f"say which {COLUMNS}"),
    (r"or add --column name=\.\.\.", f"or say which is which {COLUMNS}"),
    (r"; to leave it alone, add --ignore-columns", ", or pass over all others there"),
)
# The same of what is found, which may repeat words of a person: only what nobody would write.
MESSAGES = (
    (r"(: it takes [^:()]*) \(--paper\)", r"\1"),
    (r"(\(load [^:()]*, or) --paper\)", r"\1 choose that)"),
    (r"; --rows says which to make", ""),
)
# What is found in a file of a form, whose fields have names of the page.
FORMS = (
    (r"^'accent' has", "this colour has"),
    (r"^title ('.*') already stands for '.*'$", r"another leaflet is called \1 already"),
)


def hint_in_page(hint: str) -> str:
    """What to do about a fault, in the page."""
    return _said(hint, HINTS)


def message_in_page(message: str) -> str:
    """What is wrong, or was found, in the page."""
    return _said(message, MESSAGES)


def form_in_page(message: str) -> str:
    """What is wrong with a file that a form changes, in the page."""
    return _said(message, FORMS)


def note_in_page(note: str) -> str:
    """What was found in a table, in the page, which calls a field as its forms do."""
    said = re.sub(r"^'(\w+)'", lambda field: f"“{FIELDS[field[1]]}”" if field[1] in FIELDS else field[0], note)
    return message_in_page(said)


def _said(text: str, words: tuple[tuple[str, str], ...]) -> str:
    for typed, chosen in words:
        text = re.sub(typed, chosen, text)
    return text
