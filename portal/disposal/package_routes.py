"""Sealed packages for an authority outside: ordering one, and handing out what was made."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from portal.disposal import forms
from portal.disposal.blueprint import blueprint
from portal.disposal.case_page import take
from portal.domain.errors import NotFound
from portal.domain.permissions import Actor, Permission, allows
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.packages.models import sealed_package
from portal.records.packages.ordering import open_package, order_package
from portal.records.seeing import see_case
from portal.web.access import current_actor, requires
from portal.web.downloads import download_headers
from portal.web.transaction import access_note
from portal.web.uploads import evidence_store


@blueprint.post("/<case_number>/package")
@requires(Permission.CASE_SEAL)
def package(case_number: str) -> ResponseReturnValue:
    """Have a package sealed for the authority that took the case over."""
    form = forms.PackageForm()

    def order(case: Case, actor: Actor) -> None:
        order_package(case, actor, form.reason.data or "", with_files=bool(form.with_files.data))

    return take(
        case_number, Action.SEAL_PACKAGE, form, order, N_("The package is being sealed. It is there in a moment.")
    )


@blueprint.get("/<case_number>/packages/<int:version>")
@requires(Permission.CASE_SEAL)
def package_file(case_number: str, version: int) -> ResponseReturnValue:
    """Hand out one version, its bytes compared with their hash first, and logged before it leaves."""
    actor = current_actor()
    case, _parts = see_case(case_number, actor)
    if not allows(Permission.CASE_SEAL, actor, facts(case)):
        raise NotFound()
    found = sealed_package(case.id, version)
    content = open_package(evidence_store(), found)
    with access_note():
        log_access(actor, Access.DOWNLOADED, case_id=case.id)
    headers = download_headers(f"{case.case_number}-{found.version}.zip", "application/zip")
    response = Response(content, headers={**headers, "Content-Length": str(found.size)})
    response.call_on_close(content.close)
    return response
