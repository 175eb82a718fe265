"""Turns a scene or a photo into an image within a web page, named by its text alternative."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from handouts.compose.page import Photo
from handouts.draw.scene import Scene
from handouts.write import svg

SVG = "http://www.w3.org/2000/svg"
WIDE = 'class="picture wide"'
NARROW = 120.0  # mm: a wider picture has words that are too small on a telephone, and is moved sideways there


def drawing(scene: Scene, alt: str) -> str:
    """A scene as a figure. What its shapes are called is left out, for the alternative says it all."""
    from xml.etree.ElementTree import fromstring, register_namespace, tostring

    register_namespace("", SVG)
    tree = fromstring(svg.write(scene))
    for name in ("title", "desc"):
        for found in tree.findall(f"{{{SVG}}}{name}"):
            tree.remove(found)
    for name in ("aria-labelledby", "width", "height", "version", "baseProfile"):
        tree.attrib.pop(name, None)
    for part in tree.iter():
        if part is not tree:
            for name in ("role", "aria-label"):
                part.attrib.pop(name, None)
            if part.tag != f"{{{SVG}}}clipPath":  # which is looked for by its id; others may be on several pictures
                part.attrib.pop("id", None)
        if part.text and not part.text.strip():
            part.text = None
        part.tail = None
    tree.set("role", "img")
    tree.set("aria-label", alt)
    tree.set("style", f"--across:{svg.number(scene.width)}")
    image = tostring(tree, encoding="unicode", short_empty_elements=True)
    if scene.width <= NARROW:
        return f'<figure class="picture">{image}</figure>'
    return f'<figure {WIDE} tabindex="0" role="group" aria-label="{escape(scene.title)}">{image}</figure>'


def photo(image: Photo, alt: str) -> str:
    """An image file as a figure."""
    kind = "png" if image.data.startswith(b"\x89PNG") else "jpeg"
    data = b64encode(image.data).decode("ascii")
    return f'<figure class="logo"><img alt="{escape(alt)}" src="data:image/{kind};base64,{data}"></figure>'
