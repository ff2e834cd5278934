"""What the reporter of one tip is shown of its case: where it stands, since when, and on what way.

Whoever joins a case must read what a first reporter could have read, so that joining tells nobody
that a case existed (decision 5). A joiner therefore reads no step before the time in which the own
tip alone would have been taken up, nothing beyond *being checked* before the time of a check is over
as well, and what lies before that as the shortest way there, on the promised day. Nor does anybody
read that somebody else appealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import reduce

from portal.domain.deadlines import STEP_OF_STATUS, Step, WorkingDays, due_at
from portal.domain.permissions import OrganizationKind
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.workflow import RESTARTS_CLOCK, Action

S, A = Status, Action
LAST_MOMENT = timedelta(seconds=1)
"""A day's time ends at 24:00, which is the next day already."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One step that an organization took on a case."""

    at: datetime
    action: str
    before: Status | None
    after: Status
    by: OrganizationKind
    timed: bool = True
    """Whether the clock of the case started with it; False where it is told at another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TipFacts:
    """One target of a tip as the rule sees it."""

    joined_at: datetime
    shown_from: datetime
    """By when the tip itself is promised to be taken up; of a first tip the time it came."""
    checked_from: datetime
    """By when the check that follows is promised; of a first tip the time it came."""
    priority: Priority
    """What this tip alone gives a case."""
    appeals: Sequence[tuple[datetime, datetime | None]] = ()
    """When this tip appealed, and when that was decided."""

    @property
    def joined(self) -> bool:
        """Whether it came to a case that was there before."""
        return self.shown_from > self.joined_at


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reporter may know now."""

    status: Status
    since: datetime
    timed: bool
    """Whether the case's own clock runs since then; else dates count from `since` (`due_of`)."""
    way: Sequence[Happening]
    """The steps to be told, oldest first."""


ARRIVAL: Mapping[Status, Action] = {
    S.SUBMITTED: A.TRANSFER,
    S.VERIFYING: A.ACCEPT,
    S.AWAITING_CONFIRMATION: A.RESOLVE,
    S.AWAITING_APPROVAL: A.REFER,
    S.IN_DISPOSAL: A.APPROVE,
    S.CLOSED: A.CONCLUDE,
}
"""The plain step to a status: how it is told where the real one is nobody's business."""

ASIDE = frozenset({A.INTERIM_MEASURE, A.INTERIM_ORDER})
"""What is told of a case though it leads to no other status."""

RANK: Mapping[Status, int] = {
    S.SUBMITTED: 0,
    S.VERIFYING: 1,
    S.AWAITING_CONFIRMATION: 2,
    S.AWAITING_APPROVAL: 2,
    S.IN_DISPOSAL: 3,
    S.CLOSED: 4,
}
"""How far along a status is; what comes back to one has not gone beyond it."""

NEEDS_CHECK = frozenset({S.AWAITING_APPROVAL, S.IN_DISPOSAL})
"""What nobody comes to whose tip was not taken up."""

OTHERS_APPEAL: Mapping[str, Action | None] = {A.MAINTAIN: None, A.VARY: A.REOPEN, A.REVOKE: A.REOPEN}
"""How the decision on an appeal is told to everybody but the appellant; None: not at all."""

NEW_HOLDER = frozenset({A.ACCEPT, A.TAKE_OVER, A.REVOKE})
"""Steps to a check by whoever took them; after others the desk that had the case before checks it."""


def checked_from(shown_from: datetime, priority: Priority, calendar: WorkingDays) -> datetime:
    """By when a tip that was taken up as promised is checked."""
    return due_at(Step.CHECK, priority, shown_from - LAST_MOMENT, calendar)


def shown(tip: TipFacts, history: Iterable[Happening], now: datetime) -> Shown:
    """What this tip's reporter is shown at `now` of a case with this history (oldest first)."""
    walk = _Walk(tip)
    for one in _of_interest(tip, history):
        if one.at <= now:
            walk.take(one)
    walk.reach(now)
    waiting = [made for made, decided in tip.appeals if decided is None]
    if walk.status is S.CLOSED and waiting:
        return Shown(S.UNDER_APPEAL, waiting[-1], True, walk.way)
    return Shown(walk.status, walk.since, walk.timed, walk.way)


def told_aside(tip: TipFacts, history: Iterable[Happening], now: datetime) -> Sequence[Happening]:
    """The measures of the meantime that this reporter may know of at `now`, oldest first.

    What was there before the tip came is not told; to a joiner nothing is before the time of the own check
    is over, and then as of the last moment of that time.
    """
    theirs = (one for one in history if one.action in ASIDE and one.at >= tip.joined_at)
    told = (one if one.at >= tip.checked_from else _kept(one, tip.checked_from) for one in theirs)
    return [one for one in told if one.at <= now]


