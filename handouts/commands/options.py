"""Options that commands share, and what they are read into."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts import __version__
from handouts.commands.defaults import held, standing
from handouts.errors import CannotRead, DataError, HandoutsError, Problem
from handouts.paths import builtin
from handouts.style import EDITIONS, LARGE_PAPERS, LEGS, PAPERS, PRACTITIONER, USUAL, Format, Legs, usual_paper

if TYPE_CHECKING:
    from datetime import date

    from handouts.load.model import Library
    from handouts.order.builder import Builder
    from handouts.order.request import Request

ALL = "all"  # as people type it
PAPER_HELP = "[default: that of `handouts settings`, or of the clinic's file, or a4]"


class InputFile(click.File):
    """A file that is read as bytes, or - for standard input; one that is closed is a fault of its own."""

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "-" and sys.stdin is None:
            raise CannotRead([Problem("cannot read standard input: it is closed")])
        if isinstance(value, str) and value != "-" and not os.path.lexists(value):
            self.fail(_no_such_file(value), param, ctx)
        return super().convert(value, param, ctx)


def _no_such_file(name: str) -> str:
    """That there is no such file, and what is there under nearly its name."""
    from handouts.load.files import namesake

    hint = namesake(Path(name))
    return f"'{name}': no such file" + (f" ({hint})" if hint else "")


def announce(overrides: Iterable[object]) -> None:
    """Tells on standard error what folders of one's own change of the edition's safety words."""
    for found in overrides:
        click.echo(found, err=True)


def with_data(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--data`, folders of the user's own."""
    return click.option(
        "--data",
        multiple=True,
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        default=standing("data"),
        callback=_tell_replaced,
        help="A folder of your own that adds to the built-in data or overrides it. May be repeated.",
    )(command)


