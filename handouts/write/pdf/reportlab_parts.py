"""The two parts of reportlab that files are made with: its cutter of fonts and its paths.

reportlab imports Pillow for pictures, which are rare here; so Pillow's import waits until someone opens one.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

import PIL


def _put_off_pictures() -> None:
    """Has Pillow's main module imported no sooner than it is used; to ask the package for it is not yet a use."""
    spec = find_spec("PIL.Image")
    if "PIL.Image" not in sys.modules and spec and spec.loader:
        spec.loader = LazyLoader(spec.loader)
        sys.modules["PIL.Image"] = image = module_from_spec(spec)
        setattr(PIL, "Image", image)  # noqa: B010
        spec.loader.exec_module(image)


_put_off_pictures()

from reportlab.pdfbase.ttfonts import TTFontFile as TTFontFile  # noqa: E402
from reportlab.pdfgen.pathobject import PDFPathObject as PDFPathObject  # noqa: E402
