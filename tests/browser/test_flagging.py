"""A citizen on a phone, with JavaScript and without: from the form to the status page."""

import re

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select

from portal.extensions import db
from portal.records.tips import Tip, TipCase
from portal.web.transaction import transaction
from tests.factories import the_cast
from tests.incidents import SAMPLE, deployers, told
from tests.records.files import PNG


@pytest.fixture(autouse=True)
def cast(app: Flask) -> None:
    with app.app_context(), transaction():
        the_cast()


def fill_in(
    page: Page,
    category: str = "B02",
    words: str = "有人用 AI 换脸冒充张医生卖药。",
    target: str = "https://xingyun.example/v/778",
) -> None:
    """The three screens, left for the check page."""
    page.goto("/flag")
    page.locator(f"[name=category][value={category}]").check()
    page.get_by_label("发生了什么？").fill(words)
    page.locator("#step-1").get_by_role("link", name="继续").click()
    page.get_by_label("链接、分享口令、电话号码或名称").fill(target)
    page.locator("#step-2").get_by_role("link", name="继续").click()
    page.get_by_role("button", name="核对我填写的内容").click()


def begin(page: Page, category: str = "B02") -> None:
    """The first screen answered, and left."""
    page.locator(f"[name=category][value={category}]").check()
    page.locator("#description").fill("有人用 AI 换脸冒充张医生卖药。")
    page.locator("#step-1").get_by_role("link", name="继续").click()


def test_a_tip_goes_from_the_form_to_the_status_page(browser_page: Page) -> None:
    fill_in(browser_page)
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("核对并提交")
    browser_page.get_by_label("据我所知，以上内容属实。").check()
    browser_page.get_by_role("button", name="提交", exact=True).click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("已收到您的线索")
    code = browser_page.locator(".receipt__code").inner_text()
    browser_page.get_by_label("我已经保存好查询码").check()
    browser_page.get_by_role("button", name="查询进度").click()
    browser_page.get_by_label("查询码").fill(code.lower())
    browser_page.get_by_role("button", name="查看我的线索").click()
    expect(browser_page.locator("[aria-current=step]")).to_contain_text("已收到")
    assert code not in browser_page.url
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 360


def test_one_screen_is_shown_at_a_time_and_back_goes_back_one(browser_page: Page) -> None:
    browser_page.goto("/flag")
    shown = [browser_page.locator(f"#step-{n}").is_visible() for n in (1, 2, 3)]
    assert shown == [True, False, False]
    begin(browser_page)
    expect(browser_page.locator("#step-2")).to_be_visible()
    expect(browser_page.locator("#step-1")).to_be_hidden()
    browser_page.go_back()
    expect(browser_page.locator("#step-1")).to_be_visible()
    expect(browser_page.locator("#description")).to_have_value("有人用 AI 换脸冒充张医生卖药。")


def test_the_browsers_back_from_the_check_page_brings_the_form_as_it_was(browser_page: Page) -> None:
    fill_in(browser_page)
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("核对并提交")
    browser_page.go_back()
    expect(browser_page.locator("#description")).to_have_value("有人用 AI 换脸冒充张医生卖药。")
    expect(browser_page.locator("#targets-0-entered")).to_have_value("https://xingyun.example/v/778")


def test_an_error_opens_its_screen_and_its_link_leads_to_the_field(browser_page: Page) -> None:
    browser_page.goto("/flag")
    browser_page.get_by_label("AI 假冒他人").check()
    browser_page.locator("#description").fill("只有描述")
    browser_page.goto(browser_page.url.split("#")[0] + "#step-3")
    browser_page.get_by_role("button", name="核对我填写的内容").click()
    expect(browser_page.locator("#step-2")).to_be_visible()
    browser_page.locator(".govuk-error-summary a").click()
    expect(browser_page.locator("#unknown_where")).to_be_in_viewport()


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=["with JavaScript"])
def test_a_screen_asks_for_what_is_missing_before_it_is_left(browser_page: Page) -> None:
    browser_page.goto("/flag")
    onward = browser_page.locator("#step-1").get_by_role("link", name="继续")
    onward.click()
    missing = browser_page.locator("[data-asked]")
    expect(missing.first).to_have_text("请选择举报的是什么。拿不准时，请选“其他 / 不确定”。")
    expect(browser_page.locator("#category")).to_be_focused()
    browser_page.locator("#category").check()
    expect(missing).to_have_count(1)
    onward.click()
    expect(browser_page.locator("#description")).to_be_focused()
    begin(browser_page)
    browser_page.locator("#step-2").get_by_role("link", name="继续").click()
    expect(browser_page.locator("#step-3")).to_be_hidden()
    browser_page.locator("#step-2").get_by_role("link", name="返回").click()
    expect(browser_page.locator("#step-1")).to_be_visible()


