"""Inviting a platform, sending its link anew, and taking the invitation back; each step stands in the log."""

import re
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from portal import clock
from portal.accounts.administration import log_change
from portal.accounts.models import Change, Invitation
from portal.accounts.newcomers.models import AwaitedHost, PlatformInvitation
from portal.accounts.newcomers.queries import standings
from portal.accounts.newcomers.welcoming import let_go_of_hosts
from portal.accounts.organizations.service import Particulars, create_organization
from portal.accounts.people.service import disable_person, invite_person, send_invitation
from portal.accounts.second_factor import Sealer
from portal.domain.errors import InputInvalid, StepNotAllowed
from portal.domain.newcomers import STILL_OPEN, NewcomerState, lies_under
from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.domain.routing import RegistryKind
from portal.domain.signing_levels import SigningLevels
from portal.domain.targets import PlatformKind
from portal.domain.words import N_
from portal.extensions import db
from portal.records.cases import Case
from portal.records.organizations import NATIONAL, Organization
from portal.records.people import User, find_person
from portal.records.registry import RegistryEntry
from portal.records.unclaimed import host_of

ONE_AT_A_TIME = 4_006
"""Number of the lock under which platforms are invited: two at once could take the same short name."""
OVER = N_("This invitation is over: the platform has joined, or the invitation was revoked.")


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A platform as whoever invites it enters it."""

    name_zh: str
    name_en: str
    hosts: tuple[str, ...]
    platform_kind: PlatformKind
    person: str
    email: str
    language: str


def invite_platform(
    newcomer: Newcomer, by: Actor, sealer: Sealer, case: Case | None = None
) -> tuple[PlatformInvitation, str | None]:
    """Invite it; answers with the invitation and the token of its link.

    The token is None where the same was sent before and still waits: a double click invites once. Raises
    InputInvalid for a host that has somebody, and for an address that is a colleague's.
    """
    _wait_for_others()
    same = _the_same_before(newcomer, by)
    if same is not None:
        return same, None
    about = host_of(case) if case is not None else ""
    if about and not any(lies_under(about, host) for host in newcomer.hosts):
        raise InputInvalid("hosts", N_("The host of this case is not among them: %(host)s."), host=about)
    for host in newcomer.hosts:
        _ensure_free(host)
    organization = create_organization(_free_slug(newcomer.hosts[0]), OrganizationKind.PLATFORM, _asleep(newcomer), by)
    person, token = _first_lead(organization, newcomer, by, sealer)
    invitation = PlatformInvitation(
        organization=organization,
        person=person,
        hosts=list(newcomer.hosts),
        platform_kind=newcomer.platform_kind,
        case_id=case.id if case is not None else None,
        agency_id=by.organization_id,
        invited_by_id=by.user_id,
        invited_at=clock.now(),
    )
    db.session.add(invitation)
    db.session.flush()
    db.session.add_all(AwaitedHost(host=host, invitation_id=invitation.id) for host in newcomer.hosts)
    return invitation, token


def invite_again(invitation: PlatformInvitation, by: Actor, sealer: Sealer) -> str:
    """End the earlier link and send a new one; answers with its token. Raises StepNotAllowed once it is over."""
    _ensure_open(invitation)
    log_change(Change.PERSON_REINVITED, by, person=invitation.person)
    return send_invitation(invitation.person, by, sealer)


def revoke(invitation: PlatformInvitation, by: Actor) -> None:
    """Let the link lead nowhere and the hosts be free; a second click finds it done. Raises StepNotAllowed."""
    if invitation.revoked_at is not None:
        return
    _ensure_open(invitation)
    disable_person(invitation.person, by)
    invitation.revoked_at = clock.now()
    let_go_of_hosts(invitation)


def hold_links(invitation: PlatformInvitation) -> None:
    """Wait for whoever accepts at this moment: links are held before the invitation, here as there."""
    db.session.execute(select(Invitation.id).where(Invitation.user_id == invitation.person_id).with_for_update())


def _ensure_open(invitation: PlatformInvitation) -> None:
    [standing] = standings([invitation])
    if standing.state not in STILL_OPEN:
        raise StepNotAllowed(OVER)


def _wait_for_others() -> None:
    if db.engine.dialect.name == "postgresql":  # SQLite has one writer at a time
        db.session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def _the_same_before(newcomer: Newcomer, by: Actor) -> PlatformInvitation | None:
    open_ones = (
        select(PlatformInvitation)
        .join(AwaitedHost, AwaitedHost.invitation_id == PlatformInvitation.id)
        .where(AwaitedHost.host == newcomer.hosts[0], PlatformInvitation.agency_id == by.organization_id)
    )
    found = db.session.scalar(open_ones)
    if found is None or standings([found])[0].state is not NewcomerState.INVITED:
        return None
    same = (found.hosts, found.person.email) == (list(newcomer.hosts), newcomer.email)
    return found if same else None


def _ensure_free(host: str) -> None:
    """Raises InputInvalid where a line of the registry, or an open invitation, is about this host, above or below."""
    labels = host.split(".")
    above = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    for column in (RegistryEntry.value, AwaitedHost.host):
        taken = or_(column.in_(above), column.endswith(f".{host}", autoescape=True))
        if column is RegistryEntry.value:
            taken &= RegistryEntry.kind != RegistryKind.APP_ID
        found = db.session.scalar(select(column).where(taken).limit(1))
        if found is not None:
            invited = column is not RegistryEntry.value
            raise InputInvalid("hosts", ASKED if invited else REGISTERED, host=found)


REGISTERED = N_("The registry knows this host already: %(host)s. An administrator says to whom it leads.")
ASKED = N_("A platform is invited for this host already: %(host)s. Revoke that invitation first.")


def _free_slug(host: str) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", host).strip("-")[:70].strip("-")
    taken = set(db.session.scalars(select(Organization.slug).where(Organization.slug.startswith(stem))))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def _asleep(newcomer: Newcomer) -> Particulars:
    """Not active until its first lead comes: nothing leads to it, and it stands in no list that a citizen sees."""
    return Particulars(
        name_zh=newcomer.name_zh,
        name_en=newcomer.name_en,
        function=None,
        region=NATIONAL,
        signing_levels=SigningLevels.SIGNED,
        group=None,
        has_desk=True,
        is_active=False,
    )


def _first_lead(organization: Organization, newcomer: Newcomer, by: Actor, sealer: Sealer) -> tuple[User, str]:
    """The person who would lead it, and the token; somebody whose earlier invitation was revoked is invited anew."""
    known = find_person(newcomer.email, lock=True)
    if known is not None and _was_never_here(known):
        known.organization, known.name, known.language = organization, newcomer.person, newcomer.language
        known.is_active = True
        log_change(Change.PERSON_ENABLED, by, person=known, organization=organization)
        return known, send_invitation(known, by, sealer)
    roles = [Role.PLATFORM_LEAD]
    token = invite_person(organization, newcomer.email, newcomer.person, roles, by, sealer, newcomer.language)
    return db.session.scalars(select(User).where(User.email == newcomer.email)).one(), token


def _was_never_here(person: User) -> bool:
    """Whether nothing is known of somebody but an invitation that was revoked."""
    revoked = select(PlatformInvitation.id).where(
        PlatformInvitation.person_id == person.id, PlatformInvitation.revoked_at.is_not(None)
    )
    never = person.password_hash is None and not person.is_active
    return never and db.session.scalar(revoked.limit(1)) is not None
