"""Keeping somebody out of a case (回避), a person or an agency, and letting them back in; with all that follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal import clock
from portal.domain.conflicts import READMITTED_BY, Conflict, Origin, Turn, heads_as, turns_lost
from portal.domain.errors import ConditionFailed, InputInvalid, NotFound
from portal.domain.facts import CaseFacts
from portal.domain.permissions import Actor, OrganizationKind, Permission
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import CHECKING, Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.approvals import Vote
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.duty.calls import stop_ringing
from portal.records.exclusions import Exclusion, exclusions_of, out_of
from portal.records.notices import tell_colleagues
from portal.records.organizations import Organization
from portal.records.people import User
from portal.records.reasons import fingerprint, keep_reason
from portal.records.rounds import approvals_of_round

NOT_YOURS = N_("Only the lead agency lets back in whom it excluded.")
NOBODY_ELSE_LEADS = N_(
    "The portal knows no other agency that could lead this case. Hand it over to the competent authority, or have the "
    "administrator add an agency."
)


def declare(case: Case, actor: Actor, conflict: Conflict, words: str) -> None:
    """Stay out of a locked case for a conflict of interest of one's own. Raises what `act()` raises, ReasonMissing."""
    if actor.user_id is None:
        raise NotFound()
    said = {"person": actor.user_id, "conflict": conflict, **fingerprint(words)}
    act(case, Action.DECLARE_CONFLICT, actor, said)
    keep_reason(case, words)
    _take_out(
        case, Exclusion(made_by_id=actor.user_id, person_id=actor.user_id, conflict=conflict, origin=Origin.DECLARED)
    )


def exclude(case: Case, actor: Actor, person_id: int, conflict: Conflict, words: str) -> None:
    """Keep somebody out of a locked case, as head of their organization or of the lead agency.

    Raises InputInvalid for somebody who is not theirs to keep out, ReasonMissing, and what `act()` raises.
    """
    person = next((one.person for one in people_to_exclude(case, actor) if one.person.id == person_id), None)
    if person is None:
        raise InputInvalid("person", N_("Choose somebody who works on this case and does not stay out of it yet."))
    act(case, Action.EXCLUDE, actor, {"person": person_id, "conflict": conflict, **fingerprint(words)})
    keep_reason(case, words)
    origin = _origin(actor, person.organization_id)
    _take_out(case, Exclusion(made_by_id=actor.user_id, person_id=person_id, conflict=conflict, origin=origin))


def recuse(case: Case, actor: Actor, agency_id: int, conflict: Conflict, words: str) -> None:
    """Keep a whole agency out of a locked case, as its head or as head of the lead agency.

    Whatever waits for it waits no longer: it is passed over, its check is taken over, another agency takes the lead.
    Raises InputInvalid for an agency that is not the actor's to keep out, ConditionFailed where nobody else could
    lead, ReasonMissing, and what `act()` raises.
    """
    if agency_id not in {one.agency.id for one in agencies_to_recuse(case, actor)}:
        raise InputInvalid("agency", N_("Choose an agency that works on this case and does not stay out of it yet."))
    leads = agency_id == case.lead_agency_id
    next_lead_id = facts(case).deputy_agency_id if leads else case.lead_agency_id
    if next_lead_id is None:
        raise ConditionFailed(NOBODY_ELSE_LEADS)
    act(case, Action.RECUSE, actor, {"agency": agency_id, "conflict": conflict, **fingerprint(words)})
    keep_reason(case, words)
    origin = _origin(actor, agency_id)
    _take_out(case, Exclusion(made_by_id=actor.user_id, agency_id=agency_id, conflict=conflict, origin=origin))
    if leads:
        tell_colleagues(case, next_lead_id, "lead_stays_out", Permission.CASE_TAKE_LEAD)
    else:
        tell_colleagues(case, next_lead_id, "agency_stays_out", Permission.DISPOSAL_LEAD)


@dataclass(frozen=True, slots=True)
class Recusing:
    """An agency that may stay out of a case, and which turns others take then at once."""

    agency: Organization
    turns: Sequence[Turn]


def agencies_to_recuse(case: Case, actor: Actor) -> Sequence[Recusing]:
    """Which agencies the actor may keep out: the own one; for the lead agency every one that judges in the case."""
    present = facts(case)
    leads = actor.organization_id == case.lead_agency_id
    theirs = (present.judging_ids if leads else {actor.organization_id}) - present.recused_agency_ids
    found = select(Organization).where(Organization.id.in_(theirs), Organization.kind == OrganizationKind.AGENCY)
    agencies = db.session.scalars(found.order_by(Organization.id)).all()
    has = {one.id: _turns_of(case, present, one.id, signs_anew=True) for one in agencies}
    return [Recusing(one, [turn for turn in Turn if turn in has[one.id]]) for one in agencies]


def readmit(case: Case, actor: Actor, exclusion_id: int, words: str) -> None:
    """Let somebody back into a locked case; what they signed before stays void.

    An agency comes back by the lead agency alone: everybody of its own is out. Raises NotFound for an exclusion that
    does not stand or is none of the actor's business, ConditionFailed where the table names somebody else,
    ReasonMissing, and what `act()` raises.
    """
    found = db.session.get(Exclusion, exclusion_id)
    if found is None or found.case_id != case.id or found.ended_at is not None:
        raise NotFound()
    speaks_as = heads_as(actor.organization_id, found.organization.id, case.lead_agency_id)
    if not speaks_as:
        raise NotFound()
    if not speaks_as & READMITTED_BY[found.origin]:
        raise ConditionFailed(NOT_YOURS)
    whom = {"person": found.person_id} if found.person_id else {"agency": found.agency_id}
    act(case, Action.READMIT, actor, {**whom, **fingerprint(words)})
    keep_reason(case, words)
    found.ended_at, found.ended_by_id = clock.now(), actor.user_id


