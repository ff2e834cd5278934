"""The desk in a real browser: by keyboard, with a lost connection, with words half written."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, ViewportSize, expect

from portal.domain.status import Status
from tests.browser.test_publishing import WCAG
from tests.people import seed, signed_in_browser
from tests.verification.desk import case_now, do, tip

DESK: ViewportSize = {"width": 1280, "height": 800}
with_scripts = pytest.mark.parametrize("scripts_run", [True], ids=["with JavaScript"], indirect=True)


@pytest.fixture
def numbers(app: Flask) -> list[str]:
    seed(app)
    return [tip(app, f"https://xingyun.example/v/{number}") for number in (1, 2, 3)]


@pytest.fixture
def wei(app: Flask, browser: Browser, live_server: str, numbers: list[str], scripts_run: bool) -> Page:
    """Wei's browser at a desk, signed in."""
    session = signed_in_browser(app, "wei").get_cookie("session")
    assert session is not None
    context = browser.new_context(base_url=live_server, viewport=DESK, java_script_enabled=scripts_run, locale="zh-CN")
    context.add_cookies([{"name": "session", "value": session.value, "url": live_server}])
    return context.new_page()


def accept(app: Flask, number: str) -> None:
    """Wei takes the case up in another browser."""
    assert do(signed_in_browser(app, "wei"), number, "acceptance").status_code == 303


@with_scripts
def test_a_case_is_dealt_with_by_keyboard_alone(wei: Page, numbers: list[str]) -> None:
    press = wei.keyboard.press
    wei.goto("/verification")
    for key in ("j", "j", "x"):
        press(key)
    expect(wei.locator(".is-here input")).to_be_checked()
    press("k")
    first = wei.locator(".is-here a").inner_text()
    press("Enter")
    expect(wei.get_by_role("heading", level=1)).to_contain_text(first)
    press("a")
    press("Enter")
    expect(wei.locator('[data-key="d"]')).to_be_visible()
    press("d")
    wei.locator("[name=outcome]").first.check()
    wei.locator("#ground").fill("视频标明是讽刺作品。")
    wei.locator("#opinion").fill("adjk?/")  # keys do nothing in a field
    press("Control+Shift+Enter")
    expect(wei.get_by_role("heading", level=1)).to_contain_text("AJ-")
    assert first not in wei.get_by_role("heading", level=1).inner_text()
    press("u")
    expect(wei.locator(".queue__row")).to_have_count(2)


@with_scripts
def test_one_key_takes_no_step_that_cannot_be_taken_back(app: Flask, wei: Page, numbers: list[str]) -> None:
    wei.goto(f"/verification/{numbers[0]}")
    wei.keyboard.press("a")
    expect(wei.locator("#ask-a")).to_contain_text("无法撤回")
    assert Axe().run(wei, options=WCAG).response["violations"] == []
    wei.keyboard.press("Escape")
    wei.keyboard.press("Control+k")
    expect(wei.locator("#palette-list li").first).to_have_text("受理a")  # what this page can do, before other desks
    wei.keyboard.type("受理")
    expect(wei.locator("#palette-list li")).to_have_text(["受理a", "不予受理n"])
    wei.keyboard.press("Enter")
    expect(wei.locator("#ask-a")).to_be_visible()
    wei.keyboard.press("Escape")
    assert case_now(app, numbers[0]).status is Status.SUBMITTED
    wei.locator('[data-key="a"]').click()
    expect(wei.locator('[data-key="d"]')).to_be_visible()
    assert case_now(app, numbers[0]).status is Status.VERIFYING


@with_scripts
def test_the_sheet_and_the_palette_open_and_find(wei: Page, numbers: list[str]) -> None:
    wei.goto("/verification")
    wei.keyboard.press("?")
    expect(wei.locator("#keys-help")).to_be_visible()
    assert Axe().run(wei, options=WCAG).response["violations"] == []
    wei.keyboard.press("Escape")
    wei.keyboard.press("Control+k")
    wei.keyboard.type("v/2")
    expect(wei.locator("#palette-list li")).to_have_count(1, timeout=20_000)
    assert Axe().run(wei, options=WCAG).response["violations"] == []
    wei.keyboard.press("Enter")
    expect(wei.get_by_role("heading", level=1)).to_contain_text(numbers[1])


@with_scripts
def test_turned_off_keys_do_nothing(wei: Page, numbers: list[str]) -> None:
    wei.goto("/verification")
    wei.keyboard.press("?")
    wei.locator("#keys-help button[name=keys]").click()
    wei.keyboard.press("j")
    expect(wei.locator(".is-here")).to_have_count(0)
    wei.keyboard.press("?")
    expect(wei.locator("#keys-help")).to_be_hidden()


@with_scripts
def test_words_half_written_come_back_and_leaving_asks(wei: Page, numbers: list[str]) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    wei.on("dialog", leave)
    wei.goto(f"/verification/{numbers[0]}/message")
    wei.locator("#body").fill("还在写")
    wei.locator("#reading button[name=language]").click()
    expect(wei.locator("#body")).to_have_value("还在写")
    assert asked == [], "the switch of language comes back to the same page"
    wei.reload()
    expect(wei.locator("#body")).to_have_value("还在写")
    expect(wei.locator("[data-draft-note]")).to_be_visible()
    assert asked == ["beforeunload"]
    expect(wei.locator("#tip")).to_have_value("A")  # the only one
    wei.locator(".send-bar button").first.click()
    wei.wait_for_url(f"**/verification/{numbers[0]}")
    wei.goto(f"/verification/{numbers[0]}/message")
    expect(wei.locator("#body")).to_have_value("")


