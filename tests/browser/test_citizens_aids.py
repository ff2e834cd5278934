"""What JavaScript adds to the citizen's way: search, a draft in the tab, a receipt that is kept."""

from __future__ import annotations

import base64
import struct
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Dialog, Page, expect

from tests.browser.test_flagging import cast, fill_in

pytestmark = pytest.mark.parametrize("scripts_run", [True], ids=[""], indirect=True)
__all__ = ["cast"]


def send(page: Page) -> None:
    fill_in(page)
    page.get_by_label("据我所知，以上内容属实。").check()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".receipt__code")).to_be_visible()
    page.wait_for_load_state()  # its scripts have run: they keep the receipt for Back


OWN_WORDS = {
    "假医生卖药": {"A08", "B04"},
    "名医带货": {"B04"},
    "我妈被骗了": {"B05"},
    "骗人": {"B05"},
    "P图": {"B03", "B04"},
    "没标AI": {"A07"},
    "假新闻": {"B01", "B02"},
    "贷款": {"A08", "B05"},
    "deepfake": {"B04"},
}


def found(page: Page, words: str) -> set[str]:
    page.locator("#category-search").fill(words)
    return set(page.locator(".category-card:visible input").evaluate_all("all => all.map(one => one.value)"))


def test_a_category_is_found_in_ones_own_words_and_the_way_out_stays(browser_page: Page) -> None:
    browser_page.goto("/flag")
    every = browser_page.locator(".category-card").count()
    for words, codes in OWN_WORDS.items():
        shown = found(browser_page, words)
        assert codes | {"Z99"} <= shown, words
        assert len(shown) < every / 2, (words, shown)
    assert found(browser_page, "量子纠缠") == {"Z99"}
    expect(browser_page.locator("[data-category-none]")).to_be_visible()
    browser_page.locator("#category-search").fill("")
    expect(browser_page.locator("[data-category-none]")).to_be_hidden()


def test_what_is_chosen_on_the_front_page_is_chosen_on_the_form_and_stands_in_no_address(browser_page: Page) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto("/")
    browser_page.locator(".tile[href$='B05']").click()
    assert browser_page.locator("[name=category]:checked").input_value() == "B05"
    assert urlsplit(browser_page.url)[2:] == ("/flag", "", "")
    assert not [url for url in asked if "B05" in url]


def test_a_draft_outlives_a_reload_and_is_gone_after_sending(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    page.locator("#description").fill("写了一半")
    page.goto("/figures")
    page.goto("/flag")
    expect(page.locator("#description")).to_have_value("写了一半")
    page.get_by_role("button", name="清空").click()
    expect(page.locator("#description")).to_have_value("")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的线索")
    page.wait_for_function("Object.keys(sessionStorage).join() === 'receipt'")
    page.get_by_label("我已经保存好查询码").check()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_draft_that_names_three_things_comes_back_with_all_three(browser_page: Page) -> None:
    page = browser_page
    page.goto("/flag")
    page.locator("#description").fill("写了一半")
    page.locator("[name=category][value=B02]").check()
    page.locator("#step-1").get_by_role("link", name="继续").click()
    named = ["https://xingyun.example/v/1", "https://xingyun.example/v/2", "https://xingyun.example/v/3"]
    for number, address in enumerate(named):
        if number:
            page.get_by_role("button", name="再加一个").click()
        page.locator(f"#targets-{number}-entered").fill(address)
    page.goto("/figures")
    page.goto("/flag")
    expect(page.locator("#targets-2-entered")).to_have_value(named[2])
    assert [page.locator(f"#targets-{number}-entered").input_value() for number in range(3)] == named
    expect(page.locator("#description")).to_have_value("写了一半")


def test_what_is_pasted_is_recognised_at_once_and_leaves_the_browser_not_for_that(browser_page: Page) -> None:
    page, asked = browser_page, list[str]()
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto("/flag#step-2")
    field, note = page.locator("#targets-0-entered"), page.locator("[data-recognised]").first
    for pasted, said in (
        ("7.43 复制打开星云，看看【张医生】 https://xingyun.example/v/778 快来", "“xingyun”"),
        ("https://secret-place.example/x", "secret-place.example"),
        ("+86 138 0013 8000", "电话号码"),
        ("一个没听说过的AI", "没有链接"),
    ):
        field.fill(pasted)
        expect(note).to_contain_text(said)
    assert [url for url in asked if "778" in url or "secret" in url or "138" in url] == []


def test_without_a_connection_nothing_is_sent_and_no_word_is_lost(browser_page: Page) -> None:
    page = browser_page
    fill_in(page)
    page.get_by_label("据我所知，以上内容属实。").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("网络已断开。内容没有丢")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("网络已恢复，可以发送了。")).to_be_visible()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到您的线索")


def test_a_receipt_that_is_not_kept_asks_before_it_is_left(browser_page: Page) -> None:
    page = browser_page
    send(page)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.get_by_role("link", name="数据公开").click()
    page.wait_for_url("**/figures")
    assert asked == ["beforeunload"]


def test_a_receipt_that_is_kept_lets_go_in_silence_and_saves_as_paper(browser_page: Page, app: Flask) -> None:
    page = browser_page
    send(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="存为 PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.get_by_label("我已经保存好查询码").check()
    page.get_by_role("button", name="查询进度").click()
    expect(page.get_by_label("查询码")).to_be_visible()


def test_a_receipt_is_saved_as_a_picture_drawn_from_the_page_alone(browser_page: Page, tmp_path: Path) -> None:
    page = browser_page
    send(page)
    code = page.locator(".receipt__code").inner_text()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as download:
        page.get_by_role("button", name="存为图片").click()
    name = download.value.suggested_filename
    assert (name.endswith(".png"), code in name) == (True, False)
    # a browser fetches the mark of a page when it pleases
    assert [url for url in asked if not url.startswith("blob:") and "favicon" not in url] == []
    expect(page.locator("[data-copied]")).to_contain_text(name)
    assert not page.get_by_label("我已经保存好查询码").is_checked()
    download.value.save_as(tmp_path / name)
    width, height = struct.unpack(">II", (tmp_path / name).read_bytes()[16:24])
    assert width == 720
    assert height > 600
    assert shades(page, tmp_path / name) > 1


def shades(page: Page, picture: Path) -> int:
    """How many colours a picture has; a canvas that nobody wrote on has one."""
    address = f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"
    found: int = page.evaluate(
        """async (address) => {
            const image = Object.assign(new Image(), { src: address });
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.width, image.height];
            const pen = canvas.getContext("2d");
            pen.drawImage(image, 0, 0);
            return new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size;
        }""",
        address,
    )
    return found
