"""What Lin tells the portal in these tests, and what the agencies then decide about it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from portal.config import Settings
from portal.disposal.concluding import conclude
from portal.domain.status import Outcome
from portal.extensions import db
from portal.records.cases import get_case
from portal.records.decision_notices.models import DecisionNotice
from tests.exposure.canaries import APPEAL
from tests.factories import carried_out, refer, signed
from tests.intake.citizen import Citizen
from tests.intake.desks import at_desk
from tests.publicity.desk import actor, demo_cast


@dataclass(frozen=True)
class Story:
    """What Lin did, and the two codes that are Lin's alone."""

    app: Flask
    settings: Settings
    wei: FlaskClient
    number: str
    other: str
    """The case about the same tip's second target, which is an address."""
    codes: dict[str, str]

    @property
    def notices(self) -> list[str]:
        """The numbers of the notices of decisions, which everybody may know."""
        with self.app.app_context():
            return list(db.session.scalars(db.select(DecisionNotice.number)))

    @property
    def known(self) -> dict[str, list[str]]:
        """The numbers that a colleague knows or guesses."""
        return {
            "case_number": [self.number, self.other],
            "task_id": ["1", "2"],
            "attachment_id": ["1", "2"],
            "version": ["1"],
            "position": ["0", "1"],
            "round": ["1"],
            "number": self.notices,
            "name": ["tips-by-category"],
            "slug": ["2026-1"],
        }


def decide_and_appeal(story: Story) -> None:
    """The agencies order a delisting, Wei's platform carries it out, and Lin appeals."""

    def walk() -> None:
        case, them = get_case(story.number), demo_cast()
        refer(case, actor("wei"), "M31")
        signed(case, them.qian, them.zhou)
        carried_out(case, them.wei)
        conclude(case, them.qian, Outcome.SUBSTANTIATED, "It passed itself off as a doctor.")

    at_desk(story.app, walk)
    lin = Citizen(story.app.test_client())
    lin.follow(story.codes["query code"])
    assert lin.open("/follow/tip/0/appeal").status_code == 200
    assert lin.press("/follow/tip/0/appeal", reason=APPEAL["reason of the appeal"]).status_code == 303
