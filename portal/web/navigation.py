"""The links in the heads and feet of pages: a table per layout, and which of them this visitor sees.

A link is shown once its endpoint exists and its declared access (`web/access.py`) lets the visitor in,
so a link and its page cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user

from portal.domain.permissions import Permission
from portal.domain.words import N_
from portal.records.operator_settings import contact
from portal.web.access import access_of, current_actor
from portal.web.language import organization_name
from portal.web.prefs import elder_mode

Links = tuple[tuple[str, str], ...]

PUBLIC: Links = (
    ("intake.flag", N_("Report")),
    ("intake.follow", N_("Follow my tip")),
    ("publicity.bulletins", N_("Bulletins")),
    ("publicity.figures", N_("Figures")),
    ("publicity.how_it_works", N_("How it works")),
)
FOOTER: Links = (
    ("publicity.help_index", N_("Help")),
    ("publicity.notices", N_("Check a notice")),
    ("intake.respondent", N_("A decision concerns me")),
    ("intake.privacy", N_("Privacy")),
    ("publicity.about", N_("Who runs this")),
    ("accounts.sign_in", N_("Staff sign-in")),
)
FOLDED = frozenset({"publicity.bulletins", "publicity.figures", "publicity.how_it_works", "accounts.sign_in"})
"""What the elder mode folds away at the foot of a page: less at once, and nothing out of reach."""
DESK: Links = (
    ("intake.assist", N_("Enter for a caller")),
    ("verification.queue", N_("Platform desk")),
    ("disposal.queue", N_("Joint desk")),
    ("disposal.tasks", N_("Our tasks")),
    ("disposal.board", N_("Tasks by executor")),
    ("accounts.duty", N_("Duty roster")),
    ("accounts.reason_templates", N_("Reason templates")),
    ("publicity.drafts", N_("Bulletins")),
    ("accounts.organizations", N_("Organizations")),
    ("accounts.people", N_("People")),
    ("accounts.registry", N_("Routing registry")),
    ("accounts.platform_invitations", N_("New platforms")),
    ("accounts.categories", N_("Categories")),
    ("accounts.measures", N_("Measures")),
    ("accounts.settings", N_("Settings")),
    ("accounts.calendar", N_("Calendar")),
    ("accounts.operations", N_("Operations")),
    ("accounts.access_log", N_("Access log")),
    ("accounts.administration_log", N_("Administration log")),
    ("accounts.assisted_entries", N_("Assisted entries")),
    ("accounts.account", N_("My account")),
    ("publicity.help_index", N_("Help")),
)
"""Endpoint and words, in the order shown."""


@dataclass(frozen=True)
class Link:
    """One link as the layouts show it; `current` is its aria-current: the page itself, or a page beneath it."""

    label: str
    url: str
    current: str | None
    count: str | None = None
    """How much waits there; None where nobody counts."""


def bounded(count: int, limit: int) -> str:
    """A count in figures, which says no more than "99+" where it was not counted to the end."""
    return f"{limit}+" if count > limit else str(count)


@dataclass(frozen=True)
class Identity:
    """Who is signed in, for which organization, and the way out."""

    person: str
    organization: str
    sign_out_url: str


def public_navigation() -> list[Link]:
    """The links in the head of a public page."""
    return list(_links(in_sight(PUBLIC)))


def footer_navigation() -> list[Link]:
    """The links in the foot of a public page."""
    return list(_links(in_sight(FOOTER)))


def folded_navigation() -> list[Link]:
    """What the elder mode folds away of both; nothing in the ordinary mode."""
    shown = {*in_sight(PUBLIC), *in_sight(FOOTER)}
    return list(_links(tuple(row for row in PUBLIC + FOOTER if row not in shown)))


def in_sight(rows: Links) -> Links:
    """Those that this reader's mode shows without being asked."""
    return tuple(row for row in rows if row[0] not in FOLDED) if elder_mode() else rows


def desk_navigation() -> list[Link]:
    """The desks that the colleague who is signed in may enter."""
    return list(_links(tuple(row for row in DESK if may_enter(row[0]))))


def front_page() -> str:
    """Where this colleague's day begins: who signs, at the joint desk; else the first desk they may enter."""
    return url_for("disposal.queue") if current_actor().may(Permission.DISPOSAL_APPROVE) else desk_navigation()[0].url


def desk_identity() -> Identity:
    """The head of a desk page; only for a colleague who is signed in."""
    return Identity(current_user.name, organization_name(current_user.organization), url_for("accounts.sign_out"))


def _links(rows: Links) -> Iterator[Link]:
    found = [
        (endpoint, gettext(words), url_for(endpoint))
        for endpoint, words in rows
        if endpoint in current_app.view_functions
    ]
    place = request.script_root + request.path
    nearest = max((url for _endpoint, _words, url in found if f"{place}/".startswith(f"{url}/")), key=len, default=None)
    for endpoint, words, url in found:
        yield Link(words, url, "page" if request.endpoint == endpoint else "true" if url == nearest else None)


def may_enter(endpoint: str) -> bool:
    """Whether this endpoint exists and lets in whoever is signed in."""
    access = access_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    if access is None or not current_user.is_authenticated:
        return False
    return not access.permissions or any(current_actor().may(permission) for permission in access.permissions)


def init_app(app: Flask) -> None:
    """Offer the links to the layouts, which ask only for those they show."""
    operator = app.extensions["settings"].operator
    app.jinja_env.globals.update(
        public_navigation=public_navigation,
        footer_navigation=footer_navigation,
        folded_navigation=folded_navigation,
        desk_navigation=desk_navigation,
        desk_identity=desk_identity,
        demonstration=not app.extensions["settings"].production,
        operator=operator,
        operator_contact=lambda: contact(operator),
        quick_exit_url=app.extensions["settings"].quick_exit_url,
    )
