"""A pattern and a person turned into the name of a file: safe on every system, and different for every row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from string import Formatter
from typing import NamedTuple

from handouts.errors import HandoutsError, Problem, did_you_mean

PATTERN_FIELDS = ("row", "condition", "name", "date")
USUAL_PATTERN = "{row:05}-{condition}"
MOST_BYTES = 200  # of a name without its ending: file systems allow 255, some of their tools less
# Microsoft, "Naming Files, Paths, and Namespaces": characters and names that Windows keeps for itself.
UNSAFE = re.compile(r'[<>:"/\\|?*]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])($|[. ])")
STRIPPED = ". "


class BadPattern(HandoutsError):
    """A pattern that names no file, or the same one twice."""

    exit_code = 2


class PatternPart(NamedTuple):
    """Letters as they are, then a field, if any, with at least so many digits."""

    letters: str
    field: str | None
    digits: int


def namer(pattern: str) -> Callable[[int, str, Mapping[str, str]], str]:
    """What names the file of a row, its condition and a person's words; raises BadPattern.

    The number of the row stands first or last, and no digit beside it: so no two rows have the same name, whatever
    their words are and however little a file system tells letters apart."""
    pieces = _pieces(pattern)
    if not (first := _row_is_first(pieces)) and not _row_is_last(pieces):
        hint = f"such as '{USUAL_PATTERN}'; two people may share all else"
        raise BadPattern(
            [Problem("--names needs {row} first or last, and no digit or other field beside it", None, hint)]
        )

    def name(row: int, condition: str, values: Mapping[str, str]) -> str:
        words = {"condition": condition, "name": values.get("name", ""), "date": values.get("date", "")}
        parts = (p.letters + _filled(p, row, words) for p in pieces)
        return _safe("".join(parts), first)

    return name


def _pieces(pattern: str) -> tuple[PatternPart, ...]:
    try:
        return tuple(_piece(*parts) for parts in Formatter().parse(pattern))
    except ValueError as error:
        raise BadPattern([Problem(f"--names is not a pattern: {error}", None, f"such as '{USUAL_PATTERN}'")]) from None


def _piece(letters: str, field: str | None, spec: str | None, conversion: str | None) -> PatternPart:
    if field is None:
        return PatternPart(letters, None, 0)
    if field not in PATTERN_FIELDS:
        hint = did_you_mean(field, PATTERN_FIELDS)
        raise BadPattern([Problem(f"--names has an unknown field '{field}'", None, hint)])
    if conversion or (spec and (field != "row" or not re.fullmatch("0[1-9]", spec))):
        raise BadPattern([Problem("--names: only {row} takes a width, such as {row:05}")])
    return PatternPart(letters, field, int(spec) if spec else 0)


def _row_is_first(pieces: tuple[PatternPart, ...]) -> bool:
    if not pieces or pieces[0].field != "row" or pieces[0].letters:
        return False
    return len(pieces) == 1 or (pieces[1].letters != "" and not pieces[1].letters[0].isnumeric())


def _row_is_last(pieces: tuple[PatternPart, ...]) -> bool:
    return bool(pieces) and pieces[-1].field == "row" and bool(end := pieces[-1].letters) and not end[-1].isnumeric()


def _filled(piece: PatternPart, row: int, words: Mapping[str, str]) -> str:
    if piece.field is None:
        return ""
    return f"{row:0{piece.digits}d}" if piece.field == "row" else words[piece.field]


def _safe(name: str, keep_first: bool) -> str:
    """A name that no system refuses, obeys or takes for a folder; one too long is cut where no number stands."""
    if not (name.isascii() and name.isprintable()):
        name = unicodedata.normalize("NFC", name)
        name = "".join("_" if unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" else c for c in name)
    name = UNSAFE.sub("_", re.sub(r"\s+", " ", name)).strip(STRIPPED)
    data = name.encode()
    if len(data) > MOST_BYTES:
        data = data[:MOST_BYTES] if keep_first else data[-MOST_BYTES:]
        name = data.decode(errors="ignore").strip(STRIPPED)
    return f"_{name}" if RESERVED.match(name) else name
