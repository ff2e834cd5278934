"""The publisher's verbs: begin and change a draft, publish it, withdraw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from portal import clock
from portal.domain.errors import InputInvalid, NotAllowed, NotFound, ReasonMissing, StaleVersion, StepNotAllowed
from portal.domain.permissions import Actor, Permission
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.extensions import db
from portal.publicity.models import Bulletin, BulletinCase, BulletinKind, BulletinState
from portal.publicity.pointing import ensure_looked_at
from portal.publicity.rich_text import clean, plain, refuse_unprintable
from portal.publicity.slugs import read_slug
from portal.publicity.writing.queries import numbers_of
from portal.records.advancing import BULLETIN_WITHDRAWN, act, record
from portal.records.cases import Case, get_case, get_case_for_change
from portal.records.counters import today
from portal.records.reasons import fingerprint, keep_reason

MOST_CASES = 50
NO_SUCH_CASE = N_("No closed case has this number: %(numbers)s")
TAKES_BACK: Mapping[BulletinKind, frozenset[Permission]] = {
    BulletinKind.BULLETIN: frozenset({Permission.BULLETIN_PUBLISH}),
    BulletinKind.TYPICAL_CASE: frozenset({Permission.BULLETIN_PUBLISH}),
    BulletinKind.REFUTATION: frozenset({Permission.BULLETIN_PUBLISH, Permission.REFUTATION_PUBLISH}),
}
"""Who of the organization that wrote it reads it at the desk and withdraws it: one of these permissions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a publisher writes; English may be missing as a whole."""

    kind: BulletinKind
    title_zh: str
    body_zh: str
    title_en: str = ""
    body_en: str = ""
    case_numbers: Sequence[str] = ()


def begin(actor: Actor, writing: Writing) -> Bulletin:
    """A new draft. Raises NotAllowed, InputInvalid with the field to mend."""
    _ensure_publisher(actor)
    now = clock.now()
    bulletin = Bulletin(
        year=today().year,
        organization_id=actor.organization_id,
        author_id=actor.user_id,
        created_at=now,
        changed_at=now,
        **_words(writing),
    )
    cases = _closed_cases(writing)
    db.session.add(bulletin)
    db.session.flush()
    _link(bulletin, cases)
    return bulletin


def rewrite(bulletin: Bulletin, actor: Actor, writing: Writing) -> None:
    """Change a locked draft. Raises NotAllowed, StepNotAllowed once it is published, InputInvalid."""
    _ensure_draft(bulletin, actor)
    for name, value in _words(writing).items():
        setattr(bulletin, name, value)
    bulletin.changed_at = clock.now()
    bulletin.version += 1
    db.session.execute(delete(BulletinCase).where(BulletinCase.bulletin_id == bulletin.id))
    _link(bulletin, _closed_cases(writing))


def publish(bulletin: Bulletin, actor: Actor, *, looked: bool = False) -> None:
    """Put a locked draft before the public, and say so in the ledger of each case it is about.

    `looked`: whether the publisher looked at whatever in it may lead to a person.
    Raises NotAllowed, StepNotAllowed once it is published or where a case is no longer closed,
    InputInvalid for a typical case without a case, and for `looked` where that is asked for.
    """
    _ensure_draft(bulletin, actor)
    numbers = numbers_of(bulletin)
    if bulletin.kind is BulletinKind.TYPICAL_CASE and not numbers:
        raise InputInvalid("case_numbers", N_("A typical case is about at least one closed case. Name it."))
    ensure_looked_at(looked, *bulletin.versions)
    for number in numbers:
        act(get_case_for_change(number), Action.PUBLISH, actor, {"bulletin": bulletin.slug})
    bulletin.published_at = bulletin.changed_at = clock.now()
    bulletin.published_by_id = actor.user_id
    bulletin.version += 1


def withdraw(bulletin: Bulletin, actor: Actor, reason: str) -> None:
    """Take a locked bulletin back; the public reads the reason in its place, and the ledger of each case keeps it.

    It is no step of the case: whatever has become of it since, what is wrong is taken back.
    Raises ReasonMissing, StepNotAllowed where it does not stand before the public.
    """
    if bulletin.state is not BulletinState.PUBLISHED:
        raise StepNotAllowed(N_("Only a published bulletin can be withdrawn."))
    if not reason.strip():
        raise ReasonMissing()
    for number in numbers_of(bulletin):
        case = get_case_for_change(number)
        body = {"bulletin": bulletin.slug} | fingerprint(reason.strip())
        record(case, BULLETIN_WITHDRAWN, actor, before=case.status, body=body)
        keep_reason(case, reason.strip())
    bulletin.withdrawn_at = bulletin.changed_at = clock.now()
    bulletin.withdrawn_by_id = actor.user_id
    bulletin.withdrawn_reason = reason.strip()
    bulletin.version += 1


def locked(slug: str, actor: Actor, seen_version: int | None) -> Bulletin:
    """The bulletin of the actor's organization with its row locked, as the page showed it.

    Raises NotFound, StaleVersion.
    """
    bulletin = own_bulletin(slug, actor, lock=True)
    if bulletin.version != seen_version:
        raise StaleVersion(N_("A colleague changed this bulletin after you opened it. Check what is new."))
    return bulletin


def own_bulletin(slug: str, actor: Actor, *, lock: bool = False) -> Bulletin:
    """The bulletin of this number, of the actor's own organization and of a kind that is theirs. Raises NotFound."""
    year, number = read_slug(slug)
    query = select(Bulletin).where(
        Bulletin.id == number,
        Bulletin.year == year,
        Bulletin.organization_id == actor.organization_id,
        Bulletin.kind.in_([kind for kind, permissions in TAKES_BACK.items() if any(map(actor.may, permissions))]),
    )
    if lock:
        query = query.with_for_update(of=Bulletin).execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def _ensure_publisher(actor: Actor) -> None:
    if not actor.may(Permission.BULLETIN_PUBLISH):
        raise NotAllowed()


