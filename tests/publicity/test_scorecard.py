"""A scorecard of platforms adds up what the published months show, and says which months it leaves out."""

import csv
import io
from datetime import date

from flask import Flask

from portal.domain.periods import ALL_TIME, read_period
from portal.domain.permissions import OrganizationKind
from portal.publicity.figures.scorecard import Score, read_scores
from portal.records.counters import count
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
    assert read_scores(ALL_TIME) == [Score("1", 2, 1, 220, 200), Score("2", 1, 1, 15, 10)]
    assert [one.share for one in read_scores(ALL_TIME)] == [90, 66]
    february = read_scores(read_period("2026-02") or ALL_TIME)
    assert {(one.key, one.months, one.withheld, one.share) for one in february} == {
        ("1", 0, 1, None),
        ("2", 0, 1, None),
    }


def test_all_in_time_means_every_single_one(context: Flask, clock: Clock) -> None:
    with transaction():
        checked(1, 995, 0, 0, 5, 0)
    month_ends(clock)
    assert [one.share for one in read_scores(ALL_TIME)] == [99]


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


def test_the_scorecard_costs_the_same_however_many_checks_there_were(context: Flask, clock: Clock) -> None:
    costs = []
    context.test_client().get("/figures/platforms")  # what is read once for a while is read now
    for platform in (1, 2):
        with transaction():
            for month in (1, 2):
                checked(month, 20, 10, 5, 7, 6, platform=platform)
                count("tips_received", 9, category="B05", day=date(2026, month, 9))
        month_ends(clock)
        with statements(context) as sent:
            assert context.test_client().get("/figures/platforms").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 10
