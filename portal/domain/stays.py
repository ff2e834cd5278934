"""What can stand still while a stay (暂缓执行) runs, and for how long one may be granted."""

from __future__ import annotations

from datetime import timedelta

from portal.domain.measures import MEASURES

LONGEST_STAY = timedelta(days=60)
"""Ours: as long as the law gives for asking for reconsideration (Administrative Reconsideration Law, Article 20)."""


def can_stand_still(measure: str, *, carried_out: bool) -> bool:
    """Whether a stay stops this measure: what is not carried out yet can wait, what is must be reversible."""
    return MEASURES[measure].reversible or not carried_out
