"""The commands that write files to begin with."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.commands.defaults import held
from handouts.commands.output import Answer
from handouts.errors import CannotWrite, Problem, short_path

if TYPE_CHECKING:
    from handouts.locate.atlas import Atlas

OUR_DATA = "our-data"
CODE = re.compile(r"[A-Za-z0-9]+([-.][A-Za-z0-9]+)*")
REVIEW_HINT = "With --reviewed; without both the leaflets are marked as drafts."


@click.group("new")
def command() -> None:
    """Write a file to begin with, with comments that say what may stand in it, and tell what to do next.

    On a terminal it asks for what you do not give. Nothing that is there is ever overwritten.

    \b
    handouts new clinic --name "Harbour Street Clinic" -o harbour.yaml
    handouts new condition --title "Tired legs" --points ST-36
    handouts new point --code HS-1 --plain "Middle of the shin"
    handouts new caution --id see-us --lead "Call us" --text "if you are not sure."
    handouts new table -o monday.csv
    """


def _asking(told: Callable[..., Any]) -> Callable[..., Any]:
    help = "Ask for what is not given, though this is no terminal."
    return click.option("--ask", is_flag=True, help=help)(told)


def _with_data(told: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--data",
        metavar="FOLDER",
        help=f"Your folder of data, made if it is not there.  [default: that of `handouts settings`, or {OUR_DATA}]",
    )(told)


def _with_review(told: Callable[..., Any]) -> Callable[..., Any]:
    reviewer = click.option("--reviewer", metavar="NAME", help=f"Who has reviewed these words. {REVIEW_HINT}")
    reviewed = click.option("--reviewed", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="And when.")
    return reviewer(reviewed(told))


@command.command("clinic")
@click.option("--name", metavar="NAME", help="What your clinic is called.")
@click.option("--telephone", metavar="NUMBER", help="As it stands on the leaflets.")
@click.option("--output", "-o", metavar="FILE", default="our-clinic.yaml", show_default=True)
@_asking
def clinic(name: str | None, telephone: str | None, output: str, ask: bool) -> Answer:
    """Write a clinic's file.

    \b
    handouts new clinic --name "Harbour Street Clinic" --telephone "020 7946 0000"
    """
    from handouts.order import starters

    if not output.lower().endswith((".yaml", ".yml")):
        raise click.UsageError(f"'{output}' should end in .yaml.")
    _refuse_there(output)
    name = _known("name", name, "What is your clinic called", ask)
    telephone = _wished(telephone, "Its telephone (return for none)", ask)
    starters.refuse_unprintable(name, telephone)
    text = starters.clinic_text(name, telephone, output)
    try_next = [
        f"open {output} and take the # from what you want to say",
        f"handouts check --clinic {output}",
        f"handouts build cramps --clinic {output}",
        f"to have it used each time, write into handouts.yaml: clinic: {output}",
    ]
    return _written({output: text.encode()}, try_next)


@command.command("condition")
@click.option("--title", metavar="TITLE", help="The card's heading, such as 'Tired legs'.")
@click.option("--points", metavar="POINTS", help="Its points, in their order, with commas: 'ST-36, GB-34'.")
@click.option("--purpose", metavar="SENTENCE", default="", help="What pressing them may help; one sentence.")
@click.option("--id", "id", metavar="NAME", help="Its short name.  [default: made from the title]")
@_with_review
@_with_data
@_asking
def condition(
    title: str | None,
    points: str | None,
    purpose: str,
    id: str | None,
    reviewer: str | None,
    reviewed: datetime | None,
    data: str | None,
    ask: bool,
) -> Answer:
    """Write the file of a condition, with all cautions that its points ask for.

    \b
    handouts new condition --title "Tired legs" --points "ST-36, GB-34"
    """
    review = _review(reviewer, reviewed)
    title = _known("title", title, "What is the leaflet for, such as Tired legs", ask)
    points = _known("points", points, "Which points, with commas, such as ST-36, GB-34", ask)
    from handouts.order import starters

    starters.refuse_unprintable(title, purpose)
    id = _id(id or starters.short_name(title), "--id")
    folder = _folder(data)
    place = os.path.join(folder, "conditions", f"{id}.yaml")
    _refuse_there(place)
    names = [name.strip() for name in points.split(",") if name.strip()]
    made = starters.new_condition(id, title, purpose, names, _atlas(folder))
    text = starters.condition_text(made, folder, review)
    return _written({place: text.encode()}, _next(folder, id, review, place))


@command.command("point")
@click.option("--code", metavar="CODE", help="Its code: letters, digits and hyphens, such as HS-1.")
@click.option("--plain", metavar="WORDS", help="Where it is, as a patient reads it: 'Middle of the shin'.")
@_with_review
@_with_data
@_asking
def point(
    code: str | None,
    plain: str | None,
    reviewer: str | None,
    reviewed: datetime | None,
    data: str | None,
    ask: bool,
) -> Answer:
    """Write the file of a point, which explains how a rule says where it lies, and beside it a picture of the result.

    \b
    handouts new point --code HS-1 --plain "Middle of the shin"
    """
    review = _review(reviewer, reviewed)
    code = _id(_known("code", code, "Its code, such as HS-1", ask), "--code")
    plain = _known("plain", plain, "Where it is in plain words, such as Middle of the shin", ask)
    folder = _folder(data)
    place, picture = (os.path.join(folder, "points", f"{code}.{ending}") for ending in ("yaml", "svg"))
    _refuse_there(place, picture)
    from handouts.order import starters

    starters.refuse_unprintable(plain)
    starters.refuse_taken("points", code, _atlas(folder).library)
    text = starters.point_text(code, plain, folder, picture, review)
    _written({place: text.encode()}, [])
    drawn = _picture(code, folder)
    told = [
        f"look at {picture}: it shows where the rule leads, and what the steps name",
        *_next(folder, code, review, place),
    ]
    return f"{place}\n{_written({picture: drawn}, told)}"


@command.command("caution")
@click.option("--id", "id", metavar="NAME", help="Its short name, such as see-us.")
@click.option("--lead", metavar="WORDS", help="What to do, printed bold: 'Call us'.")
@click.option("--text", metavar="WORDS", help="When to do it, in the same sentence: 'if you are not sure.'")
@_with_review
@_with_data
@_asking
def caution(
    id: str | None,
    lead: str | None,
    text: str | None,
    reviewer: str | None,
    reviewed: datetime | None,
    data: str | None,
    ask: bool,
) -> Answer:
    """Write a file of cautions, with one in it. Its words are yours: none are suggested.

    \b
    handouts new caution --id see-us --lead "Call us" --text "if you are not sure."
    """
    review = _review(reviewer, reviewed)
    id = _id(_known("id", id, "Its short name, such as see-us", ask), "--id")
    lead = _known("lead", lead, "What to do, printed bold", ask)
    text = _known("text", text, "When to do it, in the same sentence", ask)
    folder = _folder(data)
    place = os.path.join(folder, "cautions.yaml")
    from handouts.order import starters

    _refuse_there(place, hint="add yours to it, in the form of those that it has")
    starters.refuse_unprintable(lead, text)
    starters.refuse_taken("cautions", id, _atlas(folder).library)
    told = [f"name it in a condition or a point, under before or stop: [{id}]", *_next(folder, "", review, place)]
    return _written({place: starters.caution_text(id, lead, text, folder, review).encode()}, told)


@command.command("table")
@click.option("--output", "-o", metavar="FILE", default="patients.csv", show_default=True)
def table(output: str) -> Answer:
    """Write a table of people for `handouts merge`, with an example in it.

    \b
    handouts new table
    """
    from handouts.order import starters

    if not output.lower().endswith(".csv"):
        raise click.UsageError(f"'{output}' should end in .csv.")
    _refuse_there(output)
    told = [
        f"open {output} in a spreadsheet and put your patients in place of the example; columns may stay empty",
        f"handouts merge {output} -o sheets/",
        "handouts help volume tells what each column may hold",
    ]
    return _written({output: starters.table_text().encode()}, told)


# -- what they share ---------------------------------------------------------------------------------------------------


def _known(option: str, given: str | None, question: str, ask: bool) -> str:
    """What was given, or what is answered on the terminal; raises UsageError where nobody is there to ask."""
    while not (given or "").strip():
        if not _asks(ask):
            raise click.UsageError(f"Say it with --{option}, or add --ask.")
        given = click.prompt(question, err=True)
    return str(given).strip()


def _wished(given: str | None, question: str, ask: bool) -> str:
    """What was given or is answered, which may be nothing."""
    if given is None and _asks(ask):
        given = click.prompt(question, default="", show_default=False, err=True)
    return (given or "").strip()


def _asks(told: bool) -> bool:
    return told or bool(sys.stdin and sys.stdin.isatty())


def _id(words: str, option: str) -> str:
    if not CODE.fullmatch(words):
        raise click.UsageError(f"'{words}' is no short name: letters, digits and hyphens, with {option}.")
    return words


def _review(reviewer: str | None, reviewed: datetime | None) -> tuple[str, date] | None:
    if bool(reviewer) != bool(reviewed):
        raise click.UsageError("--reviewer and --reviewed go together.")
    return (reviewer, reviewed.date()) if reviewer and reviewed else None


def _folder(data: str | None) -> str:
    """The folder of one's own data: the one named, the last of the settings, or a new one."""
    if data:
        return data
    holding = held().get("data")
    return holding.values[-1] if holding and holding.values else OUR_DATA


