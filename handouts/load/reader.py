"""A YAML node turned into a frozen value, as the type hints of the model ask, with a Problem for every fault.

A value is made even where parts are faulty, with None or () in their place, so that what is sound in it can still be
checked; whoever reads must not use it when problems were found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from math import isfinite
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from handouts.errors import Problem, did_you_mean
from handouts.load.faults import Faults
from handouts.load.letters import settable
from handouts.load.model import NO_KEYS, ONE_OF, OTHER_KEYS, Fact, FileName, Number, Step, Text, is_record
from handouts.load.yaml_nodes import Items, Node, Pairs, Scalar

T = TypeVar("T")
Read: TypeAlias = Callable[[Node, str, Faults], Any]  # a node, what it is called in messages, where problems go

# Where a plain text may stand for a whole value, and which field it fills.
SHORTHAND_FIELDS = {Fact: "text", Step: "step"}
RUNS_OF_BLANKS = re.compile("[ \t\n]+")  # not the no-break space
MOST_HINTS = 50  # at unknown keys of one record: finding what is near takes time
MOST_REPEATED = 200  # characters of a text that a message says again
MOST_CHARACTERS = 4000  # of a text; a whole page has fewer
NODE_NAMES = {Scalar: "text", Items: "a list", Pairs: "keys with values"}


def read_value(kind: type[T], node: Node, name: str, faults: Faults) -> T:
    """The value of a type that a node describes; adds a Problem to `faults` for everything wrong with it."""
    hint: Any = kind
    value: T = _reader(hint)(node, name, faults)
    return value


@cache
def _reader(kind: Any, keys: tuple[str, ...] = ()) -> Read:
    """How a type is read. Text, Number, date, Literal, tuple (of Literal: one alone, too), Mapping (with `keys`, if
    these are fixed), record, Optional, union of records; and any of them annotated: with its keys if it is a
    Mapping."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return _reader(inner, *more) if get_origin(inner) is Mapping else _reader(inner)
    args: tuple[Any, ...] = tuple(a for a in get_args(kind) if a is not NoneType)
    if kind in SCALAR_READERS:
        return SCALAR_READERS[kind]
    if get_origin(kind) is Literal:
        return partial(_choice, args)
    if get_origin(kind) is tuple and get_origin(args[0]) is Literal:
        return partial(_choices, _reader(args[0]))
    if get_origin(kind) is tuple:
        return partial(_items, _reader(args[0]), None if args[-1] is ... else len(args))
    if get_origin(kind) is Mapping:
        return partial(_mapping, keys, _reader(args[1]))
    if is_record(kind):
        return partial(_record, _form(kind))
    if len(args) == 1:
        return _reader(args[0])
    return partial(_union, tuple(map(_form, args)))


# -- single values -----------------------------------------------------------------------------------------------------


def _scalar(node: Node, name: str, wanted: str, faults: Faults) -> Scalar | None:
    """The node when it is a text that is not empty."""
    if not isinstance(node, Scalar):
        faults.append(Problem(f"'{name}' should be {wanted}, not {NODE_NAMES[type(node)]}", node.mark))
    elif node.empty:
        faults.append(Problem(f"'{name}' is empty", node.mark, f"write {wanted} there"))
    else:
        return node
    return None


def _text(node: Node, name: str, faults: Faults) -> Text | None:
    """Line ends and runs of blanks become one blank; letters become such as can be set."""
    if (found := _scalar(node, name, "text", faults)) is None:
        return None
    if (count := len(found.text)) > MOST_CHARACTERS:
        told = f"'{name}' has {count:,} characters, of which a sheet takes {MOST_CHARACTERS:,} at the very most"
        faults.append(Problem(told, found.mark, "shorten it"))
        return None
    plain = settable(found.text).strip(" ")
    if "  " in plain or not plain.isprintable():
        plain = RUNS_OF_BLANKS.sub(" ", plain).strip(" ")
    if not plain:
        faults.append(Problem(f"'{name}' is empty", found.mark, "write text there"))
        return None
    _not_cut(found, faults)
    text = Text(plain)
    text.mark = found.mark
    return text


def _not_cut(found: Scalar, faults: Faults) -> None:
    """Adds a Problem where YAML takes the end of a text for a comment."""
    if found.cut:
        whole = f"{found.text} {found.cut}".replace("\\", "\\\\").replace('"', '\\"')
        quotes = f'put it in double quotes: "{whole}"' if len(whole) <= MOST_REPEATED else "put it in double quotes"
        faults.append(Problem("the text ends at #", found.mark, f"{quotes}; or put a comment on a line of its own"))


