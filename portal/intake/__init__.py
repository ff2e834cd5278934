"""The citizen's room: flag a misuse, keep the receipt, follow the tip, answer, appeal, withdraw."""

from portal.intake import flag_routes, follow_routes, help_routes, lost_session, resend_routes, tip_routes
from portal.intake.routes import blueprint

__all__ = ["blueprint", "flag_routes", "follow_routes", "help_routes", "lost_session", "resend_routes", "tip_routes"]
