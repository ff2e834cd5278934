"""Who may enter an endpoint: each declares it, and the application does not start otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.domain.errors import NotAllowed
from portal.domain.permissions import Actor, Permission
from portal.extensions import login_manager

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Access:
    """What an endpoint asks of the person: nothing, a session, or one of these permissions."""

    signed_in: bool
    permissions: frozenset[Permission] = frozenset()


PUBLIC = Access(signed_in=False)
SIGNED_IN = Access(signed_in=True)


class AccessUndeclared(Exception):
    """An endpoint says neither @public nor @requires nor @signed_in."""


def public(view: View) -> View:
    """Anybody may enter; what they see is decided inside, by a code or not at all."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Any colleague with a session may enter, whatever the role."""
    return _declare(view, SIGNED_IN)


def asked_by_pages(view: View) -> View:
    """Pages ask this by themselves, so that it does not count as somebody using a session."""
    vars(view)["asked_by_pages"] = True
    return view


def is_asked_by_a_page() -> bool:
    """Whether nobody needs to sit before the browser for this request to be made."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "asked_by_pages", False)


def requires(*permissions: Permission) -> Callable[[View], View]:
    """A colleague may enter whose role grants one of these permissions (table 2).

    Whether this case allows it is asked again where the verb is done (table 3).
    """
    access = Access(signed_in=True, permissions=frozenset(permissions))
    return lambda view: _declare(view, access)


def _declare(view: View, access: Access) -> View:
    vars(view)["access"] = access
    return view


def access_of(app: Flask, endpoint: str) -> Access | None:
    """What the endpoint declared, or None."""
    access = getattr(app.view_functions[endpoint], "access", None)
    return access if isinstance(access, Access) else None


def current_actor() -> Actor:
    """The colleague who is signed in; raises NotAllowed when nobody is."""
    if not current_user.is_authenticated:
        raise NotAllowed
    if "actor" not in g:
        g.actor = current_user.to_actor()
    actor: Actor = g.actor
    return actor


def enforce_access() -> ResponseReturnValue | None:
    """Turn away whoever does not meet the endpoint's declaration: to the sign-in page, or with 403."""
    if request.endpoint is None:
        return None  # no such page; the router answers
    access = access_of(current_app, request.endpoint)
    if access is None:
        raise AccessUndeclared(request.endpoint)
    if not access.signed_in:
        return None
    if not current_user.is_authenticated:
        answer: ResponseReturnValue = login_manager.unauthorized()
        return answer
    if access.permissions and not any(current_actor().may(p) for p in access.permissions):
        raise NotAllowed
    return None


def check_every_endpoint_declares_access(app: Flask) -> None:
    """Raise AccessUndeclared with every endpoint that forgot to say who may enter."""
    silent = sorted(name for name in app.view_functions if access_of(app, name) is None)
    if silent:
        raise AccessUndeclared(f"Declare @public, @signed_in or @requires on: {', '.join(silent)}")


def init_app(app: Flask) -> None:
    """Ask before every request; static files are public."""
    public(app.view_functions["static"])
    app.before_request(enforce_access)
