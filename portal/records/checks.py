"""How a platform's check ended: in time, and with what; late; or taken over by a regulator because its clock ran out.

Each check that ends is counted under exactly one figure, in the transaction of the step that ends it, and
stays counted there: a case that comes back to the platform is checked, and counted, anew. A case that goes
to another desk, is merged or withdrawn ends no check; nor is one counted that a regulator's own desk makes.
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.permissions import OrganizationKind
from portal.domain.status import Status
from portal.domain.workflow import Action
from portal.records.cases import Case
from portal.records.counters import (
    CHECKS_LATE,
    CHECKS_NO_VIOLATION,
    CHECKS_PASSED_ON,
    CHECKS_TAKEN_OVER,
    CHECKS_WITH_MEASURES,
    count,
)

ENDS_IN_TIME: Mapping[Action, str] = {
    Action.RESOLVE: CHECKS_WITH_MEASURES,
    Action.DISMISS: CHECKS_NO_VIOLATION,
    Action.REFER: CHECKS_PASSED_ON,
    Action.HAND_OVER: CHECKS_PASSED_ON,
}
"""What ends a check, and as what it counts where the promised time was kept."""


def count_check(case: Case, action: Action) -> None:
    """Count the check that this step is about to end, if it ends one; the case still is as it was before."""
    figure = _figure(case, action) if case.holder.kind is OrganizationKind.PLATFORM else None
    if figure is not None:
        count(figure, 1, platform_id=case.holder_id)


def _figure(case: Case, action: Action) -> str | None:
    if action is Action.TAKE_OVER and case.status in (Status.SUBMITTED, Status.VERIFYING) and case.overdue:
        return CHECKS_TAKEN_OVER
    if case.status is not Status.VERIFYING or action not in ENDS_IN_TIME:
        return None
    return CHECKS_LATE if case.overdue else ENDS_IN_TIME[action]
