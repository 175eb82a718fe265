"""Speaks to a network printer in its own tongue, the Internet Printing Protocol: how it is, and 'print this'.

The encoding is RFC 8010, what is said in it RFC 8011, print-scaling PWG 5100.13. The library that is kept, pyipp,
asks for asyncio and a web client; two operations need no more than this.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from handouts.errors import CannotPrint, Problem, UnknownName
from handouts.printing.job import JOB_NAME, PDF_TYPE, Job, Receipt, State

ANSWER_TIMEOUT = 30  # seconds that a printer may take to answer
PORT = 631
VERSION = b"\x02\x00"
PRINT_JOB, GET_PRINTER_ATTRIBUTES = 0x0002, 0x000B  # RFC 8011 clause 5.4.15
LAST_SUCCESS = 0x00FF  # clause 4.1.6
STATE_STOPPED = 5  # clause 5.4.11

# Delimiters and value tags: RFC 8010 clauses 3.5.1 and 3.5.2.
OPERATION, JOB, END_OF_ATTRIBUTES, UNSUPPORTED = 0x01, 0x02, 0x03, 0x05
INTEGER, BOOLEAN, ENUM, RANGE_OF_INTEGER, BEGIN_COLLECTION, END_COLLECTION = 0x21, 0x22, 0x23, 0x33, 0x34, 0x37
NAME_TAG, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49

AttributeValue: TypeAlias = "int | str"
Group: TypeAlias = "dict[str, list[AttributeValue]]"

# What of a printer matters here: clause 5.4.
ASKED_ATTRIBUTES = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "media-supported",
    "sides-supported",
    "document-format-supported",
    "copies-supported",
)
# Words with which a printer or a status code tells why: clauses 4.1.6 and 5.4.12.
STATUS_MEANINGS = {
    0x0401: "it forbids that",
    0x0402: "it wants a name and a password",
    0x0403: "it does not let this user print",
    0x0404: "it is not possible for it",
    0x0406: "no printer is at this address",
    0x040A: "it does not know this kind of file",
    0x040B: "it does not know a wish",
    0x0503: "it is out of order",
    0x0506: "it takes no jobs now",
    0x0507: "it is busy",
}


class Attribute(NamedTuple):
    """A value tag, a name and values; the values of one attribute share their tag here."""

    tag: int
    name: str
    values: tuple[AttributeValue, ...]


class Response(NamedTuple):
    """A status code, and the attributes of each kind of group."""

    status: int
    groups: Mapping[int, Group]


def address(text: str) -> str:
    """The address of a printer as typed; raises UnknownName where it is none."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("ipp", "ipps") and parts.hostname and " " not in text and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        hint = "it should be like ipp://192.0.2.7/ipp/print"
        raise UnknownName([Problem(f"'{text}' is not the address of a printer", None, hint)])
    return text


def look(uri: str) -> State:
    """How a printer is; raises CannotPrint where none answers."""
    wishes = Attribute(KEYWORD, "requested-attributes", ASKED_ATTRIBUTES)
    answer = _ask(uri, encode(GET_PRINTER_ATTRIBUTES, {OPERATION: (*_greeting(uri), wishes)}))
    found: Group = {}
    for group in answer.groups.values():
        found |= group
    most = [value for value in found.get("copies-supported", ()) if isinstance(value, int)]
    return State(
        _refusal(found),
        _set(found, "media-supported"),
        _set(found, "sides-supported"),
        _set(found, "document-format-supported"),
        max(most, default=None),
    )


def _set(found: Group, name: str) -> frozenset[str] | None:
    return frozenset(map(str, found[name])) if name in found else None


def _refusal(found: Group) -> str:
    """Why a printer would not print, or nothing."""
    reasons = [str(r) for r in (*found.get("printer-state-reasons", ()), *found.get("printer-state-message", ()))]
    why = ", ".join(dict.fromkeys(r.rstrip(".") for r in reasons if r not in ("none", "")))
    if found.get("printer-is-accepting-jobs", [1]) == [0]:
        return f"takes no jobs: {why or 'it does not say why'}"
    if found.get("printer-state") == [STATE_STOPPED]:
        return f"is stopped: {why or 'it does not say why'}"
    return ""


def send(job: Job, uri: str) -> Receipt:
    """Hand a job to a printer; raises CannotPrint where it refuses."""
    about = (
        *_greeting(uri),
        Attribute(NAME_TAG, "job-name", (JOB_NAME,)),
        Attribute(MIME, "document-format", (PDF_TYPE,)),
    )
    wishes = (
        Attribute(INTEGER, "copies", (job.copies,)),
        Attribute(KEYWORD, "media", (job.media,)),
        Attribute(KEYWORD, "sides", (job.sides,)),
        Attribute(KEYWORD, "print-scaling", ("none",)),
    )
    answer = _ask(uri, encode(PRINT_JOB, {OPERATION: about, JOB: wishes}) + job.data)
    number = answer.groups.get(JOB, {}).get("job-id", ["?"])[0]
    return Receipt(str(number), tuple(answer.groups.get(UNSUPPORTED, ())))


