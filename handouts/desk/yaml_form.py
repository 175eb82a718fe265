"""Files of YAML as the fields of forms, and the same files with other values: all other lines stay as they are.

Libraries that write YAML anew keep comments only beside what stays, and set all of it in their own way; here a value's
own lines are replaced, and nothing else. A file is tried elsewhere before it is written: its faults are told at their
fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import chain, pairwise, repeat
from pathlib import Path
from typing import NamedTuple, TypeAlias

from handouts.desk.faults import Fault, fault_of, refused
from handouts.errors import DataError, Mark, Problem
from handouts.load.faults import reason_of
from handouts.load.files import read_file
from handouts.load.yaml_nodes import FORBIDDEN_CHARACTER, MOST_BYTES, Items, Node, Pairs, Scalar, parse
from handouts.order.starters import quoted

Value: TypeAlias = "str | list[str]"
Fields: TypeAlias = Mapping[str, Value]  # those inside others as "doses.minutes"

SURE = "nothing is saved unless you say that you are sure"
COMMENT = re.compile(r"[ \t]{2,}#[ \t].*$")  # behind a value, as style guides of YAML have it
BETWEEN = re.compile(r"\s*(#.*)?|---|\.\.\.")  # lines that belong to no value
BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # YAML 1.1, section 5.4
ITEM = re.compile(r"[ ]*-[ ]+")
SHORT = 100  # letters of a list that stands on one line


def read_text(path: Path) -> str:
    """The text of a file, with its ends of lines; raises Refused."""
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(None, f"the file {path.name} is not UTF-8 text", "save it with the encoding UTF-8") from None


def state_of(path: Path) -> str:
    """A digest of a file, empty where there is none; raises Refused."""
    return sha256(_bytes(path)).hexdigest()[:16] if path.exists() else ""


def _bytes(path: Path) -> bytes:
    try:
        return read_file(path, MOST_BYTES)
    except OSError as error:
        raise refused(None, f"the file {path.name} cannot be read: {reason_of(error)}") from None


def node_of(path: Path) -> Node | None:
    """The nodes of a file, if it is YAML."""
    try:
        return parse(path)
    except DataError:
        return None


def is_in(mark: Mark | None, path: Path) -> bool:
    """Whether a place lies in a file."""
    return mark is not None and Path(mark.file).name == path.name and Path(mark.file).resolve() == path.resolve()


def placed(problem: Problem, node: Node | None, path: Path) -> Fault:
    """A problem of a file at its field, without the folder in which it was tried; one of another file as it is."""
    mark = problem.mark
    if mark is None or not is_in(mark, path):
        return fault_of(problem)
    return Fault(field_of(node, problem), problem.message, problem.hint, f"{path.name}:{mark.line}:{mark.column}")


class Edit(NamedTuple):
    """New lines in place of those from one, counted from 0, up to but not including another."""

    start: int
    end: int
    lines: list[str]


class Key(NamedTuple):
    """A key of a file: its name, its lines from 0 up to but not including the last, and what it says."""

    name: str
    start: int
    end: int
    node: Node


def fields_in(node: Node) -> dict[str, Value]:
    """The fields of a file; what is no text, no list of texts and no keys with texts is passed over."""
    found: dict[str, Value] = {}
    for key, value in node if isinstance(node, Pairs) else ():
        if not isinstance(key, Scalar):
            continue
        if isinstance(value, Scalar):
            found[key.text] = "" if value.empty else value.text
        elif isinstance(value, Items) and all(isinstance(item, Scalar) for item in value.nodes):
            found[key.text] = [item.text for item in value.nodes if isinstance(item, Scalar)]
        elif isinstance(value, Pairs):
            inner = ((k.text, v.text) for k, v in value if isinstance(k, Scalar) and isinstance(v, Scalar))
            found |= {f"{key.text}.{name}": text for name, text in inner}
    return found


def field_at(node: Node, mark: Mark) -> str | None:
    """The field in which a place of a file lies."""
    found = None
    for key, value in node if isinstance(node, Pairs) else ():
        if isinstance(key, Scalar) and (key.mark.line, key.mark.column) <= (mark.line, mark.column):
            inner = field_at(value, mark) if isinstance(value, Pairs) else None
            found = f"{key.text}.{inner}" if inner else key.text
    return found


def field_of(node: Node | None, problem: Problem) -> str | None:
    """The field of a form that a problem of its file concerns, where that can be told."""
    if missing := re.match(r"missing key '([^']+)'", problem.message):
        inside = field_at(node, problem.mark) if node and problem.mark else None
        group, dot, _ = (inside or "").partition(".")
        return f"{group}.{missing[1]}" if dot else missing[1]
    return field_at(node, problem.mark) if node and problem.mark else None


def changed(path: Path, text: str, fields: Fields, known: Sequence[str]) -> str:
    """The text of a file with these fields, of keys that are known; those that say nothing are taken out, and those
    that are not given stay. Where a comment shows how a key is written (`# web: ...`), it is written there. `path` has
    the text.

    Raises DataError where the file is no YAML, or is written as one list of keys in braces."""
    node, lines, breaks = parse(path), BREAK.split(text), BREAK.findall(text)
    if not isinstance(node, Pairs) or lines[node.mark.line - 1][node.mark.column - 1 :].startswith("{"):
        raise DataError(
            [Problem("the file is not written as keys on lines of their own", node.mark, "mend it by hand")]
        )
    while not lines[-1]:
        lines.pop()
    before, end = fields_in(node), breaks[0] if breaks else "\n"
    edits = list(_edits(node, lines, len(lines), (before, {**before, **fields}), known))
    if not edits:
        return text
    whole = [f"{line}{end_there}" for line, end_there in zip(lines, [*breaks, end], strict=False)]
    for start, stop, written in sorted(edits, reverse=True):  # at one place, lines with an indent come first
        whole[start:stop] = [f"{line}{end}" for line in written]
    return "".join(whole)


def _edits(
    node: Pairs, lines: Sequence[str], end: int, fields: tuple[Fields, Fields], names: Sequence[str]
) -> Iterator[Edit]:
    """What is to be changed in keys whose lines end before `end`, so that of these names they say not the first but the
    second fields."""
    keys = {key.name: key for key in _keys(node, lines, end)}
    indent, added = " " * (node.mark.column - 1), list[str]()
    for name in names:
        had, wanted = (_of(name, some) for some in fields)
        if had == wanted:
            continue
        written = [f"{indent}{line}" for line in _written(name, wanted)]
        if name not in keys:
            if not indent and (place := _shown_at(name, lines)) is not None:
                yield Edit(place, place + 1, written)
            else:
                added += written
            continue
        key = keys[name]
        inside = _is_below(key, lines)
        if inside and isinstance(key.node, Pairs) and isinstance(had, dict) and isinstance(wanted, dict):
            yield from _edits(key.node, lines, key.end, (had, wanted), tuple({**had, **wanted}))
        elif inside and isinstance(key.node, Items) and isinstance(had, list) and isinstance(wanted, list):
            yield Edit(key.start + 1, key.end, list(_items(key, lines, wanted)))
        else:
            yield Edit(key.start, key.end, _with_comment(written, lines[key.start : key.end]))
    if added:
        yield Edit(end, end, added)


def _is_below(key: Key, lines: Sequence[str]) -> bool:
    """Whether what a key has inside stands below it, each on lines of its own."""
    inside = key.node.nodes[:: 2 if isinstance(key.node, Pairs) else 1] if isinstance(key.node, Items | Pairs) else ()
    starts = [node.mark.line - 1 for node in inside]
    begin = ITEM if isinstance(key.node, Items) else re.compile(" *")
    apart = all(before < after for before, after in pairwise([key.start, *starts]))
    return apart and all(
        (found := begin.match(lines[node.mark.line - 1])) is not None and found.end() == node.mark.column - 1
        for node in inside
    )


def _items(key: Key, lines: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    """The lines of a list; those of an item that was there stay, and the comments of one that says something else."""
    nodes = [node for node in key.node.nodes if isinstance(node, Scalar)] if isinstance(key.node, Items) else []
    starts = [node.mark.line - 1 for node in nodes]
    ends = [_end_of(start, after, lines) for start, after in zip(starts, [*starts[1:], key.end], strict=True)]
    begins = [key.start + 1, *ends]
    there = [(lines[a:b], lines[b:c]) for a, b, c in zip(begins, starts, ends, strict=False)]
    dash = lines[starts[0]][: nodes[0].mark.column - 1]
    for same, a, b, c, d in SequenceMatcher(None, [node.text for node in nodes], wanted, False).get_opcodes():
        for (above, own), text in zip(chain(there[a:b], repeat(((), ()))), wanted[c:d], strict=False):
            yield from above
            yield from own if same == "equal" else _with_comment([f"{dash}{_scalar(text)}"], own)


def unsound(fields: Fields) -> Iterator[tuple[str, str]]:
    """Fields with characters that belong to no text, and what is said of them."""
    for name, value in fields.items():
        for text in [value] if isinstance(value, str) else value:
            if bad := FORBIDDEN_CHARACTER.search(text):
                yield name, f"'{name}' has a character that belongs to no text: U+{ord(bad[0]):04X}"


def _keys(node: Pairs, lines: Sequence[str], end: int) -> Iterator[Key]:
    pairs = [(key, value) for key, value in node if isinstance(key, Scalar)]
    starts = [key.mark.line - 1 for key, _ in pairs]
    for (key, value), start, following in zip(pairs, starts, [*starts[1:], end], strict=True):
        yield Key(key.text, start, _end_of(start, following, lines), value)


def _end_of(start: int, following: int, lines: Sequence[str]) -> int:
    """The line behind the last one of a value that begins on a line, before another."""
    return max((n + 1 for n in range(start + 1, following) if not BETWEEN.fullmatch(lines[n])), default=start + 1)


def _of(name: str, fields: Fields) -> Value | dict[str, str]:
    """What a key says: a text, a list, or texts by the keys inside it."""
    inner = {
        key.removeprefix(f"{name}."): value
        for key, value in fields.items()
        if key.startswith(f"{name}.") and isinstance(value, str) and value
    }
    value = fields.get(name, "")
    return inner or ([text for text in value if text.strip()] if isinstance(value, list) else value) or ""


def _written(name: str, value: Value | dict[str, str]) -> list[str]:
    """The lines of a key; none where it says nothing."""
    if not value:
        return []
    if isinstance(value, str):
        return [f"{_scalar(name)}: {_scalar(value)}"]
    if isinstance(value, dict):
        return [f"{name}:", *(f"  {_scalar(key)}: {_scalar(text)}" for key, text in value.items())]
    items = [_scalar(text) for text in value]
    line = f"{name}: [{', '.join(items)}]"
    plain = all(re.fullmatch(r"[\w .'()/+-]*", item) for item in items)
    return [line] if plain and len(line) <= SHORT else [f"{name}:", *(f"  - {item}" for item in items)]


def _scalar(text: str) -> str:
    return quoted(" ".join(text.split()))


def _with_comment(written: list[str], lines: Sequence[str]) -> list[str]:
    """New lines of a key with the comment that stood behind its only line."""
    comment = COMMENT.search(lines[0]) if len(lines) == 1 else None
    return [f"{written[0]}{comment[0]}", *written[1:]] if written and comment else written


def _shown_at(name: str, lines: Sequence[str]) -> int | None:
    """The line of a comment that shows how a key is written."""
    return next((n for n, line in enumerate(lines) if re.match(rf"# {re.escape(name)}:", line)), None)
