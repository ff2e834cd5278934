"""The operator's line above every public page."""

import logging

from flask import Flask, request
from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import db
from portal.records.operator_settings import announcement
from portal.web.language import html_lang

KEPT_BY_BROWSERS = "app_shell.offline"
"""The page that is shown without a connection, days later perhaps."""

log = logging.getLogger(__name__)


def announced() -> str | None:
    """What is to be said today in the language of the page. A page that needs no database goes without, if it fails."""
    if request.endpoint == KEPT_BY_BROWSERS:
        return None
    try:
        said = announcement()
    except SQLAlchemyError:
        log.exception("The announcement cannot be read")
        db.session.rollback()
        return None
    return said.in_language(html_lang()) if said else None


def init_app(app: Flask) -> None:
    """Offer it to the layout of public pages."""
    app.jinja_env.globals.update(announced=announced)
