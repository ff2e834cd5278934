"""What a signatory saw: the page as it stood at the signature, kept as it was drawn.

A case goes on: tips join, categories are reworded, a release changes a measure's words. What was signed is the
version of the finding (decision 9); what was before the eyes of whoever signed is this page. Its SHA-256 stands
in the ledger of the case, in an entry beside the signature's.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.errors import NotFound
from portal.domain.permissions import Actor
from portal.domain.workflow import Action
from portal.extensions import Base, db
from portal.records.advancing import PAGE_KEPT, record
from portal.records.cases import Case
from portal.records.ledger import LedgerEntry, is_untouched


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it was drawn for somebody who is about to sign."""

    html: str
    as_written: bool
    """Whether reporters' words stand on it as they were written: whoever reads it again needs a reason of their own."""


class SeenPage(Base):
    """One page, by the entry of the ledger that the signature under it is."""

    __tablename__ = "seen_pages"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "sequence"], ["ledger_entries.case_id", "ledger_entries.sequence"]),
        Index(None, "organization_id"),
    )

    case_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    kept_sequence: Mapped[int]
    """Of the entry that holds the hash of the page."""
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    """Whose signature it was; no other organization opens the page."""
    as_written: Mapped[bool]
    """As `Drawn.as_written`."""
    page: Mapped[bytes]
    """HTML in UTF-8, packed by gzip."""

    @property
    def html(self) -> bytes:
        """The page as it was drawn."""
        return gzip.decompress(self.page)


def keep_page(case: Case, actor: Actor, action: Action, seen: Drawn) -> None:
    """Keep what `actor` saw when taking the step just taken on a locked case, and its hash in the ledger."""
    drawn = seen.html.encode()
    steps = select(func.max(LedgerEntry.sequence)).where(
        LedgerEntry.case_id == case.id, LedgerEntry.action == action, LedgerEntry.actor_id == actor.user_id
    )
    sequence = db.session.execute(steps).scalar_one()
    body = {"of": sequence, "sha256": hashlib.sha256(drawn).hexdigest()}
    kept = record(case, PAGE_KEPT, actor, before=case.status, body=body)
    db.session.add(
        SeenPage(
            case_id=case.id,
            sequence=sequence,
            kept_sequence=kept.sequence,
            organization_id=actor.organization_id,
            as_written=seen.as_written,
            page=gzip.compress(drawn, mtime=0),
        )
    )


def seen_page(case: Case, sequence: int, actor: Actor) -> SeenPage:
    """The page of one signature of the actor's own agency. Raises NotFound for any other, and where there is none."""
    found = db.session.get(SeenPage, (case.id, sequence))
    if found is None or found.organization_id != actor.organization_id:
        raise NotFound()
    return found


def is_as_it_was(page: SeenPage) -> bool:
    """Whether the page has the hash that an untouched entry of the ledger holds for it."""
    entry = db.session.get(LedgerEntry, (page.case_id, page.kept_sequence))
    if entry is None or entry.action != PAGE_KEPT or not is_untouched(entry):
        return False
    return entry.body == {"of": page.sequence, "sha256": hashlib.sha256(page.html).hexdigest()}
