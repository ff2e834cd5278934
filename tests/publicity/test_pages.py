"""Every public page: valid, small, in both languages, at a constant cost, and without a word of a reporter."""

import gzip
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.permissions import Role
from portal.extensions import db
from portal.records.attachments import Attachment
from portal.records.cases import Case
from portal.records.messages import Message, SupplementRequest
from portal.records.reporters import ReporterContact
from portal.records.tips import Tip
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.people import Browsers
from tests.publicity.desk import actor, closed_case, published
from tests.statements import statements
from tests.web.pages import Page

PAGES = ["/", "/bulletins", "/figures", "/how-it-works", "/about"]
FEEDS = ["/bulletins.atom", "/figures/tips-by-category.csv", "/figures/cases-by-platform.csv"]
HEAVIEST = 9 * 1024
"""Bytes of HTML, packed; the style sheet comes once."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_valid_small_and_sets_no_cookie(
    cast: Flask, browsers: Browsers, client: FlaskClient, language: str
) -> None:
    slug = published(browsers("sun"), case_numbers=closed_case(cast))
    for path in [*PAGES, f"/bulletins/{slug}"]:
        answer = client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        page = Page(answer.text)
        assert len(page.all("h1")) == 1, path
        identifiers = [element["id"] for element in page.elements if element["id"]]
        assert len(identifiers) == len(set(identifiers)), path
        assert len(gzip.compress(answer.data)) <= HEAVIEST, path


def test_no_public_byte_holds_a_word_of_a_reporter(
    cast: Flask, browsers: Browsers, client: FlaskClient, clock: Clock
) -> None:
    canary = "CANARY-7f3a"
    number = closed_case(cast, description=f"{canary} words of the tip")
    with cast.app_context(), transaction():
        tip, case = db.session.scalars(db.select(Tip)).one(), db.session.scalars(db.select(Case)).one()
        tip.source, tip.external_id = f"{canary} hotline", f"{canary}-1"
        tell_everywhere(tip, case, canary, clock())
    slug = published(browsers("sun"), case_numbers=number)
    for path in [*PAGES, *FEEDS, f"/bulletins/{slug}"]:
        answer = client.get(path)
        assert answer.status_code == 200
        assert canary.encode() not in answer.data, path
        assert tip.tip_number.encode() not in answer.data, path


def tell_everywhere(tip: Tip, case: Case, canary: str, at: datetime) -> None:
    """Put the canary into what a reporter can fill besides: a message, an answer, contact, the name of a file."""
    asked = actor("qian").user_id
    db.session.add_all(
        [
            Message(tip_id=tip.id, case_id=case.id, sender_role=Role.REPORTER, body=f"{canary} message", sent_at=at),
            SupplementRequest(
                tip_id=tip.id, case_id=case.id, asked_by_id=asked, question="Where?", asked_at=at, due_at=at,
                answer=f"{canary} answer", answered_at=at,
            ),
            # not sealed here, so that it would be seen
            ReporterContact(
                tip_id=tip.id, notify_sealed=canary.encode(), notify_key_id="1", notify_consent_at=at,
                identity_sealed=canary.encode(), identity_key_id="1", identity_consent_at=at,
            ),
            Attachment(
                stored_name="0" * 64, tip_id=tip.id, file_name=f"{canary}.png", media_type="image/png", size=1,
                sha256="0" * 64, received_at=at,
            ),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/bulletins", "/", "/bulletins.atom"])
def test_lists_cost_the_same_with_one_bulletin_and_with_twelve(
    cast: Flask, browsers: Browsers, client: FlaskClient, clock: Clock, path: str
) -> None:
    sun, costs = browsers("sun"), []
    client.get(path)  # what this process remembers from then on is read once
    for more in (1, 11):
        for _number in range(more):
            clock.turn(seconds=1)
            published(sun)
        with statements(cast) as sent:
            client.get(path)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 7


def test_a_bulletin_costs_the_same_with_one_case_and_with_five(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    sun, numbers, costs = browsers("sun"), [closed_case(cast, f"https://xingyun.example/v/{n}") for n in range(5)], []
    for chosen in (numbers[:1], numbers):
        slug = published(sun, case_numbers="\n".join(chosen))
        with statements(cast) as sent:
            assert client.get(f"/bulletins/{slug}").status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 6
