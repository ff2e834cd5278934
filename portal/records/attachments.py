"""Files that came with a form: drafts while it is open, then part of a tip or a receipt, served as downloads."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BufferedReader
from typing import BinaryIO

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.domain.errors import DomainError, InputInvalid, Unavailable
from portal.domain.words import N_
from portal.extensions import Base, db
from portal.records.blob_store import Blob, BlobMissing, BlobStore, BlobStoreFull, BlobTooLarge
from portal.records.file_names import clean_file_name, download_name
from portal.records.file_types import Active, Empty, Unknown, sniff
from portal.records.jobs import enqueue

DRAFTS_LIVE = timedelta(hours=2)
"""A draft whose form was not sent by then is removed (decision 16)."""


class Attachment(Base):
    """One file of a tip, a receipt or an objection, or a draft that dies when its form was not sent in time."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint(
            "(tip_id IS NULL AND task_id IS NULL AND appeal_id IS NULL) = (dies_at IS NOT NULL)", name="draft_dies"
        ),
        CheckConstraint(
            "(tip_id IS NULL OR task_id IS NULL) AND (appeal_id IS NULL OR (tip_id IS NULL AND task_id IS NULL))",
            name="one_place",
        ),
        Index(None, "tip_id"),
        Index(None, "task_id"),
        Index(None, "appeal_id"),
        Index(None, "dies_at"),
        Index(None, "draft_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stored_name: Mapped[str] = mapped_column(String(64), unique=True)
    tip_id: Mapped[int | None] = mapped_column(ForeignKey("tips.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    """The task whose receipt it proves."""
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeals.id"))
    """The respondent's objection that it belongs to."""
    draft_key: Mapped[str | None] = mapped_column(String(64))
    """Hash of the form's key: the key itself would give the query code to whoever reads the database."""
    file_name: Mapped[str] = mapped_column(Text)
    """As the sender's device called it: a reporter's may name people, so platforms never see it."""
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    dies_at: Mapped[datetime | None]

    @property
    def download_name(self) -> str:
        """The name it is handed out under; it ends as its content is."""
        return download_name(self.file_name, self.media_type)

    @property
    def numbered_name(self) -> str:
        """A name that tells nothing of its sender, and ends as its content is."""
        return download_name(str(self.id), self.media_type)


@dataclass(frozen=True, slots=True)
class FileWords:
    """How a form says that it takes no more files."""

    too_many: str
    no_room: str
    too_often: str


OF_A_TIP = FileWords(
    N_("One tip can carry %(limit)s files. Send the most telling ones; more can follow with your code."),
    N_(
        "Files cannot be taken at the moment, but your words can. Send without files and add them later with your code."
    ),
    N_(
        "Many files have come from your connection. Your words are kept: send them now without files, and add the"
        " files later with your query code."
    ),
)
OF_A_RECEIPT = FileWords(
    N_("A receipt can carry %(limit)s files. Choose the most telling ones."),
    N_("Files cannot be taken at the moment, but your words can. State in words where the proof is kept."),
    N_("You have sent many files within the hour. Your words are kept: wait a little, or send them without files."),
)


OF_AN_OBJECTION = FileWords(
    N_("An objection can carry %(limit)s files. Choose the most telling ones."),
    N_("Files cannot be taken at the moment, but your words can. Send them without files."),
    N_("Many files have come from your connection. Wait a little, or send your words without files."),
)


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What one tip or one receipt may carry."""

    files: int
    bytes: int
    """Of each file."""
    words: FileWords = OF_A_TIP


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file whose bytes are kept and that no row names yet."""

    blob: Blob
    file_name: str
    media_type: str


class CustodyBroken(DomainError):
    """The bytes are missing or are no longer those that came in."""

    sentence = N_("This file is not what was received any more, so it is not handed out.")


def receive_file(store: BlobStore, source: BinaryIO, file_name: str, limits: FileLimits) -> ReceivedFile:
    """Keep the bytes of one file, before any transaction begins: it may take long.

    Bytes that no row comes to name are swept away. Raises InputInvalid with field `files` for a file
    that cannot be taken, and Unavailable where there is no room.
    """
    name, found = clean_file_name(file_name), []
    try:
        blob = store.keep(source, limits.bytes, lambda file: found.append(sniff(file)))
    except BlobTooLarge as fault:
        limit = limits.bytes // (1024 * 1024)
        raise InputInvalid("files", TOO_LARGE, name=name, limit=limit) from fault
    except (Empty, Active, Unknown) as fault:
        raise InputInvalid("files", REFUSALS[type(fault)], name=name) from fault
    except BlobStoreFull as fault:
        raise Unavailable(limits.words.no_room) from fault
    return ReceivedFile(blob, name, found[0])


TOO_LARGE = N_("%(name)s is larger than %(limit)s MB. Send the part that shows it, or several smaller files.")
REFUSALS: dict[type[Exception], str] = {
    Empty: N_("%(name)s is empty. Choose it again."),
    Active: N_("%(name)s can act as a program and is not taken. Send a screenshot of it, or a PDF."),
    Unknown: N_(
        "%(name)s is a kind of file that is not taken. Send pictures (JPEG, PNG, GIF, WebP, HEIC), videos (MP4, MOV,"
        " WebM), recordings (MP3, M4A, WAV), PDF, Word, Excel, PowerPoint or plain text in UTF-8, or take a screenshot."
    ),
}


def keep_draft(received: ReceivedFile, form_key: str, limits: FileLimits) -> Attachment:
    """Note a received file as a draft of the form with this key; it dies in two hours.

    The same file twice is one. Raises InputInvalid with field `files` where the form has as many as
    it may carry.
    """
    drafts = drafts_of(form_key)
    for one in drafts:
        if (one.sha256, one.file_name) == (received.blob.sha256, received.file_name):
            return one
    if len(drafts) >= limits.files:
        raise InputInvalid("files", limits.words.too_many, limit=limits.files)
    now = clock.now()
    draft = Attachment(
        stored_name=received.blob.name,
        draft_key=_hashed(form_key),
        file_name=received.file_name,
        media_type=received.media_type,
        size=received.blob.size,
        sha256=received.blob.sha256,
        received_at=now,
        dies_at=now + DRAFTS_LIVE,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def drafts_of(form_key: str) -> Sequence[Attachment]:
    """The living drafts of a form, in the order in which they came."""
    mine = (Attachment.draft_key == _hashed(form_key), Attachment.dies_at > clock.now())
    return db.session.scalars(select(Attachment).where(*mine).order_by(Attachment.id)).all()


def attach_drafts(
    form_key: str, *, tip_id: int | None = None, task_id: int | None = None, appeal_id: int | None = None
) -> Sequence[Attachment]:
    """Make the form's drafts files of the tip it became, or of the task or objection it was about; returns them.

    Safe to call again.
    """
    drafts = drafts_of(form_key)
    for draft in drafts:
        draft.tip_id, draft.task_id, draft.appeal_id = tip_id, task_id, appeal_id
        draft.draft_key = draft.dies_at = None
    return drafts


def drop_draft(form_key: str, attachment_id: int) -> None:
    """Remove one draft of this form; somebody else's, or none: nothing happens."""
    drop([draft for draft in drafts_of(form_key) if draft.id == attachment_id])


def drop(attachments: Sequence[Attachment]) -> None:
    """Remove files: the rows now, the bytes by a job once that is certain."""
    if attachments:
        enqueue("remove_blobs", {"names": [one.stored_name for one in attachments]})
    for attachment in attachments:
        db.session.delete(attachment)


def attachments_of(tip_id: int) -> Sequence[Attachment]:
    """The files of a tip, in the order in which they came."""
    return db.session.scalars(select(Attachment).where(Attachment.tip_id == tip_id).order_by(Attachment.id)).all()


def files_of_tasks(task_ids: Collection[int]) -> Sequence[Attachment]:
    """The files that prove the receipts of these tasks, in the order in which they came."""
    return db.session.scalars(select(Attachment).where(Attachment.task_id.in_(task_ids)).order_by(Attachment.id)).all()


def files_of_appeals(appeal_ids: Collection[int]) -> Sequence[Attachment]:
    """The files that came with these objections, in the order in which they came."""
    return db.session.scalars(
        select(Attachment).where(Attachment.appeal_id.in_(appeal_ids)).order_by(Attachment.id)
    ).all()


def open_attachment(store: BlobStore, attachment: Attachment) -> BufferedReader:
    """The bytes, compared with their hash first. Raises CustodyBroken."""
    try:
        file = store.open(attachment.stored_name)
    except BlobMissing as fault:
        raise CustodyBroken() from fault
    if hashlib.file_digest(file, "sha256").hexdigest() != attachment.sha256:
        file.close()
        raise CustodyBroken()
    file.seek(0)
    return file


def _hashed(form_key: str) -> str:
    return hashlib.sha256(f"draft {form_key}".encode()).hexdigest()
