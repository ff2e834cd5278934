"""What platforms never read in a citizen's words."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.domain.masking import ID_CHECKS, ID_WEIGHTS, RULES, mask

NAUGHTY = json.loads((Path(__file__).parents[1] / "data" / "blns.json").read_text(encoding="utf-8"))

FULL_WIDTH = str.maketrans("0123456789X@.", "０１２３４５６７８９Ｘ＠．")
CHINESE_MARKERS = {
    "[phone number masked]": "[电话号码已遮盖]",
    "[ID number masked]": "[身份证号已遮盖]",
    "[bank card masked]": "[银行卡号已遮盖]",
    "[e-mail masked]": "[邮箱已遮盖]",
    "[account masked]": "[账号已遮盖]",
    "[licence plate masked]": "[车牌号已遮盖]",
    "[name masked]": "[姓名已遮盖]",
    "[address masked]": "[地址已遮盖]",
    "[school masked]": "[学校已遮盖]",
    "[workplace masked]": "[工作单位已遮盖]",
}


def id_card(region: int, year: int, month: int, day: int, order: int) -> str:
    """A number with a right check character (GB 11643)."""
    body = f"{region:06}{year:04}{month:02}{day:02}{order:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_CHECKS[total % 11]


def bank_card(body: str) -> str:
    """The digits with a right Luhn digit behind them."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in reversed(body)]
    total = sum(doubled[::2]) + sum(int(digit) for digit in list(reversed(body))[1::2])
    return body + str(-total % 10)


id_cards = st.builds(
    id_card,
    st.integers(110000, 659999),
    st.integers(1940, 2020),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 999),
)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
bank_cards = st.from_regex(r"62[0-9]{13,16}", fullmatch=True).map(bank_card)
mails = st.from_regex(r"[a-z][a-z0-9.]{2,12}[a-z0-9]@[a-z]{3,9}\.(com|cn)", fullmatch=True)
gaps = st.sampled_from(["", "", " ", "-", "－", "\u3000", "·", ".", "\u200b", " - ", "\u00a0"])


@st.composite
def spelled(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> tuple[str, str]:
    """A number and one of the ways to write it: separators, full-width digits."""
    number = draw(numbers)
    written = "".join(digit + draw(gaps) for digit in number)
    return number, written.translate(FULL_WIDTH) if draw(st.booleans()) else written


def digits_in(text: str) -> str:
    """Nothing but the digits, however they are written."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isdecimal() or one in "xX")


surroundings = st.text(st.characters(exclude_categories=["Nd", "Nl", "No", "Cs"]), max_size=30)


@given(spelled(st.one_of(id_cards, mobiles, bank_cards)), surroundings, surroundings)
def test_a_number_never_survives(canary: tuple[str, str], before: str, after: str) -> None:
    number, written = canary
    assert number not in digits_in(mask(f"{before}，{written}，{after}"))


@given(mails, surroundings, st.booleans())
def test_a_mail_address_never_survives(mail: str, around: str, wide: bool) -> None:
    written = mail.translate(FULL_WIDTH) if wide else mail
    masked = unicodedata.normalize("NFKC", mask(f"{around} {written} {around}"))
    assert mail not in masked
    assert mail.split("@")[0] + "@" not in masked


@given(
    st.from_regex(r"[a-z][a-z0-9_]{5,18}[0-9]", fullmatch=True), st.sampled_from(["微信", "V信：", "wechat: ", "扣扣 "])
)
def test_a_chat_name_after_its_cue_never_survives(name: str, cue: str) -> None:
    assert name not in mask(f"请加{cue}{name}，谢谢")


pieces = st.one_of(
    st.text(), mails, mobiles, id_cards, bank_cards, st.sampled_from(["@", "微信", "QQ", "+86", "0", "1 ", "京A"])
)
phrases = st.sampled_from(
    "我叫 我是 张伟 李雷， 我邻居 姓名： \n 文三路 138号 3栋 501 我在 上班 协和医院 的护士 初二 3班 就读于 —— "
    "I_am_ Zhang_Wei my_name_is_ _12_ Baker_ Street I_work_at_ Regards,\n".replace(" ", "|")
    .replace("_", " ")
    .split("|")
)


@given(st.lists(st.one_of(pieces, phrases), max_size=8).map("".join))
@example("x@y@z.com")
@example("11000020150101001X13000000000")
@example("1 13800138000 13900139000")
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once
    in_chinese = mask(text, CHINESE_MARKERS.__getitem__)
    assert mask(in_chinese, CHINESE_MARKERS.__getitem__) == in_chinese


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("打13800138000找我", "打[phone number masked]找我"),
        ("+86 138 0013 8000", "[phone number masked]"),
        ("008613800138000", "[phone number masked]"),
        ("１３８－００１３－８０００", "[phone number masked]"),
        ("13800138000 13900139000", "[phone number masked] [phone number masked]"),
        ("0571-87654321", "[phone number masked]"),
        ("+852 2345 6789", "[phone number masked]"),
        ("11010519491231002X", "[ID number masked]"),
        ("１１０１０５１９４９１２３１００２ｘ", "[ID number masked]"),
        ("身份证：110105194912310021", "身份证：[ID number masked]"),
        ("6222 0202 0011 2233 446", "[bank card masked]"),
        ("卡号 6222021234567890", "卡号 [bank card masked]"),
        ("4111111111111111", "[bank card masked]"),
        ("邮箱lin@example.com。", "邮箱[e-mail masked]。"),
        ("lin(at)example.com", "[e-mail masked]"),
        ("@小明 你好", "[account masked] 你好"),
        ("加我微信lin_2024", "加我微信[account masked]"),
        ("微信号：linlin", "微信号：[account masked]"),
        ("QQ 123456789", "QQ [account masked]"),
        ("扣扣群号12345678", "扣扣群号[account masked]"),
        ("京A·12345", "[licence plate masked]"),
        ("粤BD12345", "[licence plate masked]"),
    ],
)
def test_what_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "113800138000",  # twelve digits are no mobile number
        "12800138000",  # no such mobile prefix
        "110105194912310021",  # wrong check character, no cue
        "6222 0202 0011 2233 447",  # wrong Luhn digit, no cue
        "https://www.douyin.com/video/7123456789012345678",
        "wx1234567890abcdef",  # a mini program, no chat name
        "WeChat sends advertisements",
        "2026-11-22 13:45:00",
        "¥1,380,013.80",
        "京A座3层",
        "96110、12377、110",
        "订单20261122138001380001",
    ],
)
def test_what_stays_readable(text: str) -> None:
    assert mask(text) == text


@given(st.text())
def test_what_has_no_pattern_comes_back_byte_for_byte(text: str) -> None:
    masked = mask(text)
    assert masked == text or any(rule.marker in masked for rule in RULES)


@pytest.mark.parametrize("text", [*NAUGHTY, "\ud800", "a\x00b"])
def test_no_text_is_too_naughty(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "a@",
        "微信 ",
        "+1",
        "0 1 ",
        "卡号",
        "a.",
        "京A",
        "6 2",
        "我叫王",
        "村",
        "路1号",
        "3栋",
        "我在公司",
        "I am A",
        "一",
        "\n张",
    ],
)
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    began = time.perf_counter()
    mask(piece * (20_000 // len(piece)))
    assert time.perf_counter() - began < 2
