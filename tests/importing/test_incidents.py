"""Every incident of a real collection goes in by the import, and some by the form: one tip, one case each."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.extensions import db
from portal.records import ledger
from portal.records.cases import Case
from portal.records.tips import Tip, TipCase
from tests.factories import organization
from tests.importing.conftest import Import
from tests.incidents import AS_AIID, FILE, INCIDENTS, SAMPLE, day, deployers, told
from tests.intake.citizen import Citizen


def kept(app: Flask) -> list[tuple[Tip, TipCase]]:
    with app.app_context():
        query = select(Tip, TipCase).join(TipCase, TipCase.tip_id == Tip.id).order_by(Tip.id)
        return [(tip, row) for tip, row in db.session.execute(query)]


@pytest.mark.slow
def test_all_493_incidents_go_in_by_the_import_once(app: Flask, import_tips: Import) -> None:
    first, again = (import_tips("", *AS_AIID, content=FILE, source="AIID") for _ in range(2))
    assert (first.code, first.said.splitlines()[-1]) == (0, "493 added, 0 here before, 0 refused.")
    assert (again.code, again.said.splitlines()[-1]) == (0, "0 added, 493 here before, 0 refused.")
    tips = kept(app)
    assert sorted(tip.external_id or "" for tip, _ in tips) == sorted(INCIDENTS)
    for tip, row in tips:
        incident = INCIDENTS[tip.external_id or ""]
        assert (tip.description, tip.occurred_on) == (told(incident), day(incident))
        assert (row.type, row.entered) == ("unknown", deployers(incident))
    with app.app_context():
        holders = db.session.execute(select(Case.holder_id, func.count()).group_by(Case.holder_id)).all()
        assert [tuple(one) for one in holders] == [(organization("cyberspace").id, 493)]
    verified = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert (verified.exit_code, verified.output) == (0, "493 entries hold.\n")


def test_incidents_go_in_by_the_form_as_they_were_told(app: Flask, import_tips: Import) -> None:
    for incident in SAMPLE:
        answers = {"category": "Z99", "description": told(incident).replace("\n", "\r\n")}
        answers |= {"occurred_on": incident["date"], "targets-0-entered": deployers(incident)}
        answer = Citizen(app.test_client()).flag(**answers)
        assert answer.status_code == 200, answer.text
    seen = [(tip.description.replace("\r\n", "\n"), tip.occurred_on, row.entered) for tip, row in kept(app)]
    assert seen == [(told(one), day(one), deployers(one)) for one in SAMPLE]
    with app.app_context():
        assert {case.holder_id for case in db.session.scalars(select(Case))} == {organization("cyberspace").id}
        assert not [fault for fault in ledger.verify() if isinstance(fault, ledger.Break)]
