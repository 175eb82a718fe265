"""The command that opens the front desk: a page on this computer, in a browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from handouts.commands.defaults import standing
from handouts.commands.options import announce, issued_day, printer_of, with_clinic, with_data
from handouts.commands.output import Answer

LOOPBACK = ("127.0.0.1", "localhost", "::1")
OWN_FOLDER, OWN_CLINIC = Path("our-data"), Path("our-clinic.yaml")  # as the manual calls them


def _this_computer(_ctx: click.Context, _option: click.Parameter, host: str) -> str:
    """An address that only this computer reaches."""
    if host not in LOOPBACK:
        raise click.BadParameter(
            f"'{host}' is not this computer alone. Names of patients are typed on this page, and it has neither "
            "passwords nor encryption: others in the network could read along. It is served on 127.0.0.1 only; start "
            "it on each computer that needs it."
        )
    return "127.0.0.1" if host == "localhost" else host


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8421, show_default=True, help="0: any that is free.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    callback=_this_computer,
    help="This computer, by another of its names; no other can be served.",
)
@with_data
@with_clinic
def command(port: int, no_open: bool, host: str, data: tuple[Path, ...], clinic: Path | None) -> Answer:
    """Open the front desk: choose, fill in, see and print sheets in a browser, on this computer only.

    What is typed there goes to no other computer and is not kept. Without --data and --clinic, our-data/ and
    our-clinic.yaml of the current folder are used where they are there, and are where leaflets and the clinic's file of
    your own are saved, if you ask for it.

    \b
    handouts serve
    handouts serve --clinic our-clinic.yaml --data our-data/
    handouts serve --port 9000 --no-open
    """
    from handouts.desk.server import check_installed, listen, serve

    check_installed()
    address = listen(port, host)
    with address.listening:
        from handouts.desk.session import Session, Settings
        from handouts.desk.stock import Places, Stock
        from handouts.order.make import notes

        own = data[-1] if data else OWN_FOLDER
        stock = Stock(Places(data, clinic or OWN_CLINIC, own, clinic is not None), issued_day())
        settings = Settings(str(paper) if (paper := standing("paper")()) else None, printer_of(None))
        announce(notes(stock.opened.plain))
        click.echo(f"The front desk: {address.url}")
        click.echo("Only this computer sees it. To stop it, press Ctrl-C here.")
        if not no_open:
            _open_browser(address.url_once)
        try:
            serve(Session(stock, settings), address)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
    return None


def _open_browser(url: str) -> None:
    """Opens the page where there is a screen; whoever has none types the address."""
    import webbrowser

    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    webbrowser.open(url)
