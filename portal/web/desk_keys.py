"""The keys of the desk: one table, printed as the help sheet, from which the script takes what each key does."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, url_for
from flask_babel import gettext

from portal.domain.words import N_
from portal.web.navigation import may_enter
from portal.web.prefs import read_pref

SEARCH = "verification.find"


@dataclass(frozen=True, slots=True)
class DeskKey:
    """One key: what is pressed, what it does (a word of desk.js or an endpoint), and its words."""

    keys: str
    does: str
    words: str


KEYS = (
    DeskKey("j", "down", N_("Next line of the list, or next case")),
    DeskKey("k", "up", N_("Line or case before")),
    DeskKey("x", "tick", N_("Tick the line")),
    DeskKey("enter", "open", N_("Open the line")),
    DeskKey("/", "search", N_("Find a case")),
    DeskKey("u", "back", N_("Back to the list")),
    DeskKey("g q", "verification.queue", N_("Go to the cases to check")),
    DeskKey("g j", "disposal.queue", N_("Go to the joint desk")),
    DeskKey("g t", "disposal.tasks", N_("Go to our tasks")),
    DeskKey("g a", "intake.assist", N_("Go to the next call")),
    DeskKey("?", "help", N_("This sheet")),
    DeskKey("ctrl+k", "palette", N_("All actions on this page, and cases by number or target")),
    DeskKey("ctrl+enter", "send", N_("Send the form")),
    DeskKey("ctrl+shift+enter", "next", N_("Send the form and open the next case")),
)
"""Keys of one letter can be turned off; those with Ctrl work while one types. Enter is the browser's own."""


def desk_keys() -> list[dict[str, str]]:
    """The keys that lead somewhere for whoever is signed in."""
    rows = []
    for key in KEYS:
        endpoint = "." in key.does
        if endpoint and not may_enter(key.does):
            continue
        does = url_for(key.does) if endpoint else key.does
        rows.append({"press": key.keys, "does": does, "words": gettext(key.words)})
    return rows


def desk_search_url() -> str | None:
    """Where the palette looks for cases; None for whoever sees none."""
    return url_for(SEARCH) if SEARCH in current_app.view_functions and may_enter(SEARCH) else None


def single_keys() -> bool:
    """Whether keys of one letter do something (WCAG 2.2, 2.1.4)."""
    return read_pref("keys") != "off"


def init_app(app: Flask) -> None:
    """Offer the table to the layout of the desk."""
    app.jinja_env.globals.update(desk_keys=desk_keys, desk_search_url=desk_search_url, single_keys=single_keys)
