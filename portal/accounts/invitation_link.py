"""The address behind which an invited person chooses a password and a second factor, and who may see it."""

from __future__ import annotations

from flask import current_app, url_for

from portal.config import Settings


def link_of(token: str) -> str:
    """The whole address, as it stands in a mail or on a terminal."""
    settings: Settings = current_app.extensions["settings"]
    return settings.public_url + url_for("accounts.invitation", token=token)


def link_to_hand_over(token: str) -> str | None:
    """The address where no mail leaves the house, to be handed over; None where it goes to the person by mail.

    Else a colleague who invites could open it and be somebody who may read cases.
    """
    settings: Settings = current_app.extensions["settings"]
    return None if settings.mail_url else link_of(token)
