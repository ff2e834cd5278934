"""A reason is begun with a template, with and without scripts."""

from flask import Flask
from playwright.sync_api import Page, expect

from portal.demo.reason_templates import add_reason_templates
from portal.web.transaction import transaction
from tests.browser.test_desk import numbers, wei, with_scripts

__all__ = ["numbers", "wei"]  # fixtures


def begun(app: Flask, wei: Page, numbers: list[str]) -> None:
    with app.app_context(), transaction():
        add_reason_templates()
    wei.goto(f"/verification/{numbers[0]}/refusal")
    wei.locator("#opinion").fill("看过页面。")
    wei.locator("#ground").fill("您好。")
    wei.locator("#template").select_option(label="与人工智能无关")
    wei.get_by_role("button", name="填入").click()


def test_a_text_is_put_below_what_was_typed(app: Flask, wei: Page, numbers: list[str]) -> None:
    begun(app, wei, numbers)
    expect(wei.locator("#ground")).to_have_value(
        "您好。\n您反映的问题不涉及人工智能的使用，不属于本平台受理范围。您可以向……反映。"
    )
    expect(wei.locator("#opinion")).to_have_value("看过页面。")


@with_scripts
def test_with_scripts_the_page_stays_and_enter_sends_the_form(app: Flask, wei: Page, numbers: list[str]) -> None:
    begun(app, wei, numbers)
    assert wei.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"
    assert wei.evaluate("document.activeElement.id") == "ground"
    wei.locator("[name=outcome]").first.check()
    wei.keyboard.press("Enter")

    expect(wei.locator("main")).to_contain_text("不予受理 →")
