"""Whole journeys by keyboard alone, with JavaScript and without: whoever it is finds, sees and presses everything."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from portal.demo.cast import PARTS, PASSWORD
from portal.extensions import db
from portal.records.cases import Case
from portal.web.transaction import transaction
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.everybody import peopled, served
from tests.browser.keyboard import Hands, assert_drawn
from tests.browser.looking import styled
from tests.matrix.world import World
from tests.people import next_code
from tests.publicity.desk import actor, demo_cast

DESK: ViewportSize = {"width": 1280, "height": 800}
Arrive = Callable[[ViewportSize], Hands]
Colleague = Callable[[str], Hands]
VIDEOS = map("https://xingyun.example/v/{}".format, itertools.count(700))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with peopled(tmp_path_factory.mktemp("keyboard")) as standing:
        yield standing


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    with served(world) as place:
        yield place


@pytest.fixture
def arrive(browser: Browser, address: str, scripts_run: bool) -> Iterator[Arrive]:
    """Somebody with a keyboard and a browser of their own, in front of an empty tab."""
    contexts = []

    def arrives(size: ViewportSize) -> Hands:
        contexts.append(
            browser.new_context(base_url=address, viewport=size, java_script_enabled=scripts_run, locale="zh-CN")
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(8000)
        return Hands(page)

    yield arrives
    for context in contexts:
        context.close()


@pytest.fixture
def colleague(world: World, arrive: Arrive) -> Colleague:
    """A colleague who comes in by the form, with password and second factor."""

    def comes_in(word: str) -> Hands:
        hands = arrive(DESK)
        page = hands.page
        page.goto("/sign-in")
        hands.skip()
        hands.write(page.locator("[name=email]"), PARTS[word].email)
        hands.write(page.locator("[name=password]"), PASSWORD)
        hands.write(page.locator("[name=code]"), next_code(world.app, word))
        hands.leave_by(page.get_by_role("button", name="登录"))
        expect(page.locator(".desk-identity")).to_contain_text(PARTS[word].name)
        return hands

    return comes_in


def test_a_citizen_reports_keeps_the_receipt_follows_writes_and_appeals(world: World, arrive: Arrive) -> None:
    hands = arrive(PHONE)
    page = hands.page
    page.goto("/")
    hands.skip()
    hands.leave_by(page.locator("main a.govuk-button"))
    hands.tick(page.locator("[name=category][value=B04]"))
    hands.write(page.locator("#description"), "直播间用AI换脸冒充医生卖药。")
    hands.press(page.locator("#step-1 a[href='#step-2']"))
    hands.write(page.locator("#targets-0-entered"), next(VIDEOS))
    hands.press(page.locator("#step-2 a[href='#step-3']"))
    hands.leave_by(page.locator("#step-3 button.govuk-button[type=submit]").last)
    expect(page.get_by_role("heading", level=1)).to_have_text("核对并提交")
    hands.skip()
    hands.tick(page.locator("[name=truthful]"))
    hands.leave_by(page.get_by_role("button", name="提交", exact=True))
    code = page.locator(".receipt__code").inner_text()
    hands.skip()
    hands.tick(page.get_by_label("我已经保存好查询码"))
    hands.leave_by(page.get_by_role("button", name="查询进度"))
    hands.skip()
    hands.write(page.get_by_label("查询码"), code)
    hands.leave_by(page.get_by_role("button", name="查看我的线索"))
    hands.skip()
    hands.press(page.locator("summary", has_text="给经办方留言"))
    hands.write(page.locator("[name$=body]"), "视频今天早上还在。")
    hands.leave_by(page.get_by_role("button", name="发送留言"))
    expect(page.locator("main")).to_contain_text("视频今天早上还在。")
    with world.app.app_context(), transaction():
        factories.delisted(newest_case(), demo_cast())
    page.goto("/follow/tip")
    hands.skip()
    hands.leave_by(page.get_by_role("link", name="申诉", exact=True))
    hands.skip()
    hands.write(page.locator("[name=reason]"), "那不是讽刺，有人付了钱。")
    hands.leave_by(page.get_by_role("button", name="提交申诉"))
    expect(page.locator("main")).to_contain_text("申诉")


def newest_case() -> Case:
    """The case that the last tip led to; needs a context."""
    case: Case = db.session.scalars(db.select(Case).order_by(Case.id.desc()).limit(1)).one()
    return case


def test_a_reviewer_signs_in_claims_accepts_and_refers(world: World, colleague: Colleague) -> None:
    with world.app.app_context(), transaction():
        number = factories.case_of(factories.send_tip(next(VIDEOS))).case_number
    hands = colleague("wei")
    page = hands.page
    page.goto("/verification")
    hands.skip()
    hands.leave_by(page.get_by_role("link", name=number))
    hands.skip()
    hands.leave_by(page.get_by_role("button", name="认领半小时"))
    hands.skip()
    hands.leave_by(page.locator("form[action$='/acceptance'] button"))
    hands.skip()
    hands.leave_by(page.get_by_role("link", name="提请联合处置"))
    hands.skip()
    hands.write(page.locator("[name=opinion]"), "核对了账号与视频。")
    hands.write(page.locator("[name=public_ground]"), "以生成画面冒充医生。")
    hands.write(page.locator("[name=evidence]"), "2026-03-02 页面存证")
    hands.pick(page.locator("[name=measures-0-code]"), "M12")
    hands.leave_by(page.locator(".send-bar button").first)
    expect(page.locator("main")).to_contain_text("待会签")


def test_a_signatory_finds_the_case_and_signs(world: World, colleague: Colleague) -> None:
    with world.app.app_context(), transaction():
        case = factories.case_of(factories.send_tip(next(VIDEOS)))
        number = factories.referred(case, actor("wei"), "M31").case_number
    hands = colleague("zhou")
    page = hands.page
    page.goto("/disposal")
    hands.skip()
    hands.leave_by(page.get_by_role("link", name=number))
    hands.skip()
    hands.leave_by(page.locator("form[action$='/approval'] button[type=submit]").last)
    expect(page.locator(".notice").first).to_contain_text("已会签")


def test_a_publisher_writes_publishes_and_withdraws(colleague: Colleague) -> None:
    hands = colleague("sun")
    page = hands.page
    page.goto("/publicity/drafts")
    hands.skip()
    hands.leave_by(page.locator("main a[href$='/publicity/drafts/new']"))
    hands.skip()
    hands.tick(page.locator("[name=kind]").first)
    hands.write(page.locator("[name=title_zh]"), "冒充医生的账号已处置")
    hands.write(page.locator("[name=body_zh]"), "平台核查属实。")
    hands.leave_by(page.get_by_role("button", name="保存并预览"))
    hands.skip()
    hands.leave_by(page.get_by_role("link", name="发布", exact=True))
    hands.skip()
    hands.leave_by(page.locator("main form button[type=submit]"))
    hands.skip()
    hands.press(page.locator("summary", has_text="撤回"))
    hands.write(page.locator("[name=reason]"), "数字有误。")
    hands.leave_by(page.get_by_role("button", name="撤回"))
    expect(page.locator("main")).to_contain_text("数字有误。")


def test_an_administrator_invites_a_person(colleague: Colleague, scripts_run: bool) -> None:
    hands = colleague("ma")
    page = hands.page
    page.goto("/administration/organizations")
    hands.skip()
    hands.leave_by(page.locator("main a[href$='/organizations/bailu']"))
    hands.skip()
    hands.leave_by(page.get_by_role("link", name="邀请人员"))
    hands.skip()
    hands.write(page.locator("[name=name]"), "丁敏")
    hands.write(page.locator("[name=email]"), f"ding-{scripts_run}@example.org".lower())
    hands.tick(page.locator("main [name=language][value=en]"))
    hands.tick(page.locator("[name=roles]").first)
    hands.leave_by(page.get_by_role("button", name="发出邀请"))
    expect(page.locator("main")).to_contain_text("/invitations/")


@pytest.mark.parametrize("scripts_run", [True], indirect=True, ids=["with JavaScript"])
def test_escape_closes_what_was_opened_and_the_focus_is_where_it_was(colleague: Colleague) -> None:
    hands = colleague("he")
    page = hands.page
    page.goto("/verification")
    opener = page.locator("[data-opens-keys]")
    hands.press(opener)
    expect(page.locator("#keys-help")).to_be_visible()
    for _step in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-line")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


@pytest.mark.parametrize("scripts_run", [False], indirect=True, ids=["without JavaScript"])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_focus_is_seen_all_the_way_round_in_the_readers_own_colours_too(arrive: Arrive, colours: str) -> None:
    hands = arrive(PHONE)
    page = hands.page
    page.emulate_media(forced_colors="active" if colours == "active" else "none")
    for path in ("/flag", "/figures"):
        page.goto(path)
        stops = 0
        while hands.tab():
            stops += 1
            if stops % 6 == 0:
                assert_drawn(page)
        assert stops > 15


HINDRANCES = {
    "a focus that is not drawn": (
        "* { outline: 0 !important; box-shadow: none !important; border-color: #000 !important;"
        " background: #fff !important }",
        "",
        "nothing shows the focus",
    ),
    "a place in front of the queue": ("", "document.querySelector('main a').tabIndex = 1", "jumps back"),
    "a link out of sight": ("main a { position: absolute; left: -999px }", "", "out of sight"),
    "a trap": (
        "",
        "document.querySelector('main a').addEventListener('keydown', (event) => event.preventDefault())",
        "trapped",
    ),
}


@pytest.mark.parametrize(("rules", "change", "said"), HINDRANCES.values(), ids=HINDRANCES)
def test_control_a_page_that_hinders_hands_is_found(
    browser: Browser, address: str, rules: str, change: str, said: str
) -> None:
    context = browser.new_context(base_url=address, viewport=PHONE, locale="zh-CN")
    hands = Hands(context.new_page())
    hands.page.goto("/about")
    hands.page.evaluate(f"() => {{ {change} }}")
    with styled(hands.page, rules), pytest.raises(AssertionError, match=said):
        for _stop in range(40):
            hands.tab()
    context.close()