def _atlas(folder: str) -> Atlas:
    """All data with a folder on top, if it is there; and where it is one of those that the settings hold, with them."""
    from handouts.api import open_data

    holding = held().get("data")
    there = map(os.path.realpath, holding.values if holding else ())
    folders = holding.values if holding and os.path.realpath(folder) in there else (folder,)
    return open_data(*filter(os.path.isdir, folders)).atlas


def _picture(code: str, folder: str) -> bytes:
    """The picture of a point of a folder, as SVG."""
    from handouts.order.pictures import draw_pictures
    from handouts.write import svg

    atlas = _atlas(folder)
    (scene,) = draw_pictures([atlas.library.points[code]], atlas)
    return svg.write(scene).encode()


def _refuse_there(*places: str, hint: str = "move it away, or take another name") -> None:
    """Raises CannotWrite where a file is there already."""
    there = [place for place in places if os.path.lexists(place)]
    if there:
        raise CannotWrite([Problem(f"'{place}' is there already", None, hint) for place in there])


def _next(folder: str, name: str, review: object, place: str) -> list[str]:
    """What to do with a file of data."""
    shown = short_path(Path(folder))
    return [
        f"open {place} and put your own words in",
        f"handouts check {shown}",
        *([f"handouts build {name} --data {shown}"] if name else []),
        *(
            []
            if review
            else ["when someone has reviewed it, write reviewer: and reviewed: there; until then it is a draft"]
        ),
    ]


def _written(contents: Mapping[str, bytes], told: list[str]) -> str:
    """The paths of new files; what to do next is told on standard error."""
    from handouts.system import atomic

    atomic.write_files({Path(place): content for place, content in contents.items()})
    if told:
        click.echo("next:", err=True)
        for line in told:
            click.echo(f"  {line}", err=True)
    return "\n".join(contents)
