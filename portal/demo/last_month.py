"""Cases that ended in the month before, so that the demo has a month whose figures are published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy import select

from portal import clock
from portal.demo.cases import (
    VERIFIERS,
    People,
    Story,
    accepted,
    dismissed,
    evidence_kept,
    later,
    looked_at,
    looked_over,
    resolved,
    take_own_measures,
    tell,
)
from portal.disposal.executing import execute
from portal.domain.measures import Counter
from portal.domain.periods import month_of
from portal.domain.rechecks import AFTER, Span, Why
from portal.domain.status import Outcome, Status
from portal.extensions import db
from portal.publicity.figures.published import publish_ended_months
from portal.records.cases import Case
from portal.records.counters import today
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import Task
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.passing_on import take_over

LATE = timedelta(days=14)
"""Longer than any promised time of a check, the longest holidays included."""


def _resolved_late(case: Case, people: People) -> None:
    accepted(case, people)
    with later(LATE):
        take_own_measures(case, people)


def _taken_over(case: Case, people: People) -> None:
    accepted(case, people)
    with later(LATE):
        take_over(case, people("qian"), "平台逾期未核查，由网信办直接核查。")
        dismiss(case, people("qian"), Outcome.INSUFFICIENT, "原内容已无法核实。", "调取了存证，画面不足以判断。")


def _came_back_once(case: Case, people: People) -> None:
    """It was hidden, a day later it stood there again, and it was hidden for good."""
    resolved(case, people)
    looked_at(case, Span.AT_ONCE, Why.NOT_FOUND)
    looked_at(case, Span.DAY, Why.ANSWERS)
    again = select(Task).where(Task.case_id == case.id, Task.replaces_id.is_not(None), Task.done_at.is_(None))
    for task in db.session.scalars(again).all():
        with later(timedelta(days=2)):
            receipt = ExecutionReceipt("换链接重发的内容已再次屏蔽。", {Counter.INFORMATION: 26})
            execute(case, task, people(VERIFIERS[case.holder.slug]), receipt)


KINDS = (
    ("B05", "https://xingyun.example/v/7{:03}", "换脸冒充明星带货的视频。", resolved),
    ("B02", "https://bailu.example/p/7{:03}", "AI 编的“突发消息”，配图也是假的。", resolved),
    ("B02", "https://bailu.example/p/8{:03}", "旧闻改头换面，说成昨天发生的。", resolved),
    ("B01", "https://xingyun.example/v/6{:03}", "怀疑是 AI 合成的灾情视频。", dismissed),
    ("B06", "https://bailu.example/p/6{:03}", "几十个账号用同一套 AI 话术带节奏。", _resolved_late),
    ("B02", "https://bailu.example/p/5{:03}", "养生文章像是 AI 编的，查不到出处。", _taken_over),
    ("B03", "https://bailu.example/p/3{:03}", "AI 生成的低俗图集，删了又换链接重发。", _came_back_once),
)
OF_EACH = 7
"""Fewer than five of a kind would be withheld."""


def add_last_month() -> None:
    """Let them happen, four a day, and publish the month."""
    present = clock.now()
    stories = [
        (category, entered.format(number), words, walk)
        for number in range(OF_EACH)
        for category, entered, words, walk in KINDS
    ]
    tell(
        {
            f"demo-month-{at:02}": Story(
                _hours_since(at // 4 + 1), category, entered, "", words, _to_the_end(walk, present)
            )
            for at, (category, entered, words, walk) in enumerate(stories)
        }
    )
    _add_waiting()
    publish_ended_months({})


def _to_the_end(walk: Callable[[Case, People], None], present: datetime) -> Callable[[Case, People], None]:
    def walked(case: Case, people: People) -> None:
        walk(case, people)
        evidence_kept(case, people)
        if case.status is Status.AWAITING_CONFIRMATION:
            with later(LATE + timedelta(days=1)):
                looked_over(case, people)
        for span in AFTER:
            looked_at(case, span, Why.NOT_FOUND, until=present)

    return walked


WAITING = (
    ("B08", "https://xingyun.example/v/4{:03}", "AI 把名著改成了打斗视频。", True),
    ("A07", "https://bailu.example/p/4{:03}", "AI 生成的图没有标识。", False),
)
"""What stood open when the month ended, and whether its platform had accepted it by then."""


def _over_the_end(is_accepted: bool, goes_on: datetime) -> Callable[[Case, People], None]:
    def walked(case: Case, people: People) -> None:
        if is_accepted:
            accepted(case, people)
        with later(goes_on - clock.now()):
            if not is_accepted:
                accepted(case, people)
            take_own_measures(case, people)
            evidence_kept(case, people)
            if case.status is Status.AWAITING_CONFIRMATION:
                looked_over(case, people)

    return walked


def _add_waiting() -> None:
    """They came on the last day of the month and ended between then and now."""
    ended = datetime.combine(today().replace(day=1), time(), clock.SHANGHAI)
    goes_on = ended + (clock.now() - ended) / 2
    hours = int((clock.now() - ended).total_seconds() // 3600) + 12
    tell(
        {
            f"demo-waiting-{category}-{number}": Story(
                hours, category, entered.format(number), "", words, _over_the_end(is_accepted, goes_on)
            )
            for category, entered, words, is_accepted in WAITING
            for number in range(OF_EACH)
        }
    )


def _hours_since(day: int) -> int:
    """Hours since noon of this day of the month before."""
    first = month_of(today()).first or today()
    before = month_of(first - timedelta(days=1)).first or first
    noon = datetime.combine(before + timedelta(days=day - 1), time(12), clock.SHANGHAI)
    return int((clock.now() - noon).total_seconds() // 3600)