def may_readmit(case: Case, actor: Actor, exclusion: Exclusion) -> bool:
    """Whether the table lets a head of the actor's organization end this exclusion."""
    speaks_as = heads_as(actor.organization_id, exclusion.organization.id, case.lead_agency_id)
    return actor.may(Permission.CONFLICT_RULE) and bool(speaks_as & READMITTED_BY[exclusion.origin])


def exclusions_shown_to(actor: Actor, case: Case) -> list[Exclusion]:
    """Those that this colleague may know of: the own one; of the own organization; for the lead agency all.

    Whoever stays out knows of their own alone.
    """
    standing = exclusions_of(case.id)
    own = [one for one in standing if one.is_of(actor)]
    leads = actor.organization_id == case.lead_agency_id
    return own or [one for one in standing if leads or one.organization.id == actor.organization_id]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who may stay out of a case, and for which turns too few of their organization are left then."""

    person: User
    turns: Sequence[Turn]


def people_to_exclude(case: Case, actor: Actor) -> list[Leaving]:
    """Whom the actor may keep out: own colleagues; for the lead agency everybody of whoever judges in the case."""
    present = facts(case)
    leads = actor.organization_id == case.lead_agency_id
    people = _people_of(present.judging_ids if leads else {actor.organization_id})
    out = present.excluded_ids | {actor.user_id}
    known = [one for one in people if one.id not in out and one.to_actor().may(Permission.CASE_VIEW)]
    return [Leaving(one, _turns_without(case, present, one, people)) for one in known]


def turns_without(case: Case, actor: Actor) -> Sequence[Turn]:
    """For which turns too few of the actor's own organization are left without the actor."""
    people = _people_of({actor.organization_id})
    present = facts(case)
    return [turn for one in people if one.id == actor.user_id for turn in _turns_without(case, present, one, people)]


def _people_of(organization_ids: Collection[int | None]) -> Sequence[User]:
    people = select(User).where(User.organization_id.in_(organization_ids), User.is_active)
    return db.session.scalars(people.order_by(User.name, User.id)).all()


def _turns_without(case: Case, present: CaseFacts, person: User, people: Sequence[User]) -> list[Turn]:
    own, out = person.organization, present.excluded_ids | {person.id}
    left = {one.id: one.roles for one in people if one.organization_id == own.id and one.id not in out}
    barred: Mapping[Turn, frozenset[int]] = {
        Turn.SIGN: present.finder_ids,
        Turn.APPEAL: present.decider_ids if present.nobody_without_a_hand else present.hand_ids,
    }
    turns = _turns_of(case, present, own.id, signs_anew=_signed(case, person))
    return turns_lost(turns, SigningLevels(own.signing_levels), left, barred)


def _turns_of(case: Case, present: CaseFacts, own: int, *, signs_anew: bool) -> set[Turn]:
    """What an organization has still to do in the case; `signs_anew`: a signature it gave would be asked for again."""
    has = {
        Turn.CHECK: own == case.holder_id and case.status in CHECKING,
        Turn.SIGN: own in present.unheard_agency_ids or (own in present.signed_agency_ids and signs_anew),
        Turn.LEAD: own == case.lead_agency_id and case.is_open,
        Turn.APPEAL: own == case.appeal_agency_id and case.status is Status.UNDER_APPEAL,
    }
    return {turn for turn, holds in has.items() if holds}


def _signed(case: Case, person: User) -> bool:
    answer = approvals_of_round(case).get(person.organization_id)
    return answer is not None and answer.decided_by_id == person.id


def carry_over(case: Case, into: Case) -> None:
    """Whoever stays out of a case stays out of the one that it goes on as, or that is split from it: from now on."""
    there = {(one.person_id, one.agency_id) for one in exclusions_of(into.id)}
    for one in exclusions_of(case.id):
        if (one.person_id, one.agency_id) not in there:
            kept = Exclusion(made_by_id=one.made_by_id, person_id=one.person_id, agency_id=one.agency_id)
            kept.conflict, kept.origin = one.conflict, one.origin
            _take_out(into, kept)


def _origin(actor: Actor, organization_id: int) -> Origin:
    return Origin.OWN_HEAD if actor.organization_id == organization_id else Origin.LEAD_HEAD


def _take_out(case: Case, exclusion: Exclusion) -> None:
    """The exclusion with what follows: no claim, no call, no draft and no signature of theirs stands any more."""
    exclusion.case_id, exclusion.made_at = case.id, clock.now()
    db.session.add(exclusion)
    db.session.flush()
    tell_colleagues(case, exclusion.organization.id, "conflict", Permission.CONFLICT_RULE)
    out = out_of(case.id).people
    if case.claimed_by_id in out:
        case.claimed_by_id = case.claimed_at = None
    for person_id in out:
        stop_ringing(case, person_id)
    if case.status is Status.AWAITING_APPROVAL:
        _void_answers(case, out)


def _void_answers(case: Case, out: frozenset[int]) -> None:
    """In the round that runs their agency is asked as before, by the day it had; a dissent stays."""
    for row in approvals_of_round(case).values():
        if row.decision is Vote.APPROVED and row.decided_by_id in out:
            row.decision = row.decided_at = row.decided_by_id = row.seen_hash = None
            row.reason = ""
            tell_colleagues(case, row.agency_id, "signed_anew", Permission.DISPOSAL_APPROVE)
        hands = (row.draft.drafted_by_id, row.draft.reviewed_by_id) if row.draft else ()
        if row.draft is not None and row.decision is None and not out.isdisjoint(hands):
            db.session.delete(row.draft)
    db.session.flush()
