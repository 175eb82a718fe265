"""English texts taken apart: sentences and words with their places, and what stands under a 'not'.

What claims in one sentence warns in another: "hold your breath" and "do not hold your breath". So rules look for a
phrase, then at the words before it in its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """A word or a number, and where it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Sentence(NamedTuple):
    """A sentence, and where it begins in its text."""

    text: str
    start: int


# A stop after these ends nothing: titles, shortenings, and single letters as in "q.i.d.".
SHORT = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|approx|e\.g|i\.e|etc)|(?:^|[\s(.])[A-Za-z])$", re.I)
STOP = re.compile(r"[.!?]+[\"'”’)]*(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,]\d+)*")

PRONOUN = r"(?:it|you|we|this|that|these|they|he|she|there|anyone|everyone|most people|the pain)"
COMMAND = (
    r"(?:just|simply|then|so|please|ask|breathe|call|do|get|give|go|halve|hold|keep|knead|leave|let|press|push|put|"
    r"reduce|rest|rub|see|skip|stop|come|cut|drop|miss|change|switch|lower|double|take|tell|try|use|wait)"
)
# What a 'not' does not reach beyond: the end of a clause. It does reach along "a, b or c".
BOUNDARY = re.compile(
    rf"[;:.!?–—()]|,? \b(?:but|because|although|though|while|so)\b|, (?:and|then)\b"
    rf"|,(?= (?:or )?(?:{PRONOUN}|{COMMAND})\b)| \band(?= (?:{PRONOUN}|just|then)\b)",
    re.I,
)
NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|cannot|avoid|hardly|unlikely|rather than|instead of"
    r"|in place of|too early|refuse|forbidden|wrong to|myth|\w+n't)\b",
    re.I,
)
NOT_ONLY = re.compile(r"\b(?:not|n't) (?:only|just|merely)\b|\bno (?:doubt|wonder that|matter)\b", re.I)
CONDITION = re.compile(
    r"\b(?:if|whether|unless|until|till|before|in case|when|where|once(?! (?:a|daily|each|every|or)\b)|should you)\b",
    re.I,
)


def plain(text: str) -> str:
    """A text of the same length with small letters and plain apostrophes, without names of people."""
    text = re.sub(
        r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Nurse|Sister)\b\.? [A-Z][a-z]+\b", lambda found: "x" * len(found[0]), text
    )
    text = re.sub("[’‘ʼ`]", "'", text).replace("\u00a0", " ").replace("‑", "-").replace("\n", " ")
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, with the stop at their ends."""
    found, start = [], 0
    for stop in STOP.finditer(text):
        if stop[0] == "." and stop.end() < len(text) and SHORT.search(text[start : stop.start()]):
            continue
        found.append(_trimmed(text, start, stop.end()))
        start = stop.end()
    found.append(_trimmed(text, start, len(text)))
    return tuple(sentence for sentence in found if sentence.text)


def _trimmed(text: str, start: int, end: int) -> Sentence:
    part = text[start:end]
    return Sentence(part.strip(), start + len(part) - len(part.lstrip()))


def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text."""
    return tuple(Word(found[0], found.start()) for found in WORD.finditer(text))


def before(sentence: str, at: int) -> str:
    """What stands before a place in the same clause, so far as a 'not' in it reaches."""
    start = max((found.end() for found in BOUNDARY.finditer(sentence, 0, at) if found.end() <= at), default=0)
    return sentence[start:at]


def denied(sentence: str, at: int) -> bool:
    """Whether what begins at a place stands under a 'not'."""
    return bool(NEGATION.search(NOT_ONLY.sub("", plain(before(sentence, at)))))


def conditional(sentence: str, at: int) -> bool:
    """Whether what begins at a place is only a condition: "ask us if it is safe"."""
    return bool(CONDITION.search(before(sentence, at)))


class Hit(NamedTuple):
    """A phrase that was found, as it is written; its sentence in plain letters, and its place there."""

    words: str
    sentence: str
    at: int


def hits(text: str, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Every place where a pattern, in small letters, is found in a text, sentence by sentence."""
    for sentence, said in _said(text):
        for found in pattern.finditer(said):
            yield Hit(sentence[found.start() : found.end()].strip(), said, found.start())


@lru_cache(maxsize=1)  # rules ask for the same text one after the other
def _said(text: str) -> tuple[tuple[str, str], ...]:
    """The sentences of a text, as they are written and in plain letters."""
    return tuple((sentence.text, plain(sentence.text)) for sentence in sentences(text))


def forget() -> None:
    """Drops the text that was read last, which may be a patient's."""
    _said.cache_clear()


def quoted(phrase: str) -> str:
    """A phrase of a text within quotation marks."""
    return f'"{phrase}"' if "'" in phrase else f"'{phrase}'"
