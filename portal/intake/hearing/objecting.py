"""Objecting (提出异议): by the code alone, with reasons and proof; sending the same twice is one objection."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.errors import InputInvalid, ReasonMissing, WindowClosed
from portal.domain.minors import no_file_of_a_respondent
from portal.domain.words import N_
from portal.intake.own_case import locked
from portal.records.attachments import FileLimits, ReceivedFile, attach_drafts, keep_draft
from portal.records.cases import Case
from portal.records.decision_notices.reading import read_notice
from portal.records.objecting import keep_objection, object_until, objections_of

NO_FILE = N_("No file is taken in this case. Say in words where your proof can be seen.")


def object_to(notice_id: int, reason: str, files: Sequence[ReceivedFile], limits: FileLimits) -> None:
    """Object to the decision of this notice.

    Raises ReasonMissing, WindowClosed where it is too late or there is nothing to object to, InputInvalid for files
    that are too many or not taken.
    """
    if not reason.strip():
        raise ReasonMissing()
    locked(read_notice(notice_id).notice.case_id)
    shown, made = read_notice(notice_id), objections_of(notice_id)
    if any(one.decision is None and one.reason == reason for one in made):
        return
    if object_until(shown, made) is None:
        raise WindowClosed(N_("This decision cannot be objected to here any more."))
    case = shown.notice.case
    if files and not takes_files(case):
        raise InputInvalid("files", NO_FILE)
    objection = keep_objection(case, shown, reason)
    for received in files:
        keep_draft(received, f"objection {objection.id}", limits)
    attach_drafts(f"objection {objection.id}", appeal_id=objection.id)


def takes_files(case: Case) -> bool:
    """Whether proof may come as files."""
    return not no_file_of_a_respondent(case.category)
