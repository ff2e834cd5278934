"""The pages of the publisher's desk."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.data.categories import shipped_taxonomy
from portal.domain.errors import DomainError, InputInvalid, NotAllowed, NotFound
from portal.domain.measures import NATURE_WORDS
from portal.domain.permissions import Actor, Permission
from portal.domain.status import OUTCOME_WORDS
from portal.domain.visibility import VISIBILITY, Viewer
from portal.domain.words import N_
from portal.publicity.blueprint import blueprint
from portal.publicity.bulletins.queries import case_facts
from portal.publicity.models import KIND_WORDS, Bulletin, BulletinState
from portal.publicity.pointing import pointers_in
from portal.publicity.writing import queries, service
from portal.publicity.writing.forms import (
    BulletinForm,
    CaseSearch,
    PublicationForm,
    VersionForm,
    WithdrawalForm,
    form_of,
)
from portal.publicity.writing.queries import DraftFilters, numbers_of, own_bulletins
from portal.records.access_log import Access, log_access
from portal.records.case_view import case_view
from portal.records.case_view.look import Look
from portal.records.sanitiser import TAGS
from portal.records.seeing import see_case
from portal.web.access import current_actor, requires
from portal.web.errors import sentence_of, status_of
from portal.web.filters import read_filters
from portal.web.forms import blame
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import access_note, transaction

STATE_WORDS = {
    BulletinState.DRAFT: N_("Draft"),
    BulletinState.PUBLISHED: N_("Published"),
    BulletinState.WITHDRAWN: N_("Withdrawn"),
}


OPEN_TO_PUBLISHERS = frozenset(VISIBILITY[Viewer.PUBLISHER])
"""What this desk shows, whatever else the same person may see at another desk."""


@blueprint.get("/publicity/drafts")
@requires(Permission.BULLETIN_PUBLISH)
def drafts() -> ResponseReturnValue:
    """Everything the own organization wrote, what was changed last first."""
    filters = read_filters(DraftFilters, request.args)
    page = own_bulletins(current_actor(), filters, read_cursor())
    return render_template(
        "publicity/drafts.html",
        bulletins=page.items,
        links=page_links(page),
        chosen=filters.state,
        state_words=STATE_WORDS,
        kind_words=KIND_WORDS,
    )


@blueprint.get("/publicity/closed-cases")
@requires(Permission.BULLETIN_PUBLISH)
def closed_cases() -> ResponseReturnValue:
    """Closed cases, the latest first; a number in the address leads to its case."""
    search = CaseSearch(request.args)
    if search.number.data and search.validate():
        return redirect(url_for(".case", case_number=search.number.data.strip()), 303)
    page = queries.closed_cases(current_actor(), read_cursor())
    return render_template(
        "publicity/closed_cases.html",
        cases=page.items,
        links=page_links(page),
        search=search,
        category_of=shipped_taxonomy().category,
        outcome_words=OUTCOME_WORDS,
    )


@blueprint.get("/publicity/closed-cases/<case_number>")
@requires(Permission.BULLETIN_PUBLISH)
def case(case_number: str) -> ResponseReturnValue:
    """What a publisher may see of a closed case, and the way to write about it."""
    actor = current_actor()
    found, parts = see_case(case_number, actor)
    parts &= OPEN_TO_PUBLISHERS
    if not parts:
        raise NotFound
    with access_note():
        log_access(actor, Access.VIEWED, case_id=found.id)
    sections = case_view(Look(case=found, actor=actor, parts=parts, say=_))
    return render_template("publicity/case.html", case_number=found.case_number, sections=sections)


@blueprint.get("/publicity/drafts/new")
@requires(Permission.BULLETIN_PUBLISH)
def new_draft() -> ResponseReturnValue:
    """An empty form, about the case of the address where there is one."""
    form = BulletinForm(case_numbers=request.args.get("case", ""))
    return _form(form)


@blueprint.post("/publicity/drafts")
@requires(Permission.BULLETIN_PUBLISH)
def begin_draft() -> ResponseReturnValue:
    """Keep a new draft."""
    form, actor = BulletinForm(), current_actor()
    if not form.validate():
        return _form(form), 422
    try:
        with transaction():
            slug = service.begin(actor, form.to_writing()).slug
    except InputInvalid as error:
        blame(form, error)
        return _form(form), 422
    flash(_("The draft is kept. Nobody but your organization sees it yet."), "good")
    return redirect(url_for(".draft", slug=slug), 303)


@blueprint.get("/publicity/drafts/<slug>")
@requires(Permission.BULLETIN_PUBLISH, Permission.REFUTATION_PUBLISH)
def draft(slug: str) -> ResponseReturnValue:
    """The bulletin as the public will read it, and what can be done with it."""
    return _page(service.own_bulletin(slug, current_actor()))


@blueprint.get("/publicity/drafts/<slug>/edit")
@requires(Permission.BULLETIN_PUBLISH)
def edit_draft(slug: str) -> ResponseReturnValue:
    """The form with what stands in the draft."""
    bulletin = service.own_bulletin(slug, current_actor())
    form = BulletinForm(data=form_of(bulletin, numbers_of(bulletin)))
    return _form(form, bulletin)


@blueprint.post("/publicity/drafts/<slug>")
@requires(Permission.BULLETIN_PUBLISH)
def rewrite_draft(slug: str) -> ResponseReturnValue:
    """Keep the draft as it was changed."""
    form, actor = BulletinForm(), current_actor()
    bulletin = service.own_bulletin(slug, actor)
    if not form.validate():
        return _form(form, bulletin), 422
    try:
        with transaction():
            service.rewrite(service.locked(slug, actor, form.seen_version), actor, form.to_writing())
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        blame(form, error)
        return _form(form, bulletin), status_of(error)
    flash(_("The draft is kept."), "good")
    return redirect(url_for(".draft", slug=slug), 303)


@blueprint.get("/publicity/drafts/<slug>/publication")
@requires(Permission.BULLETIN_PUBLISH)
def confirm_publication(slug: str) -> ResponseReturnValue:
    """Ask first: what everybody will read, and where; a bulletin that is no draft has nothing to ask."""
    bulletin = service.own_bulletin(slug, current_actor())
    if bulletin.state is not BulletinState.DRAFT:
        return redirect(url_for(".draft", slug=slug), 303)
    return _question(bulletin, PublicationForm(formdata=None))


@blueprint.post("/publicity/drafts/<slug>/publication")
@requires(Permission.BULLETIN_PUBLISH)
def publish(slug: str) -> ResponseReturnValue:
    """Put it before the public."""
    form = PublicationForm()
    return _take(
        slug,
        form,
        lambda bulletin, actor: service.publish(bulletin, actor, looked=bool(form.looked.data)),
        _("It is published."),
    )


@blueprint.post("/publicity/drafts/<slug>/withdrawal")
@requires(Permission.BULLETIN_PUBLISH, Permission.REFUTATION_PUBLISH)
def withdraw(slug: str) -> ResponseReturnValue:
    """Take it back; the reason stands in its place."""
    form = WithdrawalForm()
    return _take(
        slug,
        form,
        lambda bulletin, actor: service.withdraw(bulletin, actor, form.reason.data or ""),
        _("It is withdrawn. Its address says so, with your reason."),
    )


def _take(slug: str, form: VersionForm, verb: Callable[[Bulletin, Actor], None], done: str) -> ResponseReturnValue:
    """Do a verb on the bulletin as the page showed it; on failure the page again with the reason."""
    actor = current_actor()
    bulletin = service.own_bulletin(slug, actor)
    if not form.validate():
        return _page(bulletin, form)
    try:
        with transaction():
            verb(service.locked(slug, actor, form.seen_version), actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        return _refused(service.own_bulletin(slug, actor), form, error)
    flash(done, "good")
    return redirect(url_for(".draft", slug=slug), 303)


def _refused(bulletin: Bulletin, form: VersionForm, error: DomainError) -> ResponseReturnValue:
    """The page that asked, where something in it is to be mended; for anything else the bulletin's own."""
    if not isinstance(form, PublicationForm) or not isinstance(error, InputInvalid) or error.field not in form:
        return _page(bulletin, form, error)
    blame(form, error)
    return _question(bulletin, form), status_of(error)


