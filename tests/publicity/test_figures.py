"""Figures as official bulletins count, small groups withheld, from tables of any size at one cost."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.measures import COUNTER_WORDS, MEASURES, Counter, Nature
from portal.domain.periods import ALL_TIME, Period, read_period
from portal.domain.permissions import OrganizationKind
from portal.domain.suppression import Sum
from portal.extensions import db
from portal.publicity.figures.bars import ROOM, bars
from portal.publicity.figures.published import PublishedFigure, PublishedMonth, publish_ended_months, read_publication
from portal.publicity.figures.queries import Amounts, first_day, read_amounts
from portal.publicity.figures.sheets import COMPUTED, inert
from portal.publicity.figures.tables import SHEETS, Publication
from portal.records.counters import CounterDelta, Cut, count, fold
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import add_organization
from tests.publicity.desk import closed_case
from tests.statements import statements


def counted(**categories: int) -> None:
    for category, amount in categories.items():
        count("tips_received", amount, category=category)


def table(publication: Publication, name: str, figure: str) -> tuple[dict[str, int | None], int | None]:
    """The cells of one figure by key, and its total; None where nothing of it is told."""
    shown = publication.tables[name]
    place = shown.figures.index(figure)
    return {row.key: told(row.cells[place]) for row in shown.rows}, told(shown.totals[place])


def told(cell: Sum) -> int | None:
    assert cell.tells_nothing or not cell.withheld
    return None if cell.tells_nothing else cell.amount


def month_ends(clock: Clock) -> None:
    """The next month has begun, and the job has run."""
    clock.set(datetime.combine(clock().date().replace(day=28) + timedelta(days=5), time(12), UTC))
    with transaction():
        publish_ended_months({})


def test_small_groups_of_tips_are_withheld_and_quantities_stay(context: Flask, clock: Clock) -> None:
    with transaction():
        counted(B05=40, B04=9, A11=3)
        count("accounts", 2, category="A11", measure="M22", platform_id=1)
    month_ends(clock)
    publication = read_publication(ALL_TIME)
    assert table(publication, "tips-by-category", "tips_received") == ({"A11": None, "B04": None, "B05": 40}, 52)
    assert table(publication, "objects-by-category", "accounts") == ({"A11": 2}, 2)
    assert publication.heads["accounts"] == Sum(2)


def test_a_total_that_one_table_must_hide_is_told_by_none(context: Flask, clock: Clock) -> None:
    """By outcome five tips are one group and could be shown; by category they are almost one each."""
    with transaction():
        for category, amount in (("B05", 2), ("B04", 1), ("A11", 2)):
            count("tips_disposed", amount, category=category, outcome="substantiated", platform_id=1)
    month_ends(clock)
    publication = read_publication(ALL_TIME)
    assert publication.heads["tips_disposed"].tells_nothing
    for name in ("tips-by-category", "cases-by-outcome", "cases-by-platform"):
        cells, total = table(publication, name, "tips_disposed")
        assert {*cells.values(), total} == {None}


def test_no_figure_below_five_is_on_the_page_or_in_a_sheet(context: Flask, clock: Clock) -> None:
    with transaction():
        counted(B05=1234, B04=4)
    month_ends(clock)
    for path in ("/figures", "/", "/figures/tips-by-category.csv"):
        text = context.test_client().get(path, headers={"Accept-Language": "en"}).text
        assert "1,238" in text or "1238" in text
        assert "1,234" not in text
        assert '<span class="number">4</span>' not in text
        assert ",4\r" not in text


def test_nothing_of_a_running_month_is_told_so_that_nobody_learns_of_a_tip_by_looking_twice(
    context: Flask, clock: Clock
) -> None:
    pages = []
    for _day in range(2):
        with transaction():
            counted(B05=7)
            publish_ended_months({})
        pages.append([context.test_client().get(f"{page}?period={period}").text for page, period in
                      (("/figures", "all"), ("/figures", "2026-03"), ("/figures", "2026-Q1"), ("/", "all"),
                       ("/figures/tips-by-category.csv", "all"))])  # fmt: skip
    assert pages[0] == pages[1]


def test_how_often_a_measure_was_carried_out_is_told_by_ended_month_and_not_in_small_numbers(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        for measure, times in (("M22", 3), ("M21", 4), ("M31", 20), ("M40", 2)):
            count("measures_taken", times, category="B05", measure=measure, platform_id=1)
    page = "/figures/measures-platform.csv"
    before = context.test_client().get(page).text
    with transaction():
        count("measures_taken", 1, category="B05", measure="M22", platform_id=1)
    assert context.test_client().get(page).text == before
    month_ends(clock)
    publication = read_publication(ALL_TIME)
    platforms = {"M21": None, "M22": None, "M31": 20}
    assert table(publication, "measures-platform", "measures_taken") == (platforms, 28)
    assert table(publication, "measures-network", "measures_taken") == ({"M40": None}, None), "a total of its own"


def test_a_figure_that_joins_later_is_published_for_earlier_months_and_touches_no_other(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        counted(B05=40)
        count("measures_taken", 20, category="B05", measure="M31", platform_id=1)
    month_ends(clock)
    with transaction():
        for row in (PublishedMonth, PublishedFigure):
            db.session.execute(db.delete(row).where(row.figure == "measures_taken"))
        count("tips_received", 9, category="B05", day=date(2026, 3, 2))
    with transaction():
        publish_ended_months({})
    publication = read_publication(ALL_TIME)
    assert table(publication, "measures-platform", "measures_taken") == ({"M31": 20}, 20)
    assert told(publication.heads["tips_received"]) == 40


def test_a_published_month_stays_as_it_is(context: Flask, clock: Clock) -> None:
    with transaction():
        counted(B05=40)
    month_ends(clock)
    with transaction():
        count("tips_received", -1, category="B05", day=date(2026, 3, 2))  # taken back when a case is reopened
        publish_ended_months({})
    assert told(read_publication(ALL_TIME).heads["tips_received"]) == 40


def test_longer_periods_add_up_what_their_months_show(context: Flask, clock: Clock) -> None:
    """Taking January and March from the quarter gives no more than February shows by itself."""
    with transaction():
        for month, amount in ((1, 8), (2, 3), (3, 20)):
            count("tips_received", amount, category="B05", day=date(2026, month, 15))
    month_ends(clock)
    by_name = {name: read_period(name) or ALL_TIME for name in ("2026-01", "2026-02", "2026-03", "2026-Q1", "all")}
    heads = {name: read_publication(period).heads["tips_received"] for name, period in by_name.items()}
    assert heads == {
        "2026-01": Sum(8), "2026-02": Sum(0, 1), "2026-03": Sum(20), "2026-Q1": Sum(28, 1), "all": Sum(28, 1)
    }  # fmt: skip
    assert "at least" in context.test_client().get("/figures?period=2026-Q1", headers={"Accept-Language": "en"}).text


def test_a_month_is_published_once_an_hour_after_its_end(context: Flask, clock: Clock) -> None:
    with transaction():
        counted(B05=40)
    for minute, published in ((59, 0), (61, 2)):  # after midnight in Shanghai; a cell and the total
        clock.set(datetime(2026, 3, 31, 16, tzinfo=UTC) + timedelta(minutes=minute))
        for _again in range(2):
            with transaction():
                publish_ended_months({})
        assert db.session.scalar(db.select(db.func.count()).select_from(PublishedFigure)) == published


def test_what_people_did_is_what_the_page_says(cast: Flask, client: FlaskClient, clock: Clock) -> None:
    for number in range(6):
        closed_case(cast, f"https://xingyun.example/v/{number}")
    with cast.app_context():
        month_ends(clock)
        heads = read_publication(ALL_TIME).heads
    text = client.get("/figures", headers={"Accept-Language": "en"}).text
    nothing = {str(kind): Sum(0) for kind in Counter}
    counts = {"tips_received": Sum(6), "tips_disposed": Sum(6), "cases_closed": Sum(6), "products": Sum(18)}
    assert heads == nothing | counts
    assert '<span class="number">18</span>' in text


def test_a_page_says_the_same_before_and_after_folding(context: Flask, clock: Clock) -> None:
    with transaction():
        for month in range(1, 7):
            count("tips_received", 10 * month, category="B05", day=date(2026, month, 15))
    periods = [ALL_TIME, *filter(None, map(read_period, ("2026-02", "2026-Q1", "2026-Q2", "2025-12")))]
    before = [received(period) for period in periods]
    assert before == [210, 20, 60, 150, 0]
    with transaction():
        fold(4)
    assert [received(period) for period in periods] == before
    with transaction():
        fold(100)
    assert [received(period) for period in periods] == before


def received(period: Period) -> int:
    amounts: Amounts = read_amounts(period)
    return sum(amounts[Cut.CATEGORY].get("tips_received", {}).values())


def test_periods_begin_with_the_first_figure(context: Flask, clock: Clock) -> None:
    assert first_day() == date(2026, 3, 2)
    with transaction():
        count("tips_received", 1, category="B05", day=date(2025, 11, 20))
    assert first_day() == date(2025, 11, 20)
    with transaction():
        fold(10)
    assert first_day() == date(2025, 11, 1)
    page = context.test_client().get("/figures", headers={"Accept-Language": "en"}).text
    assert [f'value="{name}"' in page for name in ("all", "2026-Q1", "2025-11", "2025-10")] == [True, True, True, False]


@pytest.mark.parametrize("period", ["2026", "2026-13", "' OR 1=1", "all "])
def test_a_period_that_is_none_is_refused(context: Flask, period: str) -> None:
    assert context.test_client().get("/figures", query_string={"period": period}).status_code == 422


def test_measures_of_different_nature_never_share_a_table() -> None:
    sheets = {nature: SHEETS[f"measures-{nature}"].keys or frozenset() for nature in Nature}
    assert frozenset().union(*sheets.values()) == frozenset(MEASURES)
    assert sum(len(keys) for keys in sheets.values()) == len(MEASURES)
    assert all(MEASURES[code].nature is nature for nature, keys in sheets.items() for code in keys)


def test_the_counters_are_those_of_official_bulletins() -> None:
    assert SHEETS["objects-by-category"].figures == tuple(COUNTER_WORDS)


def test_every_table_can_be_had_as_a_sheet(context: Flask, clock: Clock) -> None:
    with transaction():
        counted(B05=40, B04=4)
    month_ends(clock)
    client = context.test_client()
    for name in SHEETS:
        answer = client.get(f"/figures/{name}.csv")
        assert (answer.status_code, answer.mimetype) == (200, "text/csv")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="clearflag-{name}-all.csv"'
    rows = list(csv.reader(io.StringIO(client.get("/figures/tips-by-category.csv").data.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["类别", "B04", "B05", ""]
    assert client.get("/figures/nothing.csv").status_code == 404


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "＝1+1", "＋1", "－1", "＠x",
     "\ufeff=1", "%0A=1", "|calc", "\x00=1"],
)  # fmt: skip
def test_no_cell_is_computed_by_a_spreadsheet(context: Flask, clock: Clock, cell: str) -> None:
    name = cell.replace("\x00", "=")  # no database takes the one of them
    with transaction():
        platform = add_organization(name, OrganizationKind.PLATFORM)
        count("cases_closed", 7, category="B05", outcome="substantiated", platform_id=platform.id)
    month_ends(clock)
    sheet = context.test_client().get("/figures/cases-by-platform.csv").data.decode("utf-8-sig")
    (_head, row, _total) = csv.reader(io.StringIO(sheet, newline=""))
    assert row[1:3] == [f"'{name}", "7"]
    assert inert(cell) == f"'{cell}"


def test_an_honest_cell_stays_as_it_is() -> None:
    assert [inert(cell) for cell in ("星云视频", "12", "A-1", "")] == ["星云视频", "12", "A-1", ""]


def test_the_cost_does_not_grow_with_what_was_done(context: Flask, clock: Clock) -> None:
    client = context.test_client()
    client.get("/figures")  # what this process remembers from then on is read once
    costs = []
    for _size in range(2):
        with transaction():
            for day in range(1, 29):
                for category in ("A01", "B05"):
                    count("tips_received", 6, category=category, day=date(2026, 1, day))
        with statements(context) as sent:
            assert client.get("/figures").status_code == 200
        costs.append(len(sent))
        with transaction():
            fold(1000)
        assert db.session.scalar(db.select(db.func.count()).select_from(CounterDelta)) == 0
    assert costs[0] == costs[1] <= 12


def test_the_first_characters_that_compute_are_all_known() -> None:
    assert {"=", "+", "-", "@", "\t", "\r", "\n", "\0"} <= COMPUTED


def test_bars_are_as_long_as_their_share_of_the_longest_and_tell_nothing_of_a_withheld_row(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        counted(B05=40, B01=30, B04=9, A11=3)
    month_ends(clock)
    tables = read_publication(ALL_TIME).tables
    drawn = {bar.key: bar.width for bar in bars(tables["tips-by-category"])}
    assert list(drawn.items()) == [("B05", ROOM), ("B01", 0.75 * ROOM), ("A11", 0), ("B04", 0)]
    assert bars(tables["objects-by-category"]) == [], "columns of different kinds"
    page = context.test_client().get("/figures").text
    assert page.count('<svg class="bars__bar"') == 2
