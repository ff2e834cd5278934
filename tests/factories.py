"""The cast and the things they handle; every case here walked the real verbs to where it stands."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import timedelta

from portal import clock
from portal.disposal.concluding import conclude
from portal.disposal.executing import execute
from portal.disposal.signing import approve
from portal.domain.measures import AgencyFunction, Counter
from portal.domain.permissions import REPORTER, Actor, OrganizationKind, Role
from portal.domain.priority import Urgency
from portal.domain.routing import RegistryKind
from portal.domain.status import Outcome, Status
from portal.domain.targets import PlatformKind, TargetType, recognise
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.appeals import Appeal
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure
from portal.records.organizations import Organization, other_agency
from portal.records.people import User, UserRole
from portal.records.query_codes import CodeKeys
from portal.records.receipts import ExecutionReceipt
from portal.records.receiving import IntakePolicy, Receipt, Submission, receive_tip
from portal.records.registry import RegistryEntry
from portal.records.rounds import open_round, standing_finding
from portal.records.routing import NamedTarget
from portal.records.tasks import MEASURE_KINDS, Task, TaskKind
from portal.records.tips import Channel, TipCase
from portal.verification.verbs.judging import judge

POLICY = IntakePolicy(keys=CodeKeys((("1", b"test-code-secret-" + b"0" * 32),)), batch=timedelta(0))
PLATFORM, AGENCY = OrganizationKind.PLATFORM, OrganizationKind.AGENCY
LEADS = (Role.OFFICER, Role.SIGNATORY, Role.AGENCY_LEAD, Role.DUTY)

_numbers = itertools.count(1_000_001)  # beyond every address that a test writes out: the two must never be one


@dataclass(frozen=True)
class Cast:
    """The actors of design 7 by name; `organization("xingyun")` gives theirs."""

    wei: Actor
    he: Actor
    qian: Actor
    wu: Actor
    zhao: Actor
    zhou: Actor
    sun: Actor
    ma: Actor


def the_cast() -> Cast:
    """Add the organizations and people of the cast. Call it inside a transaction."""
    add_organization("xingyun", PLATFORM)
    add_organization("bailu", PLATFORM)
    add_organization("xingchen", PLATFORM, has_desk=False, group="xingyun")
    add_organization("cyberspace", AGENCY, function=AgencyFunction.CYBERSPACE)
    add_organization("communications", AGENCY, function=AgencyFunction.COMMUNICATIONS)
    add_organization("market", AGENCY, function=AgencyFunction.MARKET)
    add_organization("operator", OrganizationKind.OPERATOR)
    for host, carrier, maker, platform_kind in (
        ("xingyun.example", "xingyun", None, PlatformKind.SOCIAL),
        ("bailu.example", "bailu", None, PlatformKind.SOCIAL),
        ("ai.xingchen.example", "xingchen", "xingchen", PlatformKind.AGENTS),
        ("own.xingyun.example", "xingyun", "xingyun", PlatformKind.AGENTS),
    ):
        db.session.add(
            RegistryEntry(
                kind=RegistryKind.HOST,
                value=host,
                platform_id=organization(carrier).id,
                provider_id=organization(maker).id if maker else None,
                platform_kind=platform_kind,
                updated_at=clock.now(),
            )
        )
    return Cast(
        wei=add_person("wei", "xingyun", Role.VERIFIER, Role.PLATFORM_LEAD),
        he=add_person("he", "bailu", Role.VERIFIER),
        qian=add_person("qian", "cyberspace", *LEADS),
        wu=add_person("wu", "cyberspace", *LEADS),
        zhao=add_person("zhao", "communications", *LEADS),
        zhou=add_person("zhou", "market", *LEADS),
        sun=add_person("sun", "cyberspace", Role.PUBLISHER),
        ma=add_person("ma", "operator", Role.ADMINISTRATOR),
    )


def add_organization(
    slug: str,
    kind: OrganizationKind,
    *,
    function: AgencyFunction | None = None,
    has_desk: bool = True,
    group: str | None = None,
) -> Organization:
    """One organization, in the database."""
    added = Organization(
        slug=slug,
        name_zh=slug,
        name_en=slug,
        kind=kind,
        function=function,
        has_desk=has_desk,
        group_id=organization(group).id if group else None,
        created_at=clock.now(),
    )
    db.session.add(added)
    db.session.flush()
    return added


def organization(slug: str) -> Organization:
    """The organization with this slug."""
    found: Organization = db.session.scalars(db.select(Organization).where(Organization.slug == slug)).one()
    return found


def add_person(name: str, at: str, *roles: Role) -> Actor:
    """One colleague, as the rules see them."""
    person = User(email=f"{name}@example.org", name=name, organization_id=organization(at).id, created_at=clock.now())
    person.role_rows = [UserRole(role=role) for role in roles]
    db.session.add(person)
    db.session.flush()
    return person.to_actor()


def send_tip(
    *entered: str,
    category: str = "B02",
    urgency: frozenset[Urgency] = frozenset(),
    description: str = "A video shows a doctor who never said this.",
    key: str | None = None,
    type: TargetType | None = TargetType.CONTENT,
    platform: str = "",
) -> Receipt:
    """Lin sends a tip about these addresses; without a `type` the portal reads them. Call it inside a transaction."""
    entered = entered or (f"https://xingyun.example/v/{next(_numbers)}",)
    named = [
        NamedTarget(type=type or recognise(one).type, entered=one, platform=platform, guessed=type is None)
        for one in entered
    ]
    submission = Submission(
        category=category, description=description, targets=named, urgency=urgency, channel=Channel.WEB
    )
    return receive_tip(submission, key or f"key-{next(_numbers)}-{'0' * 16}", POLICY)


def waits_at(case: Case, status: Status) -> bool:
    """Whether the case is at this status now (asked anew each time: a step may have changed it)."""
    return case.status is status


def case_of(receipt: Receipt, position: int = 0) -> Case:
    """The case that the tip's target at `position` led to."""
    row = db.session.scalars(
        db.select(TipCase).where(TipCase.tip_id == receipt.tip_id, TipCase.position == position)
    ).one()
    return db.session.get_one(Case, row.case_id)


