"""Colleagues' desk: sign-in with a second factor, and the administration, which sees no case."""

from portal.accounts.audit import routes as audit_routes
from portal.accounts.blueprint import blueprint
from portal.accounts.calendar import routes as calendar_routes
from portal.accounts.categories import routes as categories_routes
from portal.accounts.conflicts import routes as conflicts_routes
from portal.accounts.duty import call_routes, leave_routes, roster_routes
from portal.accounts.entrance import routes as entrance_routes
from portal.accounts.measures import routes as measures_routes
from portal.accounts.newcomers import routes as newcomer_routes
from portal.accounts.operations import job_routes
from portal.accounts.operations import routes as operations_routes
from portal.accounts.organizations import routes as organizations_routes
from portal.accounts.own import language as own_language
from portal.accounts.own import routes as own_routes
from portal.accounts.people import routes as people_routes
from portal.accounts.reason_templates import routes as reason_template_routes
from portal.accounts.registry import routes as registry_routes
from portal.accounts.settings import routes as settings_routes

__all__ = [
    "audit_routes",
    "blueprint",
    "calendar_routes",
    "call_routes",
    "categories_routes",
    "conflicts_routes",
    "entrance_routes",
    "job_routes",
    "leave_routes",
    "measures_routes",
    "newcomer_routes",
    "operations_routes",
    "organizations_routes",
    "own_language",
    "own_routes",
    "people_routes",
    "reason_template_routes",
    "registry_routes",
    "roster_routes",
    "settings_routes",
]
