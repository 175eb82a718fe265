"""Papers by the names that printers give them: RFC 8011's old ones, PWG 5101.1's with the size in them, and CUPS's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handouts.printing.job import MEDIA
from handouts.style import LARGE_PAPERS

NEAR = 1.0  # mm by which a name may miss a paper: some give it in hundredths of an inch
LONGEST = 255  # letters of a name that are looked at: RFC 8011 clause 5.1.4
SIZED = re.compile(r"_(\d{1,4}(?:\.\d{1,4})?)x(\d{1,4}(?:\.\d{1,4})?)(mm|in)?(?:\.|_|$)")
MM_PER_INCH = 25.4
# What stands around the name of a paper: who named it (iso-, na-), and how it is (-white, .Borderless).
PLAIN = re.compile(
    r"(?:(?:iso|na|us|jis)[-_ ]?)?(a4|letter|a3)"
    r"(?:small|rotated|r|\..*| ?\(.*|[-_ ](?:white|colou?red|transparent|plain|borderless|small|rotated|transverse))?"
)


def papers(names: Iterable[str] | None) -> dict[str, str] | None:
    """Those of our papers that are among a printer's, each with the printer's name of it; None where it does not say.

    Where a printer names a range of sizes (custom_min_..., custom_max_...), it takes all between."""
    if names is None:
        return None
    names = tuple(names)
    found: dict[str, str] = {}
    for name in names:
        paper = paper_of(name)
        if paper and (paper not in found or name == MEDIA[paper]):
            found[paper] = name
    least, most = (_bound(names, word) for word in ("custom_min_", "custom_max_"))
    for paper, media in MEDIA.items():
        size = LARGE_PAPERS[paper.casefold()]
        if least and most and least[0] <= size.width <= most[0] and least[1] <= size.height <= most[1]:
            found.setdefault(paper, media)
    return found


def paper_of(name: str) -> str | None:
    """What people call a paper, if it is one of ours."""
    if len(name) > LONGEST:
        return None
    low = name.casefold()
    if low.startswith(("custom_min_", "custom_max_")):
        return None
    if size := _size(low):
        for paper in MEDIA:
            wanted = LARGE_PAPERS[paper.casefold()]
            pairs = zip(sorted(size), (wanted.width, wanted.height), strict=True)
            if all(abs(a - b) <= NEAR for a, b in pairs):
                return paper
        return None
    plain = PLAIN.fullmatch(low)
    return next(paper for paper in MEDIA if paper.casefold() == plain[1]) if plain else None


def _size(name: str) -> tuple[float, float] | None:
    """The size in mm that stands in a name."""
    found = SIZED.search(name)
    if not found:
        return None
    unit = MM_PER_INCH if found[3] == "in" else 1.0
    return float(found[1]) * unit, float(found[2]) * unit


def _bound(names: Iterable[str], word: str) -> tuple[float, float] | None:
    return next((size for name in names if name.startswith(word) and (size := _size(name))), None)
