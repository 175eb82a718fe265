"""Says how far two paintings of the same thing are apart."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

FAINT = 64  # of 255; two painters differ by as much at the edge of a line
NEAR = 3  # pixels: one to each side


def apart(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ from all pixels of the other image next to them, either way round.

    Raises AssertionError where the images differ in size by more than a pixel."""
    assert abs(one.width - other.width) <= 1, (one.size, other.size)
    assert abs(one.height - other.height) <= 1, (one.size, other.size)
    box = 0, 0, min(one.width, other.width), min(one.height, other.height)
    a, b = one.convert("RGB").crop(box), other.convert("RGB").crop(box)
    seen = ImageChops.lighter(_beyond(a, b), _beyond(b, a)).convert("L").point([0] * FAINT + [255] * (256 - FAINT))
    return seen.histogram()[255] / (seen.width * seen.height)


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """By how much each pixel is lighter or darker than all that lie next to its place in the other image."""
    lightest, darkest = other.filter(ImageFilter.MaxFilter(NEAR)), other.filter(ImageFilter.MinFilter(NEAR))
    bands = ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one)).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return worst.convert("RGB")
