"""One's own account: roles, open sessions, a new password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.entrance.colleague import current_colleague, present_sealer
from portal.accounts.entrance.service import check_password
from portal.accounts.entrance.throttle import count_try
from portal.accounts.own import service
from portal.accounts.own.forms import PasswordForm
from portal.accounts.passwords import choose_password
from portal.accounts.sessions import end_own_session, living_sessions
from portal.domain.errors import InputInvalid
from portal.domain.permissions import ROLE_WORDS
from portal.web.access import signed_in
from portal.web.forms import blame
from portal.web.navigation import desk_identity
from portal.web.transaction import transaction


@blueprint.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Who one is here, and where one is signed in."""
    return _page(PasswordForm())


@blueprint.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Keep a new password; every other session of this person ends."""
    form, colleague = PasswordForm(), current_colleague()
    if not form.validate():
        return _page(form), 422
    count_try(colleague.email)
    try:
        chosen = choose_password(form.password.data, email=colleague.email)
        checked = check_password(colleague.email, form.present.data)
        with transaction():
            service.change_password(checked, form.code.data, chosen, present_sealer(), colleague.token)
    except InputInvalid as error:
        blame(form, error)
        return _page(form), 422
    flash(_("Your password is changed, and your other sessions have ended."), "good")
    return redirect(url_for("accounts.account"), 303)


@blueprint.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    """End one of one's own sessions; the browser in question notices with its next request."""
    with transaction():
        end_own_session(current_colleague().actor.user_id or 0, session_id)
    flash(_("The session has ended."), "good")
    return redirect(url_for("accounts.account"), 303)


def _page(form: PasswordForm) -> str:
    colleague = current_colleague()
    return render_template(
        "accounts/account.html",
        form=form,
        colleague=colleague,
        organization=desk_identity().organization,
        roles=[_(word) for role, word in ROLE_WORDS.items() if role in colleague.actor.roles],
        sessions=living_sessions(colleague.actor.user_id or 0),
    )
