"""Where the package's own files lie: its source, its fonts, and the data and the manual that come with it.

Nothing slow is imported here: a card that is only taken from the cache needs to know these places too.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as `typing` has it
if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = os.path.dirname(os.path.abspath(__file__))
ASSETS = os.path.join(PACKAGE, "assets")


def builtin() -> Path:
    """The folder of the data that comes with the package: inside it where it is installed, else beside it."""
    return _beside("data")


def manual() -> Path:
    """The folder of the pages that `handouts help` prints: inside the package where it is installed, else beside it."""
    return _beside("docs")


def _beside(name: str) -> Path:
    from pathlib import Path

    inside = os.path.join(PACKAGE, name)
    return Path(inside if os.path.isdir(inside) else os.path.join(os.path.dirname(PACKAGE), name))
