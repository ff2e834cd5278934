"""A duty roster: kept by heads and the administration, shifts handed over by whoever has them, and what it opens."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.models import AdministrationEntry, Change
from portal.disposal.interim import order
from portal.domain.duty import Rank
from portal.domain.errors import ConditionFailed
from portal.extensions import db
from portal.records.duty.rosters import DutyLeave, DutyShift, roster_of, rosters_kept
from portal.records.people import find_person
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import accepted, case_of, organization, send_tip, the_cast
from tests.people import Browsers, csrf_token
from tests.statements import selects

AT_NIGHT = datetime(2026, 3, 2, 14, tzinfo=UTC)
"""22:00 in Shanghai."""


def person(app: Flask, word: str) -> str:
    with app.app_context():
        found = find_person(f"{word}@example.org")
        assert found is not None
        return str(found.id)


def put(client: FlaskClient, who: str, slug: str = "xingyun", **entered: object) -> TestResponse:
    """Put somebody on duty through the form."""
    filled = {"person": who, "rank": "primary", "first_day": "2026-03-02", "starts": "18:00", "ends": "09:00"} | entered
    return client.post(
        f"/duty/{slug}/shifts", data={"csrf_token": csrf_token(client, f"/duty/{slug}/shifts/new"), **filled}
    )


def post(client: FlaskClient, path: str, **entered: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf_token(client, "/account"), **entered})


def shifts(app: Flask) -> list[tuple[str, str, datetime, datetime]]:
    with app.app_context():
        rows = db.session.scalars(db.select(DutyShift).order_by(DutyShift.starts_at, DutyShift.id)).all()
        return [(one.person.email[:-12], one.rank, one.starts_at, one.ends_at) for one in rows]


def changes(app: Flask) -> list[Change]:
    with app.app_context():
        return list(db.session.scalars(db.select(AdministrationEntry.change).order_by(AdministrationEntry.id)))


def test_a_head_puts_a_colleague_on_duty_for_a_night_of_two_days(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    assert "尚未排班" in wei.get("/duty").text
    assert put(wei, person(cast, "wei")).status_code == 303
    night = datetime(2026, 3, 2, 10, tzinfo=UTC), datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert shifts(cast) == [("wei", "primary", *night)]
    assert changes(cast)[-1] is Change.SHIFTS_ADDED
    page = wei.get("/duty").text
    assert "18:00–24:00" in page
    assert "00:00–09:00" in page


def test_a_week_is_repeated_by_one_form(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    assert put(wei, person(cast, "wei"), last_day="2026-03-15", weekdays=["0", "2"]).status_code == 303
    assert [starts.day for _, _, starts, _ in shifts(cast)] == [2, 4, 9, 11]


@pytest.mark.parametrize(
    "entered",
    [
        {"person": "987654"},
        {"first_day": "2026-02-20"},
        {"first_day": "2036-02-20"},
        {"first_day": "soon"},
        {"last_day": "2026-03-01"},
        {"last_day": "2026-12-31"},
        {"starts": "25:00"},
        {"rank": "admiral"},
        {"weekdays": "9", "last_day": "2026-03-09"},
    ],
    ids=str,
)
def test_what_makes_no_shift_is_refused_and_what_was_typed_stays(
    cast: Flask, browsers: Browsers, entered: dict[str, str]
) -> None:
    wei = browsers("wei")
    answer = put(wei, person(cast, "wei"), **{"ends": "07:31", **entered})
    assert answer.status_code == 422
    assert 'value="07:31"' in answer.text
    assert shifts(cast) == []


def test_nobody_stands_twice_at_once_and_two_people_are_shown_as_two(cast: Flask, browsers: Browsers) -> None:
    qian = browsers("qian")
    assert put(qian, person(cast, "qian"), "cyberspace").status_code == 303
    assert put(qian, person(cast, "qian"), "cyberspace", rank="deputy").status_code == 422
    assert put(qian, person(cast, "wu"), "cyberspace", starts="20:00").status_code == 303
    assert "同时值班" in qian.get("/duty").text


@pytest.mark.parametrize(("last_day", "marked"), [("2026-03-15", 0), ("2026-03-10", 5)])
def test_each_day_with_hours_without_anybody_is_marked(
    cast: Flask, browsers: Browsers, last_day: str, marked: int
) -> None:
    wei = browsers("wei")
    assert put(wei, person(cast, "wei"), starts="10:00", ends="10:00", last_day=last_day).status_code == 303
    assert wei.get("/duty").text.count("有时段无人") == marked


def test_a_rank_that_nobody_fills_takes_no_room(cast: Flask, browsers: Browsers) -> None:
    qian = browsers("qian")
    put(qian, person(cast, "qian"), "cyberspace")
    weeks = qian.get("/duty").text.partition("今后两周")[2]
    assert ("值班主岗" in weeks, "值班副岗" in weeks) == (True, False)
    put(qian, person(cast, "wu"), "cyberspace", rank="deputy")
    assert "值班副岗" in qian.get("/duty").text.partition("今后两周")[2]


def test_a_roster_is_not_another_organizations_to_read_or_to_write(cast: Flask, browsers: Browsers) -> None:
    he, wei, ma = browsers("he"), browsers("wei"), browsers("ma")
    assert (he.get("/duty/bailu").status_code, he.get("/duty/xingyun").status_code) == (200, 404)
    assert he.get("/duty/bailu/shifts/new").status_code == 403
    assert post(wei, "/duty/bailu/shifts", person="1").status_code == 404
    assert put(ma, person(cast, "he"), "bailu").status_code == 303
    assert ma.get("/duty/operator").status_code == 404
    assert "何川" in he.get("/duty").text


def test_whose_shift_it_is_hands_it_over_and_what_is_past_stays(cast: Flask, clock: Clock, browsers: Browsers) -> None:
    put(browsers("qian"), person(cast, "wu"), "cyberspace")
    clock.set(AT_NIGHT)
    wu, zhao = browsers("wu"), browsers("zhao")
    path = re.findall(r'href="(/duty/cyberspace/shifts/\d+)"', wu.get("/duty").text)[0]
    assert zhao.get(path).status_code == 404
    assert post(wu, f"{path}/heir", person=person(cast, "wu")).status_code == 422
    assert post(wu, f"{path}/heir", person=person(cast, "qian")).status_code == 303
    assert [(word, starts, ends) for word, _, starts, ends in shifts(cast)] == [
        ("wu", datetime(2026, 3, 2, 10, tzinfo=UTC), AT_NIGHT),
        ("qian", AT_NIGHT, datetime(2026, 3, 3, 1, tzinfo=UTC)),
    ]
    assert post(wu, f"{path}/heir", person=person(cast, "qian")).status_code == 404  # it is over


def test_a_verifier_takes_no_shift_of_a_colleague_out(cast: Flask, browsers: Browsers) -> None:
    wei, he, ma = browsers("wei"), browsers("he"), browsers("ma")
    put(ma, person(cast, "he"), "bailu")
    path = re.findall(r'href="(/duty/bailu/shifts/\d+)"', he.get("/duty").text)[0]
    assert post(he, f"{path}/removal").status_code == 403
    assert post(wei, f"{path}/removal").status_code == 404
    assert post(ma, f"{path}/removal").status_code == 303
    assert shifts(cast) == []
    assert changes(cast)[-1] is Change.SHIFT_REMOVED


def test_leave_is_entered_for_oneself_and_taken_back(cast: Flask, browsers: Browsers) -> None:
    he, ma = browsers("he"), browsers("ma")
    put(ma, person(cast, "he"), "bailu")
    days = {"first_day": "2026-03-02", "last_day": "2026-03-03"}
    assert post(he, "/duty/bailu/leaves", person=person(cast, "wei"), **days).status_code == 422
    assert (
        post(he, "/duty/bailu/leaves", person=person(cast, "he"), **days | {"last_day": "2026-03-01"}).status_code
        == 422
    )
    assert post(he, "/duty/bailu/leaves", person=person(cast, "he"), **days).status_code == 303
    assert "何川 He 请假" in he.get("/duty").text
    with cast.app_context():
        assert roster_of(organization("bailu").id, AT_NIGHT).on_duty(AT_NIGHT) == ()
        leave = db.session.scalars(db.select(DutyLeave)).one()
        assert (leave.starts_at, leave.ends_at) == (
            datetime(2026, 3, 1, 16, tzinfo=UTC), datetime(2026, 3, 3, 16, tzinfo=UTC),
        )  # fmt: skip
    assert post(he, f"/duty/bailu/leaves/{leave.id}/removal").status_code == 303
    with cast.app_context():
        assert roster_of(organization("bailu").id, AT_NIGHT).on_duty(AT_NIGHT) != ()


def add_shift(slug: str, person_id: int | None, starts: datetime, ends: datetime, rank: Rank = Rank.PRIMARY) -> None:
    shift = DutyShift(organization_id=organization(slug).id, person_id=person_id, rank=rank)
    shift.starts_at, shift.ends_at, shift.entered_at = starts, ends, starts
    db.session.add(shift)
    db.session.flush()


def test_an_interim_order_is_given_by_whoever_is_on_shift_where_a_roster_is_kept(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        first, second, third = (accepted(case_of(send_tip()), cast.wei) for _ in range(3))
        order(first, cast.wu, "M13", "It spreads tonight.")  # no roster: the role is enough
        add_shift("cyberspace", cast.qian.user_id, clock(), clock() + timedelta(hours=8))
        with pytest.raises(ConditionFailed, match="on duty now"):
            order(second, cast.wu, "M13", "It spreads tonight.")
        order(second, cast.qian, "M13", "It spreads tonight.")
        clock.turn(hours=7)
        add_shift("cyberspace", cast.zhou.user_id, clock() + timedelta(hours=20), clock() + timedelta(hours=24))
        clock.turn(hours=2)  # a gap: the heads of the desk
        order(third, cast.wu, "M13", "It spreads tonight.")


def test_a_roster_that_is_over_is_none(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        add_shift("cyberspace", cast.qian.user_id, clock(), clock() + timedelta(hours=8))
        add_shift("xingyun", cast.wei.user_id, clock(), clock() + timedelta(hours=8))
        assert list(rosters_kept(clock())) == [organization("cyberspace").id]  # orders are given by agencies alone
        clock.turn(hours=8)
        assert rosters_kept(clock()) == {}


def test_a_longer_roster_asks_the_database_no_more_often(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    put(wei, person(cast, "wei"))
    few = selects(cast, wei, "/duty")
    put(wei, person(cast, "wei"), first_day="2026-03-03", last_day="2026-04-20")
    assert selects(cast, wei, "/duty") == few
