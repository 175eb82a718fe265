"""A YAML file turned into a value of the model that knows its lines, or every fault found on the way.

YAML's parser is asked for events, not for nodes: libyaml's own composer crashes on deep nesting, and only events
show anchors. Values are never resolved: `no`, `1.0` and `2020-01-01` are text where text is wanted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from handouts.errors import DataError, Mark, Problem, short_path
from handouts.load.faults import reason_of
from handouts.load.files import namesake, read_file

# The parser written in C is some ten times faster; PyYAML is also built without it.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST_BYTES = 2**20  # of a file; the largest of ours has a fiftieth of that
DEEPEST_NESTING = 40  # levels of lists and keys inside each other; the model needs eight

NEEDS_QUOTES = "text that begins with '*', '&' or '!' needs quotes"
QUOTES = "put the whole text in double quotes"

PICTURE_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff")  # how PNG and JPEG files begin

# What stands behind a text on its line and is taken for a comment. Meant as such are those to the linter, and those
# with two blanks before the sign and one behind it, as style guides of YAML have it.
CUT = re.compile(r"(?:[ \t](?=#)|[ \t]+(?=#[^\s]))(#(?!\s*lint:).*)")

# What YAML 1.1 does not allow in a file (section 5.1); the two parsers report it differently.
FORBIDDEN_CHARACTER = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Scalar(NamedTuple):
    """A word or text as written; `plain` when it stands without quotes; `cut` what YAML takes for a comment behind it,
    on its line."""

    text: str
    mark: Mark
    plain: bool
    cut: str = ""

    @property
    def empty(self) -> bool:
        return not self.text.strip() or (self.plain and self.text in ("~", "null"))


class Items(NamedTuple):
    """A list."""

    nodes: tuple[Node, ...]
    mark: Mark


class Pairs(NamedTuple):
    """Keys with their values, in the file's order; doubles are still in."""

    nodes: tuple[Node, ...]
    mark: Mark

    def __iter__(self) -> Iterator[tuple[Node, Node]]:
        return zip(self.nodes[::2], self.nodes[1::2], strict=True)


Node: TypeAlias = "Scalar | Items | Pairs"


class Comment(NamedTuple):
    """What stands behind a number sign; `alone` when nothing stands before it on its line."""

    text: str
    mark: Mark
    alone: bool


def parse(path: Path) -> Node:
    """The nodes of a YAML file; raises DataError with the one fault that a parser can find before it is lost."""
    file = short_path(path)
    text = _text(_bytes(path, file), file)
    try:
        return _compose(text, file)
    except yaml.MarkedYAMLError as error:
        raise DataError([_in_plain_words(error, text.split("\n"), file)]) from None


def comments_in(path: Path, word: str) -> tuple[Comment, ...]:
    """The comments of a YAML file that begin with a word; raises DataError as `parse`.

    PyYAML passes comments over: here they are found again between its texts."""
    file, raw = short_path(path), _bytes(path, short_path(path))
    if word.encode() not in raw:
        return ()
    text = _text(raw, file)
    try:
        spans = [_span(e) for e in iter(LOADER(text).get_event, None) if isinstance(e, yaml.ScalarEvent)]
    except yaml.MarkedYAMLError as error:
        raise DataError([_in_plain_words(error, text.split("\n"), file)]) from None
    found = []
    for n, line in enumerate(text.split("\n")):
        for sign in re.finditer(rf"(?<!\S)#\s*(?={re.escape(word)})", line):
            before = bisect_right(spans, (n, sign.start()), key=itemgetter(0)) - 1
            if before < 0 or spans[before][1] <= (n, sign.start()):
                mark = Mark(file, n + 1, sign.start() + 1)
                found.append(Comment(line[sign.end() :].strip(), mark, not line[: sign.start()].strip()))
    return tuple(found)


