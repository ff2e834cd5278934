"""The desk that checks: platforms' reviewers, and the regulator for cases it holds itself."""

from portal.verification import routes
from portal.verification.blueprint import blueprint

__all__ = ["blueprint", "routes"]
