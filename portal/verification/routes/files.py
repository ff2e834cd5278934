"""Files of a tip, for whom table 4 opens them: as a download, and logged before it leaves."""

from __future__ import annotations

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from portal.config import Settings
from portal.domain.errors import NotFound
from portal.domain.permissions import Permission
from portal.domain.visibility import Part
from portal.records.access_log import Access, log_access
from portal.records.attachments import open_attachment
from portal.records.blob_store import FolderStore
from portal.records.seeing import see_case
from portal.verification.blueprint import blueprint
from portal.verification.queries import file_of
from portal.web.access import current_actor, requires
from portal.web.downloads import download_headers
from portal.web.transaction import access_note


@blueprint.get("/<case_number>/files/<int:attachment_id>")
@requires(Permission.CASE_VIEW)
def file(case_number: str, attachment_id: int) -> ResponseReturnValue:
    """Hand out one file, its bytes compared with their hash first."""
    actor = current_actor()
    case, parts = see_case(case_number, actor)
    attachment = file_of(case, attachment_id) if Part.FILES in parts else None
    if attachment is None:
        raise NotFound()
    settings: Settings = current_app.extensions["settings"]
    content = open_attachment(FolderStore(settings.data / "evidence"), attachment)
    with access_note():
        log_access(actor, Access.DOWNLOADED, case_id=case.id, attachment_id=attachment.id)
    headers = download_headers(attachment.download_name, attachment.media_type)
    response = Response(content, headers={**headers, "Content-Length": str(attachment.size)})
    response.call_on_close(content.close)
    return response
