"""The bar above every desk page that says that urgent cases wait for whoever is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, url_for
from flask_babel import ngettext
from flask_login import current_user

from portal.domain.permissions import Permission
from portal.records.duty.calls import count_waiting_for
from portal.web.access import current_actor


@dataclass(frozen=True, slots=True)
class DutyBar:
    """What the bar says, where it leads, and where a page asks for it again."""

    words: str
    url: str
    asks: str


def duty_calls() -> DutyBar | None:
    """The bar of this colleague; None for whom no case can be put before."""
    if not current_user.is_authenticated or not current_actor().may(Permission.CASE_VIEW):
        return None
    return DutyBar(call_words(), url_for("accounts.calls"), url_for("accounts.calls_waiting"))


def call_words() -> str:
    """How many cases wait for this colleague, in words; no words where there is none."""
    count = count_waiting_for(current_actor().user_id or 0)
    if not count:
        return ""
    return str(
        ngettext("An urgent case waits for you: answer now", "%(num)s urgent cases wait for you: answer now", count)
    )


def init_app(app: Flask) -> None:
    """Let the layout of the desks ask for the bar."""
    app.jinja_env.globals.update(duty_calls=duty_calls)