def test_an_intimate_picture_need_not_be_sent_and_the_form_says_who_would_see_it(browser_page: Page) -> None:
    browser_page.goto("/flag#step-3")
    expect(browser_page.get_by_text("原文件比截图更有用。")).to_be_visible()
    expect(browser_page.get_by_text("不需要上传这张图片。")).to_be_hidden()
    browser_page.goto("/flag#step-1")
    browser_page.locator('[name=urgency][value="intimate_image"]').check()
    begin(browser_page)
    browser_page.locator("#unknown_where").check()
    browser_page.locator("#step-2").get_by_role("link", name="继续").click()
    expect(browser_page.get_by_text("不需要上传这张图片。")).to_be_visible()
    expect(browser_page.get_by_text("原文件比截图更有用。")).to_be_hidden()
    expect(browser_page.locator(".files .seen-by")).to_contain_text("平台只能看到文件的类型和大小")


@pytest.mark.parametrize("answers", ["what it is about", "what happened", "where"])
def test_in_large_type_an_error_opens_the_one_screen_it_stands_on(browser_page: Page, answers: str) -> None:
    browser_page.goto("/flag")
    browser_page.get_by_role("button", name="长辈版").click()
    expect(browser_page.get_by_text("第 1 步，共 8 步")).to_be_visible()
    browser_page.wait_for_load_state()  # its scripts have run: they tell one screen from the next
    category, description = browser_page.locator("[name=category][value=B02]"), browser_page.locator("#description")
    if answers != "what it is about":
        browser_page.goto("/flag#step-1b")
        expect(browser_page.locator("#step-1b")).to_be_visible()
        category.check()
    if answers == "where":
        browser_page.goto("/flag#step-1c")
        description.fill("有人用 AI 换脸冒充张医生卖药。")
    browser_page.goto("/flag#step-3c")
    browser_page.get_by_role("button", name="核对我填写的内容").click()
    screen = {"what it is about": "#step-1b", "what happened": "#step-1c", "where": "#step-2"}[answers]
    expect(browser_page.locator(screen)).to_be_visible()
    expect(browser_page.locator("#step-1")).to_be_hidden()


def test_one_more_thing_is_named_and_nothing_is_lost(browser_page: Page) -> None:
    browser_page.goto("/flag")
    begin(browser_page)
    browser_page.locator("#targets-0-entered").fill("https://xingyun.example/v/1")
    browser_page.get_by_role("button", name="再加一个").click()
    expect(browser_page.locator("#targets-1-entered")).to_be_visible()
    expect(browser_page.locator("#targets-0-entered")).to_have_value("https://xingyun.example/v/1")
    expect(browser_page.locator("#description")).to_have_value("有人用 AI 换脸冒充张医生卖药。")


