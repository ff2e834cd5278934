"""What an administrator does with people; every step is written to the administration log."""

from collections.abc import Iterable

from sqlalchemy import select

from portal import clock
from portal.accounts.administration import differences, log_change
from portal.accounts.invitations import invite, letter_key
from portal.accounts.models import Change
from portal.accounts.second_factor import Sealer
from portal.accounts.sessions import end_sessions_of
from portal.accounts.tokens import hash_of
from portal.domain.errors import InputInvalid, NotAllowed, NotFound
from portal.domain.permissions import ROLES_OF_KIND, Actor, Role
from portal.domain.words import N_
from portal.extensions import db
from portal.records.appointing import look_for_deciders
from portal.records.jobs import enqueue
from portal.records.organizations import Organization
from portal.records.people import User, UserRole, as_address, find_person

OWN_ACCOUNT = N_("Another administrator changes your own account.")
HEADS = (Role.PLATFORM_LEAD, Role.AGENCY_LEAD)
"""Who answers for the people of an organization."""
TWO_DUTIES = N_("Who administers does not audit: give these two roles to two people.")


def person_for_change(email: str, by: Actor) -> User:
    """The person with this address, the row held. Raises NotFound, and NotAllowed for one's own account."""
    person = find_person(email, lock=True)
    if person is None:
        raise NotFound()
    if person.id == by.user_id:
        raise NotAllowed(OWN_ACCOUNT)
    return person


def invite_person(
    organization: Organization,
    email: str,
    name: str,
    roles: Iterable[Role],
    by: Actor | None,
    sealer: Sealer,
    language: str = "zh_CN",
) -> str:
    """Add a person, who is written to in `language`, and return the token of the invitation. Raises InputInvalid."""
    chosen = _checked(roles, organization)
    if find_person(email) is not None:
        raise InputInvalid("email", N_("Somebody has this address already."))
    person = User(
        email=as_address(email),
        name=name.strip(),
        organization=organization,
        language=language,
        created_at=clock.now(),
        role_rows=[UserRole(role=role) for role in sorted(chosen)],
    )
    db.session.add(person)
    if Role.SIGNATORY in chosen:
        look_for_deciders()
    log_change(Change.PERSON_INVITED, by, person=person, organization=organization, details={"roles": sorted(chosen)})
    return send_invitation(person, by, sealer)


def invite_again(person: User, by: Actor | None, sealer: Sealer) -> str:
    """Take both factors away and return the token of a new invitation.

    The person and the heads of the organization are told: whoever opens the link becomes this
    person, and nobody may become a colleague unnoticed.
    """
    log_change(Change.PERSON_REINVITED, by, person=person)
    token = send_invitation(person, by, sealer)
    for told in [person, *_heads(person)]:
        key = f"mail_reset:{hash_of(token).hex()}:{told.id}"
        enqueue("mail_reset", {"user": told.id, "person": person.id, "key": key}, key=key)
    return token


def _heads(person: User) -> list[User]:
    """Who leads the person's organization, besides the person."""
    beside = select(User).where(
        User.organization_id == person.organization_id,
        User.is_active,
        User.id != person.id,
        User.role_rows.any(UserRole.role.in_(HEADS)),
    )
    return list(db.session.scalars(beside.order_by(User.id)))


def send_invitation(person: User, by: Actor | None, sealer: Sealer) -> str:
    """Send this person a new link, the only one that works from now on; answers with its token."""
    db.session.flush()
    token = invite(person, by.user_id if by else None)
    key = letter_key(hash_of(token))
    sealed = sealer.seal(token).decode("ascii")  # the queue must not hold what opens an account
    enqueue("mail_invitation", {"sealed_token": sealed, "key": key}, key=key)
    return token


def change_person(person: User, name: str, roles: Iterable[Role], by: Actor) -> None:
    """Keep name and roles; with other roles every session ends. Raises InputInvalid."""
    chosen = _checked(roles, person.organization)
    if name.strip() != person.name:
        renamed = differences({"name": person.name}, {"name": name.strip()})
        log_change(Change.PERSON_RENAMED, by, person=person, details=renamed)
        person.name = name.strip()
    if chosen != person.roles:
        changed = differences({"roles": sorted(person.roles)}, {"roles": sorted(chosen)})
        if Role.SIGNATORY in chosen ^ person.roles:
            look_for_deciders()
        log_change(Change.ROLES_CHANGED, by, person=person, details=changed)
        person.role_rows = [row for row in person.role_rows if row.role in chosen] + [
            UserRole(role=role) for role in sorted(chosen - person.roles)
        ]
        end_sessions_of(person.id)


def disable_person(person: User, by: Actor) -> None:
    """Let nobody sign in as this person; every session is dead with its next request."""
    if person.is_active:
        person.is_active = False
        _note_signatory(person)
        end_sessions_of(person.id)
        log_change(Change.PERSON_DISABLED, by, person=person)


def enable_person(person: User, by: Actor) -> None:
    """Let the person sign in again, with the factors they had."""
    if not person.is_active:
        person.is_active = True
        _note_signatory(person)
        log_change(Change.PERSON_ENABLED, by, person=person)


def _note_signatory(person: User) -> None:
    """Whoever signs for an agency may be the one who decides its appeals."""
    if Role.SIGNATORY in person.roles:
        look_for_deciders()


def _checked(roles: Iterable[Role], organization: Organization) -> frozenset[Role]:
    """The roles, if people of such an organization can have them together."""
    chosen = frozenset(roles)
    if not chosen or not chosen <= ROLES_OF_KIND[organization.kind]:
        raise InputInvalid("roles", N_("Choose at least one of the roles of this organization."))
    if {Role.ADMINISTRATOR, Role.AUDITOR} <= chosen:
        raise InputInvalid("roles", TWO_DUTIES)
    return chosen
