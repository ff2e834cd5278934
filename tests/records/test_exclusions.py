"""Somebody with a conflict of interest stays out of a case: what of theirs falls, and how the case goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from portal.disposal.drafting import draft_answer
from portal.disposal.leading import excuse_silent
from portal.disposal.queries import Queue, counts_of, own_tasks, page_of
from portal.disposal.signing import approve
from portal.domain.conflicts import Conflict, Turn
from portal.domain.errors import ConditionFailed, InputInvalid, NotFound, ReasonMissing, StepNotAllowed
from portal.domain.permissions import Actor, Role
from portal.domain.priority import Urgency
from portal.domain.signing_levels import SigningLevels
from portal.domain.status import Status
from portal.extensions import db
from portal.records import ledger
from portal.records.appeals import appeal_agency
from portal.records.approvals import Approval, Vote
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.duty.calls import count_waiting_for, take
from portal.records.excluding import declare, exclude, people_to_exclude, readmit, turns_without
from portal.records.exclusions import Exclusion, exclusions_of
from portal.records.jobs import Job
from portal.records.ledger import LedgerEntry
from portal.records.notices import spread_to_colleagues
from portal.records.rounds import approvals_of_round, standing_finding
from portal.records.seeing import may_see, see_case
from portal.records.tasks import TaskKind
from portal.verification.queries import QueueFilters, queue
from portal.verification.verbs.claiming import claim
from portal.verification.verbs.merging import merge
from portal.verification.verbs.splitting import split
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import (
    LEADS,
    Cast,
    accepted,
    add_person,
    appealed,
    case_of,
    delisted,
    organization,
    referred,
    send_tip,
    signed,
    tasks_of,
    the_cast,
)

WHY = "My brother works at the maker."
ADDRESS = "https://xingyun.example/v/1"


def stay_out(case: Case, actor: Actor) -> None:
    declare(case, actor, Conflict.RELATION, WHY)


def keep_out(case: Case, actor: Actor, person: Actor) -> None:
    exclude(case, actor, person.user_id or 0, Conflict.INTEREST, "She holds shares of the maker.")


def of(case: Case, agency: Actor) -> Approval:
    return approvals_of_round(case)[agency.organization_id or 0]


def before_the_agencies(cast: Cast) -> Case:
    return referred(case_of(send_tip(ADDRESS)), cast.wei, "M31")


def test_what_somebody_signed_in_the_round_that_runs_is_void_and_their_agency_is_asked_as_before(
    context: Flask,
) -> None:
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast), cast.qian)
        due = of(case, cast.qian).due_at
        stay_out(case, cast.qian)
        own = of(case, cast.qian)
        assert (own.decision, own.decided_by_id, own.seen_hash, own.due_at) == (None, None, None, due)
        with pytest.raises(ConditionFailed, match="conflict of interest"):
            approve(case, cast.qian, standing_finding(case).seen_hash)
        approve(case, cast.wu, standing_finding(case).seen_hash)
        assert of(case, cast.qian).decided_by_id == cast.wu.user_id


def test_control_of_another_agency_a_signature_stands(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast), cast.qian)
        stay_out(case, cast.wu)
        assert of(case, cast.qian).decision is Vote.APPROVED


def test_a_draft_of_somebody_who_stays_out_is_drafted_anew(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        organization("cyberspace").signing_levels = SigningLevels.DRAFTED
        case = before_the_agencies(cast)
        draft_answer(case, cast.qian, standing_finding(case).seen_hash, Vote.APPROVED, "")
        assert facts(case).drafted_agency_ids
        stay_out(case, cast.qian)
        db.session.expire_all()
        assert facts(case).undrafted_agency_ids == {cast.qian.organization_id}


def test_a_decision_that_was_made_stands(context: Flask) -> None:
    """What is decided is put right by an appeal, never by somebody's word afterwards."""
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast), cast.qian, cast.zhou)
        stay_out(case, cast.qian)
        assert case.status is Status.IN_DISPOSAL
        assert of(case, cast.qian).decision is Vote.APPROVED