def _tell_replaced(ctx: click.Context, option: click.Parameter, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folders; where they were named on the command line, it is told which of the settings they stand in for."""
    if named_by_user(ctx, str(option.name)) and not ctx.resilient_parsing:
        tell_replaced(folders)
    return folders


def named_by_user(ctx: click.Context, option: str) -> bool:
    """Whether an option stands on the command line."""
    return ctx.get_parameter_source(option) is click.core.ParameterSource.COMMANDLINE


def tell_replaced(folders: Sequence[Path]) -> None:
    """Tells on standard error that folders stand in for those of the settings."""
    if (holding := held().get("data")) and holding.values and [*map(str, folders)] != [*holding.values]:
        told = f"{' '.join(map(str, folders))} in place of {' '.join(holding.values)} ({holding.source})"
        click.echo(f"note: data are taken from {told}", err=True)


def with_clinic(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--clinic`, the file of a clinic."""
    return click.option(
        "--clinic",
        metavar="FILE",
        type=click.Path(path_type=Path),
        default=standing("clinic"),
        help="A small YAML file with your clinic's name, telephone and logo.",
    )(command)


def with_draft(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--draft`, for leaflets that are not yet for patients."""
    return click.option("--draft", is_flag=True, help="Allow leaflets whose words nobody has reviewed.")(command)


def refuse_drafts(names: Iterable[str], allowed: bool) -> None:
    """Raises DataError where leaflets are drafts and these are not allowed."""
    told = "not reviewed: a draft is not for patients"
    hint = "write reviewer: and reviewed: beside its words, or add --draft"
    faults = [] if allowed else [Problem(f"'{name}' is {told}", None, hint) for name in names]
    if faults:
        raise DataError(faults)


def with_output(told: str, default: str | None = "output/") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Adds `--output`; `told` says what it may be."""
    words = f"{told}." if default else f"{told}.  [default: output/]"
    return click.option("--output", "-o", metavar="PATH", default=default, show_default=True, help=words)


def with_hashes(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--hashes`."""
    told = "Print the SHA-256 of each file too, as sha256sum -c reads it."
    return click.option("--hashes", is_flag=True, help=told)(command)


def with_no_cache(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--no-cache`."""
    return click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing in the cache.")(
        command
    )


def library_of(data: Sequence[Path]) -> Library:
    """All data, built in and of the user's own; raises DataError with all its faults."""
    from handouts.load.library import load_library
    from handouts.load.overrides import overrides

    library = load_library([builtin(), *data])
    announce(overrides(library))
    return library


def completer(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """A completer for the ids of some kinds of things."""

    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
        from handouts.load.library import load_library

        try:
            library = load_library([builtin(), *(ctx.params.get("data") or ())])  # and nothing told to a shell
        except HandoutsError:
            return []
        names = (name for kind in kinds for name in getattr(library, kind))
        return [name for name in names if name.casefold().startswith(begun.casefold())]

    return complete


def with_names(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--condition` and `--point`, by which leaflets are named."""
    condition = click.option(
        "--condition",
        "-c",
        "names",
        multiple=True,
        metavar="NAME",
        shell_complete=completer("conditions"),
        help="What the leaflet is for, by its short name or another (see `handouts list`). May be repeated.",
    )
    point = click.option(
        "--point",
        "-p",
        "codes",
        multiple=True,
        metavar="POINT",
        shell_complete=completer("points"),
        help="A point that gets a leaflet of its own, by its code or name. May be repeated.",
    )
    return condition(point(command))


def with_leaflets(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the names of leaflets without an option before them."""
    told = "[CONDITION | POINT...]"
    complete = completer("conditions", "points")
    return click.argument("leaflets", nargs=-1, metavar=told, shell_complete=complete)(command)


def with_paper(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--paper`, one of those that a leaflet fits."""
    choice = click.Choice(list(LARGE_PAPERS), case_sensitive=False)
    return click.option("--paper", type=choice, help=f"a3 is for --large.  {PAPER_HELP}")(command)


def paper_of(paper: str | None, clinic: Path | None) -> str:
    """The paper that was asked for, or else that of the settings, of the clinic's file, or A4."""
    return paper or usual_paper(standing("paper")(), lambda: _clinics_paper(clinic))


def _clinics_paper(clinic: Path | None) -> str:
    """The paper that a clinic's file names; empty where it names none that is known, or is not sound."""
    if clinic is None:
        return ""
    from handouts.order import cache, fingerprint

    state = fingerprint.with_file(f"paper {__version__}".encode(), clinic)
    store = cache.CardCache(cache.own_folder() if state else None, state or b"")
    if (kept := store.get("paper")) is not None:
        return kept.decode()
    from handouts.load.clinic import read_clinic

    found = read_clinic(clinic)[0]
    paper = str(found.paper) if found and found.paper in PAPERS else ""
    store.put(paper.encode(), "paper")
    return paper


def printer_of(printer: str | None) -> str | None:
    """The printer that was asked for, or else that of the settings; None for the system's."""
    found = printer or standing("printer")()
    return str(found) if found else None


def with_qr(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--qr`."""
    told = "A QR code of your clinic's web address on each leaflet, as with 'qr: yes' in its file."
    return click.option("--qr", is_flag=True, help=told)(command)


def with_side(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--side`, the legs that leaflets are for."""
    told = "The leg to press on: it is drawn, named and ticked.  [default: boxes to tick]"
    return click.option("--side", type=click.Choice(list(LEGS), case_sensitive=False), help=told)(command)


def with_together(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--together`, for one sheet of several conditions; raises UsageError where there are not several."""

    @wraps(command)
    def checked(**given: Any) -> Any:
        if given["together"]:  # what is named without an option can only be a condition
            plain = "leaflets" if "leaflets" in given else "things"
            given |= {"names": (*given["names"], *given[plain]), plain: ()}
        names, others = given["names"], ("codes", "charts", "every")
        if given["together"] and (len(names) < 2 or any(given.get(other) for other in others)):
            raise click.UsageError(
                "--together is for several conditions: name each with --condition, and nothing else."
            )
        return command(**given)

    return click.option("--together", is_flag=True, help="One sheet for all the conditions named.")(checked)


def with_format(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--edition`, `--side`, `--large`, `--low-ink`, `--diary` and `--sides`, of which the command gets one
    `format`."""

    @wraps(command)
    def formatted(
        side: Legs | None,
        large: bool,
        low_ink: bool,
        diary: bool,
        sides: str | None,
        edition: str | None,
        **others: Any,
    ) -> Any:
        if edition:
            _refuse_with_edition(edition, {"large": large, "low-ink": low_ink, "diary": diary}, sides, others)
            large, low_ink = edition.startswith("large"), edition.endswith("low-ink")
        chosen = format_of(large, low_ink, diary, sides)._replace(legs=side or "")
        chosen = chosen._replace(edition=edition or chosen.edition)
        papers = {others.get("paper"), *(others.get("papers") or ())}
        if not large and (only := papers & LARGE_PAPERS.keys() - PAPERS.keys()):
            raise click.UsageError(f"--paper {only.pop()} is for large print: add --large.")
        return command(format=chosen, **others)

    found: Callable[..., Any] = formatted
    for option in (
        click.option(
            "--sides", type=click.Choice(["1", "2"]), help="2: allow both sides of a sheet where one is too small."
        ),
        click.option("--diary", is_flag=True, help="On the back a record for 14 days, to fill in."),
        click.option("--low-ink", is_flag=True, help="No tints, thinner bars."),
        click.option(
            "--edition",
            type=click.Choice(list(EDITIONS), case_sensitive=False),
            help="practitioner: all that the sources say, for colleagues and not for patients. Large print and little "
            "ink have options of their own.",
        ),
        click.option("--large", is_flag=True, help="Large print, 18 points, on both sides of one sheet."),
        with_side,
    ):
        found = option(found)
    return found


def _refuse_with_edition(edition: str, flags: Mapping[str, bool], sides: str | None, others: Mapping[str, Any]) -> None:
    """Raises UsageError where an edition is asked for with what it cannot be."""
    on = [flag for flag, given in flags.items() if given]
    if edition != PRACTITIONER:
        if doubled := [flag for flag in on if flag != "diary"]:
            raise click.UsageError(f"--edition {edition} and --{doubled[0]}: use one, not both.")
        return
    on += ["sides 1"] if sides == "1" else []
    on += [word for word in ("qr", "html", "together") if others.get("screen" if word == "html" else word)]
    if on:
        raise click.UsageError(
            f"--edition practitioner is a page for colleagues, which has no --{on[0]}: leave one of them out."
        )


def without_practitioners(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds an `--edition` to a command whose sheets are for a person, to say that those for practitioners are not."""

    def refuse(ctx: click.Context, _: click.Parameter, edition: str | None) -> None:
        if edition and not ctx.resilient_parsing:
            told = "is not for patients, so no sheet for a person is made of it: handouts build."
            if edition != PRACTITIONER:
                told = "is for handouts build and handouts print; here the clinic's file says which."
            raise click.UsageError(f"--edition {edition} {told}")

    choice = click.Choice(list(EDITIONS), case_sensitive=False)
    return click.option("--edition", type=choice, expose_value=False, hidden=True, callback=refuse)(command)


def format_of(large: bool, low_ink: bool, diary: bool, sides: str | None) -> Format:
    """The format that is asked for; raises UsageError where both sides are taken twice."""
    if large and diary:
        raise click.UsageError("--large takes both sides of the sheet: leave out --diary, or print it by itself.")
    if diary and sides == "2":
        raise click.UsageError("--diary takes the back of the sheet: leave out --sides 2.")
    if sides == "1" and (large or diary):
        raise click.UsageError(f"{'--large' if large else '--diary'} takes both sides: leave out --sides 1.")
    edition = "-".join(word for word, on in (("large", large), ("low-ink", low_ink)) if on)
    return Format(edition, "diary" if diary else "", int(sides or 1))


def request_of(
    words: Mapping[str, Iterable[str]],
    papers: Iterable[str],
    data: Sequence[Path],
    clinic: Path | None,
    format: Format = USUAL,
    together: bool = False,
    qr: bool = False,
) -> Request:
    """What is asked for: `words` are the names of cards by kind."""
    from handouts.order.request import Request

    named = tuple((kind, word) for kind, some in words.items() for word in some)
    asked = Request(named, tuple(papers), (builtin(), *data), clinic, issued_day(), format)
    return asked._replace(together=together, qr=qr)


def builder_of(request: Request, no_cache: bool) -> Builder:
    """What builds the PDFs that are asked for, with the user's cache or without."""
    from handouts.order import cache
    from handouts.order.builder import Builder

    return Builder(request, None if no_cache else cache.own_folder())


def issued_day() -> date | None:
    """The day of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch) where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    from datetime import datetime, timezone

    try:
        return datetime.fromtimestamp(int(epoch), timezone.utc).date()
    except (ValueError, OverflowError, OSError):
        text = f"SOURCE_DATE_EPOCH is '{epoch}': it should be the seconds since 1970, such as 1795305600."
        raise click.UsageError(text) from None
