"""The command that prints a page of the manual, or the help of a command."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.output import Answer
from handouts.errors import Problem, UnknownName, did_you_mean
from handouts.paths import manual


def _pages() -> dict[str, Path]:
    """The pages of the manual by what they are about."""
    return {path.stem: path for path in sorted(manual().glob("*.md"))}


def _complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[str]:
    return [name for name in (*_pages(), *_group(ctx).list_commands(ctx)) if name.startswith(begun)]


@click.command("help")
@click.argument("topic", required=False, shell_complete=_complete)
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> Answer:
    """Print a page of the manual, or the help of a command.

    Without a name it prints what pages there are.

    \b
    handouts help
    handouts help own-data
    handouts help build
    """
    pages = _pages()
    if topic is None:
        return _contents(pages)
    if topic in pages:
        return pages[topic].read_text("utf-8").rstrip("\n")
    if named := _group(ctx).get_command(ctx, topic):
        return named.get_help(click.Context(named, info_name=topic, parent=ctx.parent))
    known = (*pages, *_group(ctx).list_commands(ctx))
    hint = did_you_mean(topic, known) or "to see all pages, type: handouts help"
    raise UnknownName([Problem(f"there is no page '{topic}'", None, hint)])


def _group(ctx: click.Context) -> click.Group:
    """What all commands belong to."""
    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    return group


def _contents(pages: dict[str, Path]) -> str:
    """A line for each page, with its title; the last tells of commands."""
    told = {name: _title(path) for name, path in pages.items()} | {"build": "as build --help, and so for each command"}
    wide = max(map(len, told))
    return "\n".join(f"handouts help {name:{wide}}  {text}" for name, text in told.items())


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as page:
        return page.readline().removeprefix("# ").rstrip()
