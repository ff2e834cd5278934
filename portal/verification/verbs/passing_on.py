"""Passing a case to another desk: transfer between platforms, reroute and take-over by a regulator."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from portal import clock
from portal.domain.errors import InputInvalid, StepNotAllowed
from portal.domain.permissions import Actor, OrganizationKind
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.cases import Case
from portal.records.duty.calls import call_out, is_pressing
from portal.records.notices import tell_colleagues
from portal.records.organizations import Organization, group_members
from portal.records.reasons import fingerprint, keep_reason
from portal.records.routing import provider_now


def transfer(case: Case, actor: Actor, slug: str, reason: str) -> None:
    """Pass it to another registered platform. Raises InputInvalid for a desk that cannot take it."""
    _pass_on(case, Action.TRANSFER, actor, _desk(slug, receiving_platforms(case)), reason)


def reroute(case: Case, actor: Actor, slug: str, reason: str) -> None:
    """A regulator sends it to the desk where it belongs: a platform's, or its own."""
    _pass_on(case, Action.REROUTE, actor, _desk(slug, receiving_desks(case)), reason)


def take_over(case: Case, actor: Actor, reason: str) -> None:
    """The lead agency takes the check to its own desk: a clock ran out, or a conflict of interest."""
    if case.status is Status.UNDER_APPEAL:
        raise StepNotAllowed()
    _pass_on(case, Action.TAKE_OVER, actor, case.lead_agency, reason)


def receiving_platforms(case: Case) -> list[Organization]:
    """Platforms whose desk may be given the case: active, another, and not of the accused group.

    Whom it is about the registry is asked anew: a platform that came after the case was opened may be it.
    """
    accused = group_members(case.target.provider_id) | group_members(provider_now(case.target))
    platforms = db.session.scalars(
        select(Organization)
        .where(Organization.kind == OrganizationKind.PLATFORM, Organization.has_desk, Organization.is_active)
        .order_by(Organization.slug)
    )
    return [one for one in platforms if one.id != case.holder_id and one.id not in accused]


def receiving_desks(case: Case) -> list[Organization]:
    """The same and the lead agency's own desk, where the case does not lie there already."""
    own = [] if case.holder_id == case.lead_agency_id else [case.lead_agency]
    return [*own, *receiving_platforms(case)]


def _desk(slug: str, desks: Sequence[Organization]) -> Organization:
    desk = next((one for one in desks if one.slug == slug), None)
    if desk is None:
        raise InputInvalid("desk", N_("This desk cannot take the case."))
    return desk


def _pass_on(case: Case, action: Action, actor: Actor, desk: Organization, reason: str) -> None:
    if not reason.strip():
        raise InputInvalid("reason", N_("Write the reason for the next desk."))
    advance(case, action, actor, body={"from": case.holder_id, "to": desk.id} | fingerprint(reason))
    keep_reason(case, reason)
    case.holder = desk
    case.assigned_at = clock.now()
    tell_colleagues(case, desk.id, "arrived")
    if is_pressing(case) and desk.id != actor.organization_id:
        call_out(case)
