"""What desks call the tips of one case: A, B, … Z, AA; never by number, which is the reporter's own."""

from __future__ import annotations

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST = 6


def tip_label(position: int) -> str:
    """The letters of the `position`-th tip of a case, counted from 1."""
    label = ""
    while position > 0:
        position, letter = divmod(position - 1, len(LETTERS))
        label = LETTERS[letter] + label
    return label


def read_tip_label(label: str) -> int | None:
    """The position these letters stand for; None where they are no label."""
    letters = label.strip().upper()
    if not 1 <= len(letters) <= LONGEST or any(letter not in LETTERS for letter in letters):
        return None
    position = 0
    for letter in letters:
        position = position * len(LETTERS) + LETTERS.index(letter) + 1
    return position
