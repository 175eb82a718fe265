"""The command that prints the script by which a shell completes names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from handouts.commands.output import Answer

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> Answer:
    """Print the script that lets your shell complete commands, options and names.

    \b
    echo 'eval "$(handouts completion bash)"' >> ~/.bashrc
    echo 'eval "$(handouts completion zsh)"' >> ~/.zshrc
    handouts completion fish > ~/.config/fish/completions/handouts.fish
    """
    from handouts.commands.app import COMPLETE, cli

    script = get_completion_class(shell)
    assert script is not None
    return script(cli, {}, "handouts", COMPLETE).source()
