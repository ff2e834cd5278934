"""A reporter takes a tip back, or does not accept its outcome."""

import re

import pytest
from flask import Flask

from portal.domain.measures import AgencyFunction
from portal.domain.permissions import OrganizationKind, Role
from portal.domain.status import Outcome, Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.appeals import Appeal, AppealDecision
from portal.records.cases import Case
from portal.records.counters import CounterDelta
from tests.conftest import Clock
from tests.factories import Cast, add_organization, add_person, delisted, organization, referred
from tests.intake.citizen import Citizen
from tests.intake.desks import at_desk, case_number


def state(app: Flask, position: int = 0) -> tuple[Status, Outcome | None]:
    with app.app_context():
        case = case_number(position)
        return case.status, case.outcome


def withdraw(who: Citizen, code: str, place: str = "/follow/tip/withdrawal") -> str | None:
    who.follow(code)
    assert who.open(place).status_code == 200
    return who.press(place).location


def test_the_last_tip_withdrawn_closes_a_case_of_lower_priority(app: Flask, lin: Citizen) -> None:
    lin.flag()
    assert withdraw(lin, lin.query_code) == "/follow"
    assert state(app) == (Status.CLOSED, Outcome.WITHDRAWN)


@pytest.mark.parametrize("answers", [{"category": "B05"}, {"urgency": "danger"}])
def test_an_urgent_case_goes_on_without_its_tip(app: Flask, lin: Citizen, answers: dict[str, str]) -> None:
    lin.flag(**answers)
    assert withdraw(lin, lin.query_code) == "/follow"
    assert state(app) == (Status.SUBMITTED, None)


def test_a_case_that_others_carry_goes_on(app: Flask, lin: Citizen, mallory: Citizen) -> None:
    lin.flag()
    code = lin.query_code
    mallory.flag()
    withdraw(lin, code)
    assert state(app) == (Status.SUBMITTED, None)
    withdraw(mallory, mallory.query_code)
    assert state(app) == (Status.CLOSED, Outcome.WITHDRAWN)


