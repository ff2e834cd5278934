"""Files of a tip, for whom table 4 opens them: as a download, and logged before it leaves."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from portal.domain.errors import NotFound
from portal.domain.permissions import Permission
from portal.domain.visibility import Part
from portal.records.seeing import see_case
from portal.verification.blueprint import blueprint
from portal.verification.queries import file_of
from portal.web.access import current_actor, requires
from portal.web.downloads import hand_out


@blueprint.get("/<case_number>/files/<int:attachment_id>")
@requires(Permission.CASE_VIEW)
def file(case_number: str, attachment_id: int) -> ResponseReturnValue:
    """Hand out one file."""
    actor = current_actor()
    case, parts = see_case(case_number, actor)
    attachment = file_of(case, attachment_id) if Part.FILES in parts else None
    if attachment is None:
        raise NotFound()
    return hand_out(attachment, actor, case.id, named=Part.FREE_TEXT in parts)
