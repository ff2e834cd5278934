"""Tables 2 and 3: which role may do what at all, and on which case."""

from portal.domain.permissions.conditions import (
    CONDITIONS,
    EVERYWHERE,
    REFUSALS,
    Condition,
    allows,
    failed_condition,
)
from portal.domain.permissions.grants import GRANTS, REPORTER, RESPONDENT, SYSTEM, Actor, Permission
from portal.domain.permissions.roles import (
    ORGANIZATION_KIND_WORDS,
    ROLE_WORDS,
    ROLES_OF_KIND,
    OrganizationKind,
    Role,
)

__all__ = [
    "CONDITIONS",
    "EVERYWHERE",
    "GRANTS",
    "ORGANIZATION_KIND_WORDS",
    "REFUSALS",
    "REPORTER",
    "RESPONDENT",
    "ROLES_OF_KIND",
    "ROLE_WORDS",
    "SYSTEM",
    "Actor",
    "Condition",
    "OrganizationKind",
    "Permission",
    "Role",
    "allows",
    "failed_condition",
]
