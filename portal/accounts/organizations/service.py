"""What an administrator does with organizations; every step is written to the administration log."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from portal import clock
from portal.accounts.administration import differences, log_change
from portal.accounts.models import Change
from portal.accounts.sessions import end_sessions_of
from portal.domain.errors import InputInvalid, NotAllowed
from portal.domain.measures import AgencyFunction
from portal.domain.permissions import Actor, OrganizationKind
from portal.domain.signing_levels import SigningLevels, can_be_staffed
from portal.domain.words import N_
from portal.extensions import db
from portal.records.appointing import look_for_deciders
from portal.records.organizations import Organization
from portal.records.people import User


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What can change about an organization; `group` is the slug of its head."""

    name_zh: str
    name_en: str
    function: AgencyFunction | None
    region: str
    signing_levels: SigningLevels
    group: str | None
    has_desk: bool
    is_active: bool


def create_organization(slug: str, kind: OrganizationKind, entered: Particulars, by: Actor | None) -> Organization:
    """Add an organization. Raises InputInvalid."""
    if db.session.scalar(select(Organization.id).where(Organization.slug == slug)) is not None:
        raise InputInvalid("slug", N_("Another organization has this short name."))
    created = Organization(slug=slug, kind=kind, created_at=clock.now())
    _write(created, entered)
    db.session.add(created)
    log_change(Change.ORGANIZATION_CREATED, by, organization=created, details={**asdict(entered), "kind": kind})
    return created


def change_organization(organization: Organization, entered: Particulars, by: Actor) -> None:
    """Keep what was entered; the sessions of a deactivated organization end. Raises InputInvalid, NotAllowed."""
    if organization.id == by.organization_id and not entered.is_active:
        raise NotAllowed(N_("This is your own organization: nobody could administer the portal any more."))
    before = particulars_of(organization)
    _write(organization, entered)
    changed = differences(asdict(before), asdict(entered))
    if changed:
        log_change(Change.ORGANIZATION_CHANGED, by, organization=organization, details=changed)
    if before.is_active != entered.is_active and organization.kind is OrganizationKind.AGENCY:
        look_for_deciders()
    if before.is_active and not entered.is_active:
        end_sessions_of(*db.session.scalars(select(User.id).where(User.organization_id == organization.id)))


def particulars_of(organization: Organization) -> Particulars:
    """How the organization stands now."""
    head = db.session.get(Organization, organization.group_id) if organization.group_id else None
    return Particulars(
        name_zh=organization.name_zh,
        name_en=organization.name_en,
        function=organization.function,
        region=organization.region,
        signing_levels=SigningLevels(organization.signing_levels),
        group=head.slug if head else None,
        has_desk=organization.has_desk,
        is_active=organization.is_active,
    )


def _write(organization: Organization, entered: Particulars) -> None:
    is_agency = organization.kind is OrganizationKind.AGENCY
    if is_agency != (entered.function is not None):
        raise InputInvalid("function", N_("An agency is competent for something; other organizations for nothing."))
    _check_levels(organization, entered.signing_levels)
    organization.signing_levels = entered.signing_levels
    organization.name_zh, organization.name_en = entered.name_zh, entered.name_en
    organization.function, organization.region = entered.function, entered.region
    organization.has_desk, organization.is_active = entered.has_desk, entered.is_active
    organization.group_id = _head_id(organization, entered.group)


def _check_levels(organization: Organization, levels: SigningLevels) -> None:
    """Nothing is asked of an agency that it lacks the people for: its answers would wait for nobody."""
    if levels is SigningLevels.SIGNED:
        return
    if organization.kind is not OrganizationKind.AGENCY:
        raise InputInvalid("signing_levels", N_("Only an agency signs."))
    people = db.session.scalars(select(User).where(User.organization_id == organization.id, User.is_active))
    if not can_be_staffed(levels, [one.roles for one in people]):
        raise InputInvalid(
            "signing_levels",
            N_("It lacks the people: each turn needs another person with its role. Invite them first."),
        )


def _head_id(organization: Organization, slug: str | None) -> int | None:
    """The id of the head; a group has one level, so that two of a group are found by one comparison."""
    if slug is None:
        return None
    head = db.session.scalar(select(Organization).where(Organization.slug == slug))
    leads_others = organization.id is not None and db.session.scalar(
        select(Organization.id).where(Organization.group_id == organization.id).limit(1)
    )
    if organization.kind is not OrganizationKind.PLATFORM or head is None or head is organization:
        raise InputInvalid("group", N_("Only another platform can be the head of its group."))
    if head.group_id is not None or leads_others:
        raise InputInvalid("group", N_("Name the head of the whole group: a group has one head and no groups inside."))
    return head.id
