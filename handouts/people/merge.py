"""A table of people turned into a sheet for each: read once to find every fault, and once more to write.

Nothing is kept of a person beyond the batch that is being written.
"""

from __future__ import annotations

import os
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from handouts import __version__
from handouts.compose.page import Card
from handouts.errors import CannotWrite, DataError, Problem, short_path
from handouts.people import filenames
from handouts.people.accidents import doubtful
from handouts.people.fit import CARDS_KEPT, FitCheck, SheetKind, SheetMaker
from handouts.people.person import Person, Registry
from handouts.people.rows import Row, Table
from handouts.system import atomic, folders
from handouts.system.dask_workers import cluster
from handouts.system.workers import Workers, processes, this_process
from handouts.write.pdf.booklet import MOST_OBJECTS, Booklet, holds, objects_of
from handouts.write.pdf.template import Template, compile_template

BATCH = 250  # people: some tenths of a second of work
DIGEST = 8  # bytes
LEFT_OUT = "left-out"
MOST_LISTS = 99  # of rows left out, in one folder
MOST_REMEMBERED = 10_000  # people among whom the same one is looked for twice: memory is not to grow with the table
MOST_NAMED = 5  # rows that a message names
FEW_PAGES = 10_000  # that a file holds, whatever they are

TWICE = "see whether both rows are meant; each has its sheet"

TellFault: TypeAlias = Callable[[Problem], None]
TellCount: TypeAlias = Callable[[int], None]
LookAtNote: TypeAlias = Callable[[str], Iterable[str]]  # what is to be said of a note; it must not repeat its words


def find_nothing(_: str) -> tuple[str, ...]:
    """What is said of notes until somebody looks at them."""
    return ()


def warn_of_nothing(_: Problem) -> None:
    """Warns of nothing."""


