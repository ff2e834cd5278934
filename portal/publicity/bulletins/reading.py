"""A bulletin in the reader's language, or in Chinese where it has no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal import clock
from portal.publicity.models import KIND_WORDS, Bulletin, BulletinKind
from portal.publicity.rich_text import lead
from portal.web.language import html_lang

LEAD = {"zh-CN": 120, "en": 240}
"""Characters of a bulletin that a list shows, by its language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Title and body in one language, and which; what lists and pages show."""

    slug: str
    kind: str
    refutes: bool
    """Whether it answers a rumour, which lists and pages mark."""
    lang: str
    in_chinese_only: bool
    """Whether this reader would have it in English, and it is not."""
    title: str
    body: str
    lead: str
    on: date


def read(bulletin: Bulletin) -> Reading:
    """The bulletin for this request's reader; it was published."""
    wanted = html_lang() == "en"
    english = wanted and bool(bulletin.title_en)
    lang = "en" if english else "zh-CN"
    title, body = (bulletin.title_en, bulletin.body_en) if english else (bulletin.title_zh, bulletin.body_zh)
    return Reading(
        slug=bulletin.slug,
        kind=_(KIND_WORDS[bulletin.kind]),
        refutes=bulletin.kind is BulletinKind.REFUTATION,
        lang=lang,
        in_chinese_only=wanted and not english,
        title=title,
        body=body,
        lead=_lead(body, LEAD[lang]),
        on=clock.day_of(bulletin.published_at or bulletin.changed_at),
    )


def _lead(body: str, most: int) -> str:
    words = lead(body)
    return words if len(words) <= most else f"{words[:most].rstrip()}…"
