"""What is answered where something went wrong: seen in every way, as every other page is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.config import Settings
from tests.browser.conftest import PHONE
from tests.browser.everybody import LANGUAGES, opened, peopled, served
from tests.browser.looking import faults
from tests.matrix.world import World
from tests.verification.desk import do

pytestmark = pytest.mark.slow
SEND = "main form button.govuk-button[type=submit]"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with peopled(tmp_path_factory.mktemp("answers")) as standing:
        yield standing


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with served(world) as place:
        yield place


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """For the one test that has a portal of its own."""
    return replace(settings, limits=True)


def nothing_there(page: Page, world: World) -> int:
    return opens(page, "/nothing-here")


def not_open_to_a_verifier(page: Page, world: World) -> int:
    return opens(page, "/administration/people")


def an_unknown_code(page: Page, world: World) -> int:
    page.goto("/follow")
    page.fill("[name=query_code]", "00000-00000-00000-00000-00000")
    return sends(page)


def a_visit_that_ended(page: Page, world: World) -> int:
    return opens(page, "/follow/tip")


def a_form_of_a_session_that_ended(page: Page, world: World) -> int:
    page.goto("/flag#step-3")
    page.context.clear_cookies(name="session")
    return sends(page)


def a_desk_of_a_session_that_ended(page: Page, world: World) -> int:
    page.goto(f"/verification/{world.subjects['checked at A'].number}/dismissal")
    page.context.clear_cookies(name="session")
    return sends(page)


def a_wrong_password(page: Page, world: World) -> int:
    page.goto("/sign-in")
    return sends(page)


def a_reason_left_out(page: Page, world: World) -> int:
    page.goto(f"/verification/{world.subjects['checked at A'].number}/dismissal")
    return sends(page)


def a_referral_left_empty(page: Page, world: World) -> int:
    page.goto(f"/verification/{world.subjects['checked at A'].number}/referral")
    return sends(page)


def a_bulletin_left_empty(page: Page, world: World) -> int:
    page.goto("/publicity/drafts/new")
    return sends(page)


def an_invitation_left_empty(page: Page, world: World) -> int:
    page.goto("/administration/organizations/bailu/invitation")
    return sends(page)


def a_case_that_a_colleague_changed(page: Page, world: World) -> int:
    number = world.subjects["checked at A"].number
    page.goto(f"/verification/{number}/message")
    page.fill("[name=body]", "您好。")
    do(world.browser("wei"), number, "category", category="B01", priority="P1", reason=page.url)
    do(world.browser("wei"), number, "category", category="B02", priority="P1", reason=page.url)
    return sends(page)


def opens(page: Page, path: str) -> int:
    """Go there; the status of the answer."""
    answer = page.goto(path)
    assert answer is not None
    return int(answer.status)


def sends(page: Page) -> int:
    """Press the button of the page's form; the status of the answer."""
    with page.expect_navigation() as answer:
        page.locator(SEND).last.click()
    assert answer.value is not None
    return int(answer.value.status)


Answer = Callable[[Page, World], int]
ANSWERS: Mapping[Answer, tuple[str, int]] = {
    nothing_there: ("anyone", 404),
    not_open_to_a_verifier: ("wei", 403),
    an_unknown_code: ("anyone", 422),
    a_visit_that_ended: ("anyone", 200),
    a_form_of_a_session_that_ended: ("anyone", 400),
    a_desk_of_a_session_that_ended: ("wei", 400),
    a_wrong_password: ("anyone", 422),
    a_reason_left_out: ("wei", 422),
    a_referral_left_empty: ("wei", 422),
    a_bulletin_left_empty: ("sun", 422),
    an_invitation_left_empty: ("ma", 422),
    a_case_that_a_colleague_changed: ("wei", 409),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_to_what_went_wrong_breaks_a_rule(
    browser: Browser, world: World, address: str, language: str
) -> None:
    found, statuses = [], {}
    for answer, (person, _status) in ANSWERS.items():
        context = opened(browser, world, address, person, language, PHONE)
        page = context.new_page()
        page.set_default_timeout(8000)
        statuses[answer.__name__] = answer(page, world)
        found += [f"{answer.__name__}: {fault}" for fault in faults(page)]
        context.close()
    assert statuses == {answer.__name__: status for answer, (_person, status) in ANSWERS.items()}
    assert found == []


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=[""])
def test_an_address_that_asks_too_much_is_told_so_on_a_page_like_any_other(browser_page: Page) -> None:
    page = browser_page
    page.goto("/follow")
    token = page.locator("main [name=csrf_token]").get_attribute("value") or ""
    for _try in range(30):
        page.request.post("/follow", form={"csrf_token": token, "query_code": "0"})
    page.fill("[name=query_code]", "0")
    assert sends(page) == 429
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert faults(page) == []