def accepted(case: Case, actor: Actor) -> Case:
    """The case, accepted by its desk."""
    advance(case, Action.ACCEPT, actor)
    return case


def judged(case: Case, *actors: Actor) -> Case:
    """The case that the sample drew, after each of these said how they would end it: otherwise than its desk would."""
    for actor in actors:
        judge(case, actor, Outcome.SUBSTANTIATED, "The account sells it.")
    return case


def referred(case: Case, actor: Actor, *codes: str) -> Case:
    """The case, accepted and referred with these measures."""
    accepted(case, actor)
    refer(case, actor, *codes)
    return case


def refer(case: Case, actor: Actor, *codes: str) -> None:
    """Refer a case that is being checked."""
    advance(case, Action.REFER, actor)
    open_round(
        case,
        actor,
        opinion="The picture is made by AI and shows a real doctor.",
        public_ground="It passes off a generated doctor as a real one.",
        evidence=["sha256:" + "0" * 64],
        measures=[ProposedMeasure(code) for code in codes or ("M31",)],
        found_by=db.session.get_one(Organization, actor.organization_id),
    )


def signed(case: Case, *actors: Actor) -> Case:
    """The case after each of these signed what is on the table."""
    for actor in actors:
        approve(case, actor, standing_finding(case).seen_hash)
    return case


def tasks_of(case: Case, kind: TaskKind = TaskKind.DISPOSAL) -> list[Task]:
    """The tasks of this kind, in order."""
    query = db.select(Task).where(Task.case_id == case.id, Task.kind == kind).order_by(Task.id)
    return list(db.session.scalars(query))


RECEIPT = ExecutionReceipt(proof="The page answers 404 since today.", quantities={Counter.PRODUCTS: 3})

WITHOUT_QUANTITY = ExecutionReceipt(proof="Done today.")


def carried_out(case: Case, actor: Actor, receipt: ExecutionReceipt = RECEIPT) -> Case:
    """The case after the actor's organization answered each of its open tasks."""
    for task in db.session.scalars(db.select(Task).where(Task.case_id == case.id).order_by(Task.id)):
        if task.is_open and task.executor_id == actor.organization_id:
            execute(case, task, actor, receipt if task.kind in MEASURE_KINDS else WITHOUT_QUANTITY)
    return case


def delisted(case: Case, cast: Cast) -> Case:
    """The case closed by a joint decision: M31 signed by two agencies and carried out by platform A."""
    signed(referred(case, cast.wei, "M31"), cast.qian, cast.zhou)
    carried_out(case, cast.wei)
    conclude(case, cast.qian, Outcome.SUBSTANTIATED, "The product passed itself off as a doctor.")
    return case


def appealed(case: Case, reason: str = "It was a parody and said so.") -> Case:
    """The case under appeal by one of its reporters."""
    case.appeal_agency_id = other_agency(case.category, case.region, {case.lead_agency_id})
    advance(case, Action.APPEAL, REPORTER)
    tip_id = db.session.scalars(db.select(TipCase.tip_id).where(TipCase.case_id == case.id).limit(1)).first()
    db.session.add(Appeal(case_id=case.id, tip_id=tip_id, reason=reason, made_at=clock.now()))
    db.session.flush()
    return case
