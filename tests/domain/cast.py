"""The fixed cast as the rules know it: actors, organizations by id, and cases about platform A."""

from dataclasses import replace
from typing import Any

from portal.domain.facts import CaseFacts
from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.domain.priority import Priority
from portal.domain.status import Status

PLATFORM_A, PLATFORM_B = 1, 2
CYBERSPACE, COMMUNICATIONS, MARKET = 3, 4, 5
OPERATOR = 6

KIND = {
    PLATFORM_A: OrganizationKind.PLATFORM,
    PLATFORM_B: OrganizationKind.PLATFORM,
    CYBERSPACE: OrganizationKind.AGENCY,
    COMMUNICATIONS: OrganizationKind.AGENCY,
    MARKET: OrganizationKind.AGENCY,
    OPERATOR: OrganizationKind.OPERATOR,
}
CASE_WORK = (Role.OFFICER, Role.SIGNATORY, Role.DUTY, Role.AGENCY_LEAD)


def person(user_id: int, organization: int, *roles: Role) -> Actor:
    """A colleague with these roles at this organization."""
    return Actor(user_id=user_id, organization_id=organization, kind=KIND[organization], roles=frozenset(roles))


WEI = person(11, PLATFORM_A, Role.VERIFIER)
HE = person(21, PLATFORM_B, Role.VERIFIER)
QIAN = person(31, CYBERSPACE, *CASE_WORK)
WU = person(32, CYBERSPACE, *CASE_WORK)
ZHAO = person(41, COMMUNICATIONS, *CASE_WORK)
ZHOU = person(51, MARKET, *CASE_WORK)
SUN = person(33, CYBERSPACE, Role.PUBLISHER)
MA = person(61, OPERATOR, Role.ADMINISTRATOR)
LIN = Actor(user_id=None, organization_id=None, kind=None, roles=frozenset({Role.REPORTER}))
MALLORY = Actor(user_id=None, organization_id=None, kind=None, roles=frozenset())

COLLEAGUES = (WEI, HE, QIAN, WU, ZHAO, ZHOU, SUN, MA)

_CASE = CaseFacts(
    status=Status.SUBMITTED,
    priority=Priority.P2,
    holder_id=PLATFORM_A,
    holder_is_platform=True,
    lead_agency_id=CYBERSPACE,
    deputy_agency_id=MARKET,
)


def a_case(status: Status = Status.SUBMITTED, **facts: Any) -> CaseFacts:
    """A P2 case at platform A's desk, led by the cyberspace office, with these facts changed."""
    return replace(_CASE, status=status, **facts)
