"""The colleague whose browser asks, as Flask-Login and the pages know them."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user
from werkzeug.exceptions import Unauthorized

from portal.accounts.entrance.service import show_factor
from portal.accounts.entrance.throttle import count_try
from portal.accounts.models import AuthSession
from portal.accounts.second_factor import Sealer
from portal.accounts.sessions import find_session, needs_touch, touch
from portal.config import Settings
from portal.domain.permissions import Actor
from portal.extensions import login_manager
from portal.records.organizations import Organization
from portal.web.access import is_asked_by_a_page
from portal.web.transaction import READING_METHODS, access_note, transaction

SESSION_KEY = "_user_id"
"""The one thing of ours in the session cookie, under the key where Flask-Login looks for it."""


@dataclass(frozen=True)
class Colleague(UserMixin):
    """Somebody who is signed in, as of this request."""

    token: str
    session_id: int
    name: str
    email: str
    organization: Organization
    actor: Actor
    factor_at: datetime
    """When the second factor was last shown in this session."""

    def get_id(self) -> str:
        """The token of the session, not the person: sessions end one by one."""
        return self.token

    def to_actor(self) -> Actor:
        """This person as the rules see them."""
        return self.actor

    def show_factor(self, code: str) -> bool:
        """Whether this is a code of the second factor that works now; it counts as a try, and works no more.

        Raises TooManyRequests, as at the sign-in.
        """
        count_try(self.email)
        with transaction():
            return show_factor(self.email, code, present_sealer(), self.token)


@login_manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def load_colleague(token: str) -> Colleague | None:
    """Whose browser this is; asked on every request, so that an ended session is dead at once."""
    found = find_session(token)
    if found is None or (_settings().production and found.user.is_demo):
        return None
    if needs_touch(found) and not is_asked_by_a_page():
        with access_note():
            touch(found)
    return _as_colleague(token, found)


def _as_colleague(token: str, found: AuthSession) -> Colleague:
    user = found.user
    return Colleague(token, found.id, user.name, user.email, user.organization, user.to_actor(), found.factor_at)


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def ask_to_sign_in() -> ResponseReturnValue:
    """Send whoever wants to read to the sign-in page and back; refuse what would have changed something."""
    if request.method not in READING_METHODS:
        raise Unauthorized
    return redirect(url_for("accounts.sign_in", next=request.full_path.removesuffix("?")))


def remember(token: str) -> None:
    """Give this browser a session; whatever it carried before is gone, its CSRF token included."""
    session.clear()
    session[SESSION_KEY] = token


def forget() -> None:
    """Take everything from this browser."""
    session.clear()


def present_token() -> str | None:
    """The token this browser carries, alive or not."""
    return session.get(SESSION_KEY)


def current_colleague() -> Colleague:
    """The colleague who is signed in; behind @signed_in or @requires there is one."""
    colleague: Colleague = current_user._get_current_object()  # what the proxy of Flask-Login stands for
    return colleague


def present_sealer() -> Sealer:
    """The sealer of second factors under this portal's secret."""
    return Sealer(_settings().secret_keys)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