@with_scripts
def test_a_lost_connection_is_said_and_so_is_its_return(wei: Page, numbers: list[str]) -> None:
    wei.goto(f"/verification/{numbers[0]}/message")
    expect(wei.locator("#tip")).to_have_value("A")  # the only one
    wei.locator("#body").fill("请补充。")
    wei.context.set_offline(True)
    expect(wei.locator("#connection")).to_contain_text("网络已断开")
    wei.keyboard.press("Control+Enter")
    expect(wei.locator("#body")).to_have_value("请补充。")
    wei.context.set_offline(False)
    expect(wei.locator("#connection")).to_contain_text("网络已恢复")


@with_scripts
def test_new_cases_are_told_and_move_nothing(app: Flask, wei: Page, numbers: list[str]) -> None:
    wei.goto("/verification")
    before = wei.locator(".queue").inner_text()
    tip(app, "https://xingyun.example/v/4")
    wei.evaluate("dispatchEvent(new Event('desk:ask'))")
    expect(wei.locator("#main .news")).to_contain_text("1")
    assert wei.locator(".queue").inner_text() == before
    wei.locator("#main .news a").click()
    expect(wei.locator(".queue__row")).to_have_count(4)


def test_every_verb_and_every_filter_works_with_and_without_a_script(wei: Page, numbers: list[str]) -> None:
    wei.goto("/verification")
    wei.locator(".queue__row input").first.check()
    wei.locator("main form button.govuk-button--secondary").last.click()
    wei.locator("details.fold").first.locator("summary").click()
    wei.locator("#claimed").select_option("me")
    wei.locator("details.fold form button").first.click()
    expect(wei.locator(".queue__row")).to_have_count(1)
    wei.locator(".chip").click()
    expect(wei.locator(".queue__row")).to_have_count(3)


@with_scripts
def test_no_page_of_the_desk_breaks_a_rule_of_accessibility_or_a_phones_width(wei: Page, numbers: list[str]) -> None:
    pages = ["", "?priority=P0", f"/{numbers[0]}", f"/{numbers[0]}/refusal", f"/{numbers[0]}/hand-over"]
    for scheme in ("light", "dark"):
        wei.emulate_media(color_scheme=scheme)
        for path in pages:
            wei.set_viewport_size(DESK)
            wei.goto(f"/verification{path}")
            assert Axe().run(wei, options=WCAG).response["violations"] == [], (scheme, path)
            wei.set_viewport_size({"width": 360, "height": 740})
            assert wei.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_who_signs_is_told_while_measures_are_chosen(
    app: Flask, wei: Page, numbers: list[str], scripts_run: bool
) -> None:
    accept(app, numbers[0])
    wei.goto(f"/verification/{numbers[0]}/referral")
    told, button = wei.locator("#signers"), wei.locator("[name=foretell]")
    expect(told).not_to_contain_text("网信办")
    wei.locator("#opinion").fill("看过视频。")
    wei.locator("#measures-0-code").select_option("M11")
    if scripts_run:
        expect(button).to_be_hidden()
        assert Axe().run(wei, options=WCAG).response["violations"] == []
    else:
        button.click()
        expect(wei.locator("#opinion")).to_have_value("看过视频。")
    expect(told).to_contain_text("网信办")
    assert case_now(app, numbers[0]).status is Status.VERIFYING, "nothing is sent by looking"


@with_scripts
def test_where_nothing_is_heard_of_who_signs_the_button_comes_back(app: Flask, wei: Page, numbers: list[str]) -> None:
    accept(app, numbers[0])
    wei.goto(f"/verification/{numbers[0]}/referral")
    expect(wei.locator("[name=foretell]")).to_be_hidden()
    wei.context.set_offline(True)
    wei.locator("#measures-0-code").select_option("M11")
    expect(wei.locator("[name=foretell]")).to_be_visible()


@with_scripts
def test_a_draft_opens_the_fold_that_it_fills(app: Flask, wei: Page, numbers: list[str]) -> None:
    accept(app, numbers[0])
    wei.on("dialog", lambda dialog: dialog.accept())
    wei.goto(f"/verification/{numbers[0]}/referral")
    expect(wei.locator("#measures-2-code")).to_be_hidden()
    wei.locator("#proposed summary").click()
    wei.locator("#measures-2-code").select_option("M11")
    wei.reload()
    expect(wei.locator("#measures-2-code")).to_be_visible()
    expect(wei.locator("#signers")).to_contain_text("网信办")


@with_scripts
def test_the_keys_that_send_a_form_keep_a_note(app: Flask, wei: Page, numbers: list[str]) -> None:
    accept(app, numbers[0])
    wei.goto(f"/verification/{numbers[0]}")
    wei.locator("details:has(#body) summary").click()
    wei.locator("#body").fill("同事请看第二段。")
    wei.keyboard.press("Control+Enter")
    expect(wei.locator("#notes")).to_contain_text("同事请看第二段。")
