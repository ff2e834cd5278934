"""What whoever publishes is asked to look at, and what is none of it."""

import pytest

from portal.domain.pointers import Pointer, pointers


def test_a_reporter_with_a_name_and_a_number_is_pointed_out() -> None:
    assert pointers("举报人 林某 13812345678") == [
        Pointer("Reporter's name", "林某"),
        Pointer("Telephone number", "13812345678"),
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("举报人：欧阳小红", "Reporter's name"),
        ("举报人叫王小明，", "Reporter's name"),
        ("举报人于某称", "Reporter's name"),
        ("联系邮箱 lin@example.org", "E-mail address"),
        ("身份证 11010519491231002X", "ID number"),
        ("卡号 4111 1111 1111 1111", "Bank card number"),
        ("微信号：xiaolin2026", "Account name"),
        ("@小林的日常", "Account name"),
        ("１３８１２３４５６７８", "Telephone number"),
    ],
)
def test_each_kind_is_pointed_out_under_its_name(words: str, kind: str) -> None:
    assert kind in {one.kind for one in pointers(words)}


@pytest.mark.parametrize(
    "words",
    [
        "感谢举报人提供线索。",
        "举报人于 10 月反映，平台核查属实。",
        "举报人向平台反映，被举报人张某已被处置。",
        "举报人上传的截图未予公开。",
        "依据《生成式人工智能服务管理暂行办法》第十四条，2026年11月26日处置 1,204 件。",
        "",
    ],
)
def test_clean_words_point_to_nobody(words: str) -> None:
    assert pointers(words) == []


def test_what_stands_twice_is_pointed_out_once() -> None:
    assert len(pointers("13812345678", "电话 13812345678")) == 1
