"""Advice to press through pain or numbness, until it bruises, or with all strength."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.lint.phrases import first_of_each
from handouts.lint.rule import Example, Fault, Leaflets, Rule
from handouts.lint.text import Hit, denied, hits

HURT = (
    r"(?:pains?|hurts?|hurting|painful|numb\w*|tingl\w*|bruis\w*|sore|aches?|burns?|stings?|throbs?|(?:eyes"
    r"|they) water|tears|cry|cannot bear|can't bear|bear it no|stand it no|scream|red|blue|bleed\w*)"
)
PRESS = r"(?:press|push|dig|knead|rub|squeeze|pinch|poke|work|keep going|carry on|go on|continue|hold|grit)"
BAD = re.compile(
    rf"\b(?:{PRESS}\w*|go|work) (?:[\w'-]+ ){{0,5}}?(?:through|past|into|beyond|despite|in spite of"
    rf"|to the point of|regardless of) (?:the |any |your |all )?(?:\w+ )?{HURT}\b"
    rf"|\b(?:until|till)\b[^.;]*\b{HURT}\b(?! (?:stops|goes|eases|fades|passes|has))|\bto the point of {HURT}\b"
    r"|\b(?:as (?:hard|deep|firmly|strongly|forcefully) as (?:you (?:can|like|could)|possible)"
    r"|with all (?:of )?(?:your|the) (?:strength|weight|force|might)|full (?:strength|force)"
    r"|harder the better|very hard)\b"
    rf"|\b(?:bruises?|tingling(?: \w+)?|pain|numbness|soreness|burning|a sharp pain"
    rf"|redness)\b[^.]*\b(?:good sign|shows? that (?:you|it)|means? (?:that )?(?:it|you) (?:is|are|did|have"
    rf"|works?)|is (?:normal|good|fine|nothing)|proves?)\b"
    rf"|\bif (?:it|this|the \w+) (?:{HURT})\b[^.]*\b(?:right|good|harder|keep|works?|working|well)\b"
    rf"|\b(?:has|needs?|ought|have) to {HURT}\b|\b(?:must|should) (?:(?!not\b|never\b)\w+ )?(?:hurt"
    rf"|be (?:painful|sore)|ache|feel (?:pain|numb|sore))\b"
    r"|\b(?:bite|grit) your teeth\b|\b(?:ignore|bear|endure|put up with|welcome|fight) (?:the |any "
    r"|some )*(?:pain|numbness|tingling)\b|\bpress harder (?:if|when)\b"
)
TWICE = re.compile(
    rf"\bno pain,? no gain\b|\b(?:not|never|n't) (?:stop|let go|give up|ease off|worry|mind)\b[^.]*\b{HURT}\b"
    rf"|\bkeep (?:going|pressing|on)\b[^.]*\b(?:if|when|even|though) [^.]*{HURT}\b"
)
# Pain, numbness and bruises talked down.
TALKED_DOWN = re.compile(
    r"\bthe more it (?:hurts|aches|burns|stings)\b|\bignore (?:the|any|that|your|all) (?:\w+ )?(?:pain"
    r"|burning|ache|numbness|tingling|sting|discomfort)\b"
    r"|\beven (?:when|if|though|as) (?:it|your|the) (?:[\w'-]+ ){0,3}?(?:hurts?|tingles?|numb|dead|burns?"
    r"|bruises?|cold|swells?|aches?|cramps?)\b"
    r"|\b(?:blue marks?|bruis(?:es|ing)|redness|numbness|pain) (?:is|are) (?:\w+ )?(?:normal|good|fine"
    r"|welcome|a good sign|nothing|to be expected|part of)\b"
    r"|\b(?:burning|pain|numbness|tingling|it) (?:means|shows) (?:that )?(?:it|the|you|blood)\b[^.]*\b(?:work"
    r"|mov|heal|flow)"
)
REFUSED = re.compile(r"\b(?:not|never|stop)\b|n't\b")
DOUBT = re.compile(
    r"\b(?:think|believe|say|wrong|myth|sign to stop)\b|\btoo hard\b|\bstop(?:ping)? (?:if|when|before|as soon)\b"
)

HINT = "'Press firmly, but never to pain. Stop if it hurts.'"


def find(leaflets: Leaflets) -> Iterator[Fault]:
    """The first of them in each text."""
    return first_of_each(leaflets, _found, "has patients press until it harms", HINT)


def _found(text: str) -> Iterator[Hit]:
    for hit in hits(text, BAD):
        if not denied(hit.sentence, hit.at) and not DOUBT.search(hit.sentence):
            yield hit
    yield from (
        hit for hit in hits(text, TALKED_DOWN) if not re.search(r"\b(?:not|never|stop|n't)\b", hit.sentence[: hit.at])
    )
    yield from hits(text, TWICE)


RULE = Rule(
    id="HL104",
    name="painful",
    level="error",
    criteria=("L23",),
    asks="Nothing has patients press through pain or numbness, until it bruises, or as hard as they can.",
    why=(
        "Pain and numbness are signs to stop, and bruises are dangerous with a blood thinner. 'Stop if it hurts' "
        "and 'never to pain' are sound."
    ),
    bad=(
        Example("press", "Press as hard as you can."),
        Example("press", "Press until pain is felt."),
        Example("short", "No pain, no gain."),
    ),
    good=(
        Example("press", "Press with your thumb, but never to pain."),
        Example("caution", "Stop if it hurts."),
    ),
    find=find,
)
