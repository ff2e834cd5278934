"""Files on their way: taken from a request, drafts while its form is open, then where the form's words go."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from portal.domain.errors import DomainError, InputInvalid, Unavailable
from portal.domain.words import N_
from portal.records.attachments import (
    Attachment,
    FileLimits,
    ReceivedFile,
    attach_drafts,
    attachments_of,
    drafts_of,
    drop_draft,
    keep_draft,
    receive_file,
)
from portal.records.blob_store import BlobStore

FORM_KEY = re.compile(r"[0-9a-f]{32}")


def new_form_key() -> str:
    """128 random bits that name one form, however often it is sent."""
    return secrets.token_hex(16)


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


@dataclass(frozen=True, slots=True)
class Brought:
    """The files of a form that is sent: its drafts, those that came with it, and those its page showed."""

    form_key: str
    limits: FileLimits
    received: Sequence[ReceivedFile] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    """Name by SHA-256."""


def attach_to_task(brought: Brought, task_id: int) -> Sequence[Attachment]:
    """Make the files of a form those of a task's receipt; returns them.

    Raises FilesGone where one is not there any more, InputInvalid for too many.
    """
    refuse_gone(brought.seen, brought.form_key)
    for received in brought.received:
        keep_draft(received, brought.form_key, brought.limits)
    return attach_drafts(brought.form_key, task_id=task_id)
