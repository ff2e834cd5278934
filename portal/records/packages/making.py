"""Making a package that was ordered: the job builds it outside any transaction, then its hashes enter the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from sqlalchemy import select

from portal import clock
from portal.domain.permissions import SYSTEM
from portal.domain.sealed_packages import FORMAT, MOST_BYTES, MOST_FILES, LeftOut
from portal.domain.visibility import Part, Viewer, seen_by
from portal.extensions import db
from portal.records.advancing import PACKAGE_SEALED, record
from portal.records.attachments import CustodyBroken, open_attachment
from portal.records.blob_store import BlobStore
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.file_types import EXTENSIONS
from portal.records.hand_overs import HandOver
from portal.records.ledger import canonical
from portal.records.packages.archive import Archive
from portal.records.packages.chain import exported
from portal.records.packages.content import Evidence, Say, evidence_of, told_of
from portal.records.packages.models import SealedPackage

VERIFIER = Path(__file__).parent.parent.parent / "data" / "verify_package.py"
MANIFEST, SEAL_FILE, LEDGER = "manifest.json", "manifest.sha256", "ledger.json"
LARGEST = 2 * MOST_BYTES
"""Evidence and all that is written about it."""

Pages = Callable[[Mapping[str, Any]], Mapping[str, bytes]]
"""Draws the pages that people read from what the manifest says, by their names in the package."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a package is made with."""

    store: BlobStore
    pages: Pages
    say: Say
    issued_by: Mapping[str, Any]
    """Which portal, and whether it is a demonstration."""

    def make(self, payload: Mapping[str, Any]) -> Made | None:
        """The job: build what was ordered and keep its bytes; None where that was done already."""
        package = db.session.get(SealedPackage, payload["package"])
        if package is None or package.sealed_at is not None:
            return None
        with TemporaryFile() as draft:
            manifest, seal = self.write(package, draft)
            draft.seek(0)
            blob = self.store.keep(draft, LARGEST, lambda _file: None)
        return Made(blob.name, blob.size, blob.sha256, seal, manifest["chain"])

    def write(self, package: SealedPackage, out: BinaryIO) -> tuple[Mapping[str, Any], str]:
        """Write the package; the same case gives the same bytes. Returns its manifest and seal."""
        case = db.session.get_one(Case, package.case_id)
        parts = seen_by(Viewer.RECEIVER, facts(case))
        archive, entries = Archive(out), exported(case.id)
        with_files = package.with_files and Part.FILES in parts
        files, left_out = self._evidence(archive, evidence_of(case, parts), with_files=with_files)
        said = {
            "format": FORMAT,
            "version": package.version,
            "issued_by": self.issued_by,
            **told_of(case, db.session.get_one(HandOver, package.hand_over_id), parts, self.say),
            "chain": {"entries": len(entries), "head": entries[-1]["hash"]},
            "left_out": left_out,
        }
        written = {
            LEDGER: canonical({"case_id": case.id, "entries": entries}),
            "verify.py": VERIFIER.read_bytes(),
            **self.pages({**said, "files": files}),
        }
        files += [archive.add(path, written[path]) for path in sorted(written)]
        manifest = {**said, "files": files}
        content = canonical(manifest)
        seal = hashlib.sha256(content).hexdigest()
        archive.add(MANIFEST, content)
        archive.add(SEAL_FILE, f"{seal}  {MANIFEST}\n".encode())
        archive.close()
        return manifest, seal

    def _evidence(
        self, archive: Archive, evidence: Sequence[Evidence], *, with_files: bool
    ) -> tuple[list[Mapping[str, object]], list[Mapping[str, object]]]:
        """Put in what goes along; returns what does, and what does not and why."""
        files, left_out = list[Mapping[str, object]](), list[Mapping[str, object]]()
        room = MOST_BYTES
        for one, path in _named(evidence):
            told = {
                "sha256": one.attachment.sha256,
                "size": one.attachment.size,
                "media_type": one.attachment.media_type,
                **({"task": one.task} if one.task else {"tip": one.tip}),
            }
            why = _why_not(one, len(files), room, with_files=with_files) or self._put(archive, path, one)
            if why is None:
                room -= one.attachment.size
                files.append({"path": path, **told})
            else:
                left_out.append({**told, "why": why})
        return files, left_out

    def _put(self, archive: Archive, path: str, one: Evidence) -> LeftOut | None:
        try:
            content = open_attachment(self.store, one.attachment)
        except CustodyBroken:
            return LeftOut.NOT_AS_RECEIVED
        with content:
            archive.add_stream(path, content, one.attachment.size)
        return None


@dataclass(frozen=True, slots=True)
class Made:
    """A package whose bytes are kept and that no row names yet."""

    stored_name: str
    size: int
    sha256: str
    seal: str
    chain: Mapping[str, Any]


def keep_package(payload: Mapping[str, Any], made: Made | None) -> None:
    """Name what was made, and write its hashes into the ledger, in the transaction of the job."""
    if made is None:
        return
    package = db.session.get_one(SealedPackage, payload["package"], populate_existing=True)
    case = db.session.scalars(select(Case).where(Case.id == package.case_id).with_for_update(of=Case)).one()
    if package.sealed_at is not None:
        return
    package.sealed_at, package.stored_name, package.size = clock.now(), made.stored_name, made.size
    package.sha256, package.seal = made.sha256, made.seal
    body = {"version": package.version, "sha256": made.sha256, "seal": made.seal, "size": made.size, **made.chain}
    record(case, PACKAGE_SEALED, SYSTEM, before=case.status, body=body)


def _why_not(one: Evidence, amount: int, room: int, *, with_files: bool) -> LeftOut | None:
    if one.tip and not with_files:
        return LeftOut.NOT_CHOSEN
    return LeftOut.TOO_MUCH if amount >= MOST_FILES or one.attachment.size > room else None


def _named(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, str]]:
    """Each file with its name in the package: whose it is and the how-manieth, ending as its content is."""
    counted: dict[str, int] = {}
    for one in evidence:
        counted[one.stem] = counted.get(one.stem, 0) + 1
        yield one, f"evidence/{one.stem}-{counted[one.stem]}.{EXTENSIONS[one.attachment.media_type][0]}"
