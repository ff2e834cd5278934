"""What the tests of looking again share: a looker that sees what it is told to, and a task to look at."""

from __future__ import annotations

from functools import partial

from portal.domain.measures import Counter
from portal.domain.rechecks import Probe, Why
from portal.records.job_runner import Runner, Work
from portal.records.probing import Looker
from portal.records.receipts import ExecutionReceipt
from portal.records.rechecks import RECHECK, keep_result, look_again
from portal.records.tasks import Task
from portal.web.transaction import transaction
from tests.factories import carried_out, case_of, referred, send_tip, signed, tasks_of, the_cast

ADDRESS = "https://xingyun.example/v/1"
REMOVED = ExecutionReceipt("The page answers 404 since today.", {Counter.INFORMATION: 1})


class Seeing:
    """Sees what it is told to, and notes what it was asked."""

    def __init__(self, *whys: Why) -> None:
        self.whys, self.asked = list(whys), list[tuple[Probe, str]]()

    def look(self, probe: Probe, address: str) -> Why:
        self.asked.append((probe, address))
        return self.whys.pop(0)


def runner(looker: Looker) -> Runner:
    return Runner({RECHECK: Work(partial(look_again, looker=looker), outside=True, keep=keep_result)})


def removed(address: str = ADDRESS, measure: str = "M11") -> Task:
    """A task whose receipt was just given."""
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(address)), cast.wei, measure), cast.qian)
        carried_out(case, cast.wei, REMOVED)
    (task,) = tasks_of(case)
    return task
