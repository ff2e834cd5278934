"""The first look: accept, decline, hand over."""

import pytest
from flask import Flask

from portal.domain.errors import ConditionFailed, InputInvalid, OutcomeNotAllowed, StepNotAllowed
from portal.domain.hand_overs import Authority
from portal.domain.permissions import Actor, Role
from portal.domain.status import Outcome, Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case
from portal.records.jobs import Job
from portal.records.organizations import lead_agency
from portal.records.tasks import TaskKind
from portal.verification.verbs.accepting import accept, decline, hand_over
from portal.verification.verbs.claiming import claim
from portal.web.transaction import transaction
from tests.factories import Cast, add_person, case_of, organization, send_tip, tasks_of, the_cast

GROUND = {"ground": "It is satire and says so.", "opinion": "Looked at the video and the account."}


def flagged(entered: str = "https://xingyun.example/v/1", **said: object) -> Case:
    return case_of(send_tip(entered, **said))  # type: ignore[arg-type]  # passed on as given


def queued(kind: str) -> list[str]:
    """The events of which a notice of this kind is queued."""
    jobs = db.session.scalars(db.select(Job).where(Job.kind == kind).order_by(Job.id))
    return [job.payload["step"].split(":")[2] for job in jobs]


def test_accepting_tells_the_platform_to_keep_the_evidence_before_anyone_hears(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = flagged()
        accept(case, cast.wei)
    [task] = tasks_of(case, TaskKind.PRESERVE)
    assert (case.status, task.executor_id) == (Status.VERIFYING, organization("xingyun").id)
    assert queued("tell_reporters") == ["accepted"]


@pytest.mark.parametrize(("who_claimed", "kept"), [("wei", True), ("lan", False)])
def test_whoever_claimed_a_case_keeps_it_when_accepting_it(context: Flask, who_claimed: str, kept: bool) -> None:
    with transaction():
        cast = the_cast()
        colleagues = {"wei": cast.wei, "lan": add_person("lan", "xingyun", Role.VERIFIER)}
        case = flagged()
        claim(case, colleagues[who_claimed])
        accept(case, cast.wei)
    assert (case.claimed_by_id == cast.wei.user_id, case.claimed_at is not None) == (kept, kept)


def test_a_platform_under_suspicion_is_not_told_to_keep_anything(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = flagged("https://own.xingyun.example/app")
        assert case.holder_id == lead_agency().id
        accept(case, cast.qian)
    assert tasks_of(case, TaskKind.PRESERVE) == []


def test_another_platform_accepts_nothing(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(ConditionFailed):
            accept(flagged(), cast.he)


def test_a_case_is_accepted_once(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = flagged()
        accept(case, cast.wei)
        with pytest.raises(StepNotAllowed):
            accept(case, cast.wei)


@pytest.mark.parametrize(("sample", "status"), [(99, Status.CLOSED), (0, Status.AWAITING_CONFIRMATION)])
def test_a_platforms_refusal_falls_under_the_rule_of_a_dismissal(context: Flask, sample: int, status: Status) -> None:
    with transaction():
        cast = the_cast()
        case = flagged(category="B02")
        case.sample = sample
        decline(case, cast.wei, Outcome.OUT_OF_SCOPE, **GROUND)
    assert (case.status, case.outcome, case.ground) == (status, Outcome.OUT_OF_SCOPE, GROUND["ground"])
    assert queued("tell_colleagues") == ([] if status is Status.CLOSED else ["to_confirm"])


@pytest.mark.parametrize("missing", ["ground", "opinion"])
def test_nothing_is_declined_without_its_ground(context: Flask, missing: str) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(InputInvalid) as refusal:
            decline(flagged(), cast.wei, Outcome.OUT_OF_SCOPE, **(GROUND | {missing: " "}))
    assert refusal.value.field == missing


def test_a_case_is_not_declined_as_unsubstantiated(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(OutcomeNotAllowed):
            decline(flagged(), cast.wei, Outcome.UNSUBSTANTIATED, **GROUND)


def gone(actor: Actor, case: Case) -> None:
    decline(case, actor, Outcome.TARGET_GONE, **GROUND)


def test_only_the_platform_that_carries_it_says_that_it_is_gone(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        at_regulator = flagged("I cannot say", type=TargetType.UNKNOWN)
        with pytest.raises(OutcomeNotAllowed):
            gone(cast.qian, at_regulator)
        at_platform = flagged()
        gone(cast.wei, at_platform)
    assert at_platform.outcome is Outcome.TARGET_GONE


def hand_to_police(cast: Cast, case: Case, authority: str = "Xuhui police") -> None:
    hand_over(case, cast.qian, Authority.POLICE, authority, **GROUND)


def test_handing_over_names_the_authority_to_the_reporter(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = flagged("I cannot say", type=TargetType.UNKNOWN)
        hand_to_police(cast, case)
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.HANDED_OVER)
    assert case.ground.splitlines() == ["Xuhui police", GROUND["ground"]]


def test_nothing_is_handed_over_to_nobody(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        with pytest.raises(InputInvalid):
            hand_to_police(cast, flagged("I cannot say", type=TargetType.UNKNOWN), " ")
