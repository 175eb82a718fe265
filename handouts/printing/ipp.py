"""Speaks to a network printer in its own tongue, the Internet Printing Protocol: how it is, and 'print this'.

The encoding is RFC 8010, what is said in it RFC 8011, print-scaling PWG 5100.13. The library that is kept, pyipp,
asks for asyncio and a web client; two operations need no more than this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from handouts.errors import CannotPrint, MayBePrinted, Problem, UnknownName
from handouts.printing import wire
from handouts.printing.job import JOB_NAME, PDF_TYPE, Job, Receipt, State, brief
from handouts.printing.media import papers
from handouts.printing.reasons import ERROR, REFUSALS, WARNING, reasons, said

VERSIONS = (b"\x02\x00", b"\x01\x01", b"\x01\x00")  # that are spoken here, the first first
PRINT_JOB, GET_PRINTER_ATTRIBUTES = 0x0002, 0x000B  # RFC 8011 clause 5.4.15
LAST_SUCCESS = 0x00FF  # clause 4.1.6
OTHER_VERSION = 0x0503  # clause B.1.5.4
STATE_STOPPED = 5  # clause 5.4.11
JOB_CANCELED, JOB_ABORTED = 7, 8  # clause 5.3.7

# Delimiters and value tags: RFC 8010 clauses 3.5.1 and 3.5.2.
OPERATION, JOB, END_OF_ATTRIBUTES, UNSUPPORTED = 0x01, 0x02, 0x03, 0x05
INTEGER, BOOLEAN, ENUM, RANGE_OF_INTEGER, BEGIN_COLLECTION, END_COLLECTION = 0x21, 0x22, 0x23, 0x33, 0x34, 0x37
NO_VALUE = range(0x10, 0x20)  # unknown, no-value and the like: as if the attribute were not there
NAME_TAG, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49

AttributeValue: TypeAlias = "int | str"
Group: TypeAlias = "dict[str, list[AttributeValue]]"

# What of a printer matters here: clause 5.4.
ASKED_ATTRIBUTES = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "media-ready",
    "media-supported",
    "sides-supported",
    "document-format-supported",
    "copies-supported",
    "cups-version",
)


HTTP_DONE, HTTP_FAILED = 200, 500  # RFC 9110, clause 15: from 500 on the printer itself has failed
PASSED_OVER = 12  # attributes of a job that are told
PATHS = "many printers are at ipp://ADDRESS/ipp/print"


class Attribute(NamedTuple):
    """A value tag, a name and values; the values of one attribute share their tag here."""

    tag: int
    name: str
    values: tuple[AttributeValue, ...]


class Response(NamedTuple):
    """The version of the protocol that is spoken, a status code, and the attributes of each kind of group."""

    version: bytes
    status: int
    groups: Mapping[int, Group]


def address(text: str) -> wire.Address:
    """The address of a printer as typed; raises UnknownName where it is none."""
    try:
        return wire.address(text)
    except ValueError:  # UnicodeError among them
        hint = "it should be like ipp://192.0.2.7/ipp/print"
        raise UnknownName([Problem(f"'{brief(text)}' is not the address of a printer", None, hint)]) from None


class Printer:
    """A printer at an address. What it said of itself (its version, its names of papers) is used when it is asked more.

    self_signed: whether a certificate is accepted that the printer made itself."""

    def __init__(self, text: str, self_signed: bool = False):
        self.name, self.address, self.self_signed = text, address(text), self_signed
        self.version = VERSIONS[0]
        self.papers: Mapping[str, str] = {}

    def look(self) -> State:
        """How the printer is; raises CannotPrint where none answers."""
        wishes = Attribute(KEYWORD, "requested-attributes", ASKED_ATTRIBUTES)
        answer = self._ask(GET_PRINTER_ATTRIBUTES, {OPERATION: (*self._greeting(), wishes)})
        found: Group = {}
        for group in answer.groups.values():
            found |= group
        # A queue of CUPS calls its usual paper ready, and keeps errors until it prints again: `cups.look` says more.
        spooled = "cups-version" in found
        supported = papers(_texts(found, "media-supported"))
        ready = None if spooled else papers(_texts(found, "media-ready"))
        self.papers = {**(supported or {}), **(ready or {})}
        why = reasons(_texts(found, "printer-state-reasons") or ())
        most = [value for value in found.get("copies-supported", ()) if isinstance(value, int)]
        formats = _texts(found, "document-format-supported")
        return State(
            _refusal(found, said(why, ERROR), spooled),
            brief(", ".join(filter(None, (said(why, ERROR), said(why, WARNING))))),
            _set(supported),
            _set(ready),
            _set(_texts(found, "sides-supported")),
            None if formats is None else frozenset(name.casefold() for name in formats),
            max(most, default=None),
        )

    def send(self, job: Job) -> Receipt:
        """Hand a job to the printer; raises CannotPrint where it refuses, MayBePrinted where it does not say."""
        about = (
            *self._greeting(),
            Attribute(NAME_TAG, "job-name", (JOB_NAME,)),
            Attribute(MIME, "document-format", (PDF_TYPE,)),
        )
        wishes = (
            Attribute(INTEGER, "copies", (job.copies,)),
            Attribute(KEYWORD, "media", (self.papers.get(job.paper, job.media),)),
            Attribute(KEYWORD, "sides", (job.sides,)),
            Attribute(KEYWORD, "print-scaling", ("none",)),
        )
        answer = self._ask(PRINT_JOB, {OPERATION: about, JOB: wishes}, job)
        told = answer.groups.get(JOB, {})
        number = next((n for n in told.get("job-id", ()) if isinstance(n, int) and n > 0), None)
        if number is None:
            raise MayBePrinted(
                [_unsure(job, f"{self.name} does not say that it took it: its answer has no job's number")]
            )
        if told.get("job-state") in ([JOB_CANCELED], [JOB_ABORTED]):
            why = brief(said(reasons(_texts(told, "job-state-reasons") or ()), "report")) or "it does not say why"
            raise CannotPrint([Problem(f"the printer {self.name} gave up '{job.label}', its job {number}: {why}")])
        ignored = list(map(brief, answer.groups.get(UNSUPPORTED, ())))[:PASSED_OVER]
        return Receipt(str(number), tuple(ignored))

    def _greeting(self) -> tuple[Attribute, ...]:
        """How every request begins (clause 4.1.4), and who asks: the program, for nobody need know which person."""
        return (
            Attribute(CHARSET, "attributes-charset", ("utf-8",)),
            Attribute(LANGUAGE, "attributes-natural-language", ("en",)),
            Attribute(URI, "printer-uri", (self.address.uri,)),
            Attribute(NAME_TAG, "requesting-user-name", ("handouts",)),
        )

    def _ask(self, operation: int, groups: Mapping[int, Iterable[Attribute]], job: Job | None = None) -> Response:
        """The answer to a request, asked again in the version that the printer speaks; raises CannotPrint where there
        is none, or where it is no."""
        tried: list[bytes] = []
        while True:
            tried.append(self.version)
            answer = self._answer(encode(operation, groups, self.version), job)
            if answer.status != OTHER_VERSION:
                break
            others = [v for v in (answer.version, *VERSIONS[1:]) if v in VERSIONS and v not in tried]
            if not others:
                spoken = " and ".join(map(_spelt, tried))
                why = f"it speaks IPP {_spelt(answer.version)}, and answers to none of {spoken}"
                raise CannotPrint([Problem(f"the printer {self.name} refuses: {why}")])
            self.version = others[0]
        if answer.status > LAST_SUCCESS:
            words = _texts(answer.groups.get(OPERATION, {}), "status-message") or ()
            why = REFUSALS.get(answer.status) or brief(", ".join(words)) or f"status {answer.status:#06x}"
            raise CannotPrint([Problem(f"the printer {self.name} refuses: {why}")])
        return answer

    def _answer(self, request: bytes, job: Job | None) -> Response:
        """What comes back over the wire, if it is the answer of a printer; raises CannotPrint, MayBePrinted."""
        try:
            reply = wire.ask(self.address, request + (job.data if job else b""), self.self_signed)
        except wire.NoReply as none:
            raise self._silence(none, job) from None
        if job and reply.status >= HTTP_FAILED:
            told = f"{self.name} failed after it had gone out (HTTP status {reply.status})"
            raise MayBePrinted([_unsure(job, told)])
        if reply.status != HTTP_DONE:
            raise CannotPrint([self._http_fault(reply)])
        try:
            return decode(reply.body)
        except (ValueError, IndexError):
            message = f"what answers at {self.name} is no printer (HTTP status {reply.status})"
            if self.version != VERSIONS[0]:
                message = f"the printer {self.name} speaks only IPP {_spelt(self.version)}, and answers nothing in it"
            if job:
                raise MayBePrinted([_unsure(job, message)]) from None
            raise CannotPrint([Problem(message, None, PATHS)]) from None

    def _silence(self, none: wire.NoReply, job: Job | None) -> CannotPrint:
        """Why no answer came."""
        if none.certificate:
            hint = (
                "--self-signed accepts one that the printer made itself; anyone in your network could pretend to be it"
            )
            return CannotPrint(
                [Problem(f"the certificate of {self.name} is not to be trusted: {none.reason}", None, hint)]
            )
        if job and none.sent:
            return MayBePrinted([_unsure(job, f"no answer came from {self.name} after it had gone out: {none.reason}")])
        hint = "is it switched on, and is the address right?"
        if "wrong version number" in none.reason or "record layer" in none.reason:
            hint = "it does not speak TLS there: write ipp:// instead of ipps://"
        return CannotPrint([Problem(f"no printer answers at {self.name}: {none.reason}", None, hint)])

    def _http_fault(self, reply: wire.Reply) -> Problem:
        """What a status of HTTP says that is not 200: RFC 8010 clause 4, RFC 9110 clause 15."""
        status, secure = reply.status, f"ipps://{self.name.partition('://')[2]}"
        if status == 426 or (300 <= status < 400 and reply.location.startswith(("https:", "ipps:"))):
            hint = f"write {secure}" if not self.address.tls else "ask whoever looks after it"
            return Problem(f"{self.name} wants to be spoken to with TLS (HTTP status {status})", None, hint)
        if 300 <= status < 400:
            hint = f"it names {brief(reply.location)}" if reply.location else "it does not say where"
            return Problem(f"the printer is not at {self.name} any more (HTTP status {status})", None, hint)
        if status in (401, 407):
            return Problem(f"{self.name} wants a name and a password", None, "add it to the print system")
        if status == 403:
            return Problem(f"{self.name} does not let this machine print (HTTP status 403)", None, "see its settings")
        if status == 413:
            return Problem(f"the file is too large for {self.name} (HTTP status 413)")
        if status >= 500:
            return Problem(f"{self.name} failed (HTTP status {status})", None, "switch it off and on, and print again")
        return Problem(f"what answers at {self.name} is no printer (HTTP status {status})", None, PATHS)


def _unsure(job: Job, why: str) -> Problem:
    hint = "see whether it comes out before you print it again"
    return Problem(f"'{job.label}' may be printed or not: {why}", None, hint)


def _spelt(version: bytes) -> str:
    return f"{version[0]}.{version[1]}"


def _texts(found: Group, name: str) -> list[str] | None:
    return [str(value) for value in found[name]] if name in found else None


def _set(names: Iterable[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _refusal(found: Group, errors: str, spooled: bool) -> str:
    """Why a printer would not print, or nothing; a print system keeps what its printer cannot print now."""
    words = brief(", ".join(filter(None, (errors, *(_texts(found, "printer-state-message") or ()))))).rstrip(".")
    if found.get("printer-is-accepting-jobs", [1]) == [0]:
        return f"takes no jobs: {words or 'it does not say why'}"
    if found.get("printer-state") == [STATE_STOPPED]:
        return f"is stopped: {words or 'it does not say why'}"
    return f"is not ready: {words}" if errors and not spooled else ""


# -- the encoding ------------------------------------------------------------------------------------------------------


def encode(operation: int, groups: Mapping[int, Iterable[Attribute]], version: bytes = VERSIONS[0]) -> bytes:
    """A request without its document: RFC 8010 clause 3.1."""
    parts = [version, operation.to_bytes(2, "big"), (1).to_bytes(4, "big")]
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
        elif not depth and tag not in NO_VALUE:
            name = label or name
            group.setdefault(name, []).append(_plain(tag, value))
    return Response(data[:2], int.from_bytes(data[2:4], "big"), groups)


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
            if end > len(data):
                raise ValueError("cut off")
            texts.append(data[at + 2 : end])
            at = end
        yield tag, texts[0].decode("utf-8", "replace"), texts[1]


def _plain(tag: int, value: bytes) -> AttributeValue:
    """A value as a number or a text; of a range, its upper end."""
    if tag in (INTEGER, BOOLEAN, ENUM, RANGE_OF_INTEGER):
        return int.from_bytes(value[-4:], "big", signed=True)
    return value.decode("utf-8", "replace")
