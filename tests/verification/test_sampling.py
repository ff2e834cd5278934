"""What the sample drew, by category: how often blind verdicts agree with the platform, how often it is returned."""

import itertools

from flask import Flask

from portal.domain.blind_verdicts import share
from portal.domain.status import Outcome
from portal.domain.suppression import LEAST
from portal.records.cases import Case
from portal.verification.sampling import LOOKED_BACK, SampleRow, sample_rows
from portal.verification.verbs.confirming import confirm, return_to_desk
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.judging import judge
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import Cast, accepted, case_of, send_tip, the_cast
from tests.people import Browsers
from tests.statements import selects

AGREED, OTHERWISE = Outcome.UNSUBSTANTIATED, Outcome.SUBSTANTIATED
PLACES = itertools.count(5000)
PAGE = "/verification?desk=confirmation"
ENGLISH = {"Accept-Language": "en"}


def drawn(cast: Cast, category: str = "B02") -> Case:
    """A case of its own that the sample drew."""
    place = f"https://xingyun.example/v/{next(PLACES)}"
    case = accepted(case_of(send_tip(place, category=category)), cast.wei)
    case.sample = 0
    dismiss(case, cast.wei, AGREED, "No.", "No.")
    return case


def answered(cast: Cast, *verdicts: Outcome, returned: int = 0, category: str = "B02") -> None:
    """One case for each verdict, the first of them returned."""
    for at, verdict in enumerate(verdicts):
        case = drawn(cast, category)
        judge(case, cast.qian, verdict, "So it seems.")
        if at < returned:
            return_to_desk(case, cast.qian, "Look again.")
            case.sample = 99
            dismiss(case, cast.wei, AGREED, "No.", "No.")
        else:
            confirm(case, cast.qian)


def rates() -> dict[str, tuple[int | None, int | None, int | None, int | None]]:
    def figures(row: SampleRow) -> tuple[int | None, int | None, int | None, int | None]:
        return row.agreed, row.verdicts, row.returned, row.answered

    return {row.category.code: figures(row) for row in sample_rows()}


def test_agreed_is_the_outcome_that_was_proposed_and_overturned_what_was_returned(context: Flask) -> None:
    with transaction():
        answered(the_cast(), AGREED, AGREED, AGREED, OTHERWISE, OTHERWISE, returned=1)
    assert rates() == {"B02": (60, 5, 20, 5)}


def test_of_fewer_than_five_nothing_is_told_but_that_there_are_some(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        answered(cast, *[AGREED] * (LEAST - 1))
        answered(cast, *[AGREED] * LEAST, category="B08")
    assert rates() == {"B02": (None, None, None, None), "B08": (100, LEAST, 0, LEAST)}
    assert share(LEAST, LEAST) == 100
    assert share(LEAST - 1, LEAST - 1) is None


def test_what_still_waits_counts_for_nothing_and_what_is_long_ago_no_more(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        judge(drawn(cast), cast.qian, AGREED, "So it seems.")
        assert rates() == {}
        answered(cast, *[AGREED] * LEAST, category="B08")
        assert set(rates()) == {"B08"}
        clock.turn(days=LOOKED_BACK.days + 1)
        assert rates() == {}


def test_two_verdicts_on_one_case_are_two_and_the_case_is_one(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        answered(cast, *[AGREED] * (LEAST - 1))
        case = drawn(cast)
        judge(case, cast.wu, OTHERWISE, "So it seems.")
        judge(case, cast.qian, AGREED, "So it seems.")
        confirm(case, cast.qian)
    assert rates() == {"B02": (83, LEAST + 1, 0, LEAST)}


def test_who_leads_an_agency_reads_them_and_no_platform_does(cast: Flask, browsers: Browsers) -> None:
    with cast.app_context(), transaction():
        answered(the_seeded_cast(), *[AGREED] * LEAST, OTHERWISE, returned=2)
    text = browsers("qian").get(PAGE, headers=ENGLISH).text
    assert "83% of 6" in text
    assert "33% of 6" in text
    assert "How the sample turned out" not in browsers("qian").get("/verification", headers=ENGLISH).text
    assert browsers("wei").get(PAGE).status_code == 403
    assert "How the sample turned out" not in browsers("wei").get("/verification", headers=ENGLISH).text


def test_ten_cases_cost_the_page_as_many_queries_as_five(cast: Flask, browsers: Browsers) -> None:
    qian = browsers("qian")
    with cast.app_context(), transaction():
        answered(the_seeded_cast(), *[AGREED] * LEAST)
    qian.get(PAGE)
    with_five = selects(cast, qian, PAGE)
    with cast.app_context(), transaction():
        answered(the_seeded_cast(), *[AGREED] * LEAST, category="B08")
    assert selects(cast, qian, PAGE) == with_five
