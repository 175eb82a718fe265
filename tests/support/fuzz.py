"""What the tests that try anything have in common: how long they go on, where they begin, and accidents.

HANDOUTS_FUZZ gives the seconds to go on for, HANDOUTS_FUZZ_SEED another beginning.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from random import Random

SEED = os.environ.get("HANDOUTS_FUZZ_SEED", "1")
ASKED = os.environ.get("HANDOUTS_FUZZ")


def rounds(usual: float) -> Iterator[int]:
    """Counts as long as there is time: so many seconds, if none are asked for."""
    end, n = time.monotonic() + float(ASKED or usual), 0
    while time.monotonic() < end:
        yield n
        n += 1


def changed(data: bytes, random: Random, pieces: Sequence[bytes]) -> bytes:
    """Bytes with a few accidents in them."""
    for _ in range(random.randint(1, 6)):
        at, size = random.randint(0, len(data)), random.choice((0, 0, 1, 1, 2, 9, 40))
        match random.randrange(4):
            case 0:
                data = data[:at] + data[at + size :]
            case 1:
                data = data[:at] + random.choice(pieces) * random.choice((1, 1, 1, 2, 50)) + data[at:]
            case 2:
                data = data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
            case _:
                data = data[:at] + data[random.randint(0, len(data)) :][: size + 5] + data[at:]
    return data
