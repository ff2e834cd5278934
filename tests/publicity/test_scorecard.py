"""A scorecard of platforms adds up what the published months show, and says which months it leaves out."""

import csv
import io
from datetime import date

from flask import Flask

from portal.domain.periods import ALL_TIME, read_period
from portal.domain.permissions import OrganizationKind
from portal.extensions import db
from portal.publicity.figures.published import PublishedMonth, publish_ended_months
from portal.publicity.figures.scorecard import Score, read_scorecard
from portal.records.counters import LOOKS, count
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import add_organization
from tests.publicity.test_courses import checked
from tests.publicity.test_figures import month_ends
from tests.statements import statements


def test_a_share_is_counted_over_the_months_that_show_a_platform_in_full(context: Flask, clock: Clock) -> None:
    """In February the second platform's late checks are withheld, so that month counts for neither of the two."""
    with transaction():
        checked(1, 100, 50, 30, 10, 10, platform=1)
        checked(1, 10, 0, 0, 5, 0, platform=2)
        checked(2, 70, 0, 0, 7, 0, platform=1)
        checked(2, 40, 0, 0, 3, 0, platform=2)
        checked(3, 20, 0, 0, 0, 0, platform=1)
    month_ends(clock)
    assert read_scorecard(ALL_TIME).checks == [Score("1", 2, 1, 220, 200), Score("2", 1, 1, 15, 10)]
    assert [one.share for one in read_scorecard(ALL_TIME).checks] == [90, 66]
    february = read_scorecard(read_period("2026-02") or ALL_TIME).checks
    assert {(one.key, one.months, one.withheld, one.share) for one in february} == {
        ("1", 0, 1, None),
        ("2", 0, 1, None),
    }


def test_all_in_time_means_every_single_one(context: Flask, clock: Clock) -> None:
    with transaction():
        checked(1, 995, 0, 0, 5, 0)
    month_ends(clock)
    assert [one.share for one in read_scorecard(ALL_TIME).checks] == [99]


def test_the_page_and_its_sheet_say_what_is_withheld(context: Flask, clock: Clock) -> None:
    with transaction():
        for slug, late in (("xingyun", 20), ("bailu", 3), ("lanhai", 6)):
            platform = add_organization(slug, OrganizationKind.PLATFORM)
            checked(1, 30, 10, 5, late, 0, platform=platform.id)
    month_ends(clock)
    client = context.test_client()
    sheet = client.get("/figures/scorecard.csv", headers={"Accept-Language": "en"}).data.decode("utf-8-sig")
    rows = [row[2:] for row in csv.reader(io.StringIO(sheet))]
    assert rows[1:] == [
        ["1", "0", "65", "45", "69"],
        ["0", "1", "0", "0", "withheld"],
        ["0", "1", "0", "0", "withheld"],
    ]
    page = client.get("/figures/platforms", headers={"Accept-Language": "en"}).text
    assert page.count('<svg class="bars__bar"') == 1
    assert page.count(">69%<") == 2


def looked(month: int, came_back: int, stayed_gone: int, platform: int) -> None:
    for figure, amount in zip(LOOKS, (came_back, stayed_gone), strict=True):
        if amount:
            count(figure, amount, platform_id=platform, day=date(2026, month, 9))


def test_what_came_back_is_told_of_the_months_that_show_a_platform_in_full(context: Flask, clock: Clock) -> None:
    """In February what came back to the second platform is too little to be told, and the first hides it."""
    with transaction():
        looked(1, 10, 30, platform=1)
        looked(1, 0, 20, platform=2)
        looked(2, 6, 30, platform=1)
        looked(2, 3, 20, platform=2)
        looked(3, 0, 5, platform=1)
    month_ends(clock)
    assert read_scorecard(ALL_TIME).came_back == [Score("1", 2, 1, 45, 10), Score("2", 1, 1, 20, 0)]


def test_nothing_of_a_running_month_is_told_of_what_came_back(context: Flask, clock: Clock) -> None:
    """Control: a day after the month has ended the same numbers are told."""
    with transaction():
        looked(clock().month, 10, 30, platform=1)
        publish_ended_months({})
    assert read_scorecard(ALL_TIME).came_back == []
    month_ends(clock)
    assert read_scorecard(ALL_TIME).came_back == [Score("1", 1, 0, 40, 10)]


def test_months_before_the_portal_looked_again_are_not_published_as_nothing(context: Flask, clock: Clock) -> None:
    with transaction():
        checked(1, 100, 50, 30, 10, 10)
        looked(3, 0, 9, platform=1)
    month_ends(clock)
    published = db.select(PublishedMonth.month).where(PublishedMonth.figure == "looks_came_back")
    assert list(db.session.scalars(published)) == ["2026-03"]


def test_a_platform_of_which_nothing_was_looked_at_has_a_dash_and_no_zero(context: Flask, clock: Clock) -> None:
    with transaction():
        for slug, (came_back, stayed_gone) in {"xingyun": (5, 20), "bailu": (0, 8), "lanhai": (0, 0)}.items():
            platform = add_organization(slug, OrganizationKind.PLATFORM).id
            checked(1, 30, 10, 5, 9, 0, platform=platform)
            looked(1, came_back, stayed_gone, platform=platform)
    month_ends(clock)
    client = context.test_client()
    sheet = client.get("/figures/came-back.csv", headers={"Accept-Language": "en"}).data.decode("utf-8-sig")
    assert [row[2:] for row in csv.reader(io.StringIO(sheet))] == [
        ["Months counted", "Months withheld", "Looked at", "Came back"],
        ["1", "0", "25", "5"],
        ["1", "0", "8", "0"],
        ["0", "0", "0", "–"],
    ]
    page = client.get("/figures/platforms", headers={"Accept-Language": "en"}).text
    section = page[page.index('<section class="figure-table" id="came-back">') :].partition("</section>")[0]
    told = ("5 of 25 looked at", "0 of 8 looked at", "– nothing was looked at")
    assert [section.count(words) for words in told] == [2, 2, 2], "in the picture and in the table"
    assert "%<" not in section


def test_what_came_back_to_a_platform_too_seldom_to_be_told_is_withheld_on_page_and_sheet(
    context: Flask, clock: Clock
) -> None:
    """Control: the same platform with five instead of three is told (above)."""
    with transaction():
        platform = add_organization("xingyun", OrganizationKind.PLATFORM).id
        looked(1, 3, 20, platform=platform)
    month_ends(clock)
    client = context.test_client()
    sheet = client.get("/figures/came-back.csv", headers={"Accept-Language": "en"}).text
    assert sheet.splitlines()[1].endswith('0,1,"withheld","withheld"')
    page = client.get("/figures/platforms", headers={"Accept-Language": "en"}).text
    assert "3 of 23" not in page
    assert '<span class="withheld">withheld</span>' in page[page.index('id="came-back"') :]


def test_the_scorecard_costs_the_same_however_many_checks_there_were(context: Flask, clock: Clock) -> None:
    costs = []
    context.test_client().get("/figures/platforms")  # what is read once for a while is read now
    for platform in (1, 2):
        with transaction():
            for month in (1, 2):
                checked(month, 20, 10, 5, 7, 6, platform=platform)
                looked(month, 8, 20, platform=platform)
                count("tips_received", 9, category="B05", day=date(2026, month, 9))
        month_ends(clock)
        with statements(context) as sent:
            assert context.test_client().get("/figures/platforms").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 10
