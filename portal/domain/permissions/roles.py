"""What people and organizations can be in the portal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.words import N_


class OrganizationKind(StrEnum):
    """What an organization is; the operator runs the portal and holds no case."""

    PLATFORM = "platform"
    AGENCY = "agency"
    OPERATOR = "operator"


class Role(StrEnum):
    """What a person may be; reporter and respondent come by code, all others sign in."""

    REPORTER = "reporter"
    RESPONDENT = "respondent"
    CLERK = "clerk"
    VERIFIER = "verifier"
    PLATFORM_LEAD = "platform_lead"
    OFFICER = "officer"
    SIGNATORY = "signatory"
    DUTY = "duty"
    AGENCY_LEAD = "agency_lead"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


ROLES_OF_KIND: Mapping[OrganizationKind, frozenset[Role]] = {
    OrganizationKind.PLATFORM: frozenset({Role.VERIFIER, Role.PLATFORM_LEAD}),
    OrganizationKind.AGENCY: frozenset(
        {Role.OFFICER, Role.SIGNATORY, Role.DUTY, Role.AGENCY_LEAD, Role.PUBLISHER, Role.CLERK}
    ),
    OrganizationKind.OPERATOR: frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.CLERK}),
}
"""Which roles a person of such an organization can be given."""

ORGANIZATION_KIND_WORDS: Mapping[OrganizationKind, str] = {
    OrganizationKind.PLATFORM: N_("Platform"),
    OrganizationKind.AGENCY: N_("Agency"),
    OrganizationKind.OPERATOR: N_("Operator of the portal"),
}

ROLE_WORDS: Mapping[Role, str] = {
    Role.REPORTER: N_("Reporter"),
    Role.RESPONDENT: N_("Respondent"),
    Role.CLERK: N_("Clerk"),
    Role.VERIFIER: N_("Verifier"),
    Role.PLATFORM_LEAD: N_("Head of a platform's desk"),
    Role.OFFICER: N_("Officer"),
    Role.SIGNATORY: N_("Signatory"),
    Role.DUTY: N_("Officer on duty"),
    Role.AGENCY_LEAD: N_("Head of case work"),
    Role.PUBLISHER: N_("Publisher"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.AUDITOR: N_("Auditor"),
    Role.SYSTEM: N_("The portal itself"),
}
