r"""Makes the fonts that the package ships, static and small, from their published sources; run by a developer.

    pip download --no-deps --dest DOWNLOADS fontpkg-source-sans-3==3.52
    (cd DOWNLOADS && npm pack @expo-google-fonts/noto-sans-sc@0.4.3 cldr-misc-full@48.2.0 \
        cldr-localenames-full@48.2.0)
    pip install fonttools
    python tools/make_fonts.py DOWNLOADS

Both fonts are under the SIL Open Font License, whose third condition keeps the name 'Source' for the originals. Which
letters a language is written with is told by CLDR's exemplars (Unicode License v3); of them nothing is shipped but
which letters the fonts have. Which languages are whole in them is written to tests/support/languages.tsv.
reportlab embeds TrueType outlines only, so sources with CFF outlines will not do.
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
from collections.abc import Collection, Iterable, Mapping, Set
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category, combining, name, normalize
from zipfile import ZipFile

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "handouts" / "assets"
LANGUAGES = ROOT / "tests" / "support" / "languages.tsv"
LANGUAGES_HEAD = """# Languages in Latin, Greek and Cyrillic letters, as CLDR 48.2 has them (Unicode License v3);
# written by tools/make_fonts.py: code, name, letters, and which of these our fonts lack
code\tname\tletters\tlacking"""

# What every font for letters has; the letters of languages come from CLDR.
SIGNS = {
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0xAD),  # Western and Central European, but for the soft hyphen, which would be printed as a hyphen
    *range(0xAE, 0x180),
    *range(0x1CD, 0x1DD),  # pinyin: the third tone, and u with two dots under all tones
    *(0x1F8, 0x1F9, 0x1E3E, 0x1E3F),  # pinyin: syllabic n and m
    # No combining marks: without OpenType positioning they would land beside their letter.
    *map(ord, "‐‑–—‘’‚“”„•…′″€™⅓⅔⅛←↑→↓−≈≤≥●☐✓"),
}
SCRIPTS = {"LATIN", "GREEK", "CYRILLIC"}  # as the names of their letters begin in Unicode
UNNAMED = {"lld": "Ladin", "mhn": "Mòcheno"}  # languages that CLDR has no English names of
CAPITALS = {"ß": "ẞ"}  # where Python writes two letters instead
KEPT_NAMES = (0, 13, 14)  # copyright, licence, address of the licence
DROPPED = ["GPOS", "GSUB", "GDEF", "BASE", "DSIG", "STAT", "HVAR", "MVAR", "VORG", "vhea", "vmtx", "meta", "gasp"]


class Alphabet(NamedTuple):
    """What a language is written with: its letters, small and capital; and `also` letters of names and loans, and the
    signs between words. What Unicode can compose is composed."""

    code: str
    letters: frozenset[str]
    also: frozenset[str]


def alphabets(package: tarfile.TarFile) -> dict[str, Alphabet]:
    """The alphabets of CLDR's languages that are written in our scripts, by their codes. A country's variant is among
    them only where it has other letters than its language."""
    found: dict[str, Alphabet] = {}
    files = (path for path in package.getnames() if path.endswith("/characters.json"))
    for member in sorted(files, key=lambda path: (path.count("-"), path)):
        ((code, content),) = read_json(package, member)["main"].items()
        sets = content["characters"]
        letters = with_capitals(members(sets["exemplarCharacters"]))
        signs = {sign for kind in ("punctuation", "numbers") for text in members(sets.get(kind, "[]")) for sign in text}
        also = with_capitals(members(sets.get("auxiliary", "[]"))) | signs
        above = (found.get(code.rsplit("-", n)[0]) for n in range(1, code.count("-") + 1))
        if any(map(is_ours, letters)) and all(language.letters != letters for language in above if language):
            found[code] = Alphabet(code, letters, also)
    return found


def members(exemplars: str) -> list[str]:
    """The letters in a set as CLDR writes it: single ones, ranges, and groups in braces (Unicode Technical Standard 35,
    part 1, 'Unicode Sets')."""
    tokens = re.findall(r"\\u[0-9A-Fa-f]{4}|\\.|\{[^}]*\}|[^\s\\]", exemplars[1:-1])
    found: list[str] = []
    begun = False  # a range, of which only the end is wanted
    for token in tokens:
        if token == "-":
            begun = True
            continue
        text = re.sub(r"\\u(....)", lambda code: chr(int(code[1], 16)), token.strip("{}"))
        text = re.sub(r"\\(.)", r"\1", text) or token[-1]
        found += [chr(code) for code in range(ord(found[-1]) + 1, ord(text) + 1)] if begun else [text]
        begun = False
    return found


def with_capitals(items: Iterable[str]) -> frozenset[str]:
    """Letters and their capitals, composed; what cannot be composed is taken apart into a letter and marks."""
    found = set[str]()
    for item in items:
        composed = normalize("NFC", item)
        capitals = (CAPITALS.get(letter, letter.upper()) for letter in composed)
        found |= {*composed, *(capital for capital in capitals if len(capital) == 1)}
    return frozenset(found)


def is_ours(letter: str) -> bool:
    """Whether a letter is of one of our scripts."""
    return name(letter, "").partition(" ")[0] in SCRIPTS and letter.isalpha()


def letters_for(languages: Iterable[Alphabet], font: Set[int]) -> set[int]:
    """All that a font has of what languages are written with, but for marks, which would land beside their letter."""
    wanted = {character for language in languages for character in language.letters | language.also}
    return {
        ord(c) for c in wanted if not combining(c) and (is_ours(c) or not c.isalpha() or category(c) == "Lm")
    } & font


def tell(languages: Mapping[str, Alphabet], names: Mapping[str, str]) -> None:
    """Writes for each language its letters, and those that the fonts lack, and prints which languages are whole."""
    with ASSETS.joinpath("HandoutsSans-Regular.ttf").open("rb") as file:
        have = {chr(code) for code in TTFont(file).getBestCmap()}
    lines = [LANGUAGES_HEAD]
    whole = []
    for code, language in sorted(languages.items()):
        first, _, variant = code.partition("-")
        said = names.get(code) or names.get(first, first) + f" ({variant})" * bool(variant)
        lacking = "".join(sorted(language.letters - have))
        lines.append("\t".join((code, said, "".join(sorted(language.letters)), lacking)))
        whole += [] if lacking else [said]
    LANGUAGES.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(whole)} languages are whole: {', '.join(sorted(whole))}")


def read_json(package: tarfile.TarFile, path: str) -> Any:
    """What a file of a package says."""
    file = package.extractfile(path)
    assert file
    return json.load(file)


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


def make_sans(wheel: ZipFile, languages: Collection[Alphabet]) -> None:
    """The two weights of the font for letters, cut from the variable one."""
    folder = "fontpkg_source_sans_3/"
    data = wheel.read(folder + "files/SourceSans3[wght].ttf")
    for style, weight in (("Regular", 400), ("Bold", 700)):
        font = TTFont(BytesIO(data), recalcTimestamp=False)
        codes = SIGNS | letters_for(languages, font.getBestCmap().keys())
        make(instantiateVariableFont(font, {"wght": weight}), codes, "Handouts Sans", style)
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
    """Make all fonts, put their licences beside them, and tell which languages they have the letters of."""
    (wheel,) = downloads.glob("fontpkg_source_sans_3-*.whl")
    with tarfile.open(one(downloads, "cldr-misc-full")) as opened:
        languages = alphabets(opened)
    with ZipFile(wheel) as opened_wheel:
        make_sans(opened_wheel, languages.values())
    with tarfile.open(one(downloads, "cldr-localenames-full")) as opened:
        told = read_json(opened, "package/main/en/languages.json")["main"]["en"]["localeDisplayNames"]["languages"]
    tell(languages, UNNAMED | told)
    with tarfile.open(one(downloads, "expo-google-fonts-noto-sans-sc")) as opened:
        make_han(opened)


def one(downloads: Path, package: str) -> Path:
    """The file of an npm package."""
    (found,) = downloads.glob(f"{package}-*.tgz")
    return found


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
