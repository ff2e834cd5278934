"""Which words ask a reporter who they are, and which only ask about what was flagged."""

from __future__ import annotations

import time

import pytest

from portal.domain.asking import Identity, asks_for


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("请提供您的姓名和电话。", Identity.NAME),
        ("请问您贵姓？", Identity.NAME),
        ("请实名举报", Identity.NAME),
        ("请留下您的手机号，方便联系", Identity.TELEPHONE),
        ("麻烦提供一下联系方式", Identity.TELEPHONE),
        ("我们平台需要您提供手机号码", Identity.TELEPHONE),
        ("请补充身份证照片", Identity.ID_CARD),
        ("加我微信聊", Identity.ACCOUNT),
        ("请告知您的微信号", Identity.ACCOUNT),
        ("方便的话请发您的邮箱", Identity.MAIL),
        ("您住在哪里？", Identity.ADDRESS),
        ("请说明您的工作单位", Identity.WORK_OR_SCHOOL),
        ("您在哪个公司上班？", Identity.WORK_OR_SCHOOL),
        ("What is your name?", Identity.NAME),
        ("Who are you?", Identity.NAME),
        ("Do not worry, please tell us your full name.", Identity.NAME),
        ("不要担心，请提供您的姓名。", Identity.NAME),
        ("Thank you. Please send us your phone number.", Identity.TELEPHONE),
        ("Please provide your ID card and more", Identity.ID_CARD),
        ("Could you share your WeChat ID?", Identity.ACCOUNT),
        ("Please add me on WeChat", Identity.ACCOUNT),
        ("Your e-mail address?", Identity.MAIL),
        ("Where do you live?", Identity.ADDRESS),
        ("Please provide your home address", Identity.ADDRESS),
    ],
)
def test_words_that_ask_who_somebody_is_are_known(words: str, what: Identity) -> None:
    found = asks_for(words)
    assert found is not None
    assert found.what is what
    assert found.words in words


@pytest.mark.parametrize(
    "words",
    [
        "请提供对方的微信号。",
        "请提供该账号的名称和主页地址。",
        "请提供网页地址或链接。",
        "请补充下载地址。",
        "您是在哪个直播间、大约几点看到的？如有录屏，请保留。",
        "请不要留下您的姓名或电话。",
        "请截图时遮住您的姓名",
        "骗子要求您提供身份证照片吗？",
        "您的手机上显示的是什么？",
        "您的微信里收到的是哪条消息？",
        "请说明视频中冒充者的姓名",
        "请提供公司名称",
        "Which minute of the video?",
        "Please send the address of the page.",
        "What is the name of the account?",
        "Please do not send your name or phone number.",
        "Did it ask for your phone number?",
        "Please tell us the name of the app and its address.",
        "Can you see your address in the video?",
        "We look at it. Thank you.",
    ],
)
def test_control_a_question_about_what_was_flagged_is_none_about_the_reporter(words: str) -> None:
    assert asks_for(words) is None


@pytest.mark.parametrize("piece", ["请", "您的", "please ", "your ", "it ", "请提供", "a"])
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    began = time.perf_counter()
    asks_for(piece * (5000 // len(piece)))
    assert time.perf_counter() - began < 2
