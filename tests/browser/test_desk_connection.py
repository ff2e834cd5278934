"""A colleague whose connection breaks, or whose session ends, while words are on their way."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Page, expect

from portal.records.messages import Message
from tests.browser.losing import cut, how_many, press_and_lose, take_and_cut
from tests.browser.test_desk import numbers, wei, with_scripts

__all__ = ["numbers", "wei"]  # fixtures
WORDS = "请补充视频的时间。"


def message_to(wei: Page, number: str) -> str:
    """Wei writes to a reporter; the address of the form."""
    address = f"/verification/{number}/message"
    wei.goto(address)
    wei.locator("#body").fill(WORDS)
    return address


@with_scripts
def test_words_of_the_desk_that_did_not_arrive_are_there_wherever_one_goes_first(
    app: Flask, wei: Page, numbers: list[str]
) -> None:
    address = message_to(wei, numbers[0])
    press_and_lose(wei, f"**{address}", cut, ".send-bar button")
    wei.goto("/desk")
    wei.goto(address)
    expect(wei.locator("#body")).to_have_value(WORDS)
    assert how_many(app, Message) == 0


@with_scripts
def test_words_of_the_desk_that_arrived_unseen_arrive_once_and_others_anew(
    app: Flask, wei: Page, numbers: list[str]
) -> None:
    address = message_to(wei, numbers[0])
    press_and_lose(wei, f"**{address}", take_and_cut, ".send-bar button")
    wei.goto(address)
    expect(wei.locator("#body")).to_have_value(WORDS)
    wei.locator(".send-bar button").first.click()
    wei.wait_for_url(f"**/verification/{numbers[0]}")
    assert how_many(app, Message) == 1
    address = message_to(wei, numbers[0])
    press_and_lose(wei, f"**{address}", take_and_cut, ".send-bar button")
    wei.goto(address)
    wei.locator("#body").press_sequentially("谢谢")
    wei.locator(".send-bar button").first.click()
    wei.wait_for_url(f"**/verification/{numbers[0]}")
    assert how_many(app, Message) == 3


@with_scripts
def test_words_of_the_desk_outlive_a_session_that_ended(wei: Page, numbers: list[str]) -> None:
    address = message_to(wei, numbers[0])
    session = wei.context.cookies()
    wei.context.clear_cookies()
    wei.locator(".send-bar button").first.click()
    expect(wei.get_by_role("heading", level=1)).not_to_contain_text("AJ-")
    wei.context.add_cookies([{"name": one["name"], "value": one["value"], "url": wei.url} for one in session])
    wei.goto("/desk")
    wei.goto(address)
    expect(wei.locator("#body")).to_have_value(WORDS)


def test_control_without_its_key_the_same_words_arrive_twice(app: Flask, wei: Page, numbers: list[str]) -> None:
    for _time in range(2):
        message_to(wei, numbers[0])
        wei.locator(".send-bar button").first.click()
        wei.wait_for_url(f"**/verification/{numbers[0]}")
    assert how_many(app, Message) == 2
