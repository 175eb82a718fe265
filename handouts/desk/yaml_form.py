"""A file of YAML as the fields of a form, and the same file with other values: all other lines stay as they are.

Libraries that write YAML anew keep comments only beside what stays, and set all of it in their own way; here a value's
own lines are replaced, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from handouts.errors import DataError, Mark, Problem
from handouts.load.yaml_nodes import FORBIDDEN_CHARACTER, Items, Node, Pairs, Scalar, parse
from handouts.order.starters import quoted

Value: TypeAlias = "str | list[str]"
Fields: TypeAlias = Mapping[str, Value]  # those inside others as "doses.minutes"

COMMENT = re.compile(r"[ \t]{2,}#[ \t].*$")  # behind a value, as style guides of YAML have it
BETWEEN = re.compile(r"\s*(#.*)?|---|\.\.\.")  # lines that belong to no value
SHORT = 100  # letters of a list that stands on one line


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
    node, lines = parse(path), text.rstrip("\n").split("\n")
    if not isinstance(node, Pairs) or lines[node.mark.line - 1][node.mark.column - 1 :].startswith("{"):
        raise DataError(
            [Problem("the file is not written as keys on lines of their own", node.mark, "mend it by hand")]
        )
    keys = {key.name: key for key in _keys(node, lines)}
    before = fields_in(node)
    edits: list[tuple[int, int, list[str]]] = []
    added: list[str] = []
    for name in known:
        wanted = _of(name, {**before, **fields})
        if wanted == _of(name, before):
            continue
        written = _written(name, wanted)
        if name in keys:
            start, end = keys[name].start, keys[name].end
            edits.append((start, end, _with_comment(written, lines[start:end])))
        elif written and (place := _shown_at(name, lines)) is not None:
            edits.append((place, place + 1, written))
        else:
            added += written
    for start, end, written in sorted(edits, reverse=True):
        lines[start:end] = written
    return "\n".join([*lines, *added]) + "\n"


def unsound(fields: Fields) -> Iterator[tuple[str, str]]:
    """Fields with characters that belong to no text, and what is said of them."""
    for name, value in fields.items():
        for text in [value] if isinstance(value, str) else value:
            if bad := FORBIDDEN_CHARACTER.search(text):
                yield name, f"'{name}' has a character that belongs to no text: U+{ord(bad[0]):04X}"


def _keys(node: Pairs, lines: Sequence[str]) -> Iterator[Key]:
    pairs = [(key, value) for key, value in node if isinstance(key, Scalar)]
    starts = [key.mark.line - 1 for key, _ in pairs]
    for (key, value), start, following in zip(pairs, starts, [*starts[1:], len(lines)], strict=True):
        own = range(start + 1, following)
        end = max((n + 1 for n in own if not BETWEEN.fullmatch(lines[n])), default=start + 1)
        yield Key(key.text, start, end, value)


def _of(name: str, fields: Fields) -> Value | dict[str, str]:
    """What a key says: a text, a list, or texts by the keys inside it."""
    inner = {
        key.removeprefix(f"{name}."): value
        for key, value in fields.items()
        if key.startswith(f"{name}.") and isinstance(value, str) and value
    }
    return inner or fields.get(name) or ""


def _written(name: str, value: Value | dict[str, str]) -> list[str]:
    """The lines of a key; none where it says nothing."""
    if not value:
        return []
    if isinstance(value, str):
        return [f"{name}: {_scalar(value)}"]
    if isinstance(value, dict):
        return [f"{name}:", *(f"  {_scalar(key)}: {_scalar(text)}" for key, text in value.items())]
    items = [_scalar(text) for text in value if text.strip()]
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
