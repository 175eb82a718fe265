"""Makes small cards and scenes for tests, by hand."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path as File

from PIL import Image

from handouts import fonts
from handouts.compose.page import Artifact, Box, Card, Element, Photo, Picture, RuledLine, Run
from handouts.draw.look import Look
from handouts.draw.scene import Close, Curve, Disc, Frame, Lettering, Line, Move, Path, Scene, Spot2, Stroke
from handouts.locate.atlas import Atlas
from handouts.style import BOLD, HAN, SANS, STANDARD, Legs

ROOT = File(__file__).parents[2]


def look(atlas: Atlas, legs: Legs = "") -> Look:
    """What the pictures of an atlas are drawn with."""
    return Look(atlas.library.words, STANDARD, legs)


def words(role: str, x: float, y: float, text: str, font: str = SANS, **more: str) -> Lettering:
    """A label with its true width."""
    return Lettering(
        role,
        Spot2(x, y),
        text,
        font,
        STANDARD.label,
        STANDARD.inks.black,
        fonts.width(text, font, STANDARD.label),
        **more,
    )


def scene() -> Scene:
    """A limb of four lines, a ring at (30.25, 41.5) and three labels."""
    skin = (
        Move(Spot2(20, 5)),
        Curve(Spot2(24, 25), Spot2(26, 45), Spot2(22, 75)),
        Line(Spot2(38, 75)),
        Curve(Spot2(44, 45), Spot2(42, 25), Spot2(40, 5)),
        Close(),
    )
    leader = (Move(Spot2(32.25, 41.5)), Line(Spot2(52, 41.5)))
    return Scene(
        id="test-front",
        width=90,
        height=80,
        title="Front of the right leg",
        desc="A ring lies below the knee & on its outer side.",
        frame=Frame("anterior", 2.5, 30, 75),
        shapes=(
            Path("skin", skin, fill=STANDARD.inks.tint, stroke=Stroke(STANDARD.inks.line, 0.7), id="skin"),
            Path("leader", leader, stroke=Stroke(STANDARD.inks.grey, 0.25, (1.2, 0.8))),
            Disc(
                "ring", Spot2(30.25, 41.5), 2, fill="#ffffff", stroke=Stroke(STANDARD.inks.accent, 0.5), id="ring-ST-36"
            ),
            words("label", 53, 42.5, "Leg three miles", id="label-ST-36"),
            words("label", 53, 47, "足三里", HAN, lang="zh-Hant"),
            words("number", 30.25, 42.7, "1", BOLD, anchor="middle"),
        ),
    )


def run(
    x: float, y: float, text: str, font: str = SANS, size: float = STANDARD.body, ink: str = STANDARD.inks.black
) -> Run:
    """A line of text."""
    return Run(x, y, text, font, size, ink)


def name_line() -> Element:
    """A heading in three fonts and two languages."""
    start = 20 + fonts.width("ST-36 Zúsānlǐ ", BOLD, 15)
    chinese = Element("Span", (run(start, 50, "足三里", HAN, 15),), lang="zh-Hant")
    return Element("H2", (run(20, 50, "ST-36 Zúsānlǐ ", BOLD, 15), chinese))


def steps() -> Element:
    """A numbered list of two items, the first of two lines."""
    first = Element("LBody", (run(28, 150, "Bend your knee. "), run(28, 156, "Find the “outer” hollow — it’s soft.")))
    second = Element("LBody", (run(28, 164, "Press ½ minute, 2–3 times…"),))
    items = [
        Element("LI", (Element("Lbl", (run(20, y, f"{n}. "),)), body))
        for n, y, body in ((1, 150, first), (2, 164, second))
    ]
    return Element("L", tuple(items), numbering="Decimal")


def figure() -> Element:
    """The scene on the page, its upper left corner at (20, 55)."""
    picture = Picture(20, 55, scene())
    return Element("Figure", (picture,), alt="The ring lies below the knee.", bbox=(20, 55, 90, 80))


def card(*more: Element | Artifact, title: str = "Leg pain & cramps") -> Card:
    """A card with a title, a tinted box, a heading, a figure, a list and a footer."""
    kids = (
        Artifact(
            (
                Box(15, 15, 184, 14, fill=STANDARD.inks.tint, radius=3),
                Box(15, 60, 2, 60, stroke=Stroke(STANDARD.inks.line, 0.35)),
            )
        ),
        Element("H1", (run(20, 25, title, BOLD, STANDARD.title, STANDARD.inks.accent),)),
        name_line(),
        figure(),
        steps(),
        Element("Sect", (Element("P", (run(20, 180, "In short: press "), run(50, 180, "gently.", BOLD))),)),
        Artifact((RuledLine(15, 262, 199, 262, Stroke("#808080", 0.25)),)),
        Element("P", (run(20, 268, "From: WHO, 2008", ink=STANDARD.inks.grey),)),
        *more,
    )
    facts = title, "Ämne <Clinic>", "Self-acupressure", "en"
    return Card("test", 210, 297, *facts, date(2026, 1, 31), kids, ("A book & its <pages>",))


def image(kind: str, mode: str, colour: tuple[int, ...] | int, size: tuple[int, int] = (40, 20)) -> bytes:
    """An image file of one colour."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    return out.getvalue()


def png(mode: str, colour: tuple[int, ...] | int, size: tuple[int, int] = (40, 20)) -> bytes:
    """A PNG file of one colour."""
    return image("PNG", mode, colour, size)


def halves() -> bytes:
    """A PNG file, black above and light grey below."""
    picture = Image.new("L", (40, 20), 0)
    picture.paste(200, (0, 10, 40, 20))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def logo(data: bytes) -> Element:
    """A logo of 20 by 10 mm."""
    return Element("Figure", (Photo(170, 270, 20, 10, data),), alt="Logo", bbox=(170, 270, 20, 10))
