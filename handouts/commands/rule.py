"""The command that prints a rule of the linter."""

from __future__ import annotations

import click

from handouts.commands.output import Answer


def complete_rules(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The ids and names of rules that begin so."""
    from handouts.lint.catalogue import rules

    names = (name for rule in rules() for name in (rule.id, rule.name))
    return [name for name in names if name.casefold().startswith(begun.casefold())]


@click.command("rule")
@click.argument("name", required=False, metavar="[RULE]", shell_complete=complete_rules)
def command(name: str | None) -> Answer:
    """Print a rule that `handouts check` asks of leaflets, by its id or name: what it asks, why, and examples.

    Without a name it lists all rules.

    \b
    handouts rule
    handouts rule HL201
    handouts rule base-caution
    """
    from handouts.lint import catalogue, pages

    return pages.page(catalogue.rule_called(name)).rstrip("\n") if name else pages.contents(catalogue.rules())
