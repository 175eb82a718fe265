"""Makes the fonts that the package ships, static and small, from their published sources; run by a developer.

    pip download --no-deps --dest DOWNLOADS fontpkg-source-sans-3==3.52
    (cd DOWNLOADS && npm pack @expo-google-fonts/noto-sans-sc@0.4.3)
    pip install fonttools
    python tools/make_fonts.py DOWNLOADS

Both sources are under the SIL Open Font License, whose third condition keeps the name 'Source' for the originals.
reportlab embeds TrueType outlines only, so sources with CFF outlines will not do.
"""

from __future__ import annotations

import sys
import tarfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ASSETS = Path(__file__).parents[1] / "handouts" / "assets"

LETTERS = {
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0xAD),  # Western and Central European, but for the soft hyphen, which would be printed as a hyphen
    *range(0xAE, 0x180),
    *range(0x1CD, 0x1DD),  # pinyin: the third tone, and u with two dots under all tones
    *(0x1F8, 0x1F9, 0x1E3E, 0x1E3F),  # pinyin: syllabic n and m
    *range(0x218, 0x21C),  # Romanian
    *range(0x1EA0, 0x1EFA),  # Vietnamese
    *(n for n in range(0x386, 0x3CF) if chr(n).isalpha()),  # Greek, as it is written today
    *range(0x400, 0x460),  # Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian
    *(0x490, 0x491),
    # No combining marks: without OpenType positioning they would land beside their letter.
    *map(ord, "‐‑–—‘’‚“”„•…′″€™⅓⅔⅛←↑→↓−≈≤≥●☐✓"),
}
KEPT_NAMES = (0, 13, 14)  # copyright, licence, address of the licence
DROPPED = ["GPOS", "GSUB", "GDEF", "BASE", "DSIG", "STAT", "HVAR", "MVAR", "VORG", "vhea", "vmtx", "meta", "gasp"]


def hanzi() -> set[int]:
    """The characters listed beside this tool."""
    lines = Path(__file__).with_name("hanzi.txt").read_text("utf-8").splitlines()
    return {ord(c) for c in "".join(lines[1:]) if not c.isspace()}


def standard(charset: str, first: range) -> set[int]:
    """The characters of a two-byte character set whose first byte lies in a range: Chinese ones, kana, wide signs."""
    pairs = (bytes((one, two)).decode(charset, "ignore") for one in first for two in range(0x40, 0xFF))
    return {ord(pair) for pair in pairs if len(pair) == 1 and ord(pair) > 0x3000}


def subset(font: TTFont, codes: set[int]) -> None:
    """Leave only what draws these characters: no hints, no OpenType features."""
    missing = codes - font.getBestCmap().keys()
    if missing:
        raise SystemExit(f"the source font lacks {''.join(map(chr, sorted(missing)))}")
    options = Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True)
    options.drop_tables += DROPPED
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def rename(font: TTFont, family: str, style: str) -> None:
    """Replace every name but the legal ones, as the licence asks of a changed font."""
    names = font["name"]
    postscript = f"{family}-{style}".replace(" ", "")
    names.names = [n for n in names.names if n.nameID in KEPT_NAMES]
    for number, text in (1, family), (2, style), (3, postscript), (4, f"{family} {style}"), (6, postscript):
        names.setName(text, number, 3, 1, 0x409)


def make(font: TTFont, codes: set[int], family: str, style: str) -> None:
    """Write one font into the package."""
    subset(font, codes)
    rename(font, family, style)
    font["cmap"].tables = [t for t in font["cmap"].tables if (t.platformID, t.platEncID) == (3, 1)]
    font["head"].modified = font["head"].created
    file = ASSETS / f"{family}-{style}.ttf".replace(" ", "")
    font.save(file)
    print(f"{file.name}: {file.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def make_sans(wheel: ZipFile) -> None:
    """The two weights of the font for letters, cut from the variable one."""
    folder = "fontpkg_source_sans_3/"
    data = wheel.read(folder + "files/SourceSans3[wght].ttf")
    for style, weight in (("Regular", 400), ("Bold", 700)):
        font = TTFont(BytesIO(data), recalcTimestamp=False)
        make(instantiateVariableFont(font, {"wght": weight}), LETTERS, "Handouts Sans", style)
    (ASSETS / "OFL-SourceSans3.txt").write_bytes(wheel.read(folder + "LICENSE").replace(b"\r\n", b"\n"))


def make_han(package: tarfile.TarFile) -> None:
    """The Chinese fonts: what the data has, and what people are called."""

    def read(path: str) -> bytes:
        file = package.extractfile(f"package/{path}")
        assert file
        return file.read()

    data = read("400Regular/NotoSansSC_400Regular.ttf")
    # All that GB 2312 has, and what Big5 calls frequently used: the usual characters of both ways to write.
    more = standard("gb2312", range(0xA1, 0xF8)) | standard("big5", range(0xA4, 0xC7))
    for codes, family in ((hanzi(), "Handouts Han"), (more - hanzi(), "Handouts Han More")):
        make(TTFont(BytesIO(data), recalcTimestamp=False), codes, family, "Regular")
    (ASSETS / "OFL-NotoSansSC.txt").write_bytes(read("LICENSE_FONT"))


def main(downloads: Path) -> None:
    """Make all fonts and put their licences beside them."""
    (wheel,) = downloads.glob("fontpkg_source_sans_3-*.whl")
    (package,) = downloads.glob("expo-google-fonts-noto-sans-sc-*.tgz")
    with ZipFile(wheel) as opened:
        make_sans(opened)
    with tarfile.open(package) as opened:
        make_han(opened)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
