"""A developer whose app a joint decision strikes, with a browser and the code of the service copy."""

from __future__ import annotations

from flask import Flask
from werkzeug.test import TestResponse

from portal.disposal.concluding import conclude
from portal.domain.status import Outcome
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case, get_case
from portal.records.decision_notices.codes import NEVER_MADE, living_code, make_code
from portal.records.decision_notices.models import DecisionNotice
from portal.records.query_codes import CodeKeys
from portal.web.transaction import transaction
from tests.factories import carried_out, referred, signed
from tests.intake.citizen import Citizen
from tests.publicity.desk import demo_cast
from tests.verification.desk import tip

APP = "https://xingyun.example/app/com.fake.doctor"


def ordered(app: Flask, *codes: str) -> str:
    """The number of a case about an app, decided by two agencies and not carried out yet."""
    number = tip(app, APP, type=TargetType.APP)
    with app.app_context(), transaction():
        them = demo_cast()
        signed(referred(get_case(number), them.wei, *codes or ("M31",)), them.qian, them.zhou)
    return number


def struck(app: Flask) -> str:
    """The same, carried out by the platform."""
    number = ordered(app)
    with app.app_context(), transaction():
        carried_out(get_case(number), demo_cast().wei)
    return number


def closed(app: Flask) -> str:
    """The same, and the case concluded."""
    number = struck(app)
    with app.app_context(), transaction():
        conclude(get_case(number), demo_cast().qian, Outcome.SUBSTANTIATED, "It posed as a doctor.")
    return number


def keys_of(app: Flask) -> CodeKeys:
    return CodeKeys(app.extensions["settings"].code_secrets)


def latest_notice(case: Case) -> DecisionNotice:
    found = db.select(DecisionNotice).where(DecisionNotice.case_id == case.id).order_by(DecisionNotice.round.desc())
    return db.session.scalars(found).first()  # type: ignore[return-value]  # every case here was decided


def code_of(app: Flask, number: str) -> str:
    """The code of a new service copy of the case's latest notice; one of before is dead."""
    with app.app_context(), transaction():
        case = get_case(number)
        notice = latest_notice(case)
        alive = living_code(notice.id)
        return make_code(case, notice, demo_cast().wei, keys_of(app), alive.id if alive else NEVER_MADE)


class Respondent(Citizen):
    """Somebody with a code on paper."""

    def enters(self, code: str) -> TestResponse:
        """Enter it and read the page, or what is said instead."""
        self.open("/respondent")
        answer = self.press("/respondent", code=code)
        return self.open("/respondent/notice") if answer.status_code == 303 else answer