def test_the_page_is_closed_and_the_case_stands_in_no_list(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        other = referred(case_of(send_tip("https://xingyun.example/v/2")), cast.wei, "M31")
        assert counts_of([Queue.TO_SIGN], cast.zhou)[Queue.TO_SIGN] == 2
        stay_out(case, cast.zhou)
        assert page_of(Queue.TO_SIGN, cast.zhou, None).items == [other]
        assert counts_of([Queue.TO_SIGN], cast.zhou)[Queue.TO_SIGN] == 1
        with pytest.raises(ConditionFailed):
            see_case(case.case_number, cast.zhou)
        assert not may_see(case, cast.zhou)
        assert may_see(case, cast.qian)


def test_of_a_desk_and_of_its_tasks_the_same(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        lan = add_person("lan", "xingyun", Role.VERIFIER)
        case = case_of(send_tip(ADDRESS))
        claim(case, cast.wei)
        keep_out(case, cast.qian, cast.wei)
        assert case.claimed_by_id is None
        assert queue(cast.wei, QueueFilters(), None).items == []
        assert len(queue(lan, QueueFilters(), None).items) == 1
        ordered = signed(referred(case_of(send_tip("https://xingyun.example/v/9")), lan, "M31"), cast.qian, cast.zhou)
        assert tasks_of(ordered, TaskKind.DISPOSAL)
        assert own_tasks(cast.wei, None).items
        stay_out(ordered, cast.wei)
        assert own_tasks(cast.wei, None).items == []
        assert own_tasks(lan, None).items


def test_a_call_rings_on_at_the_next_and_is_not_theirs_to_answer(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip(ADDRESS, urgency=frozenset({Urgency.MONEY_MOVING})))
        assert count_waiting_for(cast.wei.user_id or 0) == 1
        stay_out(case, cast.wei)
        assert count_waiting_for(cast.wei.user_id or 0) == 0
        with pytest.raises(StepNotAllowed):
            take(case, cast.wei)
        assert {one for one in (cast.qian, cast.wu) if count_waiting_for(one.user_id or 0)} == {cast.qian, cast.wu}


def mailed(event: str) -> set[int]:
    """Who is written to about what is queued of this event."""
    queued = [job for job in db.session.scalars(db.select(Job)) if job.kind == "tell_colleagues"]
    for job in queued:
        if job.payload["event"] == event:
            spread_to_colleagues(job.payload)
    db.session.flush()
    mails = [job.payload for job in db.session.scalars(db.select(Job)) if job.kind == "mail_colleague"]
    return {mail["user"] for mail in mails if mail["event"] == event}


def test_their_heads_are_told_and_whoever_stays_out_is_told_of_nothing(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast), cast.qian)
        stay_out(case, cast.qian)
        assert mailed("conflict") == {cast.wu.user_id}
        assert mailed("signed_anew") == {cast.wu.user_id}


def test_an_appeal_goes_on_where_somebody_is_left(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip(ADDRESS)), cast))
        zheng = add_person("zheng", "market", *LEADS)
        assert case.appeal_agency_id == zheng.organization_id
        assert Turn.APPEAL in turns_without(case, zheng)
        stay_out(case, zheng)
        present = facts(case)
        assert case.appeal_agency_id not in present.appeal_stand_in_ids
        assert present.appeal_stand_in_ids
        found = appeal_agency(case)
        assert found is not None
        assert found.id in present.appeal_stand_in_ids


def test_a_head_keeps_out_their_own_and_the_lead_agency_everybody_who_judges(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)

        def offered(actor: Actor) -> set[int]:
            return {one.person.id for one in people_to_exclude(case, actor)}

        assert offered(cast.wei) == set()
        assert offered(cast.zhou) == set()
        assert offered(cast.qian) == {cast.wei.user_id, cast.wu.user_id, cast.zhou.user_id}
        with pytest.raises(InputInvalid):
            keep_out(case, cast.zhou, cast.qian)
        with pytest.raises(InputInvalid):
            keep_out(case, cast.qian, cast.zhao)
        keep_out(case, cast.qian, cast.zhou)
        with pytest.raises(InputInvalid):
            keep_out(case, cast.qian, cast.zhou)


def standing(case: Case) -> list[Exclusion]:
    return list(exclusions_of(case.id))


