"""Text is broken into lines that fit, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest

from handouts import fonts
from handouts.compose.line_breaks import line_ends
from handouts.compose.lines import Piece, TextLine, set_lines, wrap
from handouts.compose.page import Element, Run, Slot
from handouts.compose.setting import Style
from handouts.style import BOLD, HAN, SANS, STANDARD
from handouts.write.pdf.template import lines, widths

BODY, STRONG = Style(SANS, 12, STANDARD.inks.black, 1.3), Style(BOLD, 12, STANDARD.inks.black, 1.3)
TEXT = """a at the of it is press knead slowly gently crease kneecap thumb clot, swollen; ambulance. 10–15 “outer”
    half-way Zúsānlǐ 足三里 承山 straightforwardnessesunderstandinglyandmoreofitwithoutablankinit"""
WORDS = [*TEXT.split(), "5\N{NO-BREAK SPACE}minutes"]
LATIN = [word for word in WORDS if len(word) < 12 and word.upper() != word]  # neither Chinese nor too long


def said(lines: Sequence[TextLine]) -> str:
    return "".join(piece.text for line in lines for piece in line.pieces)


def width_of(line: TextLine) -> float:
    """Measured anew, without the blanks at its end."""
    text = "".join(piece.text for piece in line.pieces)
    blanks = len(text) - len(text.rstrip(" "))
    widths = [fonts.width(c, p.style.font, p.style.size) for p in line.pieces for c in p.text]
    return sum(widths[: len(widths) - blanks])


def random_pieces(chance: Random) -> tuple[Piece, ...]:
    """Text in one to four pieces of two styles; now and then two blanks in a row."""
    pieces = []
    for _ in range(chance.randint(1, 4)):
        words = (chance.choice(WORDS) + " " * chance.choice([1, 1, 1, 2]) for _ in range(chance.randint(1, 25)))
        pieces.append(Piece("".join(words), chance.choice([BODY, STRONG])))
    return tuple(pieces)


@pytest.mark.parametrize("seed", range(40))
def test_wrapping_loses_nothing_and_no_line_is_too_wide(seed: int) -> None:
    chance = Random(seed)
    for _ in range(5):
        pieces, width = random_pieces(chance), chance.uniform(25, 180)
        lines = wrap(pieces, width)
        assert said(lines) == "".join(piece.text for piece in pieces)
        for line in lines:
            assert width_of(line) - 1e-6 <= line.width <= width + 1e-6


@pytest.mark.parametrize("seed", range(20))
def test_words_are_whole_and_keep_their_style(seed: int) -> None:
    chance = Random(seed)
    pieces = tuple(Piece(" ".join(chance.choices(LATIN, k=9)) + " ", s) for s in (BODY, STRONG, BODY))
    lines = wrap(pieces, 60)
    found = [word for line in lines for word in said([line]).split(" ") if word]
    assert found == [word for piece in pieces for word in piece.text.split(" ") if word]
    assert all(said([line]).endswith(" ") for line in lines)  # a blank stays at the end of the line before
    strong = "".join(p.text for line in lines for p in line.pieces if p.style.font == BOLD)
    assert strong == pieces[1].text


def test_lines_are_no_more_than_needed() -> None:
    chance = Random(7)
    for _ in range(30):
        text = " ".join(chance.choices(LATIN, k=30))
        greedy, line = 1, ""
        for word in text.split(" "):
            wider = f"{line} {word}" if line else word
            if fonts.width(wider, SANS, 12) > 70:
                greedy, wider = greedy + 1, word
            line = wider
        assert len(wrap((Piece(text, BODY),), 70)) == greedy


def test_last_line_is_no_scrap_where_the_lines_above_can_spare() -> None:
    text = "Do not press if you have a known clot, a broken bone or weak bones. Ask a nurse or a doctor at once now"
    first, last = wrap((Piece(text, BODY),), 170)
    assert fonts.width("once now", SANS, 12) < 170 / 4  # what a greedy break would leave for the last line
    assert first.width > last.width > 170 / 3
    assert said([last]).endswith("at once now")


def test_lines_are_left_uneven_rather_than_more() -> None:
    text = "thumb thumb understanding kneecap half-way half-way “outer” at the"
    assert len(wrap((Piece(text, BODY),), 40)) == 5


def test_word_wider_than_a_line_is_broken_where_it_must() -> None:
    lines = wrap((Piece("a " + "n" * 60 + " b", BODY),), 40)
    assert len(lines) >= 4
    assert said(lines) == "a " + "n" * 60 + " b"


def test_no_break_space_holds_two_words_together() -> None:
    text = "Press 5\N{NO-BREAK SPACE}minutes"
    lines = wrap((Piece(text, BODY),), fonts.width("Press 5 minutes", SANS, 12) - 1)
    assert [said([line]) for line in lines] == ["Press ", "5\N{NO-BREAK SPACE}minutes"]


def test_no_text_is_one_empty_line() -> None:
    (line,) = wrap((Piece("", BODY),), 40)
    assert (line.pieces, line.width) == ((), 0)


def test_chinese_stands_in_its_own_font_and_language() -> None:
    (line,) = wrap((Piece("ST-36 足三里 now", BODY),), 100)
    assert [(p.text, p.style.font, p.lang) for p in line.pieces] == [
        ("ST-36 ", SANS, None),
        ("足三里", HAN, "zh-Hans"),
        (" now", SANS, None),
    ]


def test_painted_pieces_follow_each_other_line_by_line() -> None:
    pinyin = Piece("Zúsānlǐ ", BODY, "zh-Latn-pinyin")
    lines = wrap((Piece("Press ", STRONG), pinyin, Piece("for a long while and then rest", BODY)), 50)
    assert len(lines) == 2
    runs = set_lines(lines, 20, 100, 5.5)
    flat = [(kid.kids[0], kid.lang) if isinstance(kid, Element) else (kid, None) for kid in runs]
    assert [lang for _, lang in flat] == [None, "zh-Latn-pinyin", None, None]
    texts = [run for run, _ in flat if isinstance(run, Run)]
    assert [run.y for run in texts] == [100, 100, 100, 105.5]
    assert (texts[0].x, texts[3].x) == (20, 20)
    for a, b in pairwise(texts[:3]):
        assert b.x - a.x == pytest.approx(fonts.width(a.text, a.font, a.size))


# -- where lines end: by hand, with letters of one width ---------------------------------------------------------------


def broken(text: str, room: int) -> list[str]:
    """The lines of a text whose letters are all one wide."""
    return [text[a:b] for a, b in pairwise((0, *line_ends(text, [1] * len(text), room)))]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("每天早晚各按一次，每次三分钟。", 8, ["每天早晚各按一", "次，每次三分钟。"]),  # no line begins with a comma
        ("每天早晚各按一次。", 8, ["每天早晚各按一", "次。"]),
        ("先按左腿（轻一点）再按右腿", 5, ["先按左腿", "（轻一点）", "再按右腿"]),  # none ends with an opening bracket
        ("先按「左腿」再按右腿", 3, ["先按", "「左", "腿」再", "按右腿"]),
        ("先按“左腿”再按右腿", 3, ["先按", "“左", "腿”再", "按右腿"]),
        ("先 按左腿再按", 4, ["先 按左", "腿再按"]),  # a blank is no better a place than any other
        ("先按左腿 再按", 4, ["先按左腿 ", "再按"]),
        ("按左右 ，腿", 3, ["按左", "右 ，", "腿"]),  # nor with a blank that stands before a comma
        ("每次10分钟", 3, ["每次", "10分", "钟"]),  # a number is whole
        ("按ST-36每天", 6, ["按ST-36", "每天"]),
        ("早くもっと押す", 3, ["早く", "もっと", "押す"]),  # nor begins with a small kana
        ("Press “here” now", 7, ["Press ", "“here” ", "now"]),  # other letters: at blanks, as ever
        ("Zoë Brown-Lee", 5, ["Zoë ", "Brown", "-Lee"]),
        ("one  two ", 4, ["one  ", "two "]),
        ("nnnnnn a", 4, ["nnnn", "nn a"]),
        ("，，，，", 2, ["，，", "，，"]),  # where there is no good place, a bad one
        ("", 4, [""]),
    ],
)
def test_line_ends_where_it_may(text: str, room: int, lines: list[str]) -> None:
    assert broken(text, room) == lines


@pytest.mark.parametrize("seed", range(20))
def test_no_line_of_chinese_begins_or_ends_with_the_wrong_sign_laid_out_or_stamped(seed: int) -> None:
    chance = Random(seed)
    signs = [*"每天早晚各按一次左右腿轻一点", "按，", "腿。", "（左", "「右", "足）", " ", "ab ", "Zoë "]
    text = "".join(chance.choice(signs) for _ in range(200)).strip()
    slot = Slot(0, 0, 60, 5, 99, *BODY[:3], "{note}")
    stamped = lines(text, widths(slot, text), int(60 / (12 * 25.4 / 72) * 200))
    for found in (stamped, [said([line]) for line in wrap((Piece(text, BODY),), 60)]):
        assert "".join(found) == text
        assert len(found) > 5
        assert not [line for line in found if line[0] in "，。）" or line.rstrip(" ")[-1] in "（「"]


def test_a_number_stays_with_what_it_counts_where_lines_are_made_even() -> None:
    text = "1 to 3 minutes on your left leg, 1 to 5 times a day."
    for width in (79, 82, 85):
        found = [said([line]).strip() for line in wrap((Piece(text, BODY),), width)]
        assert found == ["1 to 3 minutes on your left leg,", "1 to 5 times a day."]


def test_lines_are_made_even_though_each_way_ends_one_with_a_number() -> None:
    text = " ".join(["1000"] * 12)
    narrow = fonts.width(text, BODY.font, BODY.size) - 1
    first, last = wrap((Piece(text, BODY),), narrow)
    assert said([first, last]) == text
    assert last.width >= narrow / 3
    assert len(said([last]).split()) == 5, "no more than it needs"
