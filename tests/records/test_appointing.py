"""An appeal never lies at an agency that has nobody left who may decide it, and whoever may is told at once."""

import pytest
from flask import Flask

from portal.accounts.people.service import disable_person, enable_person
from portal.disposal.appealing import maintain
from portal.disposal.queries import Queue, page_of
from portal.domain.permissions import Actor, Role
from portal.domain.status import Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import APPOINT_DECIDERS, APPOINTED, record
from portal.records.appointing import appoint_deciders
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.jobs import Job
from portal.records.ledger import LedgerEntry
from portal.records.people import User, find_person
from portal.web.transaction import transaction
from tests.factories import Cast, add_person, appealed, case_of, delisted, organization, send_tip, the_cast
from tests.records.clock_runs import forget_notices, notices


def one(name: str) -> User:
    found = find_person(f"{name}@example.org")
    assert found is not None
    return found


def an_appeal_at_market(cast: Cast) -> Case:
    """An appeal that lies where only Feng may decide it; Zhao of communications had no hand in the case either."""
    add_person("feng", "market", Role.SIGNATORY)
    case = appealed(delisted(case_of(send_tip()), cast))
    assert case.appeal_agency_id == organization("market").id
    forget_notices()
    return case


def listed(actor: Actor) -> list[str]:
    return [case.case_number for case in page_of(Queue.APPEALS, actor, None).items]


def asked_to_look() -> int:
    return db.session.query(Job).filter(Job.kind == APPOINT_DECIDERS).count()


def test_the_agency_that_stands_in_is_told_at_once_and_finds_the_appeal_in_its_list(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = an_appeal_at_market(cast)
        disable_person(one("feng"), cast.ma)
        assert asked_to_look() == 1
        assert facts(case).appeal_stand_in_ids == {organization("communications").id}
        assert listed(cast.zhao) == []
        for _ in range(2):
            appoint_deciders({"after": 0})
        assert notices() == [("appeal", "communications")]
        assert listed(cast.zhao) == [case.case_number]
        maintain(case, cast.zhao, "It stands.")
    assert case.status is Status.CLOSED


def test_while_somebody_is_left_the_appeal_stays_where_it_lies(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = an_appeal_at_market(cast)
        appoint_deciders({"after": 0})
        assert (notices(), case.appeal_agency_id) == ([], organization("market").id)


def test_a_hand_in_the_case_during_the_appeal_takes_it_elsewhere(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = an_appeal_at_market(cast)
        feng = one("feng").to_actor()
        record(case, Action.CLAIM, feng, before=case.status, body={})
        assert asked_to_look() == 0
        record(case, Action.INTERIM_ORDER, feng, before=case.status, body={})
        assert asked_to_look() == 1
        appoint_deciders({"after": 0})
        assert case.appeal_agency_id == organization("communications").id
        written = db.session.query(LedgerEntry).filter(LedgerEntry.action == APPOINTED).one()
        assert (written.actor_id, written.status_after) == (None, Status.UNDER_APPEAL)


@pytest.mark.parametrize(("name", "looks"), [("zhao", 2), ("wei", 0)])
def test_only_who_signs_for_an_agency_is_looked_for(context: Flask, name: str, looks: int) -> None:
    with transaction():
        cast = the_cast()
        disable_person(one(name), cast.ma)
        enable_person(one(name), cast.ma)
    assert asked_to_look() == looks
