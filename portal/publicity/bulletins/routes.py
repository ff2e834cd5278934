"""Bulletins before the public: the list, each at its permanent address, and the feed."""

from __future__ import annotations

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.config import Settings
from portal.domain.measures import NATURE_WORDS
from portal.publicity.blueprint import blueprint
from portal.publicity.bulletins.queries import (
    BulletinFilters,
    case_facts,
    is_withdrawn,
    latest_bulletins,
    objections,
    public_bulletin,
    public_bulletins,
)
from portal.publicity.bulletins.reading import read
from portal.publicity.models import KIND_WORDS, Bulletin
from portal.publicity.rich_text import sanitised
from portal.web.access import public
from portal.web.filters import read_filters
from portal.web.listing import page_links, read_cursor

IN_FEED = 30


@blueprint.get("/bulletins")
@public
def bulletins() -> ResponseReturnValue:
    """What was made public, the latest first."""
    filters = read_filters(BulletinFilters, request.args)
    page = public_bulletins(filters, read_cursor())
    return render_template(
        "publicity/bulletins.html",
        bulletins=[read(bulletin) for bulletin in page.items],
        links=page_links(page),
        chosen=filters.kind,
        kind_words=KIND_WORDS,
    )


@blueprint.get("/bulletins/<slug>")
@public
def bulletin(slug: str) -> ResponseReturnValue:
    """One bulletin; where it was withdrawn, that and why, and no longer its words."""
    found = public_bulletin(slug)
    if is_withdrawn(found):
        return render_template("publicity/withdrawn.html", bulletin=found), 410
    facts = case_facts(found)
    return render_template(
        "publicity/bulletin.html",
        bulletin=found,
        reading=read(found),
        cases=facts,
        objections=objections(facts),
        nature_words=NATURE_WORDS,
    )


@blueprint.get("/bulletins.atom")
@public
def bulletins_feed() -> ResponseReturnValue:
    """The latest bulletins as an Atom feed (RFC 4287), each in every language it has."""
    settings: Settings = current_app.extensions["settings"]
    latest = latest_bulletins(IN_FEED)
    feed = render_template(
        "publicity/bulletins_feed.xml",
        bulletins=latest,
        updated=max((one.published_at for one in latest if one.published_at), default=clock.now()),
        home=settings.public_url + url_for(".bulletins"),
        own=settings.public_url + url_for(".bulletins_feed"),
        content=_in_every_language,
        kind_words=KIND_WORDS,
        address=lambda one: settings.public_url + url_for(".bulletin", slug=one.slug),
    )
    return Response(feed, mimetype="application/atom+xml")


def _in_every_language(bulletin: Bulletin) -> str:
    """The text of a feed's entry as HTML, which the template escapes; both bodies were cleaned when saved."""
    texts = [("zh-CN", bulletin.body_zh), ("en", bulletin.body_en)]
    return "".join(f'<div lang="{lang}">{sanitised(body)}</div>' for lang, body in texts if body)
