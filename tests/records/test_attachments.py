"""Files belong to an open form for two hours, then to its tip or to nobody."""

import io
import os
import time
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.errors import DomainError, InputInvalid, Unavailable
from portal.extensions import db
from portal.records.attachments import (
    Attachment,
    CustodyBroken,
    FileLimits,
    attach_drafts,
    attachments_of,
    drafts_of,
    drop_draft,
    keep_draft,
    open_attachment,
    receive_file,
)
from portal.records.blob_store import FolderStore
from portal.records.job_runner import Runner, Work
from portal.records.sweeping import drop_dead_drafts, remove_blobs, sweep_orphans
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import send_tip, the_cast
from tests.records.files import ACTIVE, HOSTILE_NAMES, JPEG, PNG, UNKNOWN

LIMITS = FileLimits(files=3, bytes=1000)
FORM = "form-key-0000000000000000"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence", disk=lambda _path: (10**12, 0, 10**12))


def add(store: FolderStore, name: str = "photo.jpg", content: bytes = JPEG, form: str = FORM) -> Attachment:
    received = receive_file(store, io.BytesIO(content), name, LIMITS)
    with transaction():
        return keep_draft(received, form, LIMITS)


def kept(store: FolderStore) -> set[str]:
    return {path.name for path in store.folder.rglob("*") if path.is_file()}


def run_removals(store: FolderStore) -> None:
    Runner({"remove_blobs": Work(lambda payload: remove_blobs(payload, store), outside=True)}).drain()


def test_a_file_becomes_part_of_the_tip_its_form_became(context: Flask, store: FolderStore, clock: Clock) -> None:
    first, second = add(store), add(store, "b.png", PNG)
    add(store, form="another form's key 000000")
    with transaction():
        the_cast()
        tip_id = send_tip().tip_id
        attach_drafts(FORM, tip_id=tip_id)
        attach_drafts(FORM, tip_id=tip_id)
    assert [one.id for one in attachments_of(tip_id)] == [first.id, second.id]
    assert [(one.draft_key, one.dies_at) for one in attachments_of(tip_id)] == [(None, None)] * 2
    clock.turn(days=30)
    with transaction():
        assert drop_dead_drafts() == 1
    with open_attachment(store, first) as file:
        assert file.read() == JPEG


def test_the_database_does_not_hold_the_forms_key(context: Flask, store: FolderStore) -> None:
    add(store)
    assert FORM not in str(db.session.execute(db.select(Attachment.__table__)).all())


def test_a_draft_whose_form_was_not_sent_dies_with_its_bytes(context: Flask, store: FolderStore, clock: Clock) -> None:
    draft = add(store)
    clock.turn(hours=2, seconds=-1)
    with transaction():
        assert drop_dead_drafts() == 0
    assert [one.id for one in drafts_of(FORM)] == [draft.id]
    clock.turn(seconds=1)
    assert list(drafts_of(FORM)) == []
    with transaction():
        assert drop_dead_drafts() == 1
        assert drop_dead_drafts() == 0
    assert kept(store) == {draft.stored_name}
    run_removals(store)
    assert kept(store) == set()


def test_only_ones_own_draft_is_removed(context: Flask, store: FolderStore) -> None:
    mine, other = add(store), add(store, form="another form's key 000000")
    with transaction():
        drop_draft(FORM, other.id)
        drop_draft(FORM, mine.id)
    run_removals(store)
    assert kept(store) == {other.stored_name}


def test_a_removal_that_was_undone_keeps_the_bytes(context: Flask, store: FolderStore) -> None:
    draft = add(store)
    remove_blobs({"names": [draft.stored_name]}, store)
    assert kept(store) == {draft.stored_name}


def test_bytes_that_no_row_names_are_swept_away_after_an_hour(context: Flask, store: FolderStore) -> None:
    orphan = receive_file(store, io.BytesIO(JPEG), "a.jpg", LIMITS)
    draft = add(store)
    assert sweep_orphans(store) == 0
    for name in (orphan.blob.name, draft.stored_name):
        path = store.folder / name[:2] / name
        os.utime(path, (time.time() - 3700, time.time() - 3700))
    assert sweep_orphans(store) == 1
    assert kept(store) == {draft.stored_name}


def test_a_tip_carries_so_many_files_and_no_more(context: Flask, store: FolderStore) -> None:
    for number in range(3):
        add(store, f"{number}.jpg")
    with pytest.raises(InputInvalid):
        add(store, "3.jpg")
    assert len(drafts_of(FORM)) == 3


REFUSED = {**ACTIVE, **UNKNOWN, "nothing": b"", "one byte too much": JPEG.ljust(1001, b"\0")}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_not_taken_is_refused_by_name_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    store = FolderStore(tmp_path, disk=lambda _path: (10**12, 0, 10**12))
    with pytest.raises(InputInvalid) as refusal:
        receive_file(store, io.BytesIO(REFUSED[kind]), "holiday.jpg", LIMITS)
    assert refusal.value.field == "files"
    assert str(refusal.value).startswith("holiday.jpg ")
    assert kept(store) == set()


def test_the_largest_file_is_taken(context: Flask, store: FolderStore) -> None:
    assert add(store, content=JPEG.ljust(1000, b"\0")).size == 1000


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_name_does_harm(context: Flask, store: FolderStore, name: str) -> None:
    draft = add(store, name)
    db.session.expire_all()
    assert db.session.get_one(Attachment, draft.id).download_name.endswith((".jpg", ".jpeg"))
    assert kept(store) == {draft.stored_name}


def test_without_room_the_words_are_still_taken(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, disk=lambda _path: (10**12, 10**12, 0))
    with pytest.raises(Unavailable, match="your words can"):
        receive_file(store, io.BytesIO(JPEG), "a.jpg", LIMITS)


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\xff\xd8\xff other")])
def test_bytes_that_changed_are_not_handed_out(context: Flask, store: FolderStore, damage) -> None:  # type: ignore[no-untyped-def]  # a lambda of the list above
    draft = add(store)
    damage(store.folder / draft.stored_name[:2] / draft.stored_name)
    with pytest.raises(CustodyBroken) as refusal:
        open_attachment(store, draft)
    assert isinstance(refusal.value, DomainError)
