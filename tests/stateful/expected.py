"""The steps that table 1 must have, read from its reviewed golden file and never from the table itself."""

from __future__ import annotations

from functools import cache

from portal.domain.status import Status
from tests.domain.golden_files import FOLDER

STAYS = "(stays)"


@cache
def expected_steps() -> frozenset[tuple[str, str, str]]:
    """Every (status, action, status after) of the golden file; a verb leaves the status as it is."""
    steps, status = set(), ""
    for line in (FOLDER / "workflow.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words and not line.startswith(" "):
            status = Status(line)
        elif words and words[0] != "refused":
            steps.add((status, words[0], status if words[1] == STAYS else words[1]))
    return frozenset(steps)
