"""docs/deadlines.md: table 5, how long each step may take and who may act when time is out."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.deadlines import DEADLINES, EXTENSION, STEP_OF_STATUS, Allowance, Unit
from portal.domain.first_priority import FIRST_LOOK_WHEN_URGENT
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.workflow import RETURNS_ALLOWED, SAMPLING_PERCENT, TRANSFERS_ALLOWED
from portal.printing.markdown import both, section, table
from portal.printing.markdown import page as whole_page
from portal.printing.workflow import holders, places

UNITS = {Unit.MINUTES: "min", Unit.HOURS: "h", Unit.WORKING_DAYS: "working days", Unit.DAYS: "days"}


def page() -> str:
    """The whole page."""
    return whole_page(
        "Deadlines",
        "Minutes, hours and days run day and night; working days are Chinese working days with their adjusted\n"
        "weekends, start the next day and end at 24:00 in Shanghai. The clocks and the public page of promised\n"
        "times are made from this table.\n",
        section("How long", table(("what", *Priority, "waits for the reporter"), _times())),
        section("Who acts when time is out", table(("what", "runs while the case is at", "then"), _exits())),
        section(
            "Besides",
            f"- An urgent tick asks for a first look within {FIRST_LOOK_WHEN_URGENT.total_seconds() / 3600:.0f} h,"
            " whatever the priority.\n"
            f"- The end of a case can be extended once, by {allowance(EXTENSION)}.\n"
            "- A platform's dismissal, own resolution, decline or hand-over of a P0 or P1 case is confirmed, and\n"
            f"  {SAMPLING_PERCENT} % of the others by sampling; an administrator may set another share.\n"
            f"- Agencies may return a finding {RETURNS_ALLOWED} times, platforms pass a case on"
            f" {TRANSFERS_ALLOWED} times.\n",
        ),
        section(
            "The clock of each status",
            table(("status", "clock"), ((f"`{s}`", both(DEADLINES[STEP_OF_STATUS[s]].words)) for s in STATUSES)),
        ),
    )


STATUSES = tuple(status for status in Status if status in STEP_OF_STATUS)


def allowance(time: Allowance) -> str:
    """An amount of time in words."""
    unit = UNITS[time.unit]
    return f"{time.amount} {unit.removesuffix('s') if time.amount == 1 else unit}"


def _times() -> Iterator[tuple[str, ...]]:
    for rule in DEADLINES.values():
        amounts = (allowance(rule.allowances[priority]) for priority in Priority)
        yield both(rule.words), *amounts, "yes" if rule.pauses_for_reporter else ""


def _exits() -> Iterator[tuple[str, ...]]:
    for rule in DEADLINES.values():
        then = f"{holders(rule.then)} (`{rule.then}`)" if rule.then else "it ends by itself"
        yield rule.words, places(rule.runs_while), then
