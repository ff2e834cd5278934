"""The file that a package is: a ZIP whose bytes follow from its content alone."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say: when a package was made stands in the ledger, not in its bytes."""
FOR_ALL_TO_READ = 0o644 << 16
UNIX = 3


class Archive:
    """Writes a package, file by file; nothing in it is packed, so that no library's version changes a byte."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w", ZIP_STORED, strict_timestamps=True)

    def add(self, path: str, content: bytes) -> Mapping[str, object]:
        """One file that was written for the package; returns how the manifest lists it."""
        self._zip.writestr(_info(path), content)
        return {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}

    def add_stream(self, path: str, source: BinaryIO, size: int) -> None:
        """One file of the evidence."""
        info = _info(path)
        info.file_size = size
        with self._zip.open(info, "w") as goal:
            shutil.copyfileobj(source, goal, 1024 * 1024)

    def close(self) -> None:
        """Write the end, without which it is no ZIP."""
        self._zip.close()


def _info(path: str) -> ZipInfo:
    info = ZipInfo(path, NO_TIME)
    info.external_attr, info.create_system, info.compress_type = FOR_ALL_TO_READ, UNIX, ZIP_STORED
    return info
