"""The tips of a case, a page at a time: words as the viewer may read them, files, messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.masking import read_copy
from portal.domain.permissions import Role
from portal.domain.priority import SECTOR_LABELS, URGENCY_LABELS, Sector, Urgency
from portal.domain.status import TIP_OUTCOME_WORDS
from portal.domain.tip_labels import tip_label
from portal.domain.visibility import Part
from portal.extensions import db
from portal.paging import Cursor, Key, page_by_key
from portal.records.alike import how_many_more
from portal.records.attachments import Attachment
from portal.records.case_view.look import Look
from portal.records.messages import Message, SupplementRequest
from portal.records.organizations import Organization
from portal.records.tips import TipCase

PAGE = 10


@dataclass(frozen=True, slots=True)
class FileView:
    """A file's facts; a download only where the file itself may be seen, its name where words are read as written."""

    id: int
    media_type: str
    size: int
    sha256: str
    name: str | None
    opens: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message, or one question to the reporter with its answer, in the order of time."""

    at: datetime
    by_reporter: bool
    organization: Organization | None
    body: str
    is_question: bool = False
    answer_due_at: datetime | None = None
    expired: bool = False


@dataclass(frozen=True, slots=True)
class TipView:
    """One tip as this viewer may read it. It is called by its letters; its number is the reporter's own."""

    label: str
    category: Category
    circumstances: tuple[str, ...]
    occurred_on: date | None
    words: str
    masked: bool
    entered: str | None
    received_at: datetime | None
    withdrawn: bool
    more: int
    """How many others of the case say the same; 0 where each stands by itself."""
    outcome_words: str | None
    files: tuple[FileView, ...]
    messages: tuple[MessageView, ...]


@dataclass(frozen=True, slots=True)
class TipPage:
    """Some of a case's tips, and where the neighbouring pages begin."""

    tips: list[TipView]
    each: bool
    """Whether every tip stands by itself, those that say the same too."""
    counted: bool
    """Whether the viewer may know how many say the same, and not only that some do."""
    opens_words: bool
    """Whether the viewer reads them masked, and as written once a reason is on record."""
    next: Cursor | None
    previous: Cursor | None


def read_tips(look: Look) -> TipPage:
    """A page of tips in the order in which they came to the case: four queries, however many there are.

    Of those that say the same the first, unless each is asked for: some that say something else must not be
    lost among thousands of copies.
    """
    of_case = select(TipCase).where(TipCase.case_id == look.case.id).options(joinedload(TipCase.tip))
    rows = page_by_key(
        db.session(),
        of_case if look.each_tip else of_case.where(TipCase.alike_to.is_(None)),
        [Key(TipCase.in_case)],
        look.tips_at,
        PAGE,
    )
    ids = [row.tip_id for row in rows.items]
    files = _files(look, ids) if look.shows(Part.FILE_FACTS) else {}
    messages = _messages(look, ids) if look.shows(Part.MESSAGES) else {}
    more = {} if look.each_tip else how_many_more(look.case.id, [row.in_case for row in rows.items])
    tips = [
        _view(look, row, files.get(row.tip_id, ()), messages.get(row.tip_id, ()), more.get(row.in_case, 0))
        for row in rows.items
    ]
    return TipPage(tips, look.each_tip, look.shows(Part.TIP_COUNT), look.opens_words, rows.next, rows.previous)


def _view(look: Look, row: TipCase, files: Iterable[FileView], messages: Iterable[MessageView], more: int) -> TipView:
    tip, as_written = row.tip, look.shows(Part.FREE_TEXT)
    return TipView(
        label=tip_label(row.in_case),
        category=shipped_taxonomy().category(tip.category),
        circumstances=(
            *(URGENCY_LABELS[Urgency(tick)] for tick in tip.urgency),
            *(SECTOR_LABELS[Sector(sector)] for sector in tip.sectors),
        ),
        occurred_on=tip.occurred_on,
        words=readable(look, tip.description, tip.masked),
        masked=not as_written,
        entered=row.entered if as_written else None,
        received_at=tip.received_at if look.shows(Part.TIP_TIMES) else None,
        withdrawn=row.withdrawn_at is not None,
        more=more,
        outcome_words=TIP_OUTCOME_WORDS[row.outcome] if row.outcome and look.shows(Part.OUTCOME) else None,
        files=tuple(files),
        messages=tuple(messages),
    )


def readable(look: Look, words: str, copy: str) -> str:
    """A reporter's words as written where the viewer may read them so, else the masked copy that was kept."""
    return words if look.shows(Part.FREE_TEXT) else read_copy(copy, look.say)


def _files(look: Look, tip_ids: list[int]) -> dict[int, list[FileView]]:
    found = defaultdict(list)
    for file in db.session.scalars(select(Attachment).where(Attachment.tip_id.in_(tip_ids)).order_by(Attachment.id)):
        found[file.tip_id or 0].append(file_view(look, file))
    return found


def file_view(look: Look, file: Attachment) -> FileView:
    """A file as pages show it; its name may name people."""
    opens = look.shows(Part.FILES)
    name = file.file_name if opens and look.shows(Part.FREE_TEXT) else None
    return FileView(file.id, file.media_type, file.size, file.sha256, name, opens)


def _messages(look: Look, tip_ids: list[int]) -> dict[int, list[MessageView]]:
    """What reporters wrote and were asked; what a desk told them may tell what it found and goes with the finding."""
    found: dict[int, list[MessageView]] = defaultdict(list)
    messages = (
        select(Message)
        .where(Message.case_id == look.case.id, Message.tip_id.in_(tip_ids))
        .options(joinedload(Message.organization))
    )
    if not look.shows(Part.FINDING):
        messages = messages.where(Message.sender_role == Role.REPORTER)
    for message in db.session.scalars(messages):
        by_reporter = message.sender_role is Role.REPORTER
        body = readable(look, message.body, message.masked) if by_reporter else message.body
        found[message.tip_id].append(MessageView(message.sent_at, by_reporter, message.organization, body))
    questions = select(SupplementRequest).where(
        SupplementRequest.case_id == look.case.id, SupplementRequest.tip_id.in_(tip_ids)
    )
    for question in db.session.scalars(questions):
        found[question.tip_id] += _question(look, question)
    return {tip_id: sorted(thread, key=lambda one: one.at) for tip_id, thread in found.items()}


def _question(look: Look, question: SupplementRequest) -> Iterable[MessageView]:
    due = question.due_at if question.answered_at is None else None
    yield MessageView(
        question.asked_at, False, None, question.question, True, due, expired=question.expired_at is not None
    )
    if question.answer is not None and question.answered_at is not None:
        body = readable(look, question.answer, question.answer_masked)
        yield MessageView(question.answered_at, True, None, body)
