"""Closed cases, and a publisher who presses the buttons of the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.data.registry import shipped_registry
from portal.demo.cast import PARTS
from portal.domain.permissions import Actor
from portal.extensions import db
from portal.records.cases import Case
from portal.records.people import find_person
from portal.records.registry import add_missing
from portal.web.transaction import transaction
from tests import factories

WORDS: Mapping[str, str] = {
    "kind": "bulletin",
    "title_zh": "仿冒名医的账号已处置",
    "body_zh": "平台核查属实。\n\n两部门联合处置。",
    "title_en": "Accounts that posed as doctors dealt with",
    "body_en": "The platform found it true.",
    "case_numbers": "",
}


def actor(word: str) -> Actor:
    """This person of the demo's cast as the rules see them; needs a context."""
    person = find_person(PARTS[word].email)
    assert person is not None
    return person.to_actor()


def demo_cast() -> factories.Cast:
    """The demo's cast; needs a context."""
    return factories.Cast(**{word: actor(word) for word in factories.Cast.__dataclass_fields__})


def closed_case(app: Flask, entered: str = "https://xingyun.example/v/1", **said: object) -> str:
    """The number of a case that a joint decision closed."""
    with app.app_context(), transaction():
        add_missing(shipped_registry(demo=True))
        receipt = factories.send_tip(entered, **said)  # type: ignore[arg-type]  # passed on as given
        return factories.delisted(factories.case_of(receipt), demo_cast()).case_number


def case_now(app: Flask, number: str) -> Case:
    """The case as the database has it now, detached."""
    with app.app_context():
        case: Case = db.session.scalars(db.select(Case).where(Case.case_number == number)).one()
        db.session.expunge_all()
        return case


def hidden(text: str, name: str) -> str:
    """The value of the first hidden field of this name."""
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', text)
    assert found is not None, text
    return found[1]


def send(browser: FlaskClient, page: str, to: str, **words: str) -> TestResponse:
    """Open a page and send a form of it, with its token and the version it shows."""
    text = browser.get(page, follow_redirects=True).text
    version = re.search(r'name="version"[^>]* value="(\d+)"', text)
    fields = {"csrf_token": hidden(text, "csrf_token"), "version": version[1] if version else ""}
    return browser.post(to, data=fields | words)


def written(browser: FlaskClient, **words: str) -> str:
    """The number of a new draft."""
    answer = send(browser, "/publicity/drafts/new", "/publicity/drafts", **{**WORDS, **words})
    assert answer.status_code == 303, answer.text
    return answer.location.rsplit("/", 1)[1]


def published(browser: FlaskClient, **words: str) -> str:
    """The number of a new bulletin before the public."""
    slug = written(browser, **words)
    answer = publish(browser, slug)
    assert answer.status_code == 303, answer.text
    return slug


def publish(browser: FlaskClient, slug: str) -> TestResponse:
    """Press *Publish*, and again where it is asked whether that is meant, having looked at what may name somebody."""
    asked = f"/publicity/drafts/{slug}/publication"
    return send(browser, asked, asked, looked="y")


def withdraw(browser: FlaskClient, slug: str, reason: str) -> TestResponse:
    """Press *Withdraw* on the bulletin's page."""
    return send(browser, f"/publicity/drafts/{slug}", f"/publicity/drafts/{slug}/withdrawal", reason=reason)
