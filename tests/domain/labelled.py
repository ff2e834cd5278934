"""Words in which is marked what must be hidden, and how much of it masking hides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal.domain.masking import ADDRESS, NAME, PLATE, SCHOOL, WORKPLACE, secrets

SET = Path(__file__).parents[1] / "data" / "labelled-words.txt"
MARKED = re.compile(r"\{(name|address|school|work|plate) ([^}]+)\}")
KINDS = {"name": NAME, "address": ADDRESS, "school": SCHOOL, "work": WORKPLACE, "plate": PLATE}


@dataclass
class Score:
    """Of one kind: what was to be hidden, how much of it was, and what was hidden beside it."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        """How much of what must be hidden is hidden whole."""
        return self.found[kind] / self.wanted[kind]

    def precision(self, kind: str) -> float:
        """How much of what is hidden had to be."""
        hidden = self.found[kind] + self.wrong[kind]
        return self.found[kind] / hidden if hidden else 0.0


def labelled() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each text of the set as a person would write it, and what must be hidden in it with its kind."""
    for line in SET.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words = line.replace("\\n", "\n")
            yield MARKED.sub(lambda match: match[2], words), MARKED.findall(words)


def measured(find: Callable[[str], Iterator[tuple[str, str]]] = secrets) -> Score:
    """How `find` does on the set: hidden whole counts as found, under whatever name; hidden in vain counts as wrong."""
    score = Score()
    for text, wanted in labelled():
        hidden = [(marker, words.strip()) for marker, words in find(text)]
        for kind, secret in wanted:
            score.wanted[kind] += 1
            if any(secret in words for _, words in hidden):
                score.found[kind] += 1
            else:
                score.missed.append(f"{kind}: {secret} in {text}")
        for marker, words in hidden:
            kinds = [kind for kind, known in KINDS.items() if known == marker]
            if kinds and not any(secret in words or words in secret for _, secret in wanted):
                score.wrong[kinds[0]] += 1
                score.beside.append(f"{kinds[0]}: {words} in {text}")
    return score
