"""At whose desk a reporter may read that a matter lies."""

from datetime import UTC, datetime

import pytest

from portal.domain.permissions import OrganizationKind
from portal.domain.showing import Happening
from portal.domain.status import Status
from portal.domain.whereabouts import Desk, walked
from portal.domain.workflow import Action

A, S, D = Action, Status, Desk
BY_PLATFORM, BY_AGENCY = OrganizationKind.PLATFORM, OrganizationKind.AGENCY


def step(action: Action, after: Status, by: OrganizationKind) -> Happening:
    return Happening(datetime(2026, 11, 2, tzinfo=UTC), action, S.SUBMITTED, after, by)


ACCEPTED = step(A.ACCEPT, S.VERIFYING, BY_PLATFORM)
TAKEN_OVER = step(A.TAKE_OVER, S.VERIFYING, BY_AGENCY)
TRANSFERRED = step(A.TRANSFER, S.SUBMITTED, BY_PLATFORM)
REFERRED = step(A.REFER, S.AWAITING_APPROVAL, BY_PLATFORM)
RETURNED = step(A.RETURN, S.VERIFYING, BY_AGENCY)


@pytest.mark.parametrize(
    ("first", "way", "named", "last"),
    [
        (D.NAMED, [], [], D.NAMED),
        (D.NAMED, [ACCEPTED], [True], D.NAMED),
        (D.NAMED, [ACCEPTED, REFERRED, RETURNED], [True, True, False], D.NAMED),
        (D.NAMED, [TAKEN_OVER], [False], D.REGULATORS),
        (D.NAMED, [TRANSFERRED, ACCEPTED], [True, False], D.UNSAID),
        (D.REGULATORS, [], [], D.REGULATORS),
        (D.REGULATORS, [step(A.ACCEPT, S.VERIFYING, BY_AGENCY), REFERRED], [False, False], D.REGULATORS),
        (D.REGULATORS, [step(A.REROUTE, S.SUBMITTED, BY_AGENCY), ACCEPTED], [False, False], D.UNSAID),
        (D.UNSAID, [ACCEPTED], [False], D.UNSAID),
    ],
)
def test_a_platform_is_named_as_far_as_the_way_tells(
    first: Desk, way: list[Happening], named: list[bool], last: Desk
) -> None:
    assert walked(first, way) == (named, last)
