"""Where the bytes of evidence lie: under generated names, outside the web root, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Protocol

CHUNK = 64 * 1024
RESERVE_BYTES = 200 * 1024 * 1024
RESERVE_SHARE = 0.03
"""How much of the disk stays free, whichever is more: words are still taken when files are not."""
NAME_BYTES = 16


class BlobTooLarge(Exception):
    """More bytes came than may be kept; none were."""


class BlobStoreFull(Exception):
    """There is no room for files; nothing was kept."""


class BlobMissing(Exception):
    """There are no bytes under this name."""


@dataclass(frozen=True, slots=True)
class Blob:
    """What was kept."""

    name: str
    size: int
    sha256: str


class BlobStore(Protocol):
    """A place for bytes that never change. Another implementation keeps these promises too."""

    def keep(self, source: BinaryIO, limit: int, inspect: Callable[[BinaryIO], None]) -> Blob:
        """Keep what `source` gives, durably, under a new name.

        `inspect` reads the whole content and raises whatever it likes to refuse it. Raises
        BlobTooLarge beyond `limit` bytes, and BlobStoreFull. After an error nothing is left.
        """
        ...

    def open(self, name: str) -> BufferedReader:
        """The bytes, for reading. Raises BlobMissing."""
        ...

    def remove(self, name: str) -> None:
        """Remove the bytes, if they are there."""
        ...

    def names(self, before: datetime) -> Iterator[str]:
        """Names of all blobs kept before a moment; leavings of broken writes are removed on the way."""
        ...


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Blobs as files of one folder, readable for their owner alone, spread over 256 folders."""

    folder: Path
    disk: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage
    """Total, used and free bytes of the disk the folder is on."""

    def keep(self, source: BinaryIO, limit: int, inspect: Callable[[BinaryIO], None]) -> Blob:
        incoming = self._folder("incoming")
        total, _, free = self.disk(incoming)
        if free < max(RESERVE_BYTES, int(total * RESERVE_SHARE)):
            raise BlobStoreFull
        name = secrets.token_hex(NAME_BYTES)
        draft = incoming / name
        try:
            size, sha256 = _write(draft, source, limit)
            with draft.open("rb") as written:
                inspect(written)
            self._place(draft, name)
        except OSError as fault:
            if fault.errno in (errno.ENOSPC, errno.EDQUOT):
                raise BlobStoreFull from fault
            raise
        finally:
            draft.unlink(missing_ok=True)
        return Blob(name, size, sha256)

    def _place(self, draft: Path, name: str) -> None:
        place = self._path(name)
        self._folder(place.parent.name)
        draft.rename(place)
        _sync_folder(place.parent)

    def open(self, name: str) -> BufferedReader:
        try:
            return self._path(name).open("rb")
        except FileNotFoundError:
            raise BlobMissing(name) from None

    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self, before: datetime) -> Iterator[str]:
        limit = before.timestamp()
        for draft in sorted(self._folder("incoming").iterdir()):
            if draft.stat().st_mtime < limit:
                draft.unlink(missing_ok=True)
        for folder in sorted(path for path in self.folder.iterdir() if len(path.name) == 2):
            for path in sorted(folder.iterdir()):
                if path.stat().st_mtime < limit:
                    yield path.name

    def _path(self, name: str) -> Path:
        if len(name) != 2 * NAME_BYTES or not set(name) <= set("0123456789abcdef"):
            raise BlobMissing(name)
        return self.folder / name[:2] / name

    def _folder(self, word: str) -> Path:
        folder = self.folder / word
        for one in (self.folder, folder):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder


def _write(path: Path, source: BinaryIO, limit: int) -> tuple[int, str]:
    """Write to a new file, on the disk when this returns; size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise BlobTooLarge
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the names in it durable, and its own name in the folder above."""
    for place in (folder, folder.parent):
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