def test_nobody_lets_themselves_back_in_and_only_the_lead_agency_whom_it_kept_out(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        zheng = add_person("zheng", "market", *LEADS)
        case = before_the_agencies(cast)
        stay_out(case, zheng)
        (own,) = standing(case)
        with pytest.raises(ConditionFailed):
            readmit(case, zheng, own.id, "It was a mistake.")
        with pytest.raises(NotFound):
            readmit(case, cast.wei, own.id, "Another organization's.")
        readmit(case, cast.zhou, own.id, "The brother left the maker years ago.")
        assert standing(case) == []
        keep_out(case, cast.qian, zheng)
        (by_lead,) = standing(case)
        with pytest.raises(ConditionFailed, match="Only the lead agency"):
            readmit(case, cast.zhou, by_lead.id, "We see it otherwise.")
        readmit(case, cast.qian, by_lead.id, "The shares are sold.")
        approve(case, zheng, standing_finding(case).seen_hash)
        with pytest.raises((NotFound, StepNotAllowed)):
            readmit(case, cast.qian, by_lead.id, "Twice.")


@pytest.mark.parametrize("words", ["", "  "])
def test_without_words_nobody_stays_out(context: Flask, words: str) -> None:
    cast_case: list[tuple[Cast, Case]] = []
    with transaction():
        cast = the_cast()
        cast_case.append((cast, before_the_agencies(cast)))
    cast, case = cast_case[0]
    with pytest.raises(ReasonMissing), transaction():
        declare(case, cast.qian, Conflict.INTEREST, words)
    assert standing(case) == []


def test_the_ledger_says_who_stays_out_and_of_the_words_the_hash_alone(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        stay_out(case, cast.zhou)
        last = db.session.scalars(
            db.select(LedgerEntry).where(LedgerEntry.case_id == case.id).order_by(LedgerEntry.sequence.desc())
        ).first()
        assert last is not None
        assert last.body is not None
        assert (last.action, last.body["person"], last.body["conflict"]) == (
            "declare_conflict",
            cast.zhou.user_id,
            "relation",
        )
        assert WHY not in str(last.body)
        assert not [one for one in ledger.verify() if isinstance(one, ledger.Break)]


def test_who_stays_out_stays_out_of_what_is_split_off_and_of_what_it_goes_on_as(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        lan = add_person("lan", "xingyun", Role.VERIFIER)
        case = accepted(case_of(send_tip(ADDRESS)), cast.wei)
        send_tip(ADDRESS)
        stay_out(case, lan)
        second = split(case, cast.wei, ["B"], "B05", "Two matters.")
        assert [one.person_id for one in standing(second)] == [lan.user_id]
        readmit(second, cast.wei, standing(second)[0].id, "Nothing to do with the second.")
        merge(case, cast.wei, second.case_number, "One matter after all.")
        assert [one.person_id for one in standing(second)] == [lan.user_id]


FORESEEN: dict[str, tuple[Callable[[Cast], Case], Callable[[Cast], Actor], list[Turn]]] = {
    "the only signatory of an agency": (before_the_agencies, lambda cast: cast.zhou, [Turn.SIGN]),
    "one of two at the lead agency": (before_the_agencies, lambda cast: cast.qian, []),
    "the only verifier of a desk": (lambda cast: case_of(send_tip(ADDRESS)), lambda cast: cast.wei, [Turn.CHECK]),
}


@pytest.mark.parametrize("who", FORESEEN)
def test_it_is_told_beforehand_which_turn_nobody_is_left_for(context: Flask, who: str) -> None:
    make, find, turns = FORESEEN[who]
    with transaction():
        cast = the_cast()
        assert turns_without(make(cast), find(cast)) == turns


def test_an_agency_with_nobody_left_is_passed_over_and_what_it_must_sign_falls_out(
    context: Flask, clock: Clock
) -> None:
    """The way on that is told beforehand is there: the case is not left where nobody decides."""
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        stay_out(case, cast.zhou)
        approve(case, cast.qian, standing_finding(case).seen_hash)
        clock.turn(days=30)
        excuse_silent(case, cast.qian, "Its only signatory stays out.")
        assert case.status is Status.IN_DISPOSAL
        assert tasks_of(case, TaskKind.DISPOSAL) == []
