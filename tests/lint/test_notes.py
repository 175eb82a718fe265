"""A person's note is read by the rules on words, and its words are not repeated."""

from __future__ import annotations

from support.leaflets import builtin_library

from handouts.lint.notes import note_reader


def test_a_note_that_promises_is_told_by_its_rule_and_not_by_its_words() -> None:
    told = note_reader(builtin_library())("Acupressure cures cancer. Stop your warfarin.")
    assert [message.split(":")[0] for message in told] == ["HL101 claim", "HL102 medicine"]
    assert "warfarin" not in "".join(told)


def test_a_sound_note_is_told_of_nothing() -> None:
    assert note_reader(builtin_library())("Left leg first. Rest on Sundays.") == ()
