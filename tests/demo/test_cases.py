"""The demo's cases: each walked to where it stands by the real verbs, and stands there once."""

from collections import Counter

from flask import Flask

from portal.data.registry import shipped_registry
from portal.demo.bulletins import add_bulletin
from portal.demo.cases import STORIES, add_cases
from portal.demo.last_month import KINDS, OF_EACH, WAITING, add_last_month
from portal.domain.status import Status
from portal.extensions import db
from portal.publicity.models import Bulletin, BulletinState
from portal.records import ledger
from portal.records.cases import Case
from portal.records.registry import add_missing
from portal.web.transaction import transaction


def test_the_demo_shows_a_case_at_every_point_of_the_way_and_seeding_again_adds_none(cast: Flask) -> None:
    with cast.app_context():
        for _ in range(2):
            with transaction():
                add_missing(shipped_registry(demo=True))
                add_last_month()
                add_cases()
                add_bulletin()
        bulletins = [bulletin.state for bulletin in db.session.scalars(db.select(Bulletin))]
        at = Counter(db.session.scalars(db.select(Case.status)))
        holds = list(ledger.verify())
    assert at == {
        Status.SUBMITTED: 4,
        Status.VERIFYING: 8,
        Status.AWAITING_APPROVAL: 4,
        Status.IN_DISPOSAL: 2,
        Status.UNDER_APPEAL: 1,
        Status.CLOSED: at[Status.CLOSED],
    } | ({Status.AWAITING_CONFIRMATION: at[Status.AWAITING_CONFIRMATION]} if at[Status.AWAITING_CONFIRMATION] else {})
    assert bulletins == [BulletinState.PUBLISHED]
    assert sum(at.values()) == len(STORIES) + OF_EACH * len((*KINDS, *WAITING))
    assert len(holds) == 1
