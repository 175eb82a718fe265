"""People who never lived, the same ones at every run, as the rows of a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

COLUMNS = ("name", "date", "practitioner", "note")
SEED, START = 20261122, date(2026, 1, 5)
LONGEST = 22  # letters that a name of two families has, to fit on a card's line

GIVEN = """
Aarav Adaeze Agnieszka Aïcha Amélie Anaïs Ángel Björn Bláthnaid Božena Caoimhe Chloë Çağla Đorđe Dagný Edmund
Élodie Emre Eoghan Fatima Federico Françoise Gül Håkon Hanna Hồng Iñaki Irène İpek Jadwiga Jérôme Joan João Jürgen Kaja
Krzysztof Leïla Linh Łukasz Maja Márta Mehmet Milica Ngọc Niamh Nils Olivér Omar Ömer Øyvind Patrícia Priya Radosław
Renée Róisín Saoirse Sebastián Siân Søren Şebnem Tadhg Thérèse Tomáš Ulrike Uğur Vũ Władysława Yusuf Zoë Žofia
"""
FAMILY = """
Abubakar Ångström Barnes Bäcker Castaño Černý Conceição Davies Delacroix Đặng Eriksdóttir Fernández Gärtner
Głowacka Grün Guðmundsson Hughes Ionuț Jiménez Kovač Kılıç Lefèvre Lindström López MacAulay Müller Muñoz Ngô Novák
Núñez Nyström O’Brien Öztürk Patel Pérez Popović Quéré Řezník Sánchez Şahin Schröder Sørensen Szabó Ştefan Świątek Tóth
Trần Vaughan Väisänen Weiß Wójcik Yıldız Zieliński Žižek
"""
PRACTITIONERS = "Dr Inés Álvarez", "Kåre Lund", "Mairéad Ní Dhomhnaill", "Dr T. Nguyễn", "Ruth Okafor"
NOTES = (
    "Start with the left leg; the right knee is still sore.",
    "Two weeks, then please ring us and say how it went.",
    "Drink a glass of water before bed as well.",
    "Only place 2 while you are on night shifts.",
    "Your daughter may press for you; show her this sheet.",
    "Leave out the days on which you have swum.",
)
# Forty words, which is what a generous practitioner types.
LONG_NOTE = (
    "Start with the left leg, for the right knee is still sore. Press each place once in the morning, sitting down. "
    "If the cramps come back at night, ring us and tell us how often, and what you did before."
)


def rows(count: int) -> Iterator[dict[str, str]]:
    """That many people."""
    random = Random(SEED)
    given, family = GIVEN.split(), FAMILY.split()
    for _ in range(count):
        name = f"{random.choice(given)} {random.choice(family)}"
        if random.random() < 0.15 and len(second := random.choice(family)) + len(name) < LONGEST:
            name += f"-{second}"
        day = START + timedelta(days=random.randrange(300))
        note, practitioner = random.choice(NOTES), random.choice(PRACTITIONERS)
        yield dict(zip(COLUMNS, (name, _said(day), practitioner, note), strict=True))


def _said(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def write(path: Path, people: Iterable[dict[str, str]]) -> None:
    """A CSV file of them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(people)


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of such a file, one after the other."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
