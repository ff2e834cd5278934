"""The auditor's pages."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.audit.assisted import CALL_END_WORDS, AssistedFilters, list_assisted
from portal.accounts.audit.queries import (
    ACCESS_WORDS,
    CHANGE_WORDS,
    AccessFilters,
    ChangeFilters,
    list_accesses,
    list_changes,
)
from portal.accounts.blueprint import blueprint
from portal.domain.permissions import Permission
from portal.web.access import requires
from portal.web.filters import read_filters
from portal.web.listing import page_links, read_cursor


@blueprint.get("/audit/accesses")
@requires(Permission.AUDIT_READ)
def access_log() -> ResponseReturnValue:
    """Who opened which case or file."""
    filters = read_filters(AccessFilters, request.args)
    page, lines = list_accesses(filters, read_cursor())
    return render_template(
        "accounts/access_log.html", filters=filters, lines=lines, links=page_links(page), words=ACCESS_WORDS
    )


@blueprint.get("/audit/administration")
@requires(Permission.AUDIT_READ)
def administration_log() -> ResponseReturnValue:
    """Who changed which person, organization or registry entry."""
    filters = read_filters(ChangeFilters, request.args)
    page, lines = list_changes(filters, read_cursor())
    return render_template(
        "accounts/administration_log.html", filters=filters, lines=lines, links=page_links(page), words=CHANGE_WORDS
    )


@blueprint.get("/audit/assisted-entries")
@requires(Permission.AUDIT_READ)
def assisted_entries() -> ResponseReturnValue:
    """Which clerk entered a tip for a caller when, and how the call ended; found by a tip number, never showing one."""
    filters = read_filters(AssistedFilters, request.args)
    page, lines = list_assisted(filters, read_cursor())
    return render_template(
        "accounts/assisted_entries.html", filters=filters, lines=lines, links=page_links(page), words=CALL_END_WORDS
    )
