"""Cases at desks, and browsers that press their verbs as colleagues do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.data.registry import shipped_registry
from portal.extensions import db
from portal.records.cases import Case
from portal.records.registry import add_missing
from portal.web.transaction import transaction
from tests import factories

VIDEO = "https://xingyun.example/v/1"
GROUND = {"ground": "The video says that it is satire.", "opinion": "Looked at the video and the account."}


def tip(app: Flask, *entered: str, **said: object) -> str:
    """Lin sends a tip; answers with the number of the case it led to."""
    with app.app_context(), transaction():
        add_missing(shipped_registry(demo=True))
        receipt = factories.send_tip(*(entered or (VIDEO,)), **said)  # type: ignore[arg-type]  # passed on as given
        return factories.case_of(receipt).case_number


def case_now(app: Flask, number: str) -> Case:
    """The case as the database has it now, detached."""
    with app.app_context():
        case: Case = db.session.scalars(db.select(Case).where(Case.case_number == number)).one()
        _loaded = case.target, case.holder, case.lead_agency
        db.session.expunge_all()
        return case


def page(browser: FlaskClient, number: str, noun: str = "") -> TestResponse:
    """A page of the case."""
    return browser.get(f"/verification/{number}{'/' + noun if noun else ''}")


def token(text: str) -> str:
    """The token of any form on this page."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', text)
    assert found is not None, text
    return found[1]


def version(text: str) -> str:
    """The version of the case that this page carries."""
    found = re.search(r'name="version"[^>]* value="(\d+)"', text)
    assert found is not None, text
    return found[1]


def do(browser: FlaskClient, number: str, noun: str, **words: object) -> TestResponse:
    """Open the case, and send a verb's form with the version seen there."""
    seen = page(browser, number)
    assert seen.status_code == 200, seen.text
    return send(browser, number, noun, {"version": version(seen.text), **words}, token(seen.text))


def send(browser: FlaskClient, number: str, noun: str, words: Mapping[str, object], csrf: str) -> TestResponse:
    """Send a verb's form as it is."""
    return browser.post(f"/verification/{number}/{noun}", data={"csrf_token": csrf, **words})
