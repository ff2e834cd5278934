"""One tip in a real browser, from a phone to a public bulletin: five people, three organizations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from portal.accounts.second_factor import code_at, present_step
from portal.data.registry import shipped_registry
from portal.demo.cast import PARTS, PASSWORD
from portal.records.registry import add_missing
from portal.web.transaction import transaction
from tests.people import seed

APP = "https://apps.lanhai.example/app/com.doctor.fake"
DESK: ViewportSize = {"width": 1280, "height": 800}

People = Callable[[str], Page]


@pytest.fixture
def cast(app: Flask) -> Flask:
    seed(app)
    with app.app_context(), transaction():
        add_missing(shipped_registry(demo=True))
    return app


@pytest.fixture
def colleagues(cast: Flask, browser: Browser, live_server: str, scripts_run: bool) -> Iterator[People]:
    """A colleague's own browser at a desk, signed in by the form."""
    contexts = []

    def arrive(word: str) -> Page:
        context = browser.new_context(
            base_url=live_server, viewport=DESK, java_script_enabled=scripts_run, locale="zh-CN"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("[name=email]", PARTS[word].email)
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=code]", code_at(PARTS[word].seed, present_step()))
        page.locator("main button[type=submit]").first.click()
        expect(page.locator(".desk-identity")).to_contain_text(PARTS[word].name)
        return page

    yield arrive
    for context in contexts:
        context.close()


def flag(page: Page) -> str:
    """Lin fills the four screens on a phone; the query code of the receipt."""
    page.set_default_timeout(8000)
    page.goto("/flag")
    page.locator("[name=category][value=B04]").check()
    page.fill("textarea[name=description]", "直播间用AI换脸冒充医生卖药。")
    page.locator("#step-1 a[href='#step-2']").click()
    page.locator("[name$=entered]").first.fill(f"复制打开看看 {APP}?utm_source=share")
    page.locator("#step-2 a[href='#step-3']").click()
    page.locator("#step-3 button.govuk-button[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对并提交")
    expect(page.locator("main")).to_contain_text("直播间用AI换脸冒充医生卖药。")
    page.locator("[name=truthful]").check()
    page.locator("#send button.govuk-button").click()
    code = page.locator(".receipt__code").inner_text()
    assert re.fullmatch(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}", code)
    assert code not in page.url
    return code


def outcome_on_the_status_page(page: Page, code: str) -> str:
    """What Lin reads with the code, typed carelessly."""
    page.goto("/follow")
    page.fill("[name=query_code]", code.lower().replace("-", " "))
    page.locator("main button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/follow/tip$"))
    return page.locator("main").inner_text()


def press(page: Page, endpoint: str, **typed: str) -> None:
    """Fill the form that goes to an address ending in `endpoint`, and send it."""
    form = page.locator(f"form[action$='/{endpoint}']")
    details = page.locator("details:not([open])", has=form)
    if details.count():
        details.first.locator("summary").click()
    for name, value in typed.items():
        control = form.locator(f"[name='{name}']").first
        if control.evaluate("field => field.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    form.locator("button[type=submit]:not([name=then])").last.click()


def refer(page: Page, number: str, measure: str) -> None:
    """The desk's finding and one measure, put before the agencies."""
    page.goto(f"/verification/{number}/referral")
    page.fill("[name=opinion]", "核对了应用页面和开发者。")
    page.fill("[name=public_ground]", "以生成画面冒充医生。")
    page.fill("[name=evidence]", "2026-11-22 页面存证")
    page.locator("[name=measures-0-code]").select_option(measure)
    page.locator("main form button[type=submit]:not([name=then])").last.click()
    expect(page).to_have_url(re.compile(f"/verification/{number}$"))


def sign(page: Page, number: str) -> None:
    """An agency finds the case in its list, reads it and signs."""
    page.goto("/disposal")
    page.locator("main a", has_text=number).click()
    expect(page.locator("main")).to_contain_text("M31")
    press(page, "approval")
    expect(page.locator(".notice").first).to_contain_text("已会签")


def carry_out_everything(page: Page) -> int:
    """Answer every open task of the own organization; how many there were."""
    answered = 0
    page.goto("/disposal/tasks")
    while page.locator("main table a").count():
        with page.expect_navigation():  # else this one is taken for the answer to the receipt
            page.locator("main table a").first.click()
        quantities = {"quantity_products": "1"} if page.locator("[name=quantity_products]").count() else {}
        with page.expect_navigation():  # else the list may be asked for before the receipt is in
            press(page, "receipt", proof="应用页面已下架，地址返回不存在。", **quantities)
        answered += 1
        page.goto("/disposal/tasks")
    return answered


def publish(page: Page, number: str) -> str:
    """Sun writes a bulletin about the case and publishes it; its public address."""
    page.goto("/publicity/drafts/new")
    page.locator("[name=kind]").first.check()
    page.fill("[name=title_zh]", "冒充医生的AI应用被联合处置")
    page.fill("[name=body_zh]", "该应用以生成的画面冒充医生，已下架。")
    page.fill("[name=case_numbers]", number)
    page.locator("form.writing button[type=submit]").click()
    page.locator("main a[href$='/publication']").click()
    press(page, "publication")
    address = page.get_by_role("link", name="查看公开页面").get_attribute("href")
    assert address is not None
    return address


def test_a_tip_goes_from_a_phone_to_a_public_bulletin(browser_page: Page, colleagues: People) -> None:
    code = flag(browser_page)
    assert "已收到" in outcome_on_the_status_page(browser_page, code)

    lan = colleagues("lan")
    lan.goto("/verification")
    lan.locator("main a", has_text=re.compile("^AJ-")).first.click()
    expect(lan.locator("main")).to_contain_text("直播间用AI换脸冒充医生卖药。")
    number = lan.url.rsplit("/", 1)[-1]
    press(lan, "acceptance")
    refer(lan, number, "M31")

    qian = colleagues("qian")
    sign(qian, number)
    sign(colleagues("zhou"), number)
    assert carry_out_everything(lan) == 2  # the evidence is kept, the app is delisted
    qian.goto(f"/disposal/{number}")
    press(qian, "conclusion", outcome="substantiated", reason="以生成画面冒充医生，应用已下架。")

    read = outcome_on_the_status_page(browser_page, code)
    assert "属实" in read
    assert "以生成画面冒充医生，应用已下架。" in read
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 360

    bulletin = publish(colleagues("sun"), number)
    browser_page.goto("/bulletins")
    browser_page.get_by_role("link", name="冒充医生的AI应用被联合处置").click()
    expect(browser_page).to_have_url(re.compile(f"{bulletin}$"))
    expect(browser_page.locator("main")).to_contain_text("已下架")
    assert code not in browser_page.content()
