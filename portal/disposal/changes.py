"""What happened to a case since a colleague opened its page: told when the page turns out to be stale."""

from __future__ import annotations

from sqlalchemy import select

from portal.domain.workflow import ACTION_WORDS, ANSWER_ACTIONS, Action
from portal.extensions import db
from portal.records.advancing import LEAVES_VERSION
from portal.records.cases import Case
from portal.records.findings import Finding
from portal.records.ledger import LedgerEntry


def steps_since_version(case: Case, seen_version: int) -> list[str]:
    """The names of the steps that made `seen_version` an old one, the oldest first."""
    return _words(_steps(case)[: max(0, case.version - seen_version)])


def steps_since_finding(case: Case, seen_hash: str) -> list[str]:
    """The names of the steps since the finding with this hash was put before the agencies; none for no such finding."""
    seen = db.session.scalar(select(Finding).where(Finding.case_id == case.id, Finding.seen_hash == seen_hash))
    steps = _steps(case)
    rounds = [one.sequence for one in reversed(steps) if one.action in OPENS_A_ROUND]
    if seen is None or seen.round > len(rounds):
        return []
    return _words([one for one in steps if one.sequence > rounds[seen.round - 1]])


OPENS_A_ROUND = frozenset({Action.REFER, Action.AMEND, Action.VARY})


def _steps(case: Case) -> list[LedgerEntry]:
    """What raised the version of the case, the newest first."""
    entries = select(LedgerEntry).where(LedgerEntry.case_id == case.id, LedgerEntry.action.not_in(LEAVES_VERSION))
    return list(db.session.scalars(entries.order_by(LedgerEntry.sequence.desc())))


def _words(newest_first: list[LedgerEntry]) -> list[str]:
    actions = [Action(one.action) for one in reversed(newest_first) if one.action in list(Action)]
    told = [ACTION_WORDS[action] for action in actions if action not in ANSWER_ACTIONS]
    return list(dict.fromkeys(told))
