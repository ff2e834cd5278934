"""The room of whoever has no account: flag a misuse, follow the tip, appeal, call a clerk; be heard as respondent."""

from portal.intake import (
    assist_routes,
    flag_routes,
    follow_routes,
    help_routes,
    lost_session,
    resend_routes,
    tip_routes,
)
from portal.intake.hearing import routes as hearing_routes
from portal.intake.routes import blueprint

__all__ = [
    "assist_routes",
    "blueprint",
    "flag_routes",
    "follow_routes",
    "hearing_routes",
    "help_routes",
    "lost_session",
    "resend_routes",
    "tip_routes",
]
