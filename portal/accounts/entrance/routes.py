"""Sign in, sign out, accept an invitation, and the way to one's desk."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.entrance import service
from portal.accounts.entrance.browser import browser_name
from portal.accounts.entrance.colleague import current_colleague, forget, present_sealer, present_token, remember
from portal.accounts.entrance.forms import InvitationForm, SignInForm
from portal.accounts.entrance.throttle import count_try, know_browser
from portal.accounts.invitations import find_invitation
from portal.accounts.models import INVITATION_VALID, SessionEnd
from portal.accounts.newcomers.awaiting import awaited
from portal.accounts.passwords import choose_password
from portal.accounts.second_factor import app_address, in_groups, picture
from portal.accounts.sessions import end_session
from portal.domain.errors import InputInvalid
from portal.web.access import public, signed_in
from portal.web.forms import blame
from portal.web.language import safe_next
from portal.web.limits import limiter
from portal.web.navigation import front_page
from portal.web.transaction import transaction

TRIES_OF_ONE_ADDRESS = "60 per minute"
"""Many colleagues share an office's address; the limit per name is the strict one."""


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The form for both factors."""
    return render_template("accounts/sign_in.html", form=SignInForm(next=request.args.get("next", "")))


@blueprint.post("/sign-in")
@limiter.limit(TRIES_OF_ONE_ADDRESS)
@public
def start_session() -> ResponseReturnValue:
    """Check both factors; whatever is wrong, the answer is the same."""
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    count_try(form.email.data)
    checked = service.check_password(form.email.data, form.password.data)
    with transaction():
        token = service.sign_in(checked, form.code.data, present_sealer(), browser_name(), present_token())
    if token is None:
        form.code.data = ""  # it may be used up; nobody should send it again
        form.form_errors.append(_("The e-mail address, the password or the code is not right. A code works only once."))
        return render_template("accounts/sign_in.html", form=form), 422
    return _come_in(token, form.email.data, form.next.data)


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this session here and on the server."""
    with transaction():
        end_session(current_colleague().token, SessionEnd.SIGNED_OUT)
    forget()
    flash(_("You have signed out."), "good")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/invitations/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """The form on which an invited person chooses a password and adds the second factor."""
    return _invitation_page(token, InvitationForm())


@blueprint.post("/invitations/<token>")
@limiter.limit(TRIES_OF_ONE_ADDRESS)
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Keep what was chosen, spend the link, and come in."""
    form, person = InvitationForm(), find_invitation(token).user
    email = person.email
    if not form.validate():
        return _invitation_page(token, form), 422
    try:
        chosen = choose_password(form.password.data, email=email)
        with transaction():
            session = service.accept_invitation(token, chosen, form.code.data, present_sealer(), browser_name())
    except InputInvalid as error:
        blame(form, error)
        return _invitation_page(token, form), 422
    response = _come_in(session, email, "")
    flash(_("Your account is ready."), "good")
    return response


@blueprint.get("/desk")
@signed_in
def desk() -> ResponseReturnValue:
    """One's first desk, as the navigation lists them."""
    return redirect(front_page())


def _invitation_page(token: str, form: InvitationForm) -> str:
    person, seed = find_invitation(token).user, present_sealer().seed_for(token)
    return render_template(
        "accounts/invitation.html",
        form=form,
        person=person,
        picture=picture(seed, person.email),
        address=app_address(seed, person.email),
        seed=in_groups(seed),
        hours=int(INVITATION_VALID.total_seconds() // 3600),
        newcomer=awaited(person),
    )


def _come_in(token: str, email: str, wanted: str) -> Response:
    remember(token)
    response = make_response(redirect(safe_next(wanted) if wanted else url_for("accounts.desk"), 303))
    return know_browser(response, email)
