"""What reporters are shown of their cases, gathered for the rule of `domain.showing`.

A tip may have gone from one case to another by a merge or a split. Its reporter reads on where the
page stood: what the first case did, how far the other had come on the day of the move, and what
happened there since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.showing import Happening, Shown, TipFacts, checked_from, shown, told_aside, without_detours
from portal.extensions import Base, db
from portal.records.appeals import Appeal
from portal.records.calendar import calendar_in_force
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry
from portal.records.organizations import Organization
from portal.records.promises import priority_of
from portal.records.tips import TipCase


class TipMove(Base):
    """A tip went from one case to another: what its reporter was shown until then stays true."""

    __tablename__ = "tip_moves"
    __table_args__ = (Index(None, "tip_id"), Index(None, "from_case_id"), Index(None, "to_case_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tip_id: Mapped[int] = mapped_column(ForeignKey("tips.id"))
    from_case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    to_case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    moved_at: Mapped[datetime]


Leg = tuple[int, datetime | None]
"""A case that a tip led to, and since when; None: from its own beginning."""


@dataclass(frozen=True, slots=True)
class Ways:
    """All that the pages of some tips are made from, read in a constant number of queries."""

    merged: Mapping[int, Case]
    """Cases that others were merged into, by id."""
    moves: Sequence[TipMove]
    histories: Mapping[int, Sequence[Happening]]
    appeals: Sequence[Appeal]

    def case_of(self, row: TipCase) -> Case:
        """The case that decides about this target: the one it was merged into, if it was."""
        found = row.case
        while found.merged_for_good and found.merged_into_id is not None:
            found = self.merged[found.merged_into_id]
        return found

    def facts(self, row: TipCase) -> TipFacts:
        """The target as the rule sees it."""
        priority, case_id = priority_of(row.tip, row.type), self.case_of(row).id
        own = (one for one in self.appeals if one.tip_id == row.tip_id and one.case_id == case_id)
        joined = row.shown_from > row.joined_at
        return TipFacts(
            joined_at=row.joined_at,
            shown_from=row.shown_from,
            checked_from=checked_from(row.shown_from, priority, calendar_in_force()) if joined else row.shown_from,
            priority=priority,
            appeals=[(one.made_at, one.decided_at) for one in own],
        )

    def shown(self, row: TipCase, now: datetime, until: datetime | None = None) -> Shown:
        """What the reporter is shown at `now` of what happened `until` then (None: until now)."""
        history = (one for one in self._history(row) if until is None or one.at <= until)
        return shown(self.facts(row), history, now)

    def aside(self, row: TipCase, now: datetime) -> Sequence[Happening]:
        """The measures of the meantime that the reporter is told of."""
        return told_aside(self.facts(row), self._history(row), now)

    def _history(self, row: TipCase) -> Iterator[Happening]:
        """What happened to this target, through all the cases it led to."""
        legs = self._legs(row)
        ends = [since for _, since in legs[1:]]
        for (case_id, since), end in zip(legs, [*ends, None], strict=True):
            steps = self.histories.get(case_id, ())
            if since is not None:
                come = without_detours([one for one in steps if one.at < since])
                yield from (replace(one, at=since, timed=False) for one in come)
            for one in steps:
                if (since is None or one.at >= since) and (end is None or one.at < end):
                    yield one if end is None else replace(one, timed=False)

    def _legs(self, row: TipCase) -> list[Leg]:
        legs: list[Leg] = [(row.case_id, None)]
        for move in reversed(self.moves):
            if move.tip_id == row.tip_id and move.to_case_id == legs[0][0]:
                legs[:1] = [(move.from_case_id, None), (move.to_case_id, move.moved_at)]
        case = row.case
        while case.merged_for_good and case.merged_into_id is not None:
            legs.append((case.merged_into_id, case.closed_at))
            case = self.merged[case.merged_into_id]
        return legs


def ways_of(rows: Collection[TipCase]) -> Ways:
    """Read what these rows' pages are made from; their tips and cases are loaded already."""
    tip_ids = {row.tip_id for row in rows}
    merged = _merged(row.case for row in rows)
    moves = db.session.scalars(select(TipMove).where(TipMove.tip_id.in_(tip_ids)).order_by(TipMove.id)).all()
    led_to = {row.case_id for row in rows} | merged.keys() | {move.from_case_id for move in moves}
    appeals = db.session.scalars(select(Appeal).where(Appeal.tip_id.in_(tip_ids)).order_by(Appeal.id)).all()
    return Ways(merged=merged, moves=moves, histories=_histories(led_to), appeals=appeals)


def _merged(cases: Iterable[Case]) -> Mapping[int, Case]:
    """The cases these ended in, step by step; a merge into a merged case is rare, and one query more."""
    found: dict[int, Case] = {}
    wanted = {one.merged_into_id for one in cases if one.merged_for_good}
    while wanted:
        step = db.session.scalars(select(Case).where(Case.id.in_(wanted))).all()
        found |= {one.id: one for one in step}
        wanted = {one.merged_into_id for one in step if one.merged_for_good} - found.keys()
    return found


def _histories(case_ids: Collection[int]) -> Mapping[int, Sequence[Happening]]:
    """What organizations did on these cases; what other reporters did is not read at all."""
    rows = db.session.execute(
        select(
            LedgerEntry.case_id,
            LedgerEntry.at,
            LedgerEntry.action,
            LedgerEntry.status_before,
            LedgerEntry.status_after,
            Organization.kind,
        )
        .join(Organization, LedgerEntry.organization_id == Organization.id)
        .where(LedgerEntry.case_id.in_(case_ids), LedgerEntry.organization_id.is_not(None))
        .order_by(LedgerEntry.case_id, LedgerEntry.sequence)
    )
    histories: dict[int, list[Happening]] = defaultdict(list)
    for case_id, at, action, before, after, by in rows:
        histories[case_id].append(Happening(at, action, before, after, by))
    return histories
