"""Bytes are kept whole, on the disk, under a name of ours, or not at all."""

import errno
import io
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from portal.records.blob_store import BlobMissing, BlobStoreFull, BlobTooLarge, FolderStore
from portal.records.file_types import Unknown

GB = 1024**3


def room(total: int, free: int) -> Callable[[Path], tuple[int, int, int]]:
    return lambda _path: (total, total - free, free)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence", disk=room(100 * GB, 50 * GB))


def anything(_file: BinaryIO) -> None:
    pass


def files(store: FolderStore) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_what_was_kept_comes_back_byte_for_byte(store: FolderStore) -> None:
    content = os.urandom(200_000)
    blob = store.keep(io.BytesIO(content), 200_000, anything)
    with store.open(blob.name) as file:
        assert file.read() == content
    assert (blob.size, len(blob.sha256)) == (200_000, 64)


def test_only_the_owner_can_read_it_and_it_carries_no_name_of_others(store: FolderStore) -> None:
    blob = store.keep(io.BytesIO(b"x"), 10, anything)
    (path,) = files(store)
    assert path.name == blob.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (store.folder, path.parent)} == {0o700}


def test_one_byte_too_many_keeps_nothing(store: FolderStore) -> None:
    store.keep(io.BytesIO(bytes(1000)), 1000, anything)
    with pytest.raises(BlobTooLarge):
        store.keep(io.BytesIO(bytes(1001)), 1000, anything)
    assert len(files(store)) == 1


def test_what_is_refused_keeps_nothing(store: FolderStore) -> None:
    def refuse(file: BinaryIO) -> None:
        assert file.read() == b"x"
        raise Unknown

    with pytest.raises(Unknown):
        store.keep(io.BytesIO(b"x"), 10, refuse)
    assert files(store) == []


class Broken(io.RawIOBase):
    """A body whose sender hangs up, or a disk that is full, after the first part."""

    def __init__(self, error: OSError) -> None:
        self.error, self.read_once = error, False

    def read(self, size: int = -1) -> bytes:
        if self.read_once:
            raise self.error
        self.read_once = True
        return b"x" * 100


@pytest.mark.parametrize(
    ("error", "raised"),
    [(OSError(errno.ENOSPC, "full"), BlobStoreFull), (ConnectionResetError("gone"), ConnectionResetError)],
)
def test_a_write_that_breaks_off_leaves_nothing(store: FolderStore, error: OSError, raised: type[Exception]) -> None:
    with pytest.raises(raised):
        store.keep(Broken(error), 1000, anything)  # type: ignore[arg-type]  # reads like one
    assert files(store) == []


@pytest.mark.parametrize(
    ("total", "free", "taken"),
    [
        (1000 * GB, 30 * GB, True),
        (1000 * GB, 29 * GB, False),
        (GB, 200 * 1024**2, True),
        (GB, 200 * 1024**2 - 1, False),
    ],
)
def test_files_stop_before_the_disk_is_full(tmp_path: Path, total: int, free: int, taken: bool) -> None:
    store = FolderStore(tmp_path, disk=room(total, free))
    if taken:
        store.keep(io.BytesIO(b"x"), 10, anything)
    else:
        with pytest.raises(BlobStoreFull):
            store.keep(io.BytesIO(b"x"), 10, anything)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 31, "G" * 32, "0" * 32])
def test_there_is_nothing_under_a_name_that_was_not_given(store: FolderStore, name: str) -> None:
    with pytest.raises(BlobMissing):
        store.open(name)


def test_removing_twice_is_removing_once(store: FolderStore) -> None:
    blob = store.keep(io.BytesIO(b"x"), 10, anything)
    store.remove(blob.name)
    store.remove(blob.name)
    assert files(store) == []


def test_old_blobs_are_named_and_leavings_of_broken_writes_go(store: FolderStore) -> None:
    blob = store.keep(io.BytesIO(b"x"), 10, anything)
    leaving = store.folder / "incoming" / ("0" * 32)
    leaving.write_bytes(b"half")
    now = datetime.now(UTC)
    assert list(store.names(now - timedelta(hours=1))) == []
    assert leaving.exists()
    assert list(store.names(now + timedelta(hours=1))) == [blob.name]
    assert not leaving.exists()
