"""The invited person accepts: the platform wakes, and the registry learns its hosts."""

from sqlalchemy import delete

from portal import clock
from portal.accounts.administration import differences, log_change
from portal.accounts.models import Change
from portal.accounts.newcomers.awaiting import awaited
from portal.accounts.newcomers.models import AwaitedHost, PlatformInvitation
from portal.accounts.registry.queries import get_entry
from portal.accounts.registry.service import LeadsTo, add_entry
from portal.domain.routing import RegistryKind
from portal.extensions import db
from portal.records.people import User


def welcome(person: User) -> None:
    """Wake the platform whose first lead this is, and let its hosts lead to it; nothing for everybody else.

    A host that an administrator gave to somebody meanwhile stays theirs.
    """
    invitation = awaited(person, lock=True)
    if invitation is None:
        return
    organization, actor = invitation.organization, person.to_actor()
    invitation.accepted_at = clock.now()
    if not organization.is_active:
        organization.is_active = True
        woken = differences({"is_active": False}, {"is_active": True})
        log_change(Change.ORGANIZATION_CHANGED, actor, organization=organization, details=woken)
    to = LeadsTo(platform=organization.slug, platform_kind=invitation.platform_kind)
    for host in invitation.hosts:
        if get_entry(RegistryKind.HOST, host) is None:
            add_entry(RegistryKind.HOST, host, to, actor)
    let_go_of_hosts(invitation)


def let_go_of_hosts(invitation: PlatformInvitation) -> None:
    """Let others be invited for what it named."""
    db.session.execute(delete(AwaitedHost).where(AwaitedHost.invitation_id == invitation.id))
