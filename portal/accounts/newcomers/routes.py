"""The pages on which a platform is invited, and where its invitation stands."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.entrance.colleague import present_sealer
from portal.accounts.invitation_link import link_to_hand_over
from portal.accounts.newcomers import service
from portal.accounts.newcomers.forms import PlatformInvitationForm
from portal.accounts.newcomers.models import PlatformInvitation
from portal.accounts.newcomers.queries import get_invitation, list_invitations, standings
from portal.domain.errors import InputInvalid
from portal.domain.newcomers import LETTER_WORDS, NEWCOMER_TONES, NEWCOMER_WORDS
from portal.domain.permissions import Permission
from portal.domain.targets import PLATFORM_KIND_WORDS
from portal.records.access_log import Access, log_access
from portal.records.cases import Case
from portal.records.seeing import see_case, see_case_locked
from portal.records.unclaimed import ensure_may_invite, host_of
from portal.web.access import current_actor, requires
from portal.web.forms import blame
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import access_note, transaction

WHO_LOOKS_AFTER_THEM = (Permission.PLATFORM_INVITE, Permission.PEOPLE_MANAGE)


@blueprint.get("/platform-invitations")
@requires(*WHO_LOOKS_AFTER_THEM)
def platform_invitations() -> ResponseReturnValue:
    """Which platforms were invited, and how far each has come."""
    page, rows = list_invitations(current_actor(), read_cursor())
    return render_template(
        "accounts/platform_invitations.html",
        rows=rows,
        links=page_links(page),
        words=NEWCOMER_WORDS,
        tones=NEWCOMER_TONES,
        without_case=current_actor().may(Permission.PEOPLE_MANAGE),
    )


@blueprint.get("/platform-invitations/new")
@requires(Permission.PEOPLE_MANAGE)
def new_platform_invitation() -> ResponseReturnValue:
    """An administrator's form, from no case."""
    return _form_page(PlatformInvitationForm())


@blueprint.post("/platform-invitations/new")
@requires(Permission.PEOPLE_MANAGE)
def invite_platform() -> ResponseReturnValue:
    """Invite it, from no case."""
    return _invite(PlatformInvitationForm(), lambda: None)


@blueprint.get("/platform-invitations/for/<case_number>")
@requires(Permission.PLATFORM_INVITE)
def new_platform_invitation_for(case_number: str) -> ResponseReturnValue:
    """The form, with the host that the case is about."""
    case = _readable(case_number)
    with access_note():
        log_access(current_actor(), Access.VIEWED, case_id=case.id)
    return _form_page(PlatformInvitationForm(hosts=host_of(case)), case)


@blueprint.post("/platform-invitations/for/<case_number>")
@requires(Permission.PLATFORM_INVITE)
def invite_platform_for(case_number: str) -> ResponseReturnValue:
    """Invite the platform that the case is about."""

    def held() -> Case:
        case = see_case_locked(case_number, current_actor())
        ensure_may_invite(case, current_actor())
        return case

    return _invite(PlatformInvitationForm(), held, _readable(case_number))


@blueprint.get("/platform-invitations/<slug>")
@requires(*WHO_LOOKS_AFTER_THEM)
def platform_invitation(slug: str) -> ResponseReturnValue:
    """One invitation: who, for which hosts, how far, and what became of the mail."""
    return _page(get_invitation(current_actor(), slug))


@blueprint.post("/platform-invitations/<slug>/again")
@requires(*WHO_LOOKS_AFTER_THEM)
def invite_platform_again(slug: str) -> ResponseReturnValue:
    """Send a new link; the earlier one works no more."""
    actor = current_actor()
    with transaction():
        service.hold_links(get_invitation(actor, slug))
        invitation = get_invitation(actor, slug, lock=True)
        token = service.invite_again(invitation, actor, present_sealer())
    return _sent(invitation, token)


@blueprint.post("/platform-invitations/<slug>/revocation")
@requires(*WHO_LOOKS_AFTER_THEM)
def revoke_platform_invitation(slug: str) -> ResponseReturnValue:
    """Take it back; the link leads nowhere from now on."""
    actor = current_actor()
    with transaction():
        service.hold_links(get_invitation(actor, slug))
        service.revoke(get_invitation(actor, slug, lock=True), actor)
    flash(_("The invitation is revoked. Its link works no more."), "good")
    return redirect(url_for("accounts.platform_invitation", slug=slug), 303)


def _readable(case_number: str) -> Case:
    case, _parts = see_case(case_number, current_actor())
    ensure_may_invite(case, current_actor())
    return case


def _invite(
    form: PlatformInvitationForm, hold: Callable[[], Case | None], case: Case | None = None
) -> ResponseReturnValue:
    if not form.validate():
        return _form_page(form, case), 422
    try:
        with transaction():
            invitation, token = service.invite_platform(form.newcomer(), current_actor(), present_sealer(), hold())
    except InputInvalid as error:
        blame(form, error)
        return _form_page(form, case), 422
    return _sent(invitation, token)


def _sent(invitation: PlatformInvitation, token: str | None) -> ResponseReturnValue:
    """The page of a new invitation, with its link this once where no mail leaves the house."""
    link = link_to_hand_over(token) if token is not None else None
    if link is not None:
        return _page(invitation, link)
    if token is not None:
        flash(_("The invitation is on its way by mail."), "good")
    return redirect(url_for("accounts.platform_invitation", slug=invitation.organization.slug), 303)


def _form_page(form: PlatformInvitationForm, case: Case | None = None) -> str:
    return render_template("accounts/invite_platform.html", form=form, case_number=case.case_number if case else None)


def _page(invitation: PlatformInvitation, link: str | None = None) -> str:
    [standing] = standings([invitation])
    return render_template(
        "accounts/platform_invitation.html",
        standing=standing,
        invitation=invitation,
        link=link,
        words=NEWCOMER_WORDS,
        tones=NEWCOMER_TONES,
        letter_words=LETTER_WORDS,
        kind_words=PLATFORM_KIND_WORDS,
    )
