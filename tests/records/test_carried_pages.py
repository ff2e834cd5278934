"""A page on a registered host is read as what its platform carries, and nobody is offered to block the platform."""

import pytest
from flask import Flask

from portal.data.registry import shipped_registry
from portal.domain.errors import MeasureNotAllowed
from portal.domain.targets import PlatformKind, TargetType, recognise
from portal.domain.targets.carried import PAGES_OF
from portal.records.findings import ProposedMeasure
from portal.records.organizations import Organization
from portal.records.proposing import check_fits, proposable
from portal.records.registry import add_missing
from portal.records.routing import NamedTarget, as_read
from portal.verification.verbs.arranging import correct_target
from portal.web.transaction import transaction
from tests.factories import Cast, case_of, organization, send_tip, the_cast

T = TargetType
BLOCKING = {"M40", "M41", "M42"}
POST = "https://bailu.example/threads/88?page=2"


@pytest.fixture
def registered(context: Flask) -> Cast:
    """The cast, and both registries."""
    with transaction():
        cast = the_cast()
        add_missing(shipped_registry())
        add_missing(shipped_registry(demo=True))
    return cast


def guessed(text: str) -> NamedTarget:
    guess = recognise(text)
    return NamedTarget(type=guess.type, entered=text, platform=guess.platform or "", guessed=True)


READ = {
    POST: T.CONTENT,
    "https://apps.lanhai.example/detail?id=991": T.APP,
    "【好用的软件】https://apps.lanhai.example/detail?id=991 复制打开": T.APP,
    "https://shop.m.taobao.com/shop/index.htm?user_id=1": T.LISTING,
    "https://www.modelscope.cn/models/all": T.MODEL,
    "https://www.modelscope.cn/datasets": T.DATASET,
    "https://github.com/some-account": T.TOOL,
    "https://www.doubao.com/thread/a1b2": T.AGENT,
    "https://www.baidu.com/s?wd=ai": T.CONTENT,
    "https://render.alipay.com/p/s/i": T.CONTENT,
    "https://weibo.com/some.page/album": T.CONTENT,
    "https://v.xingyun.example/AbC/": T.CONTENT,
    "https://bailu.example/": T.PLATFORM,
    "www.bailu.example": T.PLATFORM,
    "https://m.weibo.cn/": T.PLATFORM,
    "https://lin.bailu.example/": T.CONTENT,
    "https://fake-doctor.github.io/": T.WEBSITE,
    "https://fake-doctor.github.io/pay": T.WEBSITE,
    "https://github.io/about": T.CONTENT,
    "https://weibo.com/u/1234567890": T.ACCOUNT,
    "https://nobody.example/page": T.WEBSITE,
}


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("text", READ)
def test_a_link_is_read_as_what_its_platform_carries(text: str) -> None:
    (read,) = as_read([guessed(text)])
    assert read.type is READ[text]


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("text", READ)
def test_who_calls_a_platforms_page_a_website_is_read_alike(text: str) -> None:
    (read,) = as_read([NamedTarget(type=T.WEBSITE, entered=text)])
    assert read.type is READ[text]


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("chosen", [type_ for type_ in T if type_ not in (T.WEBSITE, T.UNKNOWN)])
def test_what_else_a_reporter_says_it_is_stands(chosen: TargetType) -> None:
    (read,) = as_read([NamedTarget(type=chosen, entered=POST)])
    assert read.type is chosen


def test_no_kind_of_platform_makes_its_own_pages_websites() -> None:
    assert set(PAGES_OF) == set(PlatformKind)
    assert not {T.WEBSITE, T.PLATFORM} & set(PAGES_OF.values())


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("type_", [None, T.WEBSITE])
def test_nobody_is_offered_to_block_a_platform_because_of_one_post(type_: TargetType | None) -> None:
    with transaction():
        case = case_of(send_tip(POST, type=type_))
        control = case_of(send_tip("https://nobody.example/threads/88", type=type_))
        whole = case_of(send_tip("https://bailu.example/", type=type_))
    offered = [{measure.code for measure in proposable(one)} for one in (case, control, whole)]
    assert (case.target.type, case.target.host) == (T.CONTENT, bailu())
    assert not BLOCKING & offered[0]
    assert "M12" in offered[0]
    assert offered[1] >= BLOCKING
    assert offered[2] >= BLOCKING, "a whole platform is another matter, and the agencies' decision"


def bailu() -> Organization:
    return organization("bailu")


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize(
    ("note", "refused"),
    [
        ("apps.lanhai.example", True),
        ("It loads from https://evil.example/api，并跳转 https://m.bailu.example/p/1", True),
        ("https://evil.example/api, and fake.github.io", False),
    ],
)
def test_no_platforms_host_is_named_for_blocking_either(note: str, refused: bool) -> None:
    with transaction():
        case = case_of(send_tip("https://apps.lanhai.example/detail?id=991", type=None))
    measure = ProposedMeasure("M42", note=note)
    if not refused:
        return check_fits(case, measure)
    with pytest.raises(MeasureNotAllowed, match="registered platform"):
        check_fits(case, measure)
    return None


def test_a_desk_says_what_kind_of_thing_it_is_when_it_knows_better(registered: Cast) -> None:
    with transaction():
        case = case_of(send_tip(POST, type=None))
        correct_target(case, registered.he, NamedTarget(type=T.GROUP, entered=POST), "It is a group's page.")
    assert case.target.type is T.GROUP
    with transaction():
        correct_target(case, registered.he, NamedTarget(type=T.PLATFORM, entered=POST), "The whole of it.")
    assert (case.target.type, case.target.display) == (T.PLATFORM, "https://bailu.example")
