"""The administration log: who changed which person, organization or registry entry, and when."""

from collections.abc import Mapping
from typing import Any

from portal import clock
from portal.accounts.models import AdministrationEntry, Change
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.records.organizations import Organization
from portal.records.people import User


def log_change(
    change: Change,
    by: Actor | None,
    *,
    person: User | None = None,
    organization: Organization | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one line in the transaction of the change; `by` is None for the command line."""
    db.session.flush()  # a new person or organization gets its id
    db.session.add(
        AdministrationEntry(
            at=clock.now(),
            actor_id=by.user_id if by else None,
            change=change,
            person_id=person.id if person else None,
            organization_id=organization.id if organization else None,
            details=dict(details or {}),
        )
    )


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`{field: {"before": …, "after": …}}` of what differs."""
    return {name: {"before": before[name], "after": after[name]} for name in after if before[name] != after[name]}
