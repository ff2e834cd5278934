"""Whether the portal lives and can serve, for whoever watches it."""

import logging
import os
from collections.abc import Callable

from flask import current_app
from sqlalchemy import text

from portal.config import Settings
from portal.extensions import db

log = logging.getLogger(__name__)


def check_database() -> None:
    """Raises when the database does not answer."""
    db.session.execute(text("SELECT 1"))


def check_storage() -> None:
    """Raises when the folder of data cannot be written."""
    settings: Settings = current_app.extensions["settings"]
    if not os.access(settings.data, os.W_OK):
        raise OSError(f"{settings.data} cannot be written")


CHECKS: dict[str, Callable[[], None]] = {"database": check_database, "storage": check_storage}
"""What must work before a visitor is sent here; a room adds its own check under its name."""


def run_checks() -> dict[str, bool]:
    """Run every check; what failed is in the log, not in the answer."""
    return {name: _holds(name, check) for name, check in CHECKS.items()}


def _holds(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # whatever a check raises means "not ready"
        log.exception("Readiness check failed: %s", name)
        return False
    return True
