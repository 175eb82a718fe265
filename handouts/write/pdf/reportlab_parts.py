"""The two parts of reportlab that files are made with: its cutter of fonts and its paths.

reportlab imports Pillow at the top of its own modules and knows no way round it. That takes a quarter of the time that
its import takes, in every build, though hardly a card has a photo. So Pillow's main module is first replaced by one
that loads itself when it is used; nothing else of Pillow or reportlab changes.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

import PIL


def _delay_pillow() -> None:
    """Has `PIL.Image` loaded when something in it is first asked for, unless it is loaded already."""
    spec = find_spec("PIL.Image")
    if "PIL.Image" not in sys.modules and spec and spec.loader:
        spec.loader = LazyLoader(spec.loader)
        sys.modules["PIL.Image"] = image = module_from_spec(spec)
        setattr(PIL, "Image", image)  # noqa: B010
        spec.loader.exec_module(image)


_delay_pillow()

from reportlab.pdfbase.ttfonts import TTFontFile as TTFontFile  # noqa: E402
from reportlab.pdfgen.pathobject import PDFPathObject as PDFPathObject  # noqa: E402