class Batch(tuple[Person, ...]):
    """People. How many is all that a log may say of them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} people>"

    def digest(self) -> bytes:
        return blake2b(tuple.__repr__(self).encode(errors="surrogatepass"), digest_size=DIGEST).digest()


# -- the first reading -------------------------------------------------------------------------------------------------


class Checked(NamedTuple):
    """What a table was found to be: how many people, the rows with faults, what letters there are, a digest of each
    batch, the first person, how its kind of file ends, and how many people have each kind of sheet."""

    people: int
    bad: array[int]
    letters: str
    digests: bytes
    first: Person | None
    suffix: str
    kinds: Counter[SheetKind]


def check_table(
    table: Table,
    registry: Registry,
    fit_check: FitCheck,
    tell: TellFault,
    tick: TellCount,
    look: LookAtNote = find_nothing,
    warn: TellFault = warn_of_nothing,
) -> Checked:
    """Read a table, telling every fault, and what is found in the notes of rows without faults; raises DataError where
    it cannot be read on."""
    bad = array("Q")
    digests = bytearray()
    people, batch, first = 0, list[Person](), None
    seen: dict[bytes, int] = {}
    for row in table.rows():
        tick(row.number)
        person, faults = _examined(row, table, registry, fit_check)
        if faults:
            bad.append(row.number)
            for fault in faults:
                tell(fault)
            continue
        for message in look(person.values.get("note", "")):
            warn(Problem(message, table.mark(row, "note")))
        for field, text in person.values.items():
            for message in doubtful(field, text):
                warn(Problem(message, table.mark(row, field), "see whether it is meant"))
        if before := _same_person(person, row, seen):
            warn(Problem(f"the same name, for the same, as in line {before}", table.mark(row, "name"), TWICE))
        first = first or person
        people += 1
        batch.append(person)
        if len(batch) == BATCH:
            digests += Batch(batch).digest()
            batch.clear()
    digests += Batch(batch).digest()
    return Checked(
        people, bad, "".join(sorted(fit_check.letters)), bytes(digests), first, table.suffix, fit_check.kinds
    )


def _same_person(person: Person, row: Row, seen: dict[bytes, int]) -> int:
    """The line of the one of the same name whose sheet is for the same, where that is known; else it is remembered."""
    if not (name := person.values.get("name", "")):
        return 0
    key = blake2b(repr((name.casefold(), person.condition, person.points)).encode(errors="replace"), digest_size=8)
    if before := seen.get(key.digest()):
        return before
    if len(seen) < MOST_REMEMBERED:
        seen[key.digest()] = row.line
    return 0


def _examined(row: Row, table: Table, registry: Registry, fit_check: FitCheck) -> tuple[Person, tuple[Problem, ...]]:
    person, faults = registry.person(table, row)
    if not faults and (found := fit_check.faults(person)):
        faults = tuple(fault.at(table.mark(row, fault.field)) for fault in found)
    return person, faults


# -- the second reading ------------------------------------------------------------------------------------------------


def batches(table: Table, registry: Registry, checked: Checked, left_out: Callable[[Row], None]) -> Iterator[Batch]:
    """The people of a table in batches; raises DataError where they are not those of the first reading."""
    bad = iter(checked.bad)
    next_bad = next(bad, 0)
    digests = (checked.digests[n : n + DIGEST] for n in range(0, len(checked.digests), DIGEST))
    batch: list[Person] = []
    for row in table.rows():
        if row.number == next_bad:
            left_out(row)
            next_bad = next(bad, 0)
            continue
        batch.append(registry.person(table, row)[0])
        if len(batch) == BATCH:
            yield _same(Batch(batch), digests)
            batch.clear()
    last = _same(Batch(batch), digests)
    if next(digests, b"") or next_bad:
        raise _changed()
    if last:
        yield last


def _same(batch: Batch, digests: Iterator[bytes]) -> Batch:
    if batch.digest() != next(digests, b""):
        raise _changed()
    return batch


def _changed() -> DataError:
    problem = Problem("the file has changed while it was read", None, "run the same command again")
    return DataError([problem])


class Done(NamedTuple):
    """What became of a batch: files written, files that were there already, and why it went no further."""

    new: int
    old: int
    problems: tuple[Problem, ...] = ()


class SheetWriter:
    """Writes the sheets of people into a folder. Another process makes its own from what this one was made from."""

    def __init__(
        self,
        maker: SheetMaker,
        letters: str,
        folder: str = "",
        names: str = filenames.USUAL_PATTERN,
        version: str = __version__,
    ):
        if version != __version__:
            raise ValueError(f"handouts {__version__} was asked to do the work of handouts {version}")
        self.made_from = maker, letters, folder, names, version
        self.maker, self.letters, self.folder = maker, letters, folder
        self.template = lru_cache(CARDS_KEPT)(self._template)
        self.name = filenames.namer(names)

    def __reduce__(self) -> tuple[Any, ...]:
        return SheetWriter, self.made_from

    def _template(self, kind: SheetKind) -> Template:
        return compile_template(self.maker.card(kind), self.letters)

    def sheet(self, person: Person) -> bytes:
        """The PDF of a person who was found to be without faults."""
        return self.template(self.maker.kind(person)).stamp(person.values, lasting_identifier(person))

    def file_name(self, person: Person) -> str:
        """What the file of a person's sheet is called."""
        return f"{self.name(person.row, person.condition, person.values)}.pdf"

    def __call__(self, batch: Batch) -> Done:
        new = old = 0
        try:
            with folders.OpenFolder(self.folder) as folder:
                for person in batch:
                    parts = self.template(self.maker.kind(person)).parts(person.values, lasting_identifier(person))
                    if folder.put(self.file_name(person), parts):
                        new += 1
                    else:
                        old += 1
        except OSError as error:
            return Done(new, old, folders.refusal(error, Path(self.folder)).problems)
        return Done(new, old)


def lasting_identifier(person: Person) -> bytes:
    """What stays the same in a sheet that is made anew for the same person, by which another's is told: 16 bytes of
    the name, or where there is none, of all words."""
    named = person.values.get("name")
    who = named.casefold() if named else repr((person.condition, person.points, sorted(person.values.items())))
    return sha256(who.encode(errors="surrogatepass")).digest()[:16]


class Output(NamedTuple):
    """Where sheets go: into a folder, into one file, or both; whether they may take the place of others' sheets; who
    does the work: this process if `jobs` is 1 and there is no `scheduler`; and a `stream` that takes one file too."""

    folder: Path | None
    single: Path | None
    names: str = filenames.USUAL_PATTERN
    jobs: int = 1
    scheduler: str | None = None
    replace: bool = False
    stream: BinaryIO | None = None

    @property
    def beside(self) -> Path:
        """Where the list of rows left out goes."""
        return self.folder if self.folder else (self.single or Path()).parent


class Total(NamedTuple):
    """What became of a table: people, files written, files that were there already, PDF files in the folder, and the
    list of rows left out, if any."""

    people: int
    new: int
    old: int
    files: int
    left_out: Path | None = None


def write_sheets(
    table: Table, registry: Registry, fit_check: FitCheck, checked: Checked, output: Output, tick: TellCount
) -> Total:
    """Write the sheets of all people without faults, and a list of the rows left out, if any.

    What is there when this is stopped is whole, and need not be written again. Raises CannotWrite, DataError: also
    where a sheet would take the place of another's, or one file cannot hold all pages, before anything is written."""
    total = _written(table, registry, fit_check, checked, output, tick)
    return total._replace(left_out=_once(total.left_out)) if total.left_out else total