def without_detours(history: Iterable[Happening]) -> Sequence[Happening]:
    """The shortest way that a case has come: each status once, by who took it there, without what was undone."""
    nobody: Sequence[Happening] = ()
    return reduce(lambda path, one: _further(S.SUBMITTED, path, one), filter(_is_step, history), nobody)


def due_of(shown: Shown, tip: TipFacts, case_due_at: datetime | None, calendar: WorkingDays) -> datetime | None:
    """By when the step that is shown, other than *received*, is promised; None where nothing is due.

    A joiner's check is counted from the own tip for as long as it lasts: the case's date would show
    what others said.
    """
    if shown.status not in STEP_OF_STATUS:
        return None
    if shown.timed and not (tip.joined and shown.status is S.VERIFYING):
        return case_due_at
    return due_at(STEP_OF_STATUS[shown.status], tip.priority, shown.since, calendar)


def _of_interest(tip: TipFacts, history: Iterable[Happening]) -> Iterator[Happening]:
    """Steps alone, and others' appeals as this reporter may know them."""
    for one in filter(_is_step, history):
        own = any(made <= one.at and (decided is None or one.at <= decided) for made, decided in tip.appeals)
        told: str | None = one.action if own else OTHERS_APPEAL.get(one.action, one.action)
        if told is not None:
            yield replace(one, action=told)


def _is_step(one: Happening) -> bool:
    if one.after is S.UNDER_APPEAL or (one.action == A.MERGE and one.after is S.CLOSED):
        return False
    return one.before is not one.after or one.action in RESTARTS_CLOCK


def _further(base: Status, path: Sequence[Happening], one: Happening) -> Sequence[Happening]:
    """The way from `base` by `path`, one step longer, or shorter where the step leads back."""
    if one.after is base:
        return ()
    passed = next((earlier for earlier in path if earlier.after is one.after), None)
    if passed is None and one.before is one.after:  # the way began beside it
        return path
    came_back = passed if one.after is not S.VERIFYING else passed or next(iter(path[-1:]), None)
    by = one.by if came_back is None or one.action in NEW_HOLDER else came_back.by
    left = [earlier for earlier in path if RANK[earlier.after] < RANK[one.after]]
    checked = base is not S.SUBMITTED or any(earlier.after is S.VERIFYING for earlier in left)
    if one.after in NEEDS_CHECK and not checked:  # it was turned away first, then decided on appeal
        left.insert(0, replace(one, action=A.ACCEPT, before=base, after=S.VERIFYING))
    return (*left, replace(one, action=ARRIVAL[one.after], before=left[-1].after if left else base, by=by))


@dataclass(slots=True)
class _Walk:
    """Goes through a history and keeps back what this reporter may not know yet."""

    tip: TipFacts
    status: Status = S.SUBMITTED
    since: datetime = field(init=False)
    timed: bool = True
    way: list[Happening] = field(default_factory=list)
    held: Sequence[Happening] = ()

    def __post_init__(self) -> None:
        self.since = self.tip.joined_at

    def take(self, one: Happening) -> None:
        """The next step of the case."""
        self.reach(one.at)
        if one.at < self._known_from() and one.before is not None:
            self.held = _further(self.status, self.held, one)
        else:
            self._tell(one)

    def reach(self, moment: datetime) -> None:
        """Tell what may be known from some time up to `moment` on."""
        if self.held and self.status is S.SUBMITTED and moment >= self.tip.shown_from:
            first, self.held = self.held[0], self.held[1:]
            self._tell(_kept(first, self.tip.shown_from))
        if self.held and moment >= self._known_from():
            rest, self.held = self.held, ()
            for one in rest:
                self._tell(_kept(one, self.tip.checked_from))

    def _known_from(self) -> datetime:
        if self.status is S.SUBMITTED:
            return self.tip.shown_from
        return self.tip.shown_from if self.status is S.CLOSED else self.tip.checked_from

    def _tell(self, one: Happening) -> None:
        if one.before is None:  # split off: what was shown stays, its time begins anew
            self.since, self.timed = one.at, False
            return
        taken_up_before = one.action == A.ACCEPT and self.status is S.VERIFYING
        if taken_up_before and not one.timed:
            return
        if not taken_up_before:
            self.way.append(one)
        if one.before is one.after and one.after is not self.status:
            return
        if one.after is not self.status or one.action in RESTARTS_CLOCK or taken_up_before:
            self.status, self.since, self.timed = one.after, one.at, one.timed


def _kept(one: Happening, promised: datetime) -> Happening:
    """The step as if it was taken in the last moment of the promise."""
    return replace(one, at=promised - LAST_MOMENT, timed=False)