def _greeting(uri: str) -> tuple[Attribute, ...]:
    """How every request begins (clause 4.1.4), and who asks: the program, for it need not be known which person."""
    return (
        Attribute(CHARSET, "attributes-charset", ("utf-8",)),
        Attribute(LANGUAGE, "attributes-natural-language", ("en",)),
        Attribute(URI, "printer-uri", (uri,)),
        Attribute(NAME_TAG, "requesting-user-name", ("handouts",)),
    )


# -- over the wire -----------------------------------------------------------------------------------------------------


def _ask(uri: str, request: bytes) -> Response:
    """A printer's answer to a request; raises CannotPrint where there is none, or where it is no."""
    try:
        status, body = _post(uri, request)
    except ssl.SSLCertVerificationError:
        hint = "add the printer to the print system, which can be told to trust it, or write ipp:// instead"
        raise CannotPrint([Problem(f"the certificate of {uri} is not to be trusted", None, hint)]) from None
    except (OSError, HTTPException) as error:
        reason = (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
        hint = "is it switched on, and is the address right?"
        raise CannotPrint([Problem(f"no printer answers at {uri}: {reason}", None, hint)]) from None
    if status == 401:
        raise CannotPrint([Problem(f"{uri} wants a name and a password", None, "add it to the print system")])
    try:
        answer = decode(body)
    except (ValueError, IndexError):
        message = f"what answers at {uri} is no printer (HTTP status {status})"
        raise CannotPrint([Problem(message, None, "many printers are at ipp://ADDRESS/ipp/print")]) from None
    if answer.status > LAST_SUCCESS:
        said = [str(v) for v in answer.groups.get(OPERATION, {}).get("status-message", ())]
        why = STATUS_MEANINGS.get(answer.status) or ", ".join(said) or f"status {answer.status:#06x}"
        raise CannotPrint([Problem(f"the printer {uri} refuses: {why}")])
    return answer


def _post(uri: str, request: bytes) -> tuple[int, bytes]:
    """RFC 8010 clause 4: a request is the body of an HTTP POST."""
    parts = urlsplit(uri)
    kind = HTTPSConnection if parts.scheme == "ipps" else HTTPConnection
    wire = kind(parts.hostname or "", parts.port or PORT, timeout=ANSWER_TIMEOUT)
    try:
        wire.request("POST", parts.path or "/", request, {"Content-Type": "application/ipp"})
        answer = wire.getresponse()
        return answer.status, answer.read()
    finally:
        wire.close()


# -- the encoding ------------------------------------------------------------------------------------------------------


def encode(operation: int, groups: Mapping[int, Iterable[Attribute]]) -> bytes:
    """A request without its document: RFC 8010 clause 3.1."""
    parts = [VERSION, operation.to_bytes(2, "big"), (1).to_bytes(4, "big")]
    for tag, attributes in groups.items():
        parts.append(bytes([tag]))
        for attribute in attributes:
            names = (attribute.name, *("" for _ in attribute.values[1:]))  # clause 3.1.5: further values have no name
            parts += [_value(attribute.tag, *pair) for pair in zip(names, attribute.values, strict=True)]
    return b"".join((*parts, bytes([END_OF_ATTRIBUTES])))


def _value(tag: int, name: str, value: AttributeValue) -> bytes:
    data = value.to_bytes(4, "big", signed=True) if isinstance(value, int) else value.encode()
    return bytes([tag]) + _counted(name.encode()) + _counted(data)


def _counted(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data


def decode(data: bytes) -> Response:
    """An answer; raises ValueError or IndexError where it is none. Collections are passed over."""
    if len(data) < 9 or data[0] not in (1, 2):
        raise ValueError("no answer of a printer")
    groups: dict[int, Group] = {}
    group: Group = {}
    name, depth = "", 0
    for tag, label, value in _fields(data):
        if label is None:
            group = groups.setdefault(tag, {})
        elif tag in (BEGIN_COLLECTION, END_COLLECTION):
            depth += 1 if tag == BEGIN_COLLECTION else -1
            name = label or name
        elif not depth:
            name = label or name
            group.setdefault(name, []).append(_plain(tag, value))
    return Response(int.from_bytes(data[2:4], "big"), groups)


def _fields(data: bytes) -> Iterator[tuple[int, str | None, bytes]]:
    """Each tag with its name and its value; a tag that begins a group has no name."""
    at = 8
    while (tag := data[at]) != END_OF_ATTRIBUTES:
        at += 1
        if tag < 0x10:
            yield tag, None, b""
            continue
        texts = []
        for _ in range(2):
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            texts.append(data[at + 2 : end])
            at = end
        yield tag, texts[0].decode("utf-8", "replace"), texts[1]


def _plain(tag: int, value: bytes) -> AttributeValue:
    """A value as a number or a text; of a range, its upper end."""
    if tag in (INTEGER, BOOLEAN, ENUM, RANGE_OF_INTEGER):
        return int.from_bytes(value[-4:], "big", signed=True)
    return value.decode("utf-8", "replace")
