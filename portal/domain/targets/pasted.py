"""What people paste: the link inside a share text, and the title it carries."""

from __future__ import annotations

import re

from portal.domain.targets.addresses import Address, read_address
from portal.domain.targets.platforms import known_platform
from portal.domain.targets.wrappers import unwrapped

CLOSED = r"\s<>\"'“”‘’，！？；、（）【】《》「」|"
LINK = re.compile(
    rf"h(?:tt|xx)ps?(?::|\[:\])[/\\]{{2}}(?:[^{CLOSED}。/\\]|。(?=[a-z0-9])){{3,}}(?:[/\\][^{CLOSED}。]*)?",
    re.IGNORECASE,
)
WHOLE_LINK = re.compile(r"https?://[!-~]+", re.IGNORECASE)  # nothing to cut: no word of a sentence is in it
NO_MAIL_NAME = r"(?![a-z0-9._+-]{0,64}@)"  # what stands before an @ is a person, not a host
BARE_LINK = re.compile(
    rf"(?<![a-z0-9@._/-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,8}}[a-z]{{2,24}}{NO_MAIL_NAME}(?:[/?][!-~]*)?",
    re.IGNORECASE,
)
SHARE_TAIL = re.compile(r"(?:复制|複製|打开|打開|点击|點擊|直接|看看|前往|长按|链接)[^/]*$")
END_OF_SENTENCE = ".,;:!?)]}~*"
WIDER = ord("０") - ord("0")
TITLE = re.compile(r"[【「《](?P<title>[^】」》]{1,120})[】」》]")
DEEP_LINKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"snssdk\d+://aweme/detail/(\d+)"), "https://www.douyin.com/video/{}"),
    (re.compile(r"snssdk\d+://user/profile/(\w+)"), "https://www.douyin.com/user/{}"),
    (re.compile(r"xhsdiscover://(?:item|note)/([0-9a-f]{24})"), "https://www.xiaohongshu.com/explore/{}"),
    (re.compile(r"bilibili://video/(\d+)"), "https://www.bilibili.com/video/av{}"),
    (re.compile(r"kwai://work/(\w+)"), "https://www.kuaishou.com/short-video/{}"),
    (re.compile(r"sinaweibo://detail/?\?(?:mblogid|id)=(\d+)"), "https://m.weibo.cn/status/{}"),
    (re.compile(r"mimarket://details\?id=([\w.]+)"), "https://app.mi.com/details?id={}"),
    (re.compile(r"market://details\?id=([\w.]+)"), "https://play.google.com/store/apps/details?id={}"),
    (re.compile(r"itms-appss?://\S{0,300}?\bid=?(\d{5,12})"), "https://apps.apple.com/cn/app/id{}"),
)
"""Links that open an app, and the page on the web that shows the same."""
BARE_NUMBERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![0-9a-zA-Z/._-])([Bb][Vv]1[1-9A-HJ-NP-Za-km-z]{9})(?![0-9a-zA-Z_-])"),
     "https://www.bilibili.com/video/{}"),
    (re.compile(r"\A(av\d{3,19})\Z", re.IGNORECASE), "https://www.bilibili.com/video/{}"),
)  # fmt: skip
"""Numbers that can only be one platform's, and the page of each."""


def find_address(text: str) -> Address | None:
    """The address the text is, or the first one it holds; None if there is none.

    A page that only leads on to another site stands for that site.
    """
    address = _first_address(_half_width(text).strip())
    return unwrapped(address) if address else None


def _first_address(text: str) -> Address | None:
    if WHOLE_LINK.fullmatch(text):
        return read_address(text)
    if link := LINK.search(text):
        return read_address(SHARE_TAIL.sub("", link[0]).rstrip(END_OF_SENTENCE))
    for shape, page in (*DEEP_LINKS, *BARE_NUMBERS):
        if match := shape.search(text):
            return read_address(page.format(match[1]))
    whole = None if re.search(r"\s", text) else read_address(text)
    if whole is None and (bare := BARE_LINK.search(text)):
        return read_address(bare[0].rstrip(END_OF_SENTENCE))
    return whole


def _half_width(text: str) -> str:
    """Letters and digits as a Chinese keyboard may widen them; punctuation still ends a link."""
    text = re.sub("[０-９Ａ-Ｚａ-ｚ．／]", lambda wide: chr(ord(wide[0]) - WIDER), text)
    return text.replace("：//", "://")


def is_share_text(text: str) -> bool:
    """Whether it is what an app puts beside a link: something stands in brackets of their own."""
    return TITLE.search(text) is not None


def title_in(text: str) -> str | None:
    """The title a share text gives in 【】, 「」 or 《》; None if it gives none but the platform's own name."""
    titles = (match["title"].strip() for match in TITLE.finditer(text))
    return next((title for title in titles if title and known_platform(title) is None), None)
