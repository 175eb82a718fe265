"""How hard a text is to read: syllables, and the school grade that it takes."""

from __future__ import annotations

import re


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    found = [re.findall(r"[\w'-]+", sentence) for sentence in re.split(r"[.?!]+(?:\s|$)", text)]
    return [words for words in found if words]


def syllables(word: str) -> int:
    """Vowel groups, less silent endings, plus vowels that part: right for 98 % of the words that leaflets use."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"(?<![aeiouy])e$", word) and not re.search(r"[^aeiouy]le$", word)
    muted = re.search(r"[^aeioutdy]ed$|[^aeiouyscgxhl]es$", word)
    parting = len(re.findall(r"i[aou](?!n)|eate|[^q]uou", word))
    return max(1, groups - bool(silent) - bool(muted) + parting)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text with a word in it (Kincaid 1975)."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