def _ensure_draft(bulletin: Bulletin, actor: Actor) -> None:
    _ensure_publisher(actor)
    if bulletin.state is not BulletinState.DRAFT:
        raise StepNotAllowed(N_("This is published: its words stand. Withdraw it and write a new one."))


def _words(writing: Writing) -> dict[str, Any]:
    words = {
        "title_zh": _title(writing.title_zh, "title_zh"),
        "body_zh": _body(writing.body_zh, "body_zh"),
        "title_en": _title(writing.title_en, "title_en"),
        "body_en": _body(writing.body_en, "body_en"),
    }
    for field in ("title_zh", "body_zh"):
        if not words[field]:
            raise InputInvalid(field, N_("The Chinese text is needed; the English one may come later."))
    if bool(words["title_en"]) != bool(words["body_en"]):
        missing = "title_en" if words["body_en"] else "body_en"
        raise InputInvalid(missing, N_("Title and text go together: fill in both, or leave both empty."))
    return {"kind": writing.kind, **words}


def _title(entered: str, field: str) -> str:
    refuse_unprintable(entered, field)
    return " ".join(entered.split())


def _body(entered: str, field: str) -> str:
    cleaned = clean(entered, field)
    return cleaned if plain(cleaned) else ""


def _closed_cases(writing: Writing) -> list[Case]:
    """The cases by number, each once. Raises InputInvalid that names every number without one, open cases alike."""
    if len(writing.case_numbers) > MOST_CASES:
        raise InputInvalid("case_numbers", N_("One bulletin can be about at most 50 cases."))
    found = {number: _closed_case(number) for number in writing.case_numbers}
    if missing := [number for number, case in found.items() if case is None]:
        raise InputInvalid("case_numbers", NO_SUCH_CASE, numbers=", ".join(missing))
    return list({case.id: case for case in found.values() if case is not None}.values())


def _closed_case(number: str) -> Case | None:
    try:
        case = get_case(number)
    except NotFound:
        return None
    return case if case.status is Status.CLOSED else None


def _link(bulletin: Bulletin, cases: Sequence[Case]) -> None:
    db.session.add_all(BulletinCase(bulletin_id=bulletin.id, case_id=case.id) for case in cases)