def test_a_thing_named_too_much_is_taken_away_and_nothing_else_is_lost(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    begin(page)
    for number in range(3):
        if number:
            page.get_by_role("button", name="再加一个").click()
        page.locator(f"#targets-{number}-entered").fill(f"https://xingyun.example/v/{number}")
    page.get_by_role("button", name="删除 举报对象 2").click()
    expect(page.locator(".target-row")).to_have_count(2)
    expect(page.locator("#targets-0-entered")).to_have_value("https://xingyun.example/v/0")
    expect(page.locator("#targets-1-entered")).to_have_value("https://xingyun.example/v/2")
    expect(page.locator("#description")).to_have_value("有人用 AI 换脸冒充张医生卖药。")
    page.get_by_role("button", name="删除 举报对象 1").click()
    expect(page.locator(".target-row")).to_have_count(1)
    expect(page.locator("#targets-0-entered")).to_have_value("https://xingyun.example/v/2")
    expect(page.get_by_role("button", name="删除")).to_have_count(0)
    page.locator("#step-2").get_by_role("link", name="继续").click()
    page.get_by_role("button", name="核对我填写的内容").click()
    expect(page.locator("main")).to_contain_text("https://xingyun.example/v/2")
    expect(page.locator("main")).not_to_contain_text("https://xingyun.example/v/0")


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=["with JavaScript"])
def test_chosen_files_are_named_at_once_and_one_can_be_taken_out(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag#step-3")
    pictures = [FilePayload(name=name, mimeType="image/png", buffer=PNG) for name in ("聊天.png", "转账.png")]
    page.locator("#files").set_input_files(pictures)
    chosen = page.locator("[data-chosen-now]")
    expect(chosen).to_contain_text("已选 2 个文件")
    expect(chosen.locator("li")).to_contain_text(["聊天.png", "转账.png"])
    chosen.get_by_role("button", name="取消选择 聊天.png").click()
    expect(chosen.locator("li")).to_have_count(1)
    expect(page.locator("#files")).to_be_focused()
    assert page.evaluate("[...document.getElementById('files').files].map(one => one.name)") == ["转账.png"]
    chosen.get_by_role("button", name="取消选择").click()
    expect(chosen).to_be_hidden()


def test_ticks_of_a_minors_picture_take_the_file_field_away(browser_page: Page) -> None:
    browser_page.goto("/flag")
    for tick in ("under_18", "intimate_image"):
        browser_page.locator(f'[name=urgency][value="{tick}"]').check()
    begin(browser_page)
    browser_page.locator("#unknown_where").check()
    browser_page.locator("#step-2").get_by_role("link", name="继续").click()
    expect(browser_page.locator("#files")).to_be_hidden()
    expect(browser_page.get_by_text("此类情况不收文件")).to_be_visible()


def test_a_pornographic_category_and_a_minor_take_the_file_field_away_too(browser_page: Page) -> None:
    browser_page.goto("/flag#step-3")
    expect(browser_page.locator("#files")).to_be_visible()
    browser_page.goto("/flag#step-1")
    browser_page.locator('[name=urgency][value="under_18"]').check()
    begin(browser_page, "B03")
    browser_page.locator("#unknown_where").check()
    browser_page.locator("#step-2").get_by_role("link", name="继续").click()
    expect(browser_page.locator("#files")).to_be_hidden()
    expect(browser_page.get_by_text("此类情况不收文件")).to_be_visible()


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=["with JavaScript"])
def test_a_picture_that_was_chosen_before_the_ticks_is_let_go(browser_page: Page) -> None:
    browser_page.goto("/flag#step-3")
    browser_page.locator("#files").set_input_files(FilePayload(name="a.png", mimeType="image/png", buffer=PNG))
    browser_page.goto("/flag#step-1")
    browser_page.locator('[name=category][value="B03"]').check()
    assert browser_page.evaluate("document.getElementById('files').files.length") == 1
    browser_page.locator('[name=urgency][value="under_18"]').check()
    assert browser_page.evaluate("document.getElementById('files').files.length") == 0
    expect(browser_page.locator("[data-chosen-now]")).to_have_attribute("hidden", "")


def test_the_name_is_asked_only_of_who_claims_standing(browser_page: Page) -> None:
    browser_page.goto("/flag#step-3")
    expect(browser_page.locator("#identity")).to_be_hidden()
    browser_page.locator('[name=standing][value="self"]').check()
    expect(browser_page.locator("#identity")).to_be_visible()


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=["with JavaScript"])
def test_enter_in_a_line_goes_on_to_the_next_screen(browser_page: Page) -> None:
    browser_page.goto("/flag")
    browser_page.locator("#description").fill("有人用 AI 换脸冒充张医生卖药。")
    browser_page.locator("#category").check()
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("#step-2")).to_be_visible()
    assert re.search(r"/flag#step-2$", browser_page.url)
    expect(browser_page.locator("#step-2 h2")).to_be_focused()


def test_an_incident_of_a_real_collection_goes_in_as_it_was_told(app: Flask, browser_page: Page) -> None:
    incident = SAMPLE[1]
    fill_in(browser_page, "Z99", told(incident), deployers(incident))
    expect(browser_page.locator("main")).to_contain_text(incident["description"])
    browser_page.get_by_label("据我所知，以上内容属实。").check()
    browser_page.get_by_role("button", name="提交", exact=True).click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("已收到您的线索")
    with app.app_context():
        kept = db.session.execute(select(Tip.description, TipCase.entered).join(TipCase)).one()
    assert (kept.description.replace("\r\n", "\n"), kept.entered) == (told(incident), deployers(incident))
