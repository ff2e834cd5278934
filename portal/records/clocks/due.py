"""Walking over what has run out: each thing under its case's lock, one failure keeping nothing else back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy import select

from portal.extensions import db
from portal.records.cases import Case

BATCH = 200
"""How many things of one kind one run of the clocks handles; more wait for the next run at once."""

T = TypeVar("T")
log = logging.getLogger(__name__)


def for_each_due(found: Iterable[tuple[int, T]], do: Callable[[Case, T], None]) -> int:
    """Do something to each (case id, thing) under the lock of its case; returns how many there were.

    A case that somebody works on at this moment is left for the next run. `do` looks again whether
    the thing is still due.
    """
    count = 0
    for case_id, thing in found:
        count += 1
        case = db.session.scalar(
            select(Case)
            .where(Case.id == case_id)
            .with_for_update(of=Case, skip_locked=True)
            .execution_options(populate_existing=True)
        )
        if case is not None:
            _do_alone(case, thing, do)
    return count


def _do_alone(case: Case, thing: T, do: Callable[[Case, T], None]) -> None:
    """One case that cannot be handled must not stop the clocks of all others."""
    try:
        with db.session.begin_nested():
            do(case, thing)
    except Exception:
        log.exception("The clock of case %s could not be handled", case.case_number)