def _file_name(node: Node, name: str, faults: Faults) -> FileName | None:
    """Just as it is written."""
    if (found := _scalar(node, name, "the name of a file", faults)) is None:
        return None
    _not_cut(found, faults)
    text = FileName(found.text)
    text.mark = found.mark
    return text


def _number(node: Node, name: str, faults: Faults) -> Number | None:
    if (found := _scalar(node, name, "a number", faults)) is None:
        return None
    if not (re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", found.text) and isfinite(float(found.text))):
        hint = "write digits, with a point for fractions"
        faults.append(Problem(f"'{name}' should be a number, not '{found.text}'", found.mark, hint))
        return None
    number = Number(found.text)
    number.mark = found.mark
    return number


def _date(node: Node, name: str, faults: Faults) -> date | None:
    if (found := _scalar(node, name, "a date", faults)) is None:
        return None
    try:
        return date(*map(int, re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", found.text).groups()))  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        faults.append(Problem(f"'{name}' should be a date, not '{found.text}'", found.mark, "write it as 2026-01-31"))
        return None


def _choice(choices: tuple[str, ...], node: Node, name: str, faults: Faults) -> str | None:
    wanted = " or ".join(f"'{choice}'" for choice in choices)
    found = _scalar(node, name, wanted, faults)
    if found is None or found.text in choices:
        return found and found.text
    faults.append(Problem(f"'{name}' should be {wanted}, not '{found.text}'", found.mark))
    return None


SCALAR_READERS: dict[Any, Read] = {Text: _text, FileName: _file_name, Number: _number, date: _date}


# -- lists and keys ----------------------------------------------------------------------------------------------------


def _items(inner: Read, length: int | None, node: Node, name: str, faults: Faults) -> tuple[Any, ...]:
    if not isinstance(node, Items):
        found = "nothing" if isinstance(node, Scalar) and node.empty else NODE_NAMES[type(node)]
        hint = "begin each item on its own line with '- '"
        faults.append(Problem(f"'{name}' should be a list, not {found}", node.mark, hint))
        return ()
    if not node.nodes:
        faults.append(Problem(f"'{name}' is an empty list", node.mark, "write an item, or take it out"))
    elif length and len(node.nodes) != length:
        faults.append(Problem(f"'{name}' should have {length} items, not {len(node.nodes)}", node.mark))
    return tuple(v for v in (inner(n, name, faults) for n in node.nodes) if v is not None)


def _choices(inner: Read, node: Node, name: str, faults: Faults) -> tuple[Any, ...]:
    """Different choices; one that is written alone is a list of one."""
    if not isinstance(node, Items):
        value = inner(node, name, faults)
        return () if value is None else (value,)
    values = _items(inner, None, node, name, faults)
    for i, value in enumerate(values):
        if value in values[:i]:
            faults.append(Problem(f"'{name}' has '{value}' twice", node.mark, "take one of them out"))
    return values


def _mapping(keys: tuple[str, ...], inner: Read, node: Node, name: str, faults: Faults) -> dict[Text, Any]:
    """Keys with values of one type: just these keys, or where there are none, any."""
    if not isinstance(node, Pairs):
        faults.append(Problem(f"'{name}' should be keys with values, not {NODE_NAMES[type(node)]}", node.mark))
        return {}
    values = _pairs(node, faults)
    if keys:
        faults += (Problem(f"unknown key '{k}'", k.mark, did_you_mean(k, keys)) for k in values if k not in keys)
        faults += (Problem(f"missing key '{k}'", node.mark) for k in keys if k not in values)
    return {key: inner(value, key, faults) for key, value in values.items()}


def _pairs(node: Pairs, faults: Faults) -> dict[Text, Node]:
    """The first value of every key. A value left out is told of at its key: a reader looks there."""
    values: dict[Text, Node] = {}
    for key, value in node:
        word = _text(key, "key", faults)
        if word in values:
            first = next(k for k in values if k == word)
            faults.append(Problem(f"duplicate key '{word}'", key.mark, f"first in line {_line_of(first)}"))
        elif word is not None:
            values[word] = value._replace(mark=key.mark) if isinstance(value, Scalar) and value.empty else value
    return values


def _line_of(text: Text) -> int:
    return text.mark.line if text.mark else 0


# -- records -----------------------------------------------------------------------------------------------------------


class Form(NamedTuple):
    """How a record is written: its type; for each key the field and its reader; what missing fields hold."""

    kind: Any
    fields: Mapping[str, tuple[str, Read]]
    blank: Mapping[str, Any]
    required: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...]


def spelled(field: str) -> str:
    """A field's name as a YAML key."""
    return field.replace("_", " ")


@cache
def _form(kind: Any) -> Form:
    hints = get_type_hints(kind, include_extras=True)
    required = tuple(name for name in hints if name not in kind._field_defaults)
    lists = {name for name, hint in hints.items() if get_origin(hint) is tuple}
    return Form(
        kind,
        {spelled(name): (name, _reader(hint)) for name, hint in hints.items()},
        {name: () if name in lists else None for name in required},
        tuple(map(spelled, required)),
        tuple(tuple(map(spelled, group)) for group in ONE_OF.get(kind, ())),
    )


def _record(form: Form, node: Node, name: str, faults: Faults) -> Any:
    if isinstance(node, Scalar) and form.kind in SHORTHAND_FIELDS and not node.empty:
        return form.kind(**{**form.blank, SHORTHAND_FIELDS[form.kind]: _text(node, name, faults)})
    if not isinstance(node, Pairs):
        found = "nothing" if isinstance(node, Scalar) and node.empty else NODE_NAMES[type(node)]
        hint = f"write its keys: {', '.join(form.required)}"
        faults.append(Problem(f"'{name}' should be keys with values, not {found}", node.mark, hint))
        return None
    values = _pairs(node, faults)
    faults += _key_faults(form, node, values)
    known = [(*form.fields[key], value) for key, value in values.items() if key in form.fields]
    return form.kind(**{**form.blank, **{field: inner(v, spelled(field), faults) for field, inner, v in known}})


def _key_faults(form: Form, node: Pairs, values: Mapping[Text, Node]) -> Faults:
    """Keys that are unknown, missing, or exclude each other."""
    unknown = {k: _meant(k, form) for k in values if k not in form.fields}
    missing = [k for k in form.required if k not in values and k not in unknown.values()]
    return [
        *(
            Problem(f"unknown key '{k[:MOST_REPEATED]}'", k.mark, _key_hint(k, meant, form) if n < MOST_HINTS else "")
            for n, (k, meant) in enumerate(unknown.items())
        ),
        *(Problem(f"missing key '{k}'", node.mark) for k in missing),
        *(p for group in form.one_of for p in _group_faults(group, node, values)),
    ]


def _meant(key: str, form: Form) -> str:
    """The key of a form that another stands for: in capitals, with other signs between its words, or by other words."""
    plain = _letters(key)
    same = next((known for known in form.fields if _letters(known) == plain), "")
    return same or OTHER_KEYS.get(form.kind.__name__, {}).get(plain, "")


def _letters(key: str) -> str:
    return re.sub(r"[\W_]+", "", key).casefold()


def _key_hint(key: str, meant: str, form: Form) -> str:
    if meant:
        return f"did you mean '{meant}'?"
    return NO_KEYS.get(form.kind.__name__, {}).get(_letters(key)) or did_you_mean(key[:MOST_REPEATED], form.fields)


def _group_faults(group: tuple[str, ...], node: Pairs, values: Mapping[Text, Node]) -> Faults:
    given = [k for k in values if k in group]
    if not given:
        return [Problem(f"one of these keys is needed: {', '.join(group)}", node.mark)]
    return [Problem(f"'{k}' and '{given[0]}' exclude each other", k.mark, "keep one of them") for k in given[1:]]


def _union(forms: tuple[Form, ...], node: Node, name: str, faults: Faults) -> Any:
    """One of several records: the one that has most of the keys given."""
    written = {k.text for k, _ in node if isinstance(k, Scalar)} if isinstance(node, Pairs) else set()
    form = max(forms, key=lambda f: len(written & f.fields.keys()))
    if written & form.fields.keys():
        return _record(form, node, name, faults)
    ways = "; or ".join(", ".join(_needed_keys(f)) for f in forms)
    faults.append(Problem(f"'{name}' is given in no known way", node.mark, f"keys: {ways}"))
    return None


def _needed_keys(form: Form) -> list[str]:
    """The keys of a form that must be there, alternatives joined by 'or'."""
    choices = [" or ".join(group) for group in form.one_of]
    return [*form.required, *choices]
