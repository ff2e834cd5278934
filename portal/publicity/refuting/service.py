"""The one verb: publish a refutation from a running case, without changing how the case stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal import clock
from portal.domain.permissions import Actor
from portal.domain.workflow import Action
from portal.extensions import db
from portal.publicity.models import Bulletin, BulletinCase, BulletinKind
from portal.publicity.pointing import ensure_looked_at
from portal.records.advancing import act
from portal.records.cases import Case
from portal.records.counters import today


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A refutation in one language, as it is published: title, and a body that `rich_text.clean` let through."""

    title: str = ""
    body: str = ""


def refute(case: Case, actor: Actor, words: Mapping[str, Words], *, looked: bool = False) -> Bulletin:
    """Publish a refutation from a locked case, and say so in its ledger; the case stands as it stood.

    `words` are those of `zh` and `en`; `looked`: whether whatever in them may lead to a person was looked at.
    Raises NotAllowed, ConditionFailed, StepNotAllowed, InputInvalid for `looked` where that is asked for.
    """
    ensure_looked_at(looked, *((one.title, one.body) for one in words.values()))
    zh, en, now = words["zh"], words["en"], clock.now()
    bulletin = Bulletin(
        year=today().year,
        kind=BulletinKind.REFUTATION,
        organization_id=actor.organization_id,
        author_id=actor.user_id,
        title_zh=zh.title,
        body_zh=zh.body,
        title_en=en.title,
        body_en=en.body,
        created_at=now,
        changed_at=now,
        published_at=now,
        published_by_id=actor.user_id,
    )
    db.session.add(bulletin)
    db.session.flush()
    db.session.add(BulletinCase(bulletin_id=bulletin.id, case_id=case.id))
    act(case, Action.REFUTE, actor, {"bulletin": bulletin.slug})
    return bulletin
