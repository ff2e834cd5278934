"""A whole agency with a conflict of interest stays out of a case: who goes on, at once, and who lets it back in."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.disposal.concluding import conclude
from portal.disposal.executing import substitute
from portal.disposal.leading import excuse_silent, reopen, take_lead
from portal.disposal.queries import Queue, counts_of
from portal.domain.conflicts import Conflict, Turn
from portal.domain.errors import ConditionFailed, DomainError, InputInvalid, MeasureNotAllowed, NotFound, StepNotAllowed
from portal.domain.measures import AgencyFunction
from portal.domain.permissions import Actor, OrganizationKind
from portal.domain.status import Outcome, Status
from portal.domain.workflow import Action, permitted
from portal.extensions import db
from portal.records import ledger
from portal.records.appeals import appeal_agency
from portal.records.approvals import Vote
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.excluding import agencies_to_recuse, readmit, recuse
from portal.records.exclusions import exclusions_of
from portal.records.people import User
from portal.records.rounds import agencies_asked, approvals_of_round
from portal.records.seeing import may_see, see_case
from portal.verification.verbs.passing_on import take_over
from portal.verification.verbs.splitting import split
from portal.web.transaction import transaction
from tests.factories import (
    LEADS,
    WITHOUT_QUANTITY,
    Cast,
    accepted,
    add_organization,
    add_person,
    appealed,
    carried_out,
    case_of,
    delisted,
    organization,
    referred,
    send_tip,
    signed,
    tasks_of,
    the_cast,
)
from tests.records.test_exclusions import mailed

ADDRESS = "https://xingyun.example/v/1"
NOBODYS = "https://nobodys.example/p/1"
WHY = "The agency buys this very product and has a contract with its maker."


def keep_out(case: Case, head: Actor, agency: str) -> None:
    recuse(case, head, organization(agency).id, Conflict.INTEREST, WHY)
    db.session.expire_all()


def before_the_agencies(cast: Cast, *codes: str) -> Case:
    return referred(case_of(send_tip(ADDRESS)), cast.wei, *codes)


def verbs(actor: Actor, case: Case) -> set[Action]:
    return set(permitted(actor, facts(case)))


def test_nobody_of_the_agency_has_the_case_any_more_whoever_comes_later_included(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        assert counts_of([Queue.TO_SIGN], cast.zhou)[Queue.TO_SIGN] == 1
        keep_out(case, cast.qian, "market")
        zheng = add_person("zheng", "market", *LEADS)
        for one in (cast.zhou, zheng):
            assert counts_of([Queue.TO_SIGN], one)[Queue.TO_SIGN] == 0
            assert verbs(one, case) == set()
            assert not may_see(case, one)
            with pytest.raises(ConditionFailed, match="conflict of interest"):
                see_case(case.case_number, one)
        assert may_see(case, cast.qian)


def test_the_lead_goes_on_at_once_without_an_agency_that_stays_out(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast), cast.qian)
        with pytest.raises(StepNotAllowed):
            excuse_silent(case, cast.qian, "Control: it still has its time.")
        keep_out(case, cast.qian, "market")
        assert mailed("agency_stays_out") == {cast.qian.user_id, cast.wu.user_id}
        excuse_silent(case, cast.qian, "It stays out of the case.")
        assert case.status is Status.IN_DISPOSAL


def test_a_signature_of_the_agency_is_void_and_nobody_of_it_is_asked_anew(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast), cast.zhou)
        keep_out(case, cast.zhou, "market")
        row = approvals_of_round(case)[organization("market").id]
        assert (row.decision, row.decided_by_id) == (None, None)
        assert mailed("signed_anew") == set()


def test_another_agency_takes_the_lead_at_once_where_the_lead_stays_out(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        assert Action.TAKE_LEAD not in verbs(cast.zhou, case)
        keep_out(case, cast.qian, "cyberspace")
        assert mailed("lead_stays_out") == {cast.zhou.user_id}
        take_lead(case, cast.zhou, "The lead agency has a conflict of interest.")
        assert case.lead_agency_id == organization("market").id
        excuse_silent(case, cast.zhou, "It stays out of the case.")
        assert approvals_of_round(case)[organization("cyberspace").id].decision is Vote.EXCUSED


def test_the_deputy_is_never_an_agency_that_stays_out_itself(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        keep_out(case, cast.qian, "market")
        keep_out(case, cast.qian, "cyberspace")
        assert facts(case).deputy_agency_id == organization("communications").id
        take_lead(case, cast.zhao, "Both others have a conflict of interest.")


def test_what_lies_at_its_desk_is_taken_over_at_once(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(NOBODYS)), cast.qian)
        keep_out(case, cast.qian, "cyberspace")
        take_lead(case, cast.zhou, "The lead agency has a conflict of interest.")
        assert Action.TAKE_OVER in verbs(cast.zhou, case)
        take_over(case, cast.zhou, "Its desk stays out of the case.")
        assert case.holder_id == organization("market").id
        assert Action.DISMISS in verbs(cast.zhou, case)


def test_an_appeal_goes_to_another_agency_at_once(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = appealed(delisted(case_of(send_tip(ADDRESS)), cast))
        market = add_person("zheng", "market", *LEADS)
        assert case.appeal_agency_id == market.organization_id
        keep_out(case, market, "market")
        found = appeal_agency(case)
        assert found is not None
        assert found.slug == "communications"


def test_an_appeal_at_another_agency_is_not_taken_from_it_because_the_desk_stays_out(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip(NOBODYS)), cast.qian, "M01"), cast.wu, cast.zhou)
        carried_out(case, cast.qian, WITHOUT_QUANTITY)
        conclude(case, cast.wu, Outcome.SUBSTANTIATED, "It was so.")
        appealed(case)
        keep_out(case, cast.wu, "cyberspace")
        take_lead(case, cast.zhou, "The lead agency has a conflict of interest.")
        assert case.holder_id in facts(case).recused_agency_ids
        assert Action.TAKE_OVER not in verbs(cast.zhou, case)


def test_a_closed_case_is_opened_again_by_whoever_takes_the_lead(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip(ADDRESS)), cast)
        assert Action.TAKE_LEAD not in verbs(cast.zhou, case)
        keep_out(case, cast.qian, "cyberspace")
        take_lead(case, cast.zhou, "The lead agency has a conflict of interest.")
        reopen(case, cast.zhou, "New evidence.")
        assert case.status is Status.VERIFYING


def asked(case: Case, *codes: str) -> set[str]:
    return {one.slug for one in agencies_asked(case, codes, ())}


def test_others_are_asked_in_its_place(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast, "M31")
        assert asked(case, "M31") == {"cyberspace", "market"}
        keep_out(case, cast.qian, "market")
        assert asked(case, "M31") == {"cyberspace", "communications"}


def test_what_a_measure_names_nobody_of_another_kind_signs(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast, "M42")
        assert asked(case, "M42") == {"cyberspace", "communications"}
        keep_out(case, cast.qian, "communications")
        with pytest.raises(MeasureNotAllowed, match="stays out of this case"):
            asked(case, "M42")
        assert asked(case, "M31") == {"cyberspace", "market"}


def test_another_of_its_kind_signs_where_the_portal_knows_one(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        add_organization("second", OrganizationKind.AGENCY, function=AgencyFunction.COMMUNICATIONS).region = "110000"
        case = before_the_agencies(cast, "M42")
        keep_out(case, cast.qian, "communications")
        assert asked(case, "M42") == {"cyberspace", "second"}


def test_a_head_keeps_out_the_own_agency_and_the_lead_agency_every_one_that_judges(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)

        def offered(actor: Actor) -> set[str]:
            return {one.agency.slug for one in agencies_to_recuse(case, actor)}

        assert offered(cast.zhou) == {"market"}
        assert offered(cast.qian) == {"cyberspace", "market"}
        assert Action.RECUSE not in verbs(cast.wei, case)
        with pytest.raises(InputInvalid):
            recuse(case, cast.zhou, organization("cyberspace").id, Conflict.INTEREST, WHY)
        with pytest.raises(InputInvalid):
            recuse(case, cast.qian, organization("xingyun").id, Conflict.INTEREST, WHY)
        keep_out(case, cast.zhou, "market")
        with pytest.raises(InputInvalid):
            recuse(case, cast.qian, organization("market").id, Conflict.INTEREST, WHY)


def test_the_only_agency_that_can_lead_is_not_kept_out(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        for other in ("market", "communications"):
            organization(other).is_active = False
        db.session.flush()
        with pytest.raises(ConditionFailed, match="no other agency"):
            recuse(case, cast.qian, organization("cyberspace").id, Conflict.INTEREST, WHY)
        assert exclusions_of(case.id) == []


def test_the_lead_agency_alone_lets_it_back_in(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        keep_out(case, cast.zhou, "market")
        (row,) = exclusions_of(case.id)
        for stranger, refusal in ((cast.zhou, ConditionFailed), (cast.wei, NotFound)):
            with pytest.raises(refusal):
                readmit(case, stranger, row.id, "The contract is over.")
        readmit(case, cast.qian, row.id, "The contract is over.")
        assert Action.APPROVE in verbs(cast.zhou, case)
        keep_out(case, cast.qian, "cyberspace")
        (own,) = exclusions_of(case.id)
        with pytest.raises(DomainError):
            readmit(case, cast.wu, own.id, "Nobody lets themselves back in.")
        take_lead(case, cast.zhou, "The lead agency has a conflict of interest.")
        readmit(case, cast.zhou, own.id, "It was another product.")
        assert may_see(case, cast.wu)


def test_the_page_says_beforehand_which_turns_others_take(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast), cast.zhou)
        turns = {one.agency.slug: one.turns for one in agencies_to_recuse(case, cast.qian)}
        assert turns == {"market": [Turn.SIGN], "cyberspace": [Turn.SIGN, Turn.LEAD]}


def test_it_goes_with_the_case_that_is_split_from_it(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        for _ in range(2):
            case = case_of(send_tip(ADDRESS))
        accepted(case, cast.wei)
        keep_out(case, cast.qian, "cyberspace")
        other = split(case, cast.wei, ["B"], "A05", "Another matter.")
        assert facts(other).recused_agency_ids == {organization("cyberspace").id}
        assert not may_see(other, cast.wu)


def test_the_ledger_keeps_which_agency_and_of_the_words_their_hash(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = before_the_agencies(cast)
        keep_out(case, cast.zhou, "market")
        entry = db.session.scalars(
            db.select(ledger.LedgerEntry).where(ledger.LedgerEntry.action == Action.RECUSE)
        ).one()
        assert entry.body["agency"] == organization("market").id
        assert WHY not in str(entry.body)
        assert not [fault for fault in ledger.verify() if isinstance(fault, ledger.Break)]
        assert db.session.scalars(db.select(User).where(User.id == entry.actor_id)).one().name == "zhou"


def test_what_it_was_to_carry_out_the_new_lead_gives_to_somebody_else_at_once(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(before_the_agencies(cast, "M01"), cast.qian)
        (task,) = tasks_of(case)
        with pytest.raises(StepNotAllowed):
            substitute(case, task, cast.qian, organization("cyberspace"), "Control: it has its time.")
        keep_out(case, cast.qian, "cyberspace")
        take_lead(case, cast.zhou, "The lead agency has a conflict of interest.")
        given = substitute(case, task, cast.zhou, organization("market"), "It stays out of the case.")
        assert (given.is_open, given.executor_id, task.is_open) == (True, cast.zhou.organization_id, False)
