"""Cases whose package is sealed, and the verifier as its receiver runs it: a process of its own."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from portal.config import Settings
from portal.disposal.concluding import conclude
from portal.disposal.executing import execute
from portal.disposal.leading import reopen
from portal.domain.hand_overs import Authority
from portal.domain.status import Outcome
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.job_process import make_runner
from portal.records.attachments import FileLimits, receive_file
from portal.records.blob_store import FolderStore
from portal.records.cases import Case, get_case
from portal.records.drafts import Brought
from portal.records.findings import ProposedMeasure
from portal.records.ledger import canonical
from portal.records.packages.models import SealedPackage
from portal.records.packages.ordering import order_package
from portal.records.receipts import ExecutionReceipt
from portal.verification.verbs.accepting import hand_over
from portal.verification.verbs.referring import refer
from portal.web.transaction import transaction
from tests import factories
from tests.publicity.desk import actor, demo_cast
from tests.records.files import PNG

MANIFEST, SEAL_FILE, LEDGER, VERIFIER = "manifest.json", "manifest.sha256", "ledger.json", "verify.py"
REASON = "The police asked for the material."
Files = dict[str, bytes]


@dataclass(frozen=True)
class Verdict:
    """With what the verifier ended, and what it said."""

    code: int
    said: str


def verify(folder: Path, package: bytes | Path, seal: str = "", verifier: bytes | None = None) -> Verdict:
    """Run the verifier that lies in the package, alone, in a folder that holds nothing of ours."""
    path = package if isinstance(package, Path) else folder / "package.zip"
    if isinstance(package, bytes):
        path.write_bytes(package)
    program = folder / "v" / "verify.py"
    program.parent.mkdir(exist_ok=True)
    program.write_bytes(verifier or taken_out(path.read_bytes())[VERIFIER])
    asked = [sys.executable, "-I", str(program), str(path), *([seal] if seal else [])]
    done = subprocess.run(asked, capture_output=True, cwd=program.parent, timeout=60, check=False)
    assert done.stderr == b"", done.stderr.decode()
    return Verdict(done.returncode, done.stdout.decode())


def taken_out(package: bytes) -> Files:
    """The files of a package, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files, as anybody's tool makes one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_manifest(files: Files, change: Callable[[dict[str, Any]], object]) -> Files:
    """The files with another manifest, written as the portal would and with a seal of its own: a skilled forgery."""
    manifest = json.loads(files[MANIFEST])
    change(manifest)
    for one in manifest["files"]:
        if one["path"] in files:
            content = files[one["path"]]
            one["sha256"], one["size"] = hashlib.sha256(content).hexdigest(), len(content)
    content = canonical(manifest)
    return {**files, MANIFEST: content, SEAL_FILE: f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()}


def with_ledger(files: Files, change: Callable[[list[dict[str, Any]]], object]) -> Files:
    """The same with another ledger."""
    ledger = json.loads(files[LEDGER])
    change(ledger["entries"])
    return with_manifest({**files, LEDGER: canonical(ledger)}, lambda manifest: None)


def handed_over(case: Case, to: str = "Xuhui police") -> Case:
    """The case, handed over by its desk while it is checked."""
    case.sample = 99
    hand_over(case, actor("wei"), Authority.POLICE, to, "Money was taken.", "It is a crime.")
    return case


def decided_and_handed_over(settings: Settings) -> Case:
    """A case that was decided and carried out with a picture, then reopened and handed over."""
    them = demo_cast()
    case = factories.case_of(factories.send_tip("https://xingyun.example/v/1", type=TargetType.APP))
    factories.accepted(case, them.wei)
    words = {"opinion": "It is made by AI.", "public_ground": "It passes off a doctor."}
    refer(case, them.wei, **words, evidence=["https://x.example/1"], measures=[ProposedMeasure("M31")])
    factories.signed(case, them.qian, them.zhou)
    for task in factories.tasks_of(case):
        execute(case, task, them.wei, receipt_with(settings, PNG + b"PROOF-CANARY"))
    factories.carried_out(case, them.wei)
    conclude(case, them.qian, Outcome.SUBSTANTIATED, "It passed itself off as a doctor.")
    reopen(case, them.qian, "There is more.")
    return handed_over(case)


def receipt_with(settings: Settings, content: bytes) -> ExecutionReceipt:
    """A receipt with a picture."""
    limits = FileLimits(files=4, bytes=10**6)
    received = receive_file(FolderStore(settings.data / "evidence"), io.BytesIO(content), "shelf.png", limits)
    brought = Brought("a form's key", limits, [received])
    return ExecutionReceipt("It is gone.", factories.RECEIPT.quantities, "", brought)


def sealed(app: Flask, number: str, *, with_files: bool = False) -> SealedPackage:
    """The next package of this case, ordered by Qian and made by the job."""
    with app.app_context():
        with transaction():
            ordered = order_package(get_case(number), actor("qian"), REASON, with_files=with_files).id
        make_runner(app).drain()
        db.session.expire_all()
        found = db.session.get_one(SealedPackage, ordered)
        assert found.sealed_at is not None
        db.session.expunge(found)
        return found


def bytes_of(settings: Settings, package: SealedPackage) -> bytes:
    """What was made."""
    with FolderStore(settings.data / "evidence").open(package.stored_name or "") as file:
        return file.read()
