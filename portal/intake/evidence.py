"""Files on their way: drafts while the form is open, then part of the tip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from portal.domain.errors import DomainError, InputInvalid, Unavailable
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
    drop_draft,
    keep_draft,
    receive_file,
)
from portal.records.blob_store import BlobStore
from portal.records.tips import Tip

NO_FILE = N_("No file is taken for this tip. The link is enough.")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as a form brought it."""

    file_name: str
    content: BinaryIO


@dataclass(slots=True)
class Taken:
    """What became of the files of one request: those that can be kept, and why others cannot."""

    files: list[ReceivedFile] = field(default_factory=list)
    refused: list[DomainError] = field(default_factory=list)


def take(uploads: Iterable[Upload], store: BlobStore, limits: FileLimits) -> Taken:
    """Keep the bytes of files, before any transaction; one that is refused does not refuse the others."""
    taken = Taken()
    for upload in uploads:
        try:
            taken.files.append(receive_file(store, upload.content, upload.file_name, limits))
        except (InputInvalid, Unavailable) as refusal:
            taken.refused.append(refusal)
    return taken


def change_drafts(form_key: str, taken: Taken, dropped: int | None, limits: FileLimits) -> None:
    """Add files to those of an open form, and remove one; too many are noted in `taken.refused`."""
    if dropped is not None:
        drop_draft(form_key, dropped)
    for received in taken.files:
        try:
            keep_draft(received, form_key, limits)
        except InputInvalid as refusal:
            taken.refused.append(refusal)
            return


def forget_drafts(form_key: str) -> None:
    """Remove every file of an open form."""
    drop(drafts_of(form_key))


def new_files(form_key: str, tip_id: int) -> Sequence[Attachment]:
    """Files of a form whose content the tip it became does not hold yet."""
    held = {one.sha256 for one in attachments_of(tip_id)}
    return [one for one in drafts_of(form_key) if one.sha256 not in held]


class FilesGone(DomainError):
    """Files that a page showed were deleted before the form was sent."""

    sentence = N_(
        "%(names)s: no longer here. Files of a form that is not sent are deleted after two hours. Choose them again"
        " or send without them."
    )


def refuse_gone(seen: Mapping[str, str], form_key: str, tip_id: int | None = None) -> None:
    """Raises FilesGone where a file that the page showed (name by SHA-256) is neither in the form nor in its tip."""
    if not seen:
        return
    here = {one.sha256 for one in (*drafts_of(form_key), *(attachments_of(tip_id) if tip_id else ()))}
    names = [name for sha256, name in seen.items() if sha256 not in here]
    if names:
        raise FilesGone(names=", ".join(names))


def attach(form_key: str, tip_id: int, *, allowed: bool) -> Sequence[Attachment]:
    """Make the files of a form part of the tip it became, or forget them where none is taken."""
    if not allowed:
        forget_drafts(form_key)
        return ()
    return attach_drafts(form_key, tip_id)


def add_to_tip(files: Sequence[ReceivedFile], tip_id: int, key: str, limits: FileLimits) -> None:
    """Add files to a tip that was sent before. Raises InputInvalid where they are too many or none is taken."""
    if files and not takes_files(db.session.get_one(Tip, tip_id)):
        raise InputInvalid("files", NO_FILE)
    for received in files:
        keep_draft(received, key, limits)
    attach_drafts(key, tip_id)


def takes_files(tip: Tip) -> bool:
    """Whether this tip may carry files at all."""
    return not no_file_is_taken(tip.category, {Urgency(tick) for tick in tip.urgency})
