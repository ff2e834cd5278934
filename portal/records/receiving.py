"""Receiving a tip: one transaction from the sender's words to cases at desks and a receipt.

An acknowledged tip is never lost and never doubled: the sender's key stands in a UNIQUE column, and
a repeat gives the same receipt. Tips join by canonical target, never by the category chosen.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from portal import clock
from portal.config import Settings
from portal.domain.codes import TIP_NUMBER
from portal.domain.errors import InputInvalid, KeyReused, NotFound
from portal.domain.priority import Sector, Urgency
from portal.domain.words import N_
from portal.extensions import db
from portal.records import counters
from portal.records.alike import mark_of, put_beside_its_like
from portal.records.assisted_entries import AssistedEntry
from portal.records.joining import find_or_open_case, own_cases_first
from portal.records.ledger import canonical
from portal.records.offers import refuse_retired
from portal.records.promises import accept_by
from portal.records.query_codes import CodeKeys
from portal.records.reporters import ReporterContact
from portal.records.routing import NamedTarget, find_or_add_targets
from portal.records.tips import Channel, Standing, Tip, TipCase

MOST_TARGETS = 20
LONGEST_DESCRIPTION = 20_000
"""Characters; a longer story belongs into a file."""
FORGOTTEN = b""
"""In place of a tip's nonce: without it no key gives the code again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What somebody sends, checked for shape by the edge that took it."""

    category: str
    description: str
    targets: Sequence[NamedTarget]
    urgency: frozenset[Urgency] = frozenset()
    sectors: frozenset[Sector] = frozenset()
    occurred_on: date | None = None
    standing: Standing = Standing.ANYONE
    language: str = "zh_CN"
    channel: Channel
    source: str | None = None
    external_id: str | None = None
    first_received_on: date | None = None
    also_sent: str = ""
    """What else came with it and is kept elsewhere: read only to tell a repeat from something else."""

    def body(self) -> bytes:
        """The bytes by which a repeat is told from other content."""
        return canonical(
            {
                "category": self.category,
                "description": self.description,
                "targets": [target.as_sent() for target in self.targets],
                "urgency": sorted(self.urgency),
                "sectors": sorted(self.sectors),
                "occurred_on": self.occurred_on.isoformat() if self.occurred_on else None,
                "standing": self.standing,
                "also_sent": self.also_sent,
            }
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets, once; asking again with the same key gives the same."""

    tip_id: int
    tip_number: str
    query_code: str
    received_at: datetime
    repeated: bool


@dataclass(frozen=True, slots=True)
class IntakePolicy:
    """What the portal's settings say about receiving."""

    keys: CodeKeys
    batch: timedelta = field(default=timedelta(hours=1))
    """Ordinary cases reach their desk at the next multiple of this; zero: at once (decision 8)."""
    replay: timedelta = field(default=timedelta(days=7))
    """So long the sender's key gives the receipt again (decision 18); afterwards it gives nothing."""

    @classmethod
    def of(cls, settings: Settings) -> IntakePolicy:
        """What these settings say."""
        return cls(CodeKeys(settings.code_secrets), settings.assignment_batch)


def receive_tip(
    submission: Submission,
    sender_key: str,
    policy: IntakePolicy,
    contact: ReporterContact | None = None,
    assisted: AssistedEntry | None = None,
) -> Receipt:
    """Keep a tip and open or join one case per target, in the caller's transaction.

    `assisted` says which clerk enters it, where one does.

    Raises KeyReused when `sender_key` came before with other content or long ago, InputInvalid for
    content that cannot be taken.
    """
    _check(submission)
    _wait_for_a_double(sender_key, policy.keys)
    repeat = _earlier(submission, sender_key, policy)
    if repeat is not None:
        return repeat
    refuse_retired(submission.category)
    tip = _new_tip(submission)
    if assisted is not None:
        tip.assisted = assisted
    query_code = _give_code(tip, submission, sender_key, policy.keys)
    _keep(tip, submission.targets, policy)
    if contact is not None:
        contact.tip_id = tip.id
        db.session.add(contact)
    return Receipt(tip.id, tip.tip_number, query_code, tip.received_at, repeated=False)


def receive_imported(submission: Submission, policy: IntakePolicy) -> None:
    """Keep another office's tip, known by its source and number there; it has no query code.

    Raises InputInvalid for content that cannot be taken. That it is not here yet is the caller's to see.
    """
    _check(submission)
    _keep(_new_tip(submission), submission.targets, policy)


def _keep(tip: Tip, targets: Sequence[NamedTarget], policy: IntakePolicy) -> None:
    """Add the tip, and open or join one case for each of its targets."""
    db.session.add(tip)
    db.session.flush()
    now = tip.received_at
    in_order = [(position, *found) for position, found in enumerate(find_or_add_targets(targets))]
    for position, named, target in own_cases_first(in_order):
        case, opened = find_or_open_case(tip, target, named.type, policy.batch)
        promised = accept_by(tip, named.type, now, policy.batch)
        row = TipCase(
            tip_id=tip.id,
            case_id=case.id,
            target_id=target.id,
            position=position,
            says=mark_of(tip),
            entered=named.entered or named.name,
            type=named.type,
            joined_at=now,
            shown_from=now if opened else promised,
        )
        db.session.add(row)
        if not opened:
            db.session.flush()
            put_beside_its_like(row)
    counters.count("tips_received", 1, category=tip.category)


def _check(submission: Submission) -> None:
    if not 1 <= len(submission.targets) <= MOST_TARGETS:
        raise InputInvalid("targets", N_("Name at least one and at most 20 things in one tip."))
    if not submission.description.strip():
        raise InputInvalid("description", N_("Tell us in a sentence or two what happened."))
    if len(submission.description) > LONGEST_DESCRIPTION:
        raise InputInvalid("description", N_("This is longer than 20,000 characters. Put the rest into a file."))
    if submission.occurred_on and submission.occurred_on > clock.today():
        raise InputInvalid("occurred_on", N_("This day is in the future."))


def receipt_of(sender_key: str, policy: IntakePolicy, *, lock: bool = False) -> Receipt:
    """The receipt that was given for this sender's key; `lock` holds the tip's row for a verb.

    Raises NotFound, and KeyReused when that is too long ago.
    """
    tip = _tip_of(sender_key, policy.keys, lock=lock)
    if tip is None or tip.code_key_id is None:
        raise NotFound()
    _refuse_old(tip, policy)
    return _receipt_again(tip, tip.code_key_id, sender_key, policy.keys)


def forget_code(sender_key: str, policy: IntakePolicy) -> int:
    """Let the sender's key give the receipt no more: nobody can derive the query code again, the portal included.

    Whoever wrote the code down has the only one. Returns the tip's id; raises NotFound.
    """
    tip = _tip_of(sender_key, policy.keys, lock=True)
    if tip is None:
        raise NotFound()
    tip.nonce = FORGOTTEN
    return tip.id


def _refuse_old(tip: Tip, policy: IntakePolicy) -> None:
    if tip.nonce == FORGOTTEN:
        raise KeyReused(N_("This was sent, and its query code is not shown again."))
    if clock.now() - tip.received_at > policy.replay:
        raise KeyReused(N_("This key was used too long ago to give its answer again. Use the query code."))


def _wait_for_a_double(sender_key: str, keys: CodeKeys) -> None:
    """Of two requests with one key at the same moment, the second waits and finds the first's tip."""
    if db.engine.dialect.name == "sqlite":  # one writer at a time
        return
    name = int.from_bytes(keys.of_sender_key(keys.current_id, sender_key)[:8], "big", signed=True)
    db.session.execute(select(func.pg_advisory_xact_lock(name)))


def _tip_of(sender_key: str, keys: CodeKeys, *, lock: bool) -> Tip | None:
    """The tip of this key, its row locked where it is to be acknowledged or changed.

    The lock is a write: on PostgreSQL with a synchronous standby a repeat thereby waits until the
    standby has the tip too, and never acknowledges one that a fail-over could still lose.
    """
    hashes = [keys.of_sender_key(key_id, sender_key) for key_id, _ in keys.secrets]
    found = select(Tip).where(Tip.idempotency_hash.in_(hashes))
    return db.session.scalar(found.with_for_update(of=Tip) if lock else found)


def _receipt_again(tip: Tip, key_id: str, sender_key: str, keys: CodeKeys) -> Receipt:
    code = keys.derive(key_id, tip.nonce, sender_key)
    return Receipt(tip.id, tip.tip_number, code, tip.received_at, repeated=True)


def _earlier(submission: Submission, sender_key: str, policy: IntakePolicy) -> Receipt | None:
    keys = policy.keys
    tip = _tip_of(sender_key, keys, lock=True)
    if tip is None or tip.code_key_id is None:
        return None
    if tip.body_hmac != keys.of_body(tip.code_key_id, submission.body()):
        raise KeyReused()
    _refuse_old(tip, policy)
    return _receipt_again(tip, tip.code_key_id, sender_key, keys)


def _new_tip(submission: Submission) -> Tip:
    return Tip(
        tip_number=TIP_NUMBER.from_bits(secrets.randbits(TIP_NUMBER.random_bits)),
        nonce=secrets.token_bytes(16),
        received_at=clock.now(),
        channel=submission.channel,
        source=submission.source,
        external_id=submission.external_id,
        language=submission.language,
        category=submission.category,
        urgency=sorted(submission.urgency),
        sectors=sorted(submission.sectors),
        standing=submission.standing,
        occurred_on=submission.occurred_on,
        first_received_on=submission.first_received_on,
        description=submission.description,
    )


def _give_code(tip: Tip, submission: Submission, sender_key: str, keys: CodeKeys) -> str:
    """Derive the tip's query code and bind the tip to its sender's key and words."""
    code = keys.derive(keys.current_id, tip.nonce, sender_key)
    tip.code_hash = keys.stored(keys.current_id, code.replace("-", ""))
    tip.code_key_id = keys.current_id
    tip.idempotency_hash = keys.of_sender_key(keys.current_id, sender_key)
    tip.body_hmac = keys.of_body(keys.current_id, submission.body())
    return code


def find_tip(entered: str, keys: CodeKeys) -> Tip | None:
    """The tip behind a query code as entered, or None; unknown and malformed look alike."""
    candidates = keys.candidates(entered)
    if not candidates:
        return None
    return db.session.scalar(select(Tip).where(Tip.code_hash.in_(candidates)))
