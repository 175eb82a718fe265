"""Reads PDF files with mupdf:  python mupdf_reader.py FILE.pdf ...  prints what it saw as JSON.

A script of its own, as mupdf is under the AGPL and must not come near the product.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from typing import Any

import pymupdf

SCALE = pymupdf.Matrix(2, 2)


def read(path: str) -> dict[str, Any]:
    pymupdf.TOOLS.reset_mupdf_warnings()
    with pymupdf.open(path) as file:
        seen = {
            "title": file.metadata["title"],
            "language": file.language,
            "texts": [page.get_text() for page in file],
            "bookmarks": [[title, page - 1] for _, title, page in file.get_toc()],
            "pixels": [sha256(page.get_pixmap(matrix=SCALE).samples).hexdigest() for page in file],
        }
        repaired = ["was repaired"] if file.is_repaired else []
    return seen | {"faults": repaired + pymupdf.TOOLS.mupdf_warnings().splitlines()}


def main() -> None:
    pymupdf.TOOLS.mupdf_display_errors(False)
    seen = {}
    for path in sys.argv[1:]:
        try:
            seen[path] = read(path)
        except Exception as error:  # mupdf's own kinds have no common name
            seen[path] = {"faults": [f"cannot be read: {error}"]}
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
