"""What one version of a finding says otherwise than the one before it, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SENTENCE = re.compile(r"(?<=[。！？；\n])|(?<=[.!?;])(?=\s)")
"""Where one sentence ends and the next begins; blanks and line ends stay with the text they stand in."""


class Kept(StrEnum):
    """What became of a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences in a row, and what became of them."""

    kept: Kept
    words: str


def compare_words(before: str, after: str) -> tuple[Passage, ...]:
    """Both texts as one: what stayed, and where they part what was removed before what was added.

    Without what was added it is `before`, without what was removed it is `after`, letter for letter.
    """
    return tuple(passage for passage in _passages(_sentences(before), _sentences(after)) if passage.words)


def compare_items(before: Sequence[str], after: Sequence[str]) -> tuple[Passage, ...]:
    """The same of a list: what was removed, what was added; nothing of what stayed."""
    removed = (Passage(Kept.REMOVED, one) for one in before if one not in after)
    added = (Passage(Kept.ADDED, one) for one in after if one not in before)
    return (*removed, *added)


def differs(passages: Sequence[Passage]) -> bool:
    """Whether anything was removed or added."""
    return any(one.kept is not Kept.SAME for one in passages)


def _sentences(text: str) -> list[str]:
    return [part for part in SENTENCE.split(text) if part]


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Passage(Kept.SAME, "".join(before[i:j]))
        else:
            yield Passage(Kept.REMOVED, "".join(before[i:j]))
            yield Passage(Kept.ADDED, "".join(after[k:m]))
