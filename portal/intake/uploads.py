"""Files that come with a form: room for them in the request, and what became of them in words."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from portal.config import FORM_BYTES
from portal.domain.errors import InputInvalid
from portal.intake.evidence import NO_FILE, Taken, Upload, change_drafts, forget_drafts, take
from portal.intake.forms import FlagForm
from portal.intake.policy import evidence_store, file_limits
from portal.intake.reading import takes_no_file
from portal.intake.routes import blueprint
from portal.intake.service import FORM_KEY
from portal.records.attachments import drafts_of
from portal.web.transaction import transaction

WITH_FILES = frozenset({"intake.flag_again", "intake.check", "intake.supplement"})
"""Endpoints whose request may be as large as a tip's files."""


@blueprint.url_value_preprocessor
def make_room(endpoint: str | None, _values: object) -> None:
    """Raise the limit of a request with files; it must be done before anything reads the form."""
    if endpoint in WITH_FILES:
        limits = file_limits()
        request.max_content_length = FORM_BYTES + limits.files * limits.bytes


def received(field: MultipleFileField, *, allowed: bool = True) -> Taken:
    """Keep the bytes of what was chosen, and tell the field what was refused and why.

    Where nothing may be taken, no byte is written or hashed.
    """
    chosen = [one for one in field.data or () if isinstance(one, FileStorage) and one.filename]
    if chosen and not allowed:
        taken = Taken(refused=[InputInvalid("files", NO_FILE)])
        say_refusals(field, taken)
        return taken
    uploads = (Upload(one.filename or "", cast(BinaryIO, one.stream)) for one in chosen)
    taken = take(uploads, evidence_store(), file_limits())
    say_refusals(field, taken)
    return taken


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
    taken, dropped = received(form.files), request.form.get("drop", "")
    if taken.files or dropped:
        with transaction():
            change_drafts(key, taken, int(dropped) if dropped.isascii() and dropped.isdigit() else None, file_limits())
        say_refusals(form.files, taken)
