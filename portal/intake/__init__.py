"""The citizen's room: flag a misuse, keep the receipt, follow the tip, answer, appeal, withdraw; or call a clerk."""

from portal.intake import (
    assist_routes,
    flag_routes,
    follow_routes,
    help_routes,
    lost_session,
    resend_routes,
    tip_routes,
)
from portal.intake.routes import blueprint

__all__ = [
    "assist_routes",
    "blueprint",
    "flag_routes",
    "follow_routes",
    "help_routes",
    "lost_session",
    "resend_routes",
    "tip_routes",
]
