"""A form that was sent before and comes again with other content: what differs, and where each part goes.

Whoever holds the form's key holds its tip. Words and changed answers become a message to the desks,
files join the tip, contact is kept as the form says it now; further targets need a tip of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal import clock
from portal.domain.errors import InputInvalid, NotFound
from portal.domain.minors import no_file_is_taken
from portal.domain.permissions import REPORTER
from portal.domain.priority import Urgency
from portal.domain.targets import TargetType
from portal.domain.workflow import Action
from portal.extensions import db
from portal.intake.corresponding import LONGEST_MESSAGE, write_message
from portal.intake.evidence import new_files, takes_files
from portal.intake.own_case import own_case
from portal.intake.queries import live_positions, live_tip
from portal.intake.service import Left, sender_key
from portal.records.advancing import act
from portal.records.attachments import Attachment, attach_drafts, drafts_of, drop
from portal.records.drafts import refuse_gone
from portal.records.joining import press
from portal.records.receiving import IntakePolicy, Receipt, Submission, receipt_of
from portal.records.reporters import ReporterContact, keep_contact
from portal.records.routing import NamedTarget, key_of
from portal.records.sealing import ContactKeys, seal_contact
from portal.records.tips import Tip


@dataclass(frozen=True, slots=True)
class Changed:
    """What a form says that the tip it became does not."""

    words: bool
    answers: frozenset[str]
    """Names of the fields beside the words whose answer is another one."""
    takes_files: bool
    files: Sequence[Attachment]
    contact: bool
    """Whether there is contact on either side; sealed, it cannot be compared, and the form's counts."""
    further: Sequence[NamedTarget]
    left_out: Sequence[str]
    """Targets of the tip that the form does not name any more, as they were entered."""

    @property
    def can_be_added(self) -> bool:
        """Whether anything of it can join the first tip."""
        return bool(self.words or self.answers or self.files or self.contact)


def compare(submission: Submission, form_key: str, policy: IntakePolicy) -> Changed:
    """What differs from the tip that this form became.

    Raises KeyReused where that is longer ago than its receipt is given again, NotFound where it was
    never sent or is withdrawn.
    """
    return _compare(submission, form_key, receipt_of(sender_key(form_key), policy))


def _compare(submission: Submission, form_key: str, receipt: Receipt) -> Changed:
    tip = live_tip(receipt.tip_id)
    if tip is None:
        raise NotFound()
    allowed = takes_files(tip) and not no_file_is_taken(submission.category, submission.urgency)
    rows = {row: _names(row.target.key, row.entered) for row in tip.case_rows}
    named = [(one, _names(_key(one), _entered(one))) for one in submission.targets]
    known, said = set().union(*rows.values()), set().union(*(names for _, names in named))
    return Changed(
        words=submission.description != tip.description,
        answers=frozenset(_answers(submission, tip)),
        takes_files=allowed,
        files=new_files(form_key, tip.id) if allowed else (),
        contact=bool(submission.also_sent) or db.session.get(ReporterContact, tip.id) is not None,
        further=[one for one, names in named if not names & known],
        left_out=[row.entered for row, names in rows.items() if row.withdrawn_at is None and not names & said],
    )


def _names(key: str | None, entered: str) -> set[str]:
    return {f"entered {entered}", *([f"key {key}"] if key else [])}


def _entered(named: NamedTarget) -> str:
    return named.entered or named.name


def _key(named: NamedTarget) -> str | None:
    try:
        return None if named.type is TargetType.UNKNOWN else key_of(named.canonical())
    except InputInvalid:  # it is refused where the new tip is checked
        return None


def _answers(submission: Submission, tip: Tip) -> list[str]:
    pairs = {
        "urgency": (sorted(submission.urgency), sorted(tip.urgency)),
        "category": (submission.category, tip.category),
        "occurred_on": (submission.occurred_on, tip.occurred_on),
        "standing": (submission.standing, tip.standing),
        "sectors": (sorted(submission.sectors), sorted(tip.sectors)),
    }
    return [name for name, (now, before) in pairs.items() if now != before]


def add_to_sent(
    submission: Submission,
    left: Left,
    form_key: str,
    words: str,
    seen: Mapping[str, str],
    policy: IntakePolicy,
    keys: ContactKeys,
) -> Receipt:
    """Add to the tip that this form became what can be added to it; its receipt again. Twice is once.

    `words` go to each desk; `seen` are the files the form's page showed. Ticks of urgency count from now
    on as if they had been there at once. Raises KeyReused, NotFound, FilesGone, InputInvalid.
    """
    receipt = receipt_of(sender_key(form_key), policy, lock=True)
    positions = live_positions(receipt.tip_id)
    if not positions:
        raise NotFound()
    changed = _compare(submission, form_key, receipt)
    if changed.takes_files:
        refuse_gone(seen, form_key, receipt.tip_id)
    _write(receipt.tip_id, positions, words, submission)
    _tick(db.session.get_one(Tip, receipt.tip_id), positions, submission.urgency)
    if changed.files:
        drop([one for one in drafts_of(form_key) if one not in changed.files])
        attach_drafts(form_key, tip_id=receipt.tip_id)
    if changed.contact:
        keep_contact(receipt.tip_id, seal_contact(left.notify, left.identity, keys, clock.now()))
    return receipt


def _write(tip_id: int, positions: Sequence[int], words: str, submission: Submission) -> None:
    """The words in parts that a message can hold; the same form is the same message in any language."""
    name = hashlib.sha256(submission.body()).hexdigest()
    for part, at in enumerate(range(0, len(words), LONGEST_MESSAGE)):
        for position in positions:
            text = words[at : at + LONGEST_MESSAGE]
            if text.strip():
                write_message(tip_id, position, text, f"{position} {name} {part}")


def _tick(tip: Tip, positions: Sequence[int], urgency: frozenset[Urgency]) -> None:
    if urgency <= set(tip.urgency):
        return
    tip.urgency = sorted({*tip.urgency, *urgency})
    for position in positions:
        row, case = own_case(tip.id, position)
        if case.is_open:
            act(case, Action.SUPPLEMENT, REPORTER, {"tip": tip.id, **press(case, tip, row.type)})
