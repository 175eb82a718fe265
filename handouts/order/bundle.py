"""Finished cards turned into a folder that says what it holds, or into one zip file.

The folder's manifest tells of each file what it was made from and its SHA-256, so that a later run knows what it need
not make again. Only what has changed is written, all of it or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from handouts import __version__
from handouts.errors import CannotWrite, Problem, short_path
from handouts.load.files import read_file
from handouts.order.builder import Builder
from handouts.order.request import HTML, PDF, Item, Made, ManifestEntry
from handouts.system import atomic, folders

LARGEST_MANIFEST = 2**24  # bytes
MANIFEST, INDEX = "manifest.json", "index"
MADE_BY = f"handouts {__version__}"
NONE: Mapping[str, Any] = MappingProxyType({})
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that zip files know


def cards_there(folder: Path, builder: Builder, items: Iterable[Item]) -> dict[Item, Made]:
    """The cards that lie in a folder as they would be made now."""
    known = {entry.made_from: entry for entry in _entries(folder)}
    found = {}
    for item in items:
        entry = known.get(builder.key(item) or "-")
        if entry and entry.file == item.file and (content := _bytes(folder / entry.file, entry)):
            found[item] = Made(item, entry.edition, content)
    return found


def folder_files(place: Path, made: Sequence[Made], builder: Builder) -> dict[Path, bytes]:
    """The files of a folder with their manifest, which goes on telling of earlier files that are still as it says."""
    entries = {entry.file: entry for entry in _entries(place) if _bytes(place / entry.file, entry)}
    return {place / name: content for name, content in _contents(made, builder, entries).items()}


def zip_file(made: Sequence[Made], builder: Builder) -> bytes:
    """A zip file of the cards and their manifest; the same cards give the same bytes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:  # PDFs are compressed already
        for name, content in sorted(_contents(made, builder).items()):
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, 0o100644 << 16  # as on Unix, wherever it is made
            archive.writestr(info, content)
    return file.getvalue()


def write_bundle(
    place: Path | None, archive: Path | None, made: Sequence[Made], builder: Builder
) -> tuple[dict[Path, bytes], int]:
    """Writes cards into a folder with its manifest, and into a zip file, where they are not there as they should be:
    all or none. Others that write into the same folder wait, so that the manifest tells of theirs too.

    Returns all files that were asked for, and how many of them are new; raises CannotWrite."""
    zipped = {archive: zip_file(made, builder)} if archive else {}
    if place is None:
        return zipped, write_changed(zipped)
    with atomic.folder(place) as there, folders.alone(place) if there else nullcontext():
        contents = folder_files(place, made, builder) | zipped
        return contents, write_changed(contents, place if there else None)


def write_changed(contents: Mapping[Path, bytes], held: Path | None = None) -> int:
    """Writes the files that are not there as they should be, all or none, and says how many; `held` is a folder that
    the caller has alone. Raises CannotWrite."""
    changed = {path: content for path, content in contents.items() if not _holds(path, content)}
    for place in {path.parent for path in contents if path.parent.is_dir()} - {held}:
        with folders.shared(place):  # which sweeps it, though nothing may have changed
            pass
    atomic.write_files(changed, held)
    return len(changed)


def _contents(made: Sequence[Made], builder: Builder, earlier: Mapping[str, ManifestEntry] = NONE) -> dict[str, bytes]:
    """All that is made, an index where web pages are or where there is one already, and the manifest, which tells of
    earlier files too."""
    entries = {**earlier, **{entry.file: entry for entry in _told(made, builder)}}
    index = Item(INDEX, INDEX, "a4", suffix=HTML)
    wanted = HTML in builder.request.suffixes or index.file in entries
    if wanted and (content := builder.index([entry for entry in entries.values() if entry.kind != INDEX])):
        page = Made(index, made[0].edition, content)
        made = (*made, page)
        entries |= {entry.file: entry for entry in _told([page], builder)}
    listed = [entries[file]._asdict() for file in sorted(entries)]
    manifest = json.dumps({"program": MADE_BY, "files": listed}, indent=1, ensure_ascii=False) + "\n"
    return {m.item.file: m.content for m in made} | {MANIFEST: manifest.encode()}


def _told(made: Iterable[Made], builder: Builder) -> list[ManifestEntry]:
    from handouts.write.pdf.xmp import sides_of  # here, because most commands do without

    return [
        ManifestEntry(
            m.item.file,
            m.item.kind,
            m.item.id,
            m.item.paper,
            m.item.format.name,
            m.edition,
            MADE_BY,
            sides_of(m.content) if m.item.suffix == PDF else 0,  # a web page has none
            len(m.content),
            sha256(m.content).hexdigest(),
            builder.key(m.item),
        )
        for m in made
    ]


def _entries(folder: Path) -> list[ManifestEntry]:
    """What the manifest of a folder says; raises CannotWrite where another program's stands in its place."""
    path = folder / MANIFEST
    try:
        text = read_file(path, LARGEST_MANIFEST)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise CannotWrite(
            [Problem(f"cannot read {short_path(path)}: {(error.strerror or str(error)).lower()}")]
        ) from None
    with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
        whole: dict[str, Any] = json.loads(text)
        if whole["program"].startswith("handouts "):
            return [ManifestEntry(**entry) for entry in whole["files"] if _sound(entry)]
    said = f"cannot write {short_path(path)}: there is one that handouts did not write"
    raise CannotWrite([Problem(said, None, "move it away, or choose another folder with -o")])


def _sound(entry: Any) -> bool:
    """Whether something is an entry, of a file in the folder itself; those of other versions are passed over."""
    hints = get_type_hints(ManifestEntry)
    return (
        isinstance(entry, dict)
        and entry.keys() == hints.keys()
        and all(type(value) is hints[key] for key, value in entry.items())
        and Path(entry["file"]).name == entry["file"]
    )


def _bytes(path: Path, entry: ManifestEntry) -> bytes | None:
    """The bytes of a file that is just as an entry says."""
    with suppress(OSError, ValueError):
        if path.is_file() and path.stat().st_size == entry.bytes:
            content = path.read_bytes()
            if sha256(content).hexdigest() == entry.sha256:
                return content
    return None


def _holds(path: Path, content: bytes) -> bool:
    with suppress(OSError):
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
    return False
