"""Cases about what no registered platform carries: held by the regulators' desk until somebody joins."""

from __future__ import annotations

from portal.domain.errors import ConditionFailed, StepNotAllowed
from portal.domain.permissions import REFUSALS, Actor, Permission, failed_condition
from portal.domain.targets import canonicalise
from portal.domain.words import N_
from portal.domain.workflow import CHECKING
from portal.records.case_facts import facts
from portal.records.cases import Case

FRONTS = ("www.", "m.")
CARRIED = N_("A platform is registered for this case already.")


def ensure_may_invite(case: Case, actor: Actor) -> None:
    """Raises why no platform can be invited from this case: another's, decided on, or carried by somebody."""
    failed = failed_condition(Permission.PLATFORM_INVITE, actor, facts(case))
    if failed is not None:
        raise ConditionFailed(REFUSALS[failed])
    if case.target.host_id is not None:
        raise ConditionFailed(CARRIED)
    if case.status not in CHECKING:
        raise StepNotAllowed()


def may_invite(case: Case, actor: Actor) -> bool:
    """Whether this actor may invite the platform that this case is about."""
    if not actor.may(Permission.PLATFORM_INVITE):
        return False
    try:
        ensure_may_invite(case, actor)
    except (ConditionFailed, StepNotAllowed):
        return False
    return True


def host_of(case: Case) -> str:
    """The host that the case is about, as a platform would be known by it; empty where it has none."""
    target = case.target
    host = canonicalise(target.type, target.display, name=target.name).host or ""
    return next((host.removeprefix(front) for front in FRONTS if host.startswith(front)), host)
