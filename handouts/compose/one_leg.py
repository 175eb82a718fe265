"""The words of a sheet that is for the left or for the right leg alone."""

from __future__ import annotations

import re
from functools import lru_cache

from handouts.compose.setting import Setting
from handouts.load.dose import read_time, said_time
from handouts.load.words import OneLegWords


def yours(text: str, setting: Setting) -> str:
    """A text that says which "your knee" is meant, on a sheet for one leg; elsewhere as it is."""
    if not setting.look.for_one_leg:
        return text
    words, side = setting.words.one_leg, setting.words.picture.legs[setting.look.side]
    return _parts(words).sub(lambda found: words.yours_there.format(side=side, part=found["part"]), text)


@lru_cache(maxsize=4)
def _parts(words: OneLegWords) -> re.Pattern[str]:
    """What finds the parts of a leg that are said to be the patient's."""
    one = "|".join(sorted((re.escape(part) for part in words.parts), key=len, reverse=True))
    before, _, after = words.yours.partition("{part}")
    return re.compile(rf"\b{re.escape(before)}(?P<part>{one}){re.escape(after)}\b")


def timed(time: str, setting: Setting) -> str:
    """How long to press: of a time such as "1 minute a side", on which leg, on a sheet for one; elsewhere as it is."""
    found = read_time(time) if setting.look.for_one_leg else None
    return time if found is None else there(said_time(found, setting.words.dose), setting)


def there(time: str, setting: Setting) -> str:
    """A time, or the place of one, with the leg on which a place is pressed so long, or on each side."""
    if not setting.look.for_one_leg:
        return setting.words.dose.side.format(time=time)
    return setting.words.one_leg.time.format(time=time, side=setting.words.picture.legs[setting.look.side])
