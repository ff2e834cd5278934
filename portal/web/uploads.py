"""Files that come with a form: room for them in the request, and what became of them in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import BinaryIO, cast

from flask import Blueprint, Flask, current_app, request
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField

from portal.config import FORM_BYTES, Settings
from portal.domain.errors import DomainError, InputInvalid
from portal.domain.words import N_
from portal.records.attachments import TOO_LARGE, Attachment, FileLimits
from portal.records.blob_store import FolderStore
from portal.records.drafts import Taken, Upload, take
from portal.records.file_names import clean_file_name
from portal.records.file_types import EXTENSIONS
from portal.web.errors import sentence_of
from portal.web.forms import shown_number
from portal.web.limits import counted_as, within

MEGABYTE = 1024 * 1024
FILES_TAKEN = ("300 per hour", "1000 per day")
MEGABYTES_TAKEN = ("2000 per hour", "8000 per day")
"""From one address, behind which a whole quarter may be, or from one colleague."""

KEPT = "kept"
"""Hidden field: SHA-256 and name of a file that the page before showed; it must still be there."""
KEPT_FILE = re.compile(r"([0-9a-f]{64}) (.{1,1000})", re.DOTALL)


def evidence_store() -> FolderStore:
    """Where the bytes of files are kept."""
    settings: Settings = current_app.extensions["settings"]
    return FolderStore(settings.data / "evidence")


def make_room(blueprint: Blueprint, endpoints: Collection[str], limits: Callable[[], FileLimits]) -> None:
    """Let the requests of these endpoints be as large as the files that come with their forms."""

    def raise_limit(endpoint: str | None, _values: object) -> None:
        if endpoint in endpoints:  # before anything reads the form
            most = limits()
            request.max_content_length = FORM_BYTES + most.files * most.bytes

    blueprint.url_value_preprocessor(raise_limit)


def received(field: MultipleFileField, limits: FileLimits, *, room: int, sender: str = "") -> Taken:
    """Keep the bytes of what was chosen, and tell the field what was refused and why.

    No byte is written or hashed of what there is no `room` for, nor beyond what one `sender` may send;
    who has no name here is counted by the address.
    """
    chosen = [one for one in field.data or () if isinstance(one, FileStorage) and one.filename]
    reason = _why_none(len(chosen), limits, room, sender) if chosen else None
    if reason is not None:
        taken = Taken(refused=[reason])
    else:
        uploads = (Upload(one.filename or "", cast(BinaryIO, one.stream)) for one in chosen[:room])
        taken = take(uploads, evidence_store(), limits)
    if reason is None and len(chosen) > room:
        taken.refused.append(InputInvalid("files", limits.words.too_many, limit=limits.files))
    say_refusals(field, taken)
    return taken


def none_received(field: MultipleFileField, why: str) -> Taken:
    """Take nothing, because no file may be taken at all; say so where one was chosen."""
    chosen = any(isinstance(one, FileStorage) and one.filename for one in field.data or ())
    taken = Taken(refused=[InputInvalid("files", why)] if chosen else [])
    say_refusals(field, taken)
    return taken


def _why_none(files: int, limits: FileLimits, room: int, sender: str) -> DomainError | None:
    """Why nothing of what was chosen is taken; None where files are taken."""
    if room < 1:
        return InputInvalid("files", limits.words.too_many, limit=limits.files)
    return too_often(files, request.content_length or 0, limits, sender)


def too_often(files: int, size: int, limits: FileLimits, sender: str = "") -> DomainError | None:
    """Count what this sender brings; the reason why no more of it is taken, or None."""
    who, megabytes = sender or counted_as(), max(1, size // MEGABYTE)
    if within("files", who, FILES_TAKEN, files) and within("megabytes", who, MEGABYTES_TAKEN, megabytes):
        return None
    return InputInvalid("files", limits.words.too_often)


LOOKS_UNKNOWN = N_(
    "%(name)s looks like a kind of file that cannot be taken: the kinds that can are named above. Take it out, or send"
    " a screenshot or a PDF of it."
)


def told_at_once(limits: FileLimits) -> dict[str, object]:
    """What a page needs to tell of a file as it is chosen, in the server's words; `{name}` stands for its name.

    A name's ending only hints at a kind: of that the page warns, and the content decides. Size and number are held.
    """
    name = "{name}"
    return {
        "endings": " ".join(ending for endings in EXTENSIONS.values() for ending in endings),
        "bytes": limits.bytes,
        "most": limits.files,
        "kind": gettext(LOOKS_UNKNOWN, name=name),
        "large": gettext(TOO_LARGE, name=name, limit=limits.bytes // MEGABYTE),
        "many": gettext(limits.words.too_many, limit=limits.files),
    }


def init_app(app: Flask) -> None:
    """Let the field of files say what is taken."""
    app.jinja_env.globals.update(told_at_once=told_at_once)


def say_refusals(field: MultipleFileField, taken: Taken) -> None:
    """Put the reasons beside the field."""
    field.errors = tuple(sentence_of(one) for one in taken.refused)


def dropped_file() -> int | None:
    """The file whose button to remove it was pressed, if any."""
    return shown_number(request.form.get("drop"))


def kept_file(draft: Attachment) -> str:
    """A file as a page remembers it."""
    return f"{draft.sha256} {draft.file_name}"


def files_seen() -> dict[str, str]:
    """The files that the page before showed: SHA-256 and name."""
    found = (KEPT_FILE.fullmatch(value) for value in request.form.getlist(KEPT))
    return {match[1]: clean_file_name(match[2]) for match in found if match}
