"""Files that come with a form: room for them in the request, and what became of them in words."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from portal.config import FORM_BYTES
from portal.domain.errors import DomainError, InputInvalid
from portal.domain.words import N_
from portal.intake.evidence import (
    NO_FILE,
    FilesGone,
    Taken,
    Upload,
    change_drafts,
    forget_drafts,
    refuse_gone,
    take,
)
from portal.intake.flag_pages import files_seen
from portal.intake.forms import FlagForm
from portal.intake.policy import evidence_store, file_limits, form_policy
from portal.intake.reading import takes_no_file
from portal.intake.routes import blueprint
from portal.intake.service import FORM_KEY, files_of_form, tip_of_form
from portal.records.attachments import TOO_MANY, CustodyBroken, drafts_of, open_attachment
from portal.web.limits import counted_as, within
from portal.web.transaction import transaction

WITH_FILES = frozenset({"intake.flag_again", "intake.check", "intake.supplement"})
"""Endpoints whose request may be as large as a tip's files."""


MEGABYTE = 1024 * 1024
FILES_TAKEN = ("300 per hour", "1000 per day")
MEGABYTES_TAKEN = ("2000 per hour", "8000 per day")
"""From one address, behind which a whole quarter may be; nobody is asked who they are, so bytes are counted."""
TOO_OFTEN = N_(
    "Many files have come from your connection. Your words are kept: send them now without files, and add the files"
    " later with your query code."
)


@blueprint.url_value_preprocessor
def make_room(endpoint: str | None, _values: object) -> None:
    """Raise the limit of a request with files; it must be done before anything reads the form."""
    if endpoint in WITH_FILES:
        limits = file_limits()
        request.max_content_length = FORM_BYTES + limits.files * limits.bytes


def received(field: MultipleFileField, *, room: int) -> Taken:
    """Keep the bytes of what was chosen, and tell the field what was refused and why.

    No byte is written or hashed of what there is no `room` for, nor beyond what one address may send.
    """
    chosen = [one for one in field.data or () if isinstance(one, FileStorage) and one.filename]
    reason = why_none(len(chosen), room) if chosen else None
    if reason is not None:
        taken = Taken(refused=[reason])
    else:
        uploads = (Upload(one.filename or "", cast(BinaryIO, one.stream)) for one in chosen[:room])
        taken = take(uploads, evidence_store(), file_limits())
    if reason is None and len(chosen) > room:
        taken.refused.append(InputInvalid("files", TOO_MANY, limit=file_limits().files))
    say_refusals(field, taken)
    return taken


def refused(field: MultipleFileField) -> Taken:
    """Take nothing, because no file may be taken at all; say so where one was chosen."""
    chosen = any(isinstance(one, FileStorage) and one.filename for one in field.data or ())
    taken = Taken(refused=[InputInvalid("files", NO_FILE)] if chosen else [])
    say_refusals(field, taken)
    return taken


def why_none(files: int, room: int) -> DomainError | None:
    """Why nothing of what was chosen is taken; None where files are taken."""
    if room < 1:
        return InputInvalid("files", TOO_MANY, limit=file_limits().files)
    return too_often(files, request.content_length or 0)


def too_often(files: int, size: int) -> DomainError | None:
    """Count what this address sends; the reason why no more of it is taken, or None."""
    who, megabytes = counted_as(), max(1, size // MEGABYTE)
    if within("files", who, FILES_TAKEN, files) and within("megabytes", who, MEGABYTES_TAKEN, megabytes):
        return None
    return InputInvalid("files", TOO_OFTEN)


def say_refusals(field: MultipleFileField, taken: Taken) -> None:
    """Put the reasons beside the field."""
    field.errors = tuple(str(gettext(one.sentence, **one.facts)) for one in taken.refused)


def handle_files(form: FlagForm) -> None:
    """Keep what was chosen as drafts of this form, remove what is to be removed; where none is taken, all."""
    key = form.form_key.data or ""
    if not FORM_KEY.fullmatch(key):
        return
    if takes_no_file(form):
        if drafts_of(key):
            with transaction():
                forget_drafts(key)
        return
    gone = died_meanwhile(key)
    here, dropped = drafts_of(key), request.form.get("drop", "")
    left = sum(str(one.id) != dropped for one in here)
    taken = received(form.files, room=file_limits().files - left)
    if taken.files or dropped:
        with transaction():
            change_drafts(key, taken, int(dropped) if dropped.isascii() and dropped.isdigit() else None, file_limits())
    taken.refused += gone
    say_refusals(form.files, taken)


def died_meanwhile(key: str) -> list[DomainError]:
    """The files that the page before showed and that are not there any more, as a reason for the field."""
    seen = files_seen()
    if not seen:
        return []
    try:
        refuse_gone(seen, key, tip_of_form(key, form_policy()))
    except FilesGone as error:
        return [error]
    return []


def copy_files(form: FlagForm, old_key: str) -> None:
    """Take the files of a form that was sent along into another form, those of its tip included."""
    if takes_no_file(form) or not FORM_KEY.fullmatch(old_key):
        return
    store, taken, files = evidence_store(), Taken(), files_of_form(old_key, form_policy())
    reason = too_often(len(files), sum(one.size for one in files)) if files else None
    if reason is not None:
        taken.refused, files = [reason], ()
    for one in files:
        try:
            with open_attachment(store, one) as content:
                part = take([Upload(one.file_name, content)], store, file_limits())
        except CustodyBroken as broken:
            part = Taken(refused=[broken])
        taken.files += part.files
        taken.refused += part.refused
    if taken.files:
        with transaction():
            change_drafts(form.form_key.data or "", taken, None, file_limits())
    say_refusals(form.files, taken)
