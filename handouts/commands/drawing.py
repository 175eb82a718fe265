"""What commands share that write pictures alone: which kind of file is meant, and how it is painted."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from handouts.commands.output import Answer, files_for, write_told

if TYPE_CHECKING:
    from handouts.draw.scene import Scene

DPI = 150  # of a PNG, if nobody says more


class Painting(NamedTuple):
    """How pictures are to be painted: the letters of an SVG as text, or a PNG so sharp or so wide."""

    live_text: bool
    dpi: int | None
    width: int | None

    def suffix(self, output: str, usual: str) -> str:
        """The kind of file that is meant, by its name or else by the options; raises UsageError where they disagree."""
        if self.dpi and self.width:
            raise click.UsageError("--dpi and --width: use one, not both.")
        named = "" if os.path.isdir(output) else os.path.splitext(output)[1].lower()
        sharp = self.dpi or self.width
        found = named or (".png" if sharp else ".svg" if self.live_text else usual)
        if sharp and found != ".png":
            raise click.UsageError("--dpi and --width are for PNG: name a file that ends in .png, or a folder.")
        if self.live_text and found != ".svg":
            raise click.UsageError("--live-text is for SVG: name a file that ends in .svg, or a folder.")
        return found

    def paint(self, scene: Scene, suffix: str) -> bytes:
        """The bytes of an SVG or a PNG; raises UsageError where a PNG would be too small or too large."""
        if suffix == ".svg":
            from handouts.write import svg

            return svg.write(scene, "text" if self.live_text else "outlines").encode()
        from handouts.write import png

        try:
            return png.write(scene, png.dpi_of(scene, self.width) if self.width else self.dpi or DPI)
        except ValueError as error:
            raise click.UsageError(f"{error} Give another --{'width' if self.width else 'dpi'}.") from None

    def deliver(self, scenes: Sequence[Scene], output: str, suffix: str, hashes: bool = False) -> Answer:
        """The pictures, written, or the one for standard output."""
        if output == "-" and len(scenes) > 1:
            raise click.UsageError(f"There are {len(scenes)} pictures: take a folder with -o.")
        painted = {scene.id: self.paint(scene, suffix) for scene in scenes}
        return painted[scenes[0].id] if output == "-" else write_told(files_for(painted, output, suffix), hashes)


def with_painting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--live-text`, `--dpi` and `--width`."""
    live = "SVG with words as text, which can be edited, instead of outlines, which look the same without our fonts."
    options = (
        click.option("--live-text", is_flag=True, help=live),
        click.option(
            "--dpi", type=click.IntRange(36, 1200), help=f"PNG with so many pixels to the inch (usual: {DPI})."
        ),
        click.option("--width", type=click.IntRange(50, 12_000), help="PNG so many pixels wide."),
    )
    for option in reversed(options):
        command = option(command)
    return command
