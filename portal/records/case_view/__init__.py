"""A case as a desk's page shows it: every section read only where table 4 opens a part of it.

All desks show a case through `case_view()`; the templates of `templates/case/` are named as the
sections are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.visibility import Part
from portal.records.case_view import decisions, past, refutations, summary, tips, work
from portal.records.case_view.look import Look
from portal.records.decision_notices.reading import read_notices


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page: which parts open it, and who reads it."""

    name: str
    parts: frozenset[Part]
    read: Callable[[Look], Any]


SECTIONS: tuple[Section, ...] = (
    Section("summary", frozenset({Part.SUMMARY}), summary.read_summary),
    Section("target", frozenset({Part.TARGET}), summary.read_target),
    Section("refutations", frozenset({Part.SUMMARY}), refutations.read_refutations),
    Section("outcome", frozenset({Part.OUTCOME}), past.read_outcome),
    Section("finding", frozenset({Part.FINDING}), decisions.read_findings),
    Section("votes", frozenset({Part.VOTERS, Part.OWN_VOTE}), decisions.read_votes),
    Section("tasks", frozenset({Part.TASKS, Part.OWN_TASKS}), work.read_tasks),
    Section("notices", frozenset({Part.NOTICES, Part.OWN_NOTICES}), read_notices),
    Section("appeals", frozenset({Part.APPEAL}), decisions.read_appeals),
    Section("stays", frozenset({Part.APPEAL}), decisions.read_stays),
    Section("tips", frozenset({Part.MASKED_WORDS, Part.FREE_TEXT}), tips.read_tips),
    Section("notes", frozenset({Part.NOTES}), work.read_notes),
    Section("history", frozenset({Part.HISTORY, Part.OWN_HISTORY}), past.read_history),
)


def case_view(look: Look) -> Mapping[str, Any]:
    """What this look at a case may show, by the section's name, in the order of the page."""
    return {section.name: section.read(look) for section in SECTIONS if section.parts & look.parts}
