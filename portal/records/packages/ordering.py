"""Ordering a sealed package for the authority that took a case over, and opening what a job made of that."""

from __future__ import annotations

import hashlib
from io import BufferedReader

from sqlalchemy import func, select

from portal import clock
from portal.domain.errors import StepNotAllowed
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import act
from portal.records.attachments import CustodyBroken
from portal.records.blob_store import BlobMissing, BlobStore
from portal.records.cases import Case
from portal.records.hand_overs import hand_overs_of
from portal.records.jobs import enqueue
from portal.records.packages.models import SealedPackage
from portal.records.reasons import fingerprint, keep_reason

SEAL = "seal_package"
"""The job that makes a package that was ordered."""


def order_package(case: Case, actor: Actor, reason: str, *, with_files: bool) -> SealedPackage:
    """Have the package of a locked case made, anew and under the next number where there is one already.

    Raises ReasonMissing, StepNotAllowed while one is being made or where nothing was handed over, and what
    `act()` raises.
    """
    gone = hand_overs_of([case.id]).get(case.id)
    if gone is None:
        raise StepNotAllowed()
    of_case = select(SealedPackage).where(SealedPackage.case_id == case.id)
    if db.session.scalar(of_case.where(SealedPackage.sealed_at.is_(None))) is not None:
        raise StepNotAllowed(N_("A package is being made already. It is there in a moment."))
    latest = db.session.scalar(select(func.max(SealedPackage.version)).where(SealedPackage.case_id == case.id))
    version = (latest or 0) + 1
    body = {"version": version, "to": gone.kind, "with_files": with_files, **fingerprint(reason)}
    act(case, Action.SEAL_PACKAGE, actor, body)
    keep_reason(case, reason)
    ordered = SealedPackage(
        case_id=case.id,
        version=version,
        hand_over_id=gone.id,
        with_files=with_files,
        ordered_by_id=actor.user_id,
        ordered_at=clock.now(),
    )
    db.session.add(ordered)
    db.session.flush()
    enqueue(SEAL, {"package": ordered.id}, key=f"{SEAL}:{ordered.id}")
    return ordered


def open_package(store: BlobStore, package: SealedPackage) -> BufferedReader:
    """The bytes of a package that was made, compared with their hash first. Raises CustodyBroken."""
    try:
        file = store.open(package.stored_name or "")
    except BlobMissing as fault:
        raise CustodyBroken() from fault
    if hashlib.file_digest(file, "sha256").hexdigest() != package.sha256:
        file.close()
        raise CustodyBroken()
    file.seek(0)
    return file