def _question(bulletin: Bulletin, form: PublicationForm) -> str:
    form.version.data = str(bulletin.version)
    return render_template(
        "publicity/confirm_publication.html",
        bulletin=bulletin,
        pointers=pointers_in(*bulletin.versions),
        cases=case_facts(bulletin),
        publication=form,
        nature_words=NATURE_WORDS,
    )


def _form(form: BulletinForm, bulletin: Bulletin | None = None) -> str:
    return render_template(
        "publicity/edit_draft.html", form=form, bulletin=bulletin, tags=" ".join(f"<{tag}>" for tag in sorted(TAGS))
    )


def _page(bulletin: Bulletin, sent: VersionForm | None = None, error: DomainError | None = None) -> ResponseReturnValue:
    withdrawal = sent if isinstance(sent, WithdrawalForm) else WithdrawalForm(formdata=None)
    withdrawal.version.data = bulletin.version
    page = render_template(
        "publicity/draft.html",
        bulletin=bulletin,
        pointers=pointers_in(*bulletin.versions) if bulletin.state is BulletinState.DRAFT else [],
        cases=case_facts(bulletin),
        lists_drafts=current_actor().may(Permission.BULLETIN_PUBLISH),
        withdrawal=withdrawal,
        error=sentence_of(error) if error else None,
        kind_words=KIND_WORDS,
        state_words=STATE_WORDS,
        nature_words=NATURE_WORDS,
    )
    return page, (status_of(error) if error else 422 if sent is not None else 200)
