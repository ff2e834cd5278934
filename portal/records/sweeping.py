"""Removes bytes that no row names: of drafts that died, and of transactions that were never finished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from portal import clock
from portal.extensions import db
from portal.records.attachments import Attachment, drop
from portal.records.blob_store import BlobStore
from portal.records.packages.models import SealedPackage

BATCH = 200
GRACE = timedelta(hours=1)
"""Younger bytes may belong to a transaction that is still under way."""


def drop_dead_drafts(limit: int = BATCH) -> int:
    """Remove drafts whose form was not sent in time; returns how many."""
    dead = db.session.scalars(
        select(Attachment).where(Attachment.dies_at <= clock.now()).order_by(Attachment.dies_at).limit(limit)
    ).all()
    drop(dead)
    return len(dead)


def remove_blobs(payload: Mapping[str, Any], store: BlobStore) -> None:
    """The job that removes bytes after their rows are gone; a row that came back keeps them."""
    names = list(payload["names"])
    for name in set(names) - _named(names):
        store.remove(name)


def sweep_orphans(store: BlobStore) -> int:
    """Remove bytes older than an hour that no row names; returns how many."""
    names, removed = store.names(clock.now() - GRACE), 0
    while batch := list(islice(names, BATCH)):
        for name in set(batch) - _named(batch):
            store.remove(name)
            removed += 1
    return removed


def _named(names: list[str]) -> set[str]:
    columns = (Attachment.stored_name, SealedPackage.stored_name)
    return {one for column in columns for one in db.session.scalars(select(column).where(column.in_(names))) if one}
