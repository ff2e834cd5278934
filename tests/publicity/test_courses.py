"""Pictures by month draw what their tables tell: tips that come and go, and whether promised times are kept."""

import re
from datetime import date

import pytest
from flask import Flask

from portal.domain.periods import ALL_TIME, read_period
from portal.domain.status import Outcome
from portal.domain.suppression import Sum
from portal.extensions import db
from portal.publicity.figures.course import COURSES, KEEPING_UP, PROMISES, columns, read_course
from portal.records.counters import CHECKS, CounterDelta, count
from portal.verification.verbs.accepting import accept
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.passing_on import take_over, transfer
from portal.web.transaction import transaction
from tests import factories
from tests.conftest import Clock
from tests.publicity.test_figures import month_ends, told


def test_the_picture_by_month_draws_what_its_table_tells_and_nothing_of_a_withheld_month(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        for month, received, disposed in ((1, 40, 20), (2, 3, 0), (3, 10, 30)):
            count("tips_received", received, category="B05", day=date(2026, month, 9))
            count("tips_disposed", disposed, category="B05", outcome="partly", day=date(2026, month, 9))
    month_ends(clock)
    months = read_course(KEEPING_UP, ALL_TIME)
    assert [[told(total) for total in one.totals] for one in months] == [[40, 20], [None, 0], [10, 30]]
    assert [(one.look, one.height) for one in columns(months)] == [
        ("full", 200), ("soft", 100), ("full", 50), ("soft", 150)
    ]  # fmt: skip
    assert [one.month.name for one in read_course(KEEPING_UP, read_period("2026-02") or ALL_TIME)] == ["2026-02"]
    sheet = context.test_client().get("/figures/course.csv", headers={"Accept-Language": "en"}).text
    assert '"2026-02","withheld",0' in sheet
    page = context.test_client().get("/figures").text
    assert page.count('<rect class="chart__full') == page.count('<rect class="chart__soft') == 2 + 1, "one in the key"


def test_each_check_of_a_platform_is_counted_once_by_how_it_ended(context: Flask, clock: Clock) -> None:
    """In time by what it found; late; taken over where the time ran out, and not where a case only moves on."""
    with transaction():
        cast = factories.the_cast()
        in_time, passed_on, late, lost, moved = (factories.case_of(factories.send_tip()) for _ in range(5))
        never_accepted = factories.case_of(factories.send_tip())
        for case in (in_time, late, lost, moved):
            accept(case, cast.wei)
        dismiss(in_time, cast.wei, Outcome.UNSUBSTANTIATED, "It is real.", "The maker showed the footage.")
        factories.referred(passed_on, cast.wei)
        transfer(moved, cast.wei, "bailu", "It is theirs.")
        clock.turn(days=10)
        dismiss(late, cast.wei, Outcome.UNSUBSTANTIATED, "It is real.", "The maker showed the footage.")
        for case in (lost, never_accepted):
            take_over(case, cast.qian, "The time ran out.")
        dismiss(lost, cast.qian, Outcome.UNSUBSTANTIATED, "It is real.", "A regulator's own check counts nowhere.")
        db.session.flush()
        rows = db.select(CounterDelta.figure, CounterDelta.platform_id, db.func.sum(CounterDelta.amount))
        rows = rows.where(CounterDelta.figure.in_(CHECKS)).group_by(CounterDelta.figure, CounterDelta.platform_id)
        xingyun = factories.organization("xingyun").id
        assert sorted(map(tuple, db.session.execute(rows))) == [
            ("checks_late", xingyun, 1),
            ("checks_no_violation", xingyun, 1),
            ("checks_passed_on", xingyun, 1),
            ("checks_taken_over", xingyun, 2),
        ]


def checked(month: int, *amounts: int, platform: int = 1) -> None:
    for figure, amount in zip(CHECKS, amounts, strict=True):
        if amount:
            count(figure, amount, platform_id=platform, day=date(2026, month, 9))


def test_whether_promised_times_are_kept_is_told_by_month_from_the_first_that_was_counted(
    context: Flask, clock: Clock
) -> None:
    """A check in time counts whatever it found; where part of that is withheld it is at least the rest."""
    with transaction():
        count("tips_received", 9, category="B05", day=date(2025, 12, 9))
        checked(1, 20, 10, 5, 7, 6)
        checked(2, 20, 2, 0, 0, 3)
    month_ends(clock)
    months = read_course(PROMISES, ALL_TIME)
    assert [one.month.name for one in months] == ["2026-01", "2026-02", "2026-03"]
    assert [one.totals for one in months[:2]] == [(Sum(35), Sum(7), Sum(6)), (Sum(20, 1), Sum(0), Sum(0, 1))]
    assert [(one.look, one.is_part) for one in columns(months)] == [
        ("full", False), ("soft", False), ("hatched", False), ("full", True)
    ]  # fmt: skip
    sheet = context.test_client().get("/figures/promises.csv", headers={"Accept-Language": "en"}).text
    assert '"2026-02","at least 20",0,"withheld"' in sheet


def test_the_promised_times_stand_beside_it(context: Flask, clock: Clock) -> None:
    with transaction():
        count("tips_received", 9, category="B05", day=date(2026, 1, 9))
        checked(1, 20, 10, 5, 7, 6)
    month_ends(clock)
    page = context.test_client().get("/figures", headers={"Accept-Language": "en"}).text
    section = page[page.index('id="promises"') : page.index('id="course"')]
    assert all(f"<dd>{time}</dd>" in section for time in ("4 hours", "24 hours", "3 working days", "5 working days"))
    assert list(COURSES) == ["promises", "course"]


@pytest.mark.parametrize(
    ("language", "months"),
    [("zh", ["2026年1月", "2026年2月", "2026年3月"]), ("en", ["Jan 2026", "Feb 2026", "Mar 2026"])],
)
def test_few_months_stand_under_their_whole_name_with_the_figure_at_each_column(
    context: Flask, clock: Clock, language: str, months: list[str]
) -> None:
    with transaction():
        count("tips_received", 1204, category="B05", day=date(2026, 1, 9))
    month_ends(clock)
    page = context.test_client().get("/figures", headers={"Accept-Language": language}).text
    picture = page[page.index('<svg class="chart"', page.index('id="course"')) :].partition("</svg>")[0]
    assert re.findall(r"<text[^>]*>([^<]*)</text>", picture) == ["1,204", *months]


def test_many_months_stand_under_their_number_alone(context: Flask, clock: Clock) -> None:
    with transaction():
        for month in range(5, 13):
            count("tips_received", 40, category="B05", day=date(2025, month, 9))
    month_ends(clock)
    page = context.test_client().get("/figures").text
    picture = page[page.index('<svg class="chart"', page.index('id="course"')) :].partition("</svg>")[0]
    assert re.findall(r"<text[^>]*>([^<]*)</text>", picture)[:3] == ["5", "6", "7"]


def test_the_list_at_the_top_leads_to_every_picture_and_table_of_the_page(context: Flask, clock: Clock) -> None:
    with transaction():
        count("tips_received", 9, category="B05", day=date(2026, 1, 9))
        checked(1, 20, 10, 5, 7, 6)
    month_ends(clock)
    page = context.test_client().get("/figures", headers={"Accept-Language": "en"}).text
    contents = page[page.index('class="contents"') : page.index("</nav>", page.index('class="contents"'))]
    led_to = re.findall(r'href="#([^"]+)"', contents)
    shown = re.findall(r'<section class="figure-table" id="([^"]+)"', page)
    assert [one for one in shown if one in led_to] == [one for one in led_to if one != "measures"]
    assert set(shown) - set(led_to) == {one for one in shown if one.startswith("measures-")}
    assert 'id="measures"' in page
