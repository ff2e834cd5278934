"""Whom a measure strikes reads who decided it, on what ground, and where and by when to object."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.domain.objections import OBJECTIONS, Decider
from portal.extensions import db
from portal.records.tasks import Task, TaskKind
from portal.web.transaction import transaction
from tests.people import Browsers
from tests.publicity.desk import closed_case, published

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ENGLISH = {"Accept-Language": "en"}


def told(text: str) -> set[Decider]:
    """Which ways a page tells of, by their sources."""
    return {decider for decider, one in OBJECTIONS.items() if one.source in text}


def test_how_it_works_tells_every_way_with_its_article(client: FlaskClient) -> None:
    page = client.get("/how-it-works", headers=ENGLISH).text
    assert told(page) == set(Decider)
    assert "within 60 days" in page
    assert "within 6 months" in page


def test_a_bulletin_tells_the_ways_that_fit_its_measures_and_names_who_decided(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    sun = browsers("sun")
    joint = published(sun, case_numbers=closed_case(cast))
    page = client.get(f"/bulletins/{joint}", headers=ENGLISH).text
    assert told(page) == {Decider.AGENCIES}
    assert "Ordered by agencies, led by" in page
    assert 'href="/how-it-works#M31"' in page
    with cast.app_context(), transaction():
        db.session.execute(db.update(Task).where(Task.measure == "M31").values(kind=TaskKind.OWN_MEASURE))
    own = client.get(f"/bulletins/{joint}", headers=ENGLISH).text
    assert told(own) == {Decider.PLATFORM}
    assert "Ordered by agencies" not in own
    without_cases = client.get(f"/bulletins/{published(sun)}", headers=ENGLISH).text
    assert told(without_cases) == set()


def test_a_bulletin_names_the_kind_and_the_carrier_of_what_was_reported(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    slug = published(browsers("sun"), case_numbers=closed_case(cast))
    assert ", carried by " in client.get(f"/bulletins/{slug}", headers=ENGLISH).text
