"""What was judged or drawn by eye, laid over what was measured.

judged.json has the form of leg.json, and only what differs from the measured: a place, a reason, a whole line. A long
line of which a part was drawn is told by its changes, {"measured but for": [[first, past, places], ...]}: the measured
places from one number up to before another make way for others. Things stand in leg.json in the order in which they
were measured, then in that in which they are named here.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

CHANGES = "measured but for"
ENOUGH = 0.4  # of a line must be measured, for its changes to be told and not the whole line


def laid_over(measured: Any, judged: Any) -> Any:
    """The measured, with what was judged."""
    if isinstance(judged, dict) and CHANGES in judged:
        places = list(measured)
        for first, past, others in reversed(judged[CHANGES]):
            places[first:past] = others
        return places
    if isinstance(judged, dict) and isinstance(measured, dict):
        return measured | {key: laid_over(measured.get(key), value) for key, value in judged.items()}
    if isinstance(judged, list) and any(isinstance(part, dict) for part in judged):
        return [laid_over(part, change) for part, change in zip(measured, judged, strict=True)]
    return judged


def difference(measured: Any, whole: Any) -> Any:
    """What must be laid over the measured to make the whole."""
    if isinstance(measured, dict) and isinstance(whole, dict):
        return {
            key: difference(measured.get(key), value)
            for key, value in whole.items()
            if key not in measured or measured[key] != value
        }
    if not isinstance(measured, list) or not isinstance(whole, list) or not measured or not whole:
        return whole
    if not isinstance(measured[0], list):
        return whole
    if isinstance(measured[0][0], list):
        alike = len(measured) == len(whole)
        return [difference(a, b) for a, b in zip(measured, whole, strict=True)] if alike else whole
    old, new = (list(map(tuple, line)) for line in (measured, whole))
    matched = SequenceMatcher(None, old, new)
    if matched.ratio() < ENOUGH:
        return whole
    return {CHANGES: [[i, j, whole[k:n]] for kind, i, j, k, n in matched.get_opcodes() if kind != "equal"]}
