"""Which files a tip takes, and how those of a form or an answer become its own."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.errors import InputInvalid
from portal.domain.minors import no_file_is_taken
from portal.domain.priority import Urgency
from portal.domain.words import N_
from portal.extensions import db
from portal.records.attachments import (
    Attachment,
    FileLimits,
    ReceivedFile,
    attach_drafts,
    attachments_of,
    drafts_of,
    drop,
    keep_draft,
)
from portal.records.tips import Tip

NO_FILE = N_("No file is taken for this tip. The link is enough.")


def forget_drafts(form_key: str) -> None:
    """Remove every file of an open form."""
    drop(drafts_of(form_key))


def new_files(form_key: str, tip_id: int) -> Sequence[Attachment]:
    """Files of a form whose content the tip it became does not hold yet."""
    held = {one.sha256 for one in attachments_of(tip_id)}
    return [one for one in drafts_of(form_key) if one.sha256 not in held]


def attach(form_key: str, tip_id: int, *, allowed: bool) -> Sequence[Attachment]:
    """Make the files of a form part of the tip it became, or forget them where none is taken."""
    if not allowed:
        forget_drafts(form_key)
        return ()
    return attach_drafts(form_key, tip_id=tip_id)


def add_to_tip(files: Sequence[ReceivedFile], tip_id: int, key: str, limits: FileLimits) -> None:
    """Add files to a tip that was sent before. Raises InputInvalid where they are too many or none is taken."""
    if files and not takes_files(db.session.get_one(Tip, tip_id)):
        raise InputInvalid("files", NO_FILE)
    for received in files:
        keep_draft(received, key, limits)
    attach_drafts(key, tip_id=tip_id)


def takes_files(tip: Tip) -> bool:
    """Whether this tip may carry files at all."""
    return not no_file_is_taken(tip.category, {Urgency(tick) for tick in tip.urgency})
