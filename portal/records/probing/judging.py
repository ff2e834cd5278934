"""What an answer says: gone, there, or nothing that could be relied on."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit, urlunsplit

from portal.domain.rechecks import Why
from portal.records.probing.client import Page

GONE = frozenset({404, 410, 451})
SAYS_GONE = re.compile(
    "不存在|已(?:被)?(?:删除|移除|下架|注销|封禁|屏蔽|关停|停止服务)|不可见|页面(?:找不到|丢失)|找不到(?:该|此|这个)?(?:页面|内容)|违规"
    r"|not found|no longer (?:available|exists)|(?:has been|was) (?:removed|deleted|suspended)"
    r"|(?:doesn.t|does not) exist|unavailable",
    re.IGNORECASE,
)
SHORT = 600
"""Characters; a page of so few words that says "removed" says nothing else."""
WORDLESS = 8
"""A page of fewer characters is made by its scripts, which are not run here."""
UNSEEN = frozenset({"script", "style", "noscript", "template"})


def judge(page: Page) -> Why:
    """What one answer says by itself."""
    if page.status in GONE:
        return Why.NOT_FOUND
    if not 200 <= page.status < 300:
        return Why.REFUSED
    if page.packed:
        return Why.WORDLESS
    if page.media_type not in ("text/html", "application/xhtml+xml", "text/plain", ""):
        return Why.ANSWERS
    words = words_of(page)
    if SAYS_GONE.search(words):
        return Why.SAYS_GONE if len(words) <= SHORT else Why.DOUBTFUL
    return Why.ANSWERS if len(words) >= WORDLESS else Why.WORDLESS


def words_of(page: Page) -> str:
    """What a person would read of a page, its title first, in single spaces."""
    try:
        text = page.body.decode("utf-8")
    except UnicodeDecodeError:
        text = page.body.decode("gb18030", errors="replace")
    reading = _Reading()
    reading.feed(text)
    reading.close()
    return " ".join(" ".join(reading.heard).split())


def alike(one: Page, other: Page) -> bool:
    """Whether two answers say the same but for numbers and for where they were asked."""
    return one.status == other.status and _told(one) == _told(other)


def _told(page: Page) -> str:
    path = urlsplit(page.address).path
    return re.sub(r"\d+", "", words_of(page).replace(path, ""))


def never_was(address: str) -> str | None:
    """An address beside this one that nothing can stand at; None for a site as a whole, which has none beside it."""
    parts = urlsplit(address)
    if parts.path in ("", "/") and not parts.query:
        return None
    folder = parts.path.rstrip("/").rpartition("/")[0]
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/clearflag-0-never-was", "", ""))


def leads_elsewhere(asked: str, page: Page) -> bool:
    """Whether redirects led to another page, and not to the same one by another scheme or spelling."""
    return _spot(asked) != _spot(page.address)


def _spot(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


class _Reading(HTMLParser):
    """Collects what is not a script, a style or a comment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heard: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(self._unseen - (tag in UNSEEN), 0)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.heard.append(data)
