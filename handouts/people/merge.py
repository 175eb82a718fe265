"""A table of people turned into a sheet for each: read once to find every fault, and once more to write.

Nothing is kept of a person beyond the batch that is being written.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from handouts import __version__
from handouts.errors import CannotWrite, DataError, Problem
from handouts.people import filenames
from handouts.people.fit import CARDS_KEPT, FitCheck, SheetKind, SheetMaker
from handouts.people.person import Person, Registry
from handouts.people.rows import Row, Table
from handouts.system import atomic, folders
from handouts.system.dask_workers import cluster
from handouts.system.workers import Workers, processes, this_process
from handouts.write.pdf.booklet import Booklet
from handouts.write.pdf.template import Template, compile_template

BATCH = 250  # people: some tenths of a second of work
DIGEST = 8  # bytes
LEFT_OUT = "left-out"

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
    batch, the first person, and how its kind of file ends."""

    people: int
    bad: array[int]
    letters: str
    digests: bytes
    first: Person | None
    suffix: str


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
        first = first or person
        people += 1
        batch.append(person)
        if len(batch) == BATCH:
            digests += Batch(batch).digest()
            batch.clear()
    digests += Batch(batch).digest()
    return Checked(people, bad, "".join(sorted(fit_check.letters)), bytes(digests), first, table.suffix)


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
        return self.template(self.maker.kind(person)).stamp(person.values)

    def __call__(self, batch: Batch) -> Done:
        new = old = 0
        try:
            with folders.OpenFolder(self.folder) as folder:
                for person in batch:
                    name = f"{self.name(person.row, person.condition, person.values)}.pdf"
                    if folder.put(name, self.template(self.maker.kind(person)).parts(person.values)):
                        new += 1
                    else:
                        old += 1
        except OSError as error:
            return Done(new, old, folders.refusal(error, Path(self.folder)).problems)
        return Done(new, old)


class Output(NamedTuple):
    """Where sheets go: into a folder, into one file, or both; and who does the work: this process if `jobs` is 1 and
    there is no `scheduler`."""

    folder: Path | None
    single: Path | None
    names: str = filenames.USUAL_PATTERN
    jobs: int = 1
    scheduler: str | None = None

    @property
    def beside(self) -> Path:
        """Where the list of rows left out goes."""
        return self.folder if self.folder else (self.single or Path()).parent


class Total(NamedTuple):
    """What became of a table: people, files written, files that were there already, and PDF files in the folder."""

    people: int
    new: int
    old: int
    files: int


def write_sheets(
    table: Table, registry: Registry, fit_check: FitCheck, checked: Checked, output: Output, tick: TellCount
) -> Total:
    """Write the sheets of all people without faults, and a list of the rows left out, if any.

    What is there when this is stopped is whole, and need not be written again. Raises CannotWrite, DataError."""
    writer = SheetWriter(
        fit_check.maker, checked.letters, str(output.folder.absolute()) if output.folder else "", output.names
    )
    with ExitStack() as ending:
        ending.enter_context(folders.claimed(output.folder) if output.folder else folders.shared(output.beside))
        if output.single and output.single.parent.resolve() != output.beside.resolve():
            ending.enter_context(folders.shared(output.single.parent))
        note = _left_out_list(table, registry, fit_check, output, ending) if checked.bad else _forbidden
        read = batches(table, registry, checked, note)
        if output.single and checked.first:
            read = _into_one_file(read, output.single, writer, checked.first, ending)
        if not output.folder:
            new = sum(map(len, _counted(read, tick)))
            return Total(new, 0, 0, 0)
        workers: Workers[Batch, Done] = ending.enter_context(_workers(writer, output))
        new = old = 0
        for done in workers.run(read):
            new, old = new + done.new, old + done.old
            tick(new + old)
            if done.problems:
                raise CannotWrite(done.problems)
        return Total(new + old, new, old, folders.count_sheets(output.folder))


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
    if bad := len(checked.bad):
        rows = f"{bad:,} row{'s' * (bad > 1)} left out, with the faults:"
        yield f"{rows} {output.beside / LEFT_OUT}{checked.suffix}; this list has what you know of patients in it"


def _workers(writer: SheetWriter, output: Output) -> AbstractContextManager[Workers[Batch, Done]]:
    if output.scheduler:
        return cluster(writer, output.scheduler)
    return processes(writer, output.jobs) if output.jobs > 1 else this_process(writer)


def _counted(read: Iterable[Batch], tick: TellCount) -> Iterator[Batch]:
    people = 0
    for batch in read:
        people += len(batch)
        tick(people)
        yield batch


def _forbidden(_: Row) -> None:
    raise _changed()


def _left_out_list(
    table: Table, registry: Registry, fit_check: FitCheck, output: Output, ending: ExitStack
) -> Callable[[Row], None]:
    """What takes rows into the list of those left out."""
    path = output.beside / f"{LEFT_OUT}{table.suffix}"
    ending.enter_context(folders.as_cannot_write(path))
    put = table.writer(ending.enter_context(atomic.whole_file(path)))
    return lambda row: put(row, _examined(row, table, registry, fit_check)[1])


def _into_one_file(
    read: Iterator[Batch], path: Path, writer: SheetWriter, first: Person, ending: ExitStack
) -> Iterator[Batch]:
    """The batches as they come, after their sheets went into one file."""
    ending.enter_context(folders.as_cannot_write(path))
    out = ending.enter_context(atomic.whole_file(path))
    nameless = writer.maker.atlas.library.words.form.bookmark
    booklet = Booklet(out, writer.maker.card(writer.maker.kind(first)))
    for batch in read:
        for person in batch:
            bookmark = person.values.get("name") or nameless.format(row=person.row)
            try:
                booklet.add(writer.template(writer.maker.kind(person)), person.values, bookmark)
            except ValueError as error:
                raise CannotWrite([Problem(str(error), None, "write files with -o, or take fewer rows")]) from None
        yield batch
    booklet.close()
