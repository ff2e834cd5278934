"""Files that prove a receipt: what came with its form, and what waits while the form is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from portal.config import Settings
from portal.disposal.blueprint import blueprint
from portal.disposal.queries import takes_files
from portal.disposal.task_forms import ReceiptForm
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.records.attachments import OF_A_RECEIPT, Attachment, FileLimits, drafts_of
from portal.records.drafts import Brought, Taken, change_drafts
from portal.records.operator_settings import evidence_file_bytes
from portal.records.tasks import Task
from portal.web.transaction import transaction
from portal.web.uploads import dropped_file, files_seen, make_room, none_received, received, say_refusals

MOST_FILES = 4
NO_FILE = N_("No file is taken for this case. State in words where the proof is kept.")


def file_limits() -> FileLimits:
    """What one receipt may carry."""
    settings: Settings = current_app.extensions["settings"]
    return FileLimits(MOST_FILES, evidence_file_bytes(settings), OF_A_RECEIPT)


make_room(blueprint, {"disposal.receipt", "disposal.attestation"}, file_limits)


def take_files(form: ReceiptForm, task: Task, actor: Actor) -> Taken:
    """Keep the bytes of what was chosen, before any transaction; why not, stands beside the field."""
    if not takes_files(task.case):
        return none_received(form.files, NO_FILE)
    dropped = dropped_file()
    left = sum(one.id != dropped for one in drafts(form, task))
    return received(form.files, file_limits(), room=MOST_FILES - left, sender=f"colleague {actor.user_id}")


def brought(form: ReceiptForm, task: Task, taken: Taken) -> Brought:
    """All files of a form that is sent, for its receipt."""
    return Brought(form.draft_key(task), file_limits(), taken.files, files_seen())


def wait(form: ReceiptForm, task: Task, taken: Taken) -> None:
    """Keep what was chosen for a form that is shown again, but for what its reader takes away."""
    dropped = dropped_file()
    if taken.files or dropped is not None:
        with transaction():
            change_drafts(form.draft_key(task), taken, dropped, file_limits())
        say_refusals(form.files, taken)


@dataclass(frozen=True, slots=True)
class ProofField:
    """The files of a receipt's form as its page shows them."""

    taken: bool
    """Whether this case takes any."""
    limits: FileLimits
    drafts: Sequence[Attachment]


def read(form: ReceiptForm, task: Task) -> ProofField:
    """What the page of this form says of its files."""
    return ProofField(takes_files(task.case), file_limits(), drafts(form, task))


def drafts(form: ReceiptForm, task: Task) -> Sequence[Attachment]:
    """The files that wait for this form to be sent."""
    return drafts_of(form.draft_key(task))