def test_after_the_finding_a_withdrawal_ends_nothing(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag()
    at_desk(app, lambda: referred(case_number(0), cast.wei))
    withdraw(lin, lin.query_code)
    assert state(app) == (Status.AWAITING_APPROVAL, None)


def test_one_target_is_withdrawn_and_the_other_goes_on(app: Flask, lin: Citizen) -> None:
    lin.flag(**{"targets-1-entered": "https://bailu.example/v/2"})
    code = lin.query_code
    assert withdraw(lin, code, "/follow/tip/0/withdrawal") == "/follow/tip"
    assert [state(app, 0), state(app, 1)] == [(Status.CLOSED, Outcome.WITHDRAWN), (Status.SUBMITTED, None)]
    page = lin.follow(code).text
    assert "bailu.example" in page
    assert "xingyun.example" not in page


def test_withdrawing_twice_is_withdrawing_once(app: Flask, lin: Citizen) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    lin.open("/follow/tip/withdrawal")
    sent = lin.fields()
    answers = [lin.client.post("/follow/tip/withdrawal", data=sent) for _ in range(2)]
    assert [answer.location for answer in answers] == ["/follow", "/follow"]


def test_a_finished_tip_cannot_be_withdrawn(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: delisted(case_number(0), cast))
    lin.follow(code)
    assert "/withdrawal" not in lin.page.text
    assert lin.press("/follow/tip/withdrawal").status_code == 409
    assert lin.follow(code).status_code == 200


def test_a_withdrawn_case_is_counted_as_closed(app: Flask, lin: Citizen) -> None:
    lin.flag()
    withdraw(lin, lin.query_code)
    with app.app_context():
        closed = db.session.scalars(db.select(CounterDelta).where(CounterDelta.figure == "cases_closed")).all()
    assert [(one.outcome, one.amount) for one in closed] == [("withdrawn", 1)]


def closed_by_dismissal(cast: Cast) -> Case:
    case = case_number(0)
    case.sample = 99
    advance(case, Action.ACCEPT, cast.wei)
    advance(case, Action.DISMISS, cast.wei, outcome=Outcome.UNSUBSTANTIATED, ground="It is a cartoon.")
    return case


def appeals(app: Flask) -> list[Appeal]:
    with app.app_context():
        return list(db.session.scalars(db.select(Appeal)))


def appeal(who: Citizen, code: str, reason: str = "The cartoon is not mine.") -> int:
    who.follow(code)
    who.open("/follow/tip/0/appeal")
    return who.press("/follow/tip/0/appeal", reason=reason).status_code


def test_an_appeal_within_its_window_goes_to_an_agency_without_a_hand_in_the_case(
    app: Flask, lin: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: delisted(case_number(0), cast))
    assert "You can appeal until 1 September 2026." in lin.follow(code).text
    clock.turn(days=180)
    assert appeal(lin, code) == 303
    with app.app_context():
        case = case_number(0)
        assert case.status is Status.UNDER_APPEAL
        # the cyberspace office led, market regulation signed
        assert case.appeal_agency_id == organization("communications").id
    assert [one.reason for one in appeals(app)] == ["The cartoon is not mine."]


def test_where_every_agency_had_a_hand_the_lead_agency_decides(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag()
    at_desk(app, lambda: delisted(case_number(0), cast))
    at_desk(app, lambda: setattr(organization("communications"), "is_active", False))
    assert appeal(lin, lin.query_code) == 303
    with app.app_context():
        assert case_number(0).appeal_agency_id == organization("cyberspace").id


def test_after_its_window_nobody_appeals(app: Flask, lin: Citizen, cast: Cast, clock: Clock) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: closed_by_dismissal(cast))
    clock.turn(days=184)
    lin.follow(code)
    assert "/appeal" not in lin.page.text
    assert lin.press("/follow/tip/0/appeal", reason="Late.").status_code == 409
    assert appeals(app) == []


def test_an_appeal_sent_twice_is_one_and_an_open_case_has_nothing_to_appeal(
    app: Flask, lin: Citizen, cast: Cast
) -> None:
    lin.flag()
    code = lin.query_code
    lin.follow(code)
    assert lin.press("/follow/tip/0/appeal", reason="Too early.").status_code == 409
    at_desk(app, lambda: closed_by_dismissal(cast))
    lin.follow(code)
    lin.open("/follow/tip/0/appeal")
    sent = lin.fields() | {"reason": ["The cartoon is not mine."]}
    assert [lin.client.post("/follow/tip/0/appeal", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(appeals(app)) == 1


def test_an_appeal_needs_its_reason(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag()
    at_desk(app, lambda: closed_by_dismissal(cast))
    assert appeal(lin, lin.query_code, reason=" ") == 422


def test_an_appeal_that_was_turned_down_is_not_made_again(app: Flask, lin: Citizen, cast: Cast, clock: Clock) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: closed_by_dismissal(cast))
    appeal(lin, code)

    def maintain() -> None:
        case = case_number(0)
        advance(case, Action.MAINTAIN, cast.zhao, outcome=Outcome.UNSUBSTANTIATED, ground="It is a cartoon.")
        made = db.session.scalars(db.select(Appeal)).one()
        made.decision, made.decided_at, made.decided_by_id = AppealDecision.MAINTAINED, clock(), cast.zhao.user_id

    at_desk(app, maintain)
    page = lin.follow(code).text
    assert "Appeal decided: the outcome stands" in page
    assert not re.search(r"/\d/appeal", page)


def test_other_kinds_of_agency_come_after_the_leads_own_kind(app: Flask, lin: Citizen, cast: Cast) -> None:
    def add_province() -> int:
        province = add_organization("province", OrganizationKind.AGENCY, function=AgencyFunction.CYBERSPACE)
        add_person("provincial", "province", Role.SIGNATORY)
        return province.id

    lin.flag()
    at_desk(app, lambda: closed_by_dismissal(cast))
    province_id = at_desk(app, add_province)
    appeal(lin, lin.query_code)
    with app.app_context():
        assert case_number(0).appeal_agency_id == province_id