def _span(event: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """The lines and columns between which a text stands; one that begins with '>' or '|', on the line after this."""
    begin, end = event.start_mark, event.end_mark
    first = (begin.line + 1, 0) if event.style in (">", "|") else (begin.line, begin.column)
    return first, (end.line, end.column)


def _bytes(path: Path, file: str) -> bytes:
    try:
        return read_file(path, MOST_BYTES)
    except OSError as error:
        hint = namesake(path) if isinstance(error, FileNotFoundError) else ""
        raise DataError([Problem(f"the file cannot be read: {reason_of(error)}", Mark(file, 1, 1), hint)]) from None


def _text(raw: bytes, file: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith(PICTURE_BEGINNINGS):
            hint = "write a small text file, and name the picture in it"
            raise DataError([Problem("this is a picture, not a text file", Mark(file, 1, 1), hint)]) from None
        mark = _mark_at(raw[: error.start].decode("utf-8", "replace"), file)
        raise DataError([Problem("the file is not UTF-8 text", mark, "save it with the encoding UTF-8")]) from None
    if bad := FORBIDDEN_CHARACTER.search(text):
        message = f"a character that YAML forbids, U+{ord(bad[0]):04X}"
        raise DataError([Problem(message, _mark_at(text[: bad.start()], file), "delete it")])
    return re.sub("\r\n?", "\n", text)


def _mark_at(before: str, file: str) -> Mark:
    lines = before.split("\n")
    return Mark(file, len(lines), len(lines[-1]) + 1)


def _compose(text: str, file: str) -> Node:
    """The one document in a text; raises DataError or yaml.MarkedYAMLError."""
    events = (e for e in iter(LOADER(text).get_event, None) if not isinstance(e, _ENVELOPE_EVENTS))
    first = next(events, None)
    if first is None or (isinstance(first, yaml.ScalarEvent) and not first.value and not first.style):
        raise DataError([Problem("the file is empty", Mark(file, 1, 1), "write its keys, or delete the file")])
    node = _node(first, events, file, text.split("\n") if "#" in text else (), 0)
    for event in events:
        raise DataError([Problem("a second document begins", _mark(event, file), "delete the line '---' above it")])
    return node


_ENVELOPE_EVENTS = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)


def _node(event: Any, events: Iterator[Any], file: str, lines: Sequence[str], depth: int) -> Node:
    mark = _mark(event, file)
    if depth > DEEPEST_NESTING:
        raise DataError([Problem(f"more than {DEEPEST_NESTING} levels inside each other", mark)])
    if isinstance(event, yaml.AliasEvent) or event.anchor or (event.tag and event.tag != "!"):
        raise DataError([Problem(NEEDS_QUOTES, mark, QUOTES)])
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, mark, not event.style, _cut(event, lines) if lines and not event.style else "")
    nodes = []
    while not isinstance(inside := next(events), yaml.CollectionEndEvent):
        nodes.append(_node(inside, events, file, lines, depth + 1))
    return (Items if isinstance(event, yaml.SequenceStartEvent) else Pairs)(tuple(nodes), mark)


def _cut(event: Any, lines: Sequence[str]) -> str:
    """What stands behind a text without quotes on its line, if that begins with a number sign."""
    end = event.end_mark
    found = CUT.match(lines[end.line], end.column) if event.value and end.line < len(lines) else None
    return found[1].rstrip() if found else ""


def _mark(event: Any, file: str) -> Mark:
    return Mark(file, event.start_mark.line + 1, event.start_mark.column + 1)


# -- YAML's own faults in plain words ----------------------------------------------------------------------------------

# Words of the two parsers' messages; what it means; what to do.
PARSER_FAULTS = (
    ("mapping values are not allowed", "a colon followed by a space inside a text, or a line indented too far", QUOTES),
    ("could not find expected ':'", "this line is neither 'key: value' nor part of a text", "a key ends with a colon"),
    ("unknown escape", "a backslash in double quotes begins a code unknown to YAML", r"write \\ for a backslash"),
    ("sequence entries are not allowed", "a list item does not begin on the line of its key", "put '- ' on a new line"),
    ("or ']'", "a list in [ ] is not closed, or lacks a comma", "close it with ]"),
    ("or '}'", "keys in { } are not closed, or lack a comma", "close them with }"),
    ("alphabetic or numeric", NEEDS_QUOTES, QUOTES),
    ("undefined", NEEDS_QUOTES, QUOTES),
    ("chomping or indentation", "text that begins with '>' or '|' needs quotes", QUOTES),
    ("comment or line break", "text that begins with '>' or '|' needs quotes", QUOTES),
    ("document start", "this line belongs to no key, or is indented less than the first", "align it with the others"),
    ("directive", "text that begins with '%' needs quotes", QUOTES),
    ("block end", "this line is not indented like its neighbours", "align it with the lines around it"),
    ("expected key", "this line is not indented like its neighbours", "align it with the lines around it"),
    ("'-' indicator", "this line is not indented like its neighbours", "align it with the lines around it"),
    ("node content", "a text cannot begin with this sign", QUOTES),
    ("cannot start any token", "a text cannot begin with this sign", QUOTES),
)


def _in_plain_words(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """A parser's complaint as a sentence for someone who does not know YAML's grammar."""
    words, at = str(error.problem), error.problem_mark or error.context_mark
    assert at is not None
    if "unexpected end of stream" in words and error.context_mark:
        at, message, hint = error.context_mark, "a quote is opened here and never closed", "close it with the same sign"
    else:
        message, hint = _meaning(words, lines[at.line] if at.line < len(lines) else "", at.column)
    return Problem(message, Mark(file, at.line + 1, at.column + 1), hint)


def _meaning(words: str, line: str, column: int) -> tuple[str, str]:
    """What a complaint about a place in a line means, and what to do."""
    before = line[:column].rstrip()
    if "\t" in line[: column + 1] or re.match(r"\s*\t", line):
        return "a tab stands where spaces are wanted", "indent with spaces, two for each level"
    if before.endswith(("'", '"')) and ("key" in words or "block end" in words or "indicator" in words):
        return "text goes on after its closing quote", "use double quotes round a text that has an apostrophe"
    return next((f[1:] for f in PARSER_FAULTS if f[0] in words), (f"this is not YAML: {words}", QUOTES))
