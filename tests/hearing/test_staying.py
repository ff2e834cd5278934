"""A respondent asks that the measures stand still; the lead agency or the panel answers, and time does the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.disposal.appealing import maintain, revoke
from portal.disposal.concluding import conclude
from portal.domain.errors import InputInvalid, NotAllowed, StepNotAllowed
from portal.domain.permissions import Actor
from portal.domain.status import Outcome, Status
from portal.domain.targets import TargetType
from portal.domain.workflow import Action
from portal.extensions import db
from portal.intake.hearing.staying import ask_for_stay
from portal.records.advancing import advance
from portal.records.cases import get_case
from portal.records.clocks.sweep import run_clocks
from portal.records.decision_notices.reading import read_notice
from portal.records.findings import ProposedMeasure
from portal.records.ledger import Break, LedgerEntry, verify
from portal.records.organizations import Organization
from portal.records.rounds import open_round
from portal.records.seen_pages import SeenPage
from portal.records.staying import grant, refuse
from portal.records.stays import StayRequest
from portal.records.tasks import Task, TaskKind
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, carried_out, signed
from tests.hearing.respondents import APP, Respondent, closed, code_of, latest_notice, ordered, struck
from tests.intake.desks import at_desk
from tests.people import Browsers
from tests.publicity.desk import demo_cast
from tests.verification.desk import tip

WHY = "The contest of our players is on Sunday; waiting harms nobody."
ANSWER = "Until the panel has looked at the first screen."


def asked(app: Flask, dev: Respondent, number: str) -> None:
    dev.enters(code_of(app, number))
    assert dev.press("/respondent/stay", plea=WHY).status_code == 303


def objected_and_asked(app: Flask, dev: Respondent, number: str) -> None:
    dev.enters(code_of(app, number))
    dev.press("/respondent/objection", reason="It is a game.")
    dev.open("/respondent/notice")
    assert dev.press("/respondent/stay", plea=WHY).status_code == 303


def granted(app: Flask, number: str, days: int = 10) -> None:
    at_desk(app, lambda: grant(get_case(number), demo_cast().qian, portal_clock.today() + timedelta(days), ANSWER))


def force_of(app: Flask, number: str) -> str:
    with app.app_context():
        return str(read_notice(latest_notice(get_case(number)).id).measures[0].force)


def tasks(app: Flask, number: str) -> list[tuple[str, bool, bool]]:
    """Kind, whether it is open, whether in force; of the measures alone."""
    with app.app_context():
        found = db.select(Task).where(Task.case_id == get_case(number).id, Task.measure.is_not(None))
        return [(str(one.kind), one.is_open, one.in_force) for one in db.session.scalars(found.order_by(Task.id))]


def time_passes(app: Flask, clock: Clock, days: int) -> None:
    clock.turn(days=days)
    with app.app_context(), transaction():
        run_clocks({})


def platform_works(app: Flask, number: str) -> None:
    at_desk(app, lambda: carried_out(get_case(number), demo_cast().wei))


def test_a_request_is_told_to_the_lead_agency_with_its_clock_and_answered_on_the_page(
    cast: Flask, dev: Respondent, browsers: Browsers
) -> None:
    number = struck(cast)
    asked(cast, dev, number)
    assert "It is answered by 5 March 2026" in dev.open("/respondent/notice").text
    assert "/respondent/stay" not in dev.page.text, "one at a time"
    qian = Respondent(browsers("qian"))
    page = qian.open(f"/disposal/{number}").text
    assert all(words in page for words in (WHY, "Grant the stay", "Refuse the stay", "To be answered"))
    assert "Grant the stay" not in browsers("zhou").get(f"/disposal/{number}").text
    until = (portal_clock.today() + timedelta(days=3)).isoformat()
    answer = qian.press(f"/disposal/{number}/stay", until=until, reason=ANSWER)
    assert answer.status_code == 303, answer.text
    page = dev.open("/respondent/notice").text
    assert "The measures stand still up to and including" in page
    assert ANSWER in page


def test_what_is_in_force_is_lifted_and_ordered_anew_when_the_stay_is_over(
    cast: Flask, dev: Respondent, clock: Clock
) -> None:
    number = closed(cast)
    asked(cast, dev, number)
    granted(cast, number, days=10)
    assert force_of(cast, number) == "ending"
    platform_works(cast, number)
    assert force_of(cast, number) == "lifted"
    time_passes(cast, clock, 10)
    assert force_of(cast, number) == "lifted", "the last day counts"
    time_passes(cast, clock, 1)
    assert force_of(cast, number) == "ordered"
    platform_works(cast, number)
    assert force_of(cast, number) == "in_force"
    assert "The stay is over." in dev.enters(code_of(cast, number)).text
    with cast.app_context():
        assert [one for one in verify() if isinstance(one, Break)] == []


def test_what_was_not_carried_out_yet_falls_away_for_as_long(cast: Flask, dev: Respondent, clock: Clock) -> None:
    number = ordered(cast)
    asked(cast, dev, number)
    granted(cast, number, days=5)
    assert force_of(cast, number) == "fell_away"
    time_passes(cast, clock, 6)
    assert force_of(cast, number) == "ordered"


def test_an_undoing_that_nobody_carried_out_falls_away_with_the_stay(
    cast: Flask, dev: Respondent, clock: Clock
) -> None:
    number = closed(cast)
    asked(cast, dev, number)
    granted(cast, number, days=1)
    time_passes(cast, clock, 2)
    assert [kind for kind, is_open, _ in tasks(cast, number) if is_open] == [str(TaskKind.DISPOSAL)]


def test_what_is_left_of_a_measure_of_thirty_days_is_all_that_is_ordered_anew(
    cast: Flask, dev: Respondent, clock: Clock
) -> None:
    number = tip(cast, APP, type=TargetType.APP)

    def suspended() -> None:
        case, them = get_case(number), demo_cast()
        accepted(case, them.wei)
        advance(case, Action.REFER, them.wei)
        open_round(
            case, them.wei, opinion="Seen.", public_ground="It passes off a generated doctor.", evidence=[],
            measures=[ProposedMeasure("M30", 30)], found_by=db.session.get_one(Organization, them.wei.organization_id),
        )  # fmt: skip
        signed(case, them.qian, them.zhou)
        carried_out(case, them.wei)

    at_desk(cast, suspended)
    clock.turn(days=12)
    asked(cast, dev, number)
    granted(cast, number, days=5)
    time_passes(cast, clock, 6)
    with cast.app_context():
        days = db.select(Task.days).where(Task.case_id == get_case(number).id, Task.replaces_id.is_not(None))
        assert db.session.scalars(days).one() == 18


def test_a_refusal_has_its_ground_and_is_not_asked_about_again(cast: Flask, dev: Respondent) -> None:
    number = closed(cast)
    asked(cast, dev, number)
    at_desk(cast, lambda: refuse(get_case(number), demo_cast().qian, "People lose money by it every day."))
    page = dev.open("/respondent/notice").text
    assert "People lose money by it every day." in page
    assert "/respondent/stay" not in page
    assert dev.press("/respondent/stay", plea="Once more.").status_code == 409
    assert force_of(cast, number) == "in_force"


@pytest.mark.parametrize("days", [0, -1, 61])
def test_a_stay_is_for_coming_days_and_no_more_than_sixty(cast: Flask, dev: Respondent, days: int) -> None:
    number = closed(cast)
    asked(cast, dev, number)
    with pytest.raises(InputInvalid):
        granted(cast, number, days)


@pytest.mark.parametrize("word", ["zhou", "wei", "he"])
def test_nobody_grants_it_but_the_lead_agency_and_the_panel(cast: Flask, dev: Respondent, word: str) -> None:
    number = closed(cast)
    asked(cast, dev, number)

    def try_it() -> None:
        somebody: Actor = getattr(demo_cast(), word)
        with pytest.raises(NotAllowed):
            grant(get_case(number), somebody, portal_clock.today() + timedelta(3), ANSWER)

    at_desk(cast, try_it)
    with cast.app_context():
        assert db.session.scalars(db.select(StayRequest)).one().decided_at is None


def test_who_decides_the_objection_may_grant_it_and_maintaining_ends_it_early(cast: Flask, dev: Respondent) -> None:
    number = closed(cast)
    objected_and_asked(cast, dev, number)
    at_desk(cast, lambda: grant(get_case(number), demo_cast().zhao, portal_clock.today() + timedelta(30), ANSWER))
    platform_works(cast, number)
    assert force_of(cast, number) == "lifted"
    at_desk(cast, lambda: maintain(get_case(number), demo_cast().zhao, "The screen came later."))
    assert force_of(cast, number) == "ordered"


def test_the_page_kept_of_whoever_maintains_holds_the_request_that_stood_on_it(
    cast: Flask, dev: Respondent, browsers: Browsers
) -> None:
    number = closed(cast)
    objected_and_asked(cast, dev, number)
    zhao = Respondent(browsers("zhao"))
    assert WHY in zhao.open(f"/disposal/{number}").text
    assert zhao.press(f"/disposal/{number}/maintenance", reason="The screen came later.").status_code == 303
    with cast.app_context():
        (kept,) = db.session.scalars(db.select(SeenPage))
        assert WHY in kept.html.decode()


def test_what_was_revoked_meanwhile_is_never_ordered_anew(cast: Flask, dev: Respondent, clock: Clock) -> None:
    number = closed(cast)
    objected_and_asked(cast, dev, number)
    granted(cast, number, days=5)
    platform_works(cast, number)
    at_desk(cast, lambda: revoke(get_case(number), demo_cast().zhao, "It was a game."))
    time_passes(cast, clock, 6)
    assert not any(is_open or in_force for _, is_open, in_force in tasks(cast, number))
    with cast.app_context():
        assert db.session.scalars(db.select(StayRequest)).one().ended_at is not None


@pytest.mark.parametrize("undone", [True, False], ids=["undone before", "still to be undone"])
def test_a_decision_that_is_revoked_while_it_stands_still_is_ended_and_not_checked_anew(
    cast: Flask, dev: Respondent, undone: bool
) -> None:
    number = closed(cast)
    objected_and_asked(cast, dev, number)
    granted(cast, number, days=5)
    if undone:
        platform_works(cast, number)
    at_desk(cast, lambda: revoke(get_case(number), demo_cast().zhao, "It was a game."))
    with cast.app_context():
        assert get_case(number).status is Status.IN_DISPOSAL
        (stay,) = db.session.scalars(db.select(StayRequest))
        assert stay.ended_at is not None
    if not undone:
        with pytest.raises(StepNotAllowed):  # the platform has not put it back yet
            at_desk(cast, lambda: conclude(get_case(number), demo_cast().qian, Outcome.UNSUBSTANTIATED, "A game."))
        platform_works(cast, number)
    at_desk(cast, lambda: conclude(get_case(number), demo_cast().qian, Outcome.UNSUBSTANTIATED, "It was a game."))
    assert not any(is_open or in_force for _, is_open, in_force in tasks(cast, number))


def test_sent_twice_it_is_one_and_the_ledger_tells_each_step(cast: Flask, dev: Respondent, clock: Clock) -> None:
    number = closed(cast)
    asked(cast, dev, number)
    with cast.app_context(), transaction():
        notice_id = latest_notice(get_case(number)).id
        ask_for_stay(notice_id, WHY)
        with pytest.raises(StepNotAllowed):
            ask_for_stay(notice_id, "Another reason.")
    granted(cast, number, days=1)
    time_passes(cast, clock, 2)
    with cast.app_context():
        steps = db.select(LedgerEntry.action).where(LedgerEntry.case_id == get_case(number).id)
        told = [one for one in db.session.scalars(steps.order_by(LedgerEntry.sequence)) if "stay" in one]
        assert told == ["ask_stay", "grant_stay"]
        (ended,) = db.session.scalars(db.select(LedgerEntry).where(LedgerEntry.action == "lapse"))
        assert "stay" in (ended.body or {})


def test_a_decision_being_lifted_has_nothing_to_stay(cast: Flask, dev: Respondent) -> None:
    number = closed(cast)
    dev.enters(code_of(cast, number))
    dev.press("/respondent/objection", reason="It is a game.")
    at_desk(cast, lambda: revoke(get_case(number), demo_cast().zhao, "It was a game."))
    assert "/respondent/stay" not in dev.open("/respondent/notice").text
    with cast.app_context():
        assert get_case(number).status is Status.IN_DISPOSAL
