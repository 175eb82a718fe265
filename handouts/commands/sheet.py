"""The command that lays small cards on sheets for the guillotine."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.options import (
    announce,
    completer,
    paper_of,
    refuse_drafts,
    request_of,
    with_clinic,
    with_data,
    with_draft,
    with_format,
    with_leaflets,
    with_names,
    with_output,
    with_paper,
    with_qr,
)
from handouts.commands.output import Answer, files_for, write_told
from handouts.order.request import LEAFLET
from handouts.style import LARGE_PAPERS, Format


@click.command("sheet")
@with_leaflets
@with_names
@click.option(
    "--back",
    "backs",
    multiple=True,
    metavar="NAME",
    shell_complete=completer("conditions"),
    help="The condition whose leaflet is printed on the back: one for all cards, or one for each, in their order.",
)
@click.option("--up", type=click.Choice(["2", "4"]), default="2", show_default=True, help="How many on a sheet.")
@with_paper
@with_format
@click.option(
    "--press", is_flag=True, help="For a print shop: just half or a quarter of the paper, with 3 mm of bleed."
)
@click.option("--small", is_flag=True, help="Allow type that many cannot read.")
@with_output("A file that ends in .pdf, or a folder (made if it is not there)")
@with_draft
@with_qr
@with_data
@with_clinic
def command(
    leaflets: tuple[str, ...],
    names: tuple[str, ...],
    codes: tuple[str, ...],
    backs: tuple[str, ...],
    up: str,
    paper: str | None,
    press: bool,
    small: bool,
    output: str,
    draft: bool,
    qr: bool,
    data: tuple[Path, ...],
    clinic: Path | None,
    format: Format,
) -> Answer:
    """Write sheets of small cards to be cut apart (PDF), with marks where to cut.

    Two cards on a sheet are nearly A5 (half a Letter), four nearly A6. A sheet is filled up with the cards on it, so
    that one card gives two or four of the same. Print at true size; with --back on both sides.

    A leaflet's type of 12 points is about 8 points on two, and 6 on four: such cards are to carry along, not for poor
    eyes. Hand out the full leaflet too. Four need --small.

    \b
    handouts sheet cramps
    handouts sheet -c cramps -c "knee pain" --paper letter -o sheets/
    handouts sheet -c cramps --back sciatica
    handouts sheet -c cramps --up 4 --small --press -o cramps.pdf
    """
    if not (leaflets or names or codes):
        raise click.UsageError("Name the cards, such as: handouts sheet cramps.")
    if format.for_practitioners:
        raise click.UsageError(
            "--edition practitioner: its type would be too small on cards. Build the page: handouts build."
        )
    paper = paper_of(paper, clinic)
    from handouts.compose import imposition
    from handouts.compose.leaflet import edition_on, format_for
    from handouts.order.make import cards_of, gather, notes, with_code
    from handouts.write.pdf import sheets

    words = {"condition": names, "point": codes, LEAFLET: leaflets}
    materials = gather(request_of(words, [paper], data, clinic, format))  # which has every condition
    announce(notes(materials))
    format = format_for(format, materials.clinic)
    edition = edition_on(format, LARGE_PAPERS[paper])
    layout = (imposition.press if press else imposition.office)(LARGE_PAPERS[paper], int(up), edition)
    told = f"type of {edition.body:g} points is {layout.type_size:.1f} points on these cards"
    if layout.type_size < imposition.LEAST_TYPE and not small:
        raise click.UsageError(f"{told}: if the full leaflet goes with them, add --small.")
    materials = with_code(materials, qr, layout.scale)
    front = request_of(words, [paper], data, clinic, format)
    back = request_of({"condition": backs}, [paper], data, clinic, Format("standard", legs=format.legs))
    fronts, behind = cards_of(materials, front), cards_of(materials, back)
    refuse_drafts((card.name for card in (*fronts, *behind) if card.draft), draft)
    if behind and (two := [card.name for card in (*fronts, *behind) if card.more]):
        raise click.UsageError(
            f"'{two[0]}' has two sides already: leave out --back, or take one without a second side."
        )
    if not behind:
        fronts, behind = imposition.both_sides(fronts)
    if len(behind) == 1:
        behind *= len(fronts)
    if behind and len(behind) != len(fronts):
        one = "" if len(fronts) == 1 else f", or {len(fronts)}"
        many = f"{len(fronts)} card{'s' * (len(fronts) > 1)}"
        raise click.UsageError(f"{len(behind)} backs do not go with {many}: name one{one}.")
    about = imposition.about(fronts, behind, layout, materials.atlas.library.words)
    about = about._replace(name="-".join(word for word in (about.name, format.name) if word))
    made = sheets.write(imposition.lay(fronts, behind, layout), about, layout.flip if behind else None)
    written = write_told(files_for({about.name: made}, output, ".pdf"), False)
    click.echo(f"note: {told}: they are to carry along, so hand out the full leaflet too", err=True)
    return written
