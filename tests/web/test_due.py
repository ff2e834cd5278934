"""By when something is due, as desks and citizens read it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.records.clocks import is_provisional
from portal.web.due import due_day, due_words
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import case_of, send_tip, the_cast
from tests.intake.citizen import Citizen
from tests.people import Browsers

END_OF_A_DAY = datetime(2026, 3, 3, 16, tzinfo=UTC)
AN_HOUR = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "due", "for_desks", "for_citizens"),
    [
        ("en", END_OF_A_DAY, "3 Mar 2026, 24:00", "3 March 2026"),
        ("en", AN_HOUR, "3 Mar 2026, 14:30", "3 March 2026, 14:30"),
        ("zh_CN", END_OF_A_DAY, "2026年3月3日 24:00", "2026年3月3日"),
        ("zh_CN", AN_HOUR, "2026年3月3日 14:30", "2026年3月3日 14:30"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_ends_with_a_day_is_due_on_that_day_and_not_at_the_next_ones_beginning(
    app: Flask, language: str, due: datetime, for_desks: str, for_citizens: str
) -> None:
    with app.test_request_context(), force_locale(language):
        assert (due_words(due), due_day(due)) == (for_desks, for_citizens)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_date_counted_in_hours_never_waits_for_a_notice_of_holidays(context: Flask) -> None:
    assert is_provisional(datetime(2027, 1, 5, 16, tzinfo=UTC))
    assert not is_provisional(datetime(2027, 1, 5, 15, tzinfo=UTC))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_reporter_reads_that_a_promised_day_may_move_while_its_years_holidays_are_unknown(
    app: Flask, clock: Clock
) -> None:
    lin = Citizen(app.test_client())
    with app.app_context(), transaction():
        the_cast()
    for begins, moves in ((datetime(2026, 12, 30, 4, tzinfo=UTC), True), (datetime(2026, 11, 3, 4, tzinfo=UTC), False)):
        clock.set(begins)
        lin.flag()
        assert ("may still move" in lin.follow(lin.query_code).text) is moves


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_reviewer_reads_it_too(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 30, 4, tzinfo=UTC))
    with cast.app_context(), transaction():
        number = case_of(send_tip()).case_number
    page = browsers("wei").get(f"/verification/{number}", headers={"Accept-Language": "en"}).text
    assert "2026, 24:00" in page or "2027, 24:00" in page
    assert "holidays are not published" in page