def _written(
    table: Table, registry: Registry, fit_check: FitCheck, checked: Checked, output: Output, tick: TellCount
) -> Total:
    writer = SheetWriter(
        fit_check.maker, checked.letters, str(output.folder.absolute()) if output.folder else "", output.names
    )
    if output.single or output.stream:
        _refuse_too_many(fit_check.maker, checked.kinds)
    with ExitStack() as ending:
        _refuse_others(batches(table, registry, checked, _passed_over), output, writer, checked)
        if output.folder:
            ending.enter_context(folders.claimed(output.folder))
        elif output.single or checked.bad:  # else nothing is written beside it
            ending.enter_context(folders.shared(output.beside))
        if output.single and output.single.parent.resolve() != output.beside.resolve():
            ending.enter_context(folders.shared(output.single.parent))
        listed = _free_list(output.beside, table.suffix) if checked.bad else None
        note = _left_out_list(listed, table, registry, fit_check, ending) if listed else _forbidden
        read = batches(table, registry, checked, note)
        if output.single and checked.first:
            ending.enter_context(folders.as_cannot_write(output.single))
            file = ending.enter_context(atomic.whole_file(output.single))
            read = _into_one_file(read, file, writer, checked)
        if output.stream and checked.first:
            read = _into_one_file(read, output.stream, writer, checked)
        if not output.folder:
            new = sum(map(len, _counted(read, tick)))
            return Total(new, 0, 0, 0, listed)
        workers: Workers[Batch, Done] = ending.enter_context(_workers(writer, output, -(-checked.people // BATCH)))
        new = old = 0
        for done in workers.run(read):
            new, old = new + done.new, old + done.old
            tick(new + old)
            if done.problems:
                raise CannotWrite(done.problems)
        files = folders.count_sheets(output.folder)
        if new + old != checked.people or files < checked.people:
            raise _not_there(output.folder, checked.people, files)
        return Total(new + old, new, old, files, listed)


def summary(total: Total, checked: Checked, output: Output) -> Iterator[str]:
    """What was done, and where."""
    sheets = f"{total.people:,} sheet{'s' * (total.people != 1)}"
    if output.folder:
        kept = f", {total.old:,} were there already" if total.old else ""
        yield f"{sheets} in {output.folder}: {total.new:,} written{kept}"
        if others := total.files - total.people:
            yield f"{output.folder} has {others:,} other PDF file{'s' * (others != 1)}, not of this run"
    if output.single and total.people:
        yield f"{sheets} in {output.single}"
    if total.left_out:
        bad = len(checked.bad)
        rows = f"{bad:,} row{'s' * (bad > 1)} left out, with the faults:"
        yield f"{rows} {total.left_out}; this list has what you know of patients in it"


def _workers(writer: SheetWriter, output: Output, batches_of_all: int) -> AbstractContextManager[Workers[Batch, Done]]:
    if output.scheduler:
        return cluster(writer, output.scheduler)
    jobs = min(output.jobs, batches_of_all)
    return processes(writer, jobs) if jobs > 1 else this_process(writer)


def _counted(read: Iterable[Batch], tick: TellCount) -> Iterator[Batch]:
    people = 0
    for batch in read:
        people += len(batch)
        tick(people)
        yield batch


def _forbidden(_: Row) -> None:
    raise _changed()


def _lists(folder: Path, suffix: str) -> Iterator[Path]:
    """Where lists of rows left out may lie, the first one first."""
    return (folder / f"{LEFT_OUT}{n}{suffix}" for n in ("", *(f"-{n}" for n in range(2, MOST_LISTS + 1))))


def _free_list(folder: Path, suffix: str) -> Path:
    """Where a list of rows left out goes: an earlier one is not replaced, for it may be another table's."""
    for path in _lists(folder, suffix):
        if not os.path.lexists(path):
            return path
    told = f"{short_path(folder)} has {MOST_LISTS} lists of rows left out"
    raise CannotWrite([Problem(told, None, "mend or delete them, or choose another folder")])


def _once(listed: Path) -> Path:
    """A list of rows left out, or the earlier one that says the same, in whose place it goes."""
    with folders.as_cannot_write(listed):
        return atomic.only_once(listed, (path for path in _lists(listed.parent, listed.suffix) if path != listed))


def _left_out_list(
    path: Path, table: Table, registry: Registry, fit_check: FitCheck, ending: ExitStack
) -> Callable[[Row], None]:
    """What takes rows into a list of those left out."""
    ending.enter_context(folders.as_cannot_write(path))
    put = table.writer(ending.enter_context(atomic.whole_file(path)))
    return lambda row: put(row, _examined(row, table, registry, fit_check)[1])


def _not_there(folder: Path, people: int, files: int) -> CannotWrite:
    """What is told where workers wrote sheets, but not where this process sees them."""
    told = f"{short_path(folder)} should hold {people:,} sheets, and there are {files:,} PDF files in it"
    return CannotWrite([Problem(told, None, "the workers may see another disk under this path: choose a shared one")])


def _passed_over(_: Row) -> None:
    """What becomes of a row with faults where only the others are looked at."""


def _refuse_others(read: Iterator[Batch], output: Output, writer: SheetWriter, checked: Checked) -> None:
    """Raises CannotWrite where a sheet would take the place of another person's, or of the one file of all."""
    inside = output.folder and output.single and output.single.parent.resolve() == output.folder.resolve()
    if output.single and checked.first and not output.replace:
        theirs = _identifier(output.single)
        if theirs not in (None, lasting_identifier(checked.first).hex()):
            raise _taken(
                f"{short_path(output.single)} is there, and begins with another person's sheet, or is no sheet"
            )
    if not output.folder or not (inside or (not output.replace and output.folder.is_dir())):
        return
    taken: list[int] = []
    single = _plain_path(output.single.name) if inside and output.single else ""
    there = output.folder.is_dir() and not output.replace
    for batch in read:
        for person in batch:
            name = writer.file_name(person)
            if single == _plain_path(name):
                told = f"--single {output.single} is what the sheet of row {person.row} is called"
                raise CannotWrite([Problem(told, None, "give it another name")])
            if there:
                theirs = _identifier(output.folder / name)
                if theirs not in (None, lasting_identifier(person).hex()):
                    taken.append(person.row)
    if taken:
        rows = ", ".join(map(str, taken[:MOST_NAMED])) + (" ..." if len(taken) > MOST_NAMED else "")
        many = f"{len(taken):,} file{'s' * (len(taken) > 1)} in {short_path(output.folder)}"
        raise _taken(
            f"{many} would be replaced that {'are' if len(taken) > 1 else 'is'} not of this table (row {rows})"
        )


def _identifier(path: Path) -> str | None:
    with folders.as_cannot_write(path):
        return folders.identifier(os.fspath(path))


def _plain_path(name: str) -> str:
    """A file's name as a file system may compare it that tells letters apart the least."""
    return unicodedata.normalize("NFC", name).casefold()


def _taken(told: str) -> CannotWrite:
    return CannotWrite([Problem(told, None, "nothing was written: choose another place, or add --replace")])


def _refuse_too_many(maker: SheetMaker, kinds: Counter[SheetKind]) -> None:
    """Raises CannotWrite where one file does not hold the sheets of all."""
    people = kinds.total()
    if people <= FEW_PAGES:
        return
    cards = {kind: maker.card(kind) for kind in kinds}
    sides = max(len(card.pages) for card in cards.values())
    objects = sum(many * objects_of(cards[kind], sides) for kind, many in kinds.items())
    if not holds(people * sides, objects):
        told = f"one file holds some {people * MOST_OBJECTS // objects:,} of these pages, and there are {people:,} rows"
        raise CannotWrite([Problem(told, None, "write files with -o, or take fewer rows with --rows")])


def _cover(writer: SheetWriter, checked: Checked, first: Person) -> Card:
    """The card that tells title and subject of one file of all: those of its condition, where all have the same."""
    card = writer.maker.card(writer.maker.kind(first))
    words = writer.maker.atlas.library.words.card
    if len({(condition, points) for condition, points, *_ in checked.kinds}) == 1:
        return card
    if len({condition for condition, *_ in checked.kinds}) == 1:
        return card._replace(subject=words.subject_of_many)
    cards = [writer.template(kind).card for kind in checked.kinds]
    title: str = words.file_title_of_many
    title = words.draft_title.format(title=title) if any(c.draft for c in cards) else title
    sources = tuple(dict.fromkeys(source for c in cards for source in c.sources))
    return card._replace(title=title, subject=words.subject_of_many, sources=sources)


def _into_one_file(read: Iterator[Batch], out: BinaryIO, writer: SheetWriter, checked: Checked) -> Iterator[Batch]:
    """The batches as they come, after their sheets went into one file."""
    nameless = writer.maker.atlas.library.words.form.bookmark
    assert checked.first
    sides = max(len(writer.template(kind).card.pages) for kind in checked.kinds)
    booklet = Booklet(out, _cover(writer, checked, checked.first), lasting_identifier(checked.first), sides)
    for batch in read:
        for person in batch:
            bookmark = person.values.get("name") or nameless.format(row=person.row)
            try:
                booklet.add(writer.template(writer.maker.kind(person)), person.values, bookmark)
            except ValueError as error:
                raise CannotWrite([Problem(str(error), None, "write files with -o, or take fewer rows")]) from None
        yield batch
    booklet.close()
