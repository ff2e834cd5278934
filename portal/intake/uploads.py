"""Files of the citizen's forms: which forms bring some, and what becomes of them while a form is open."""

from __future__ import annotations

from portal.domain.errors import DomainError
from portal.intake.evidence import forget_drafts
from portal.intake.forms import FlagForm
from portal.intake.policy import file_limits, form_policy
from portal.intake.reading import takes_no_file
from portal.intake.routes import blueprint
from portal.intake.service import files_of_form, tip_of_form
from portal.records.attachments import CustodyBroken, drafts_of, open_attachment
from portal.records.drafts import FORM_KEY, FilesGone, Taken, Upload, change_drafts, refuse_gone, take
from portal.web.transaction import transaction
from portal.web.uploads import (
    dropped_file,
    evidence_store,
    files_seen,
    make_room,
    received,
    say_refusals,
    too_often,
)

make_room(blueprint, {"intake.flag_again", "intake.check", "intake.supplement"}, file_limits)


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
    dropped = dropped_file()
    left = sum(one.id != dropped for one in drafts_of(key))
    taken = received(form.files, file_limits(), room=file_limits().files - left)
    if taken.files or dropped is not None:
        with transaction():
            change_drafts(key, taken, dropped, file_limits())
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
    reason = too_often(len(files), sum(one.size for one in files), file_limits()) if files else None
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
