"""A tip that names several things: a line for each, the rest folded, and all of it on paper."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.extensions import db
from portal.records.people import User
from portal.records.tips import TipCase
from tests.browser.test_flagging import begin, cast
from tests.intake.desks import at_desk, write

__all__ = ["cast"]
with_scripts = pytest.mark.parametrize("scripts_run", [True], ids=[""], indirect=True)
NAMED = ("https://xingyun.example/v/1", "https://xingyun.example/v/2", "https://xingyun.example/v/3")


def send_three(page: Page) -> str:
    """A tip that names three things; its query code."""
    page.goto("/flag")
    begin(page)
    for number, address in enumerate(NAMED):
        if number:
            page.get_by_role("button", name="再加一个").click()
        page.locator(f"#targets-{number}-entered").fill(address)
    page.locator("#step-2").get_by_role("link", name="继续").click()
    page.get_by_role("button", name="核对我填写的内容").click()
    page.get_by_label("据我所知，以上内容属实。").check()
    page.get_by_role("button", name="提交", exact=True).click()
    return page.locator(".receipt__code").inner_text()


def follow(page: Page, code: str) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/follow")
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查看我的线索").click()


def open_ones(page: Page) -> list[int]:
    """Which targets are unfolded, by their place."""
    return [at for at, one in enumerate(page.locator(".tip-target").all()) if one.get_attribute("open") is not None]


def write_about(position: int, words: str) -> None:
    """Wei writes to the reporter about the thing named there."""
    row = db.session.scalars(select(TipCase).where(TipCase.position == position)).one()
    wei = db.session.scalars(select(User).where(User.email.startswith("wei"))).one()
    write(row.case, wei.to_actor(), words)


def test_each_thing_has_its_line_and_the_first_is_unfolded(browser_page: Page) -> None:
    page = browser_page
    follow(page, send_three(page))
    heads = page.locator(".tip-target summary.tip-target__head")
    expect(heads).to_have_count(3)
    for head, named in zip(heads.all(), NAMED, strict=True):
        expect(head).to_contain_text(named)
        expect(head).to_contain_text("已收到")
        expect(head).to_contain_text("最迟")
    assert open_ones(page) == [0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    heads.nth(2).click()
    expect(page.locator(".tip-target").nth(2).locator("ol.steps")).to_be_visible()


@with_scripts
def test_what_has_news_is_unfolded_instead_and_says_so_in_its_line(app: Flask, browser_page: Page) -> None:
    code = send_three(browser_page)
    at_desk(app, lambda: write_about(1, "请问是哪一分钟？"))
    follow(browser_page, code)
    assert open_ones(browser_page) == [1]
    expect(browser_page.locator(".tip-target summary.tip-target__head").nth(1)).to_contain_text("新")


@with_scripts
def test_on_paper_everything_stands_unfolded(browser_page: Page) -> None:
    page = browser_page
    follow(page, send_three(page))
    history = page.locator(".tip-target").nth(2).locator("ol.timeline")
    expect(history).to_be_hidden()
    page.emulate_media(media="print")
    assert history.evaluate("one => one.getBoundingClientRect().height") > 20
