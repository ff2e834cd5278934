"""Asking where a tip stands: the same as its reporter reads, and nothing of anybody else's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.cases import Case
from portal.records.tips import Tip
from portal.web.transaction import transaction
from tests.api.machine import TIP, VIDEO, ask, send
from tests.conftest import Clock
from tests.factories import Cast, delisted
from tests.statements import statements

EN = {"Accept-Language": "en"}
VALUES: tuple[object, ...] = (1, None, ["x"], {})


@contextmanager
def cases(app: Flask) -> Iterator[list[Case]]:
    """Every case, to be worked on in one transaction."""
    with app.app_context(), transaction():
        yield list(db.session.scalars(select(Case).order_by(Case.id)))


def code(answer: Any) -> str:
    return str(answer.get_json()["query_code"])


def test_a_fresh_tip_is_received_and_has_its_promised_day(client: FlaskClient, cast: Cast, clock: Clock) -> None:
    receipt = send(client)
    answer = ask(client, code(receipt).lower().replace("-", " "), **EN)
    assert answer.status_code == 200
    assert answer.get_json() == {
        "tip_number": receipt.get_json()["tip_number"],
        "received_at": "2026-03-02T02:00:00Z",
        "targets": [
            {
                "position": 0,
                "target": {"type": "content", "entered": VIDEO},
                "public_step": "received",
                "next": "Next, the desk decides whether to take up your tip.",
                "due_at": "2026-03-04T16:00:00Z",
                "due_may_move": False,
                "outcome": None,
                "outcome_words": None,
                "ground": None,
                "measures": [],
                "timeline": [{"on": "2026-03-02", "by": "reporter", "what": "You sent this tip"}],
            }
        ],
    }


def test_every_target_has_its_own_step(app: Flask, client: FlaskClient, cast: Cast, clock: Clock) -> None:
    named = [{"type": "content", "entered": f"https://xingyun.example/v/{at}"} for at in (1, 2)]
    receipt = send(client, {"category": "B02", "description": "x", "targets": named})
    clock.turn(hours=2)
    with cases(app) as (first, _second):
        advance(first, Action.ACCEPT, cast.wei)
    told = ask(client, code(receipt), **EN).get_json()["targets"]
    assert [one["public_step"] for one in told] == ["platform_check", "received"]
    assert told[0]["timeline"][0] == {
        "on": "2026-03-02",
        "by": "platform",
        "what": "Taken up; the check has begun",
    }


def test_a_closed_case_tells_its_outcome_ground_and_measures(
    app: Flask, client: FlaskClient, cast: Cast, clock: Clock
) -> None:
    receipt = send(client)
    clock.turn(hours=2)
    with cases(app) as (case,):
        delisted(case, cast)
    (told,) = ask(client, code(receipt), **EN).get_json()["targets"]
    assert (told["public_step"], told["outcome"], told["outcome_words"]) == ("closed", "substantiated", "Substantiated")
    assert told["ground"] == "The product passed itself off as a doctor."
    assert told["measures"] == [{"nature": "platform", "words": "The product is taken out of the store."}]
    assert {line["by"] for line in told["timeline"]} == {"reporter", "platform", "agency"}


def test_a_joiner_reads_what_a_first_reporter_would(app: Flask, client: FlaskClient, cast: Cast, clock: Clock) -> None:
    send(client, TIP | {"target": {"type": "content", "entered": VIDEO, "name": "Words of another"}})
    clock.turn(hours=2)
    with cases(app) as (case,):
        advance(case, Action.ACCEPT, cast.wei)
    joined = send(client, TIP | {"target": {"type": "website", "entered": f"{VIDEO}?utm_source=x"}})
    alone = send(client, TIP | {"target": {"type": "website", "entered": "https://xingyun.example/v/9"}})
    told, control = (
        ask(client, code(joined)).get_json()["targets"][0],
        ask(client, code(alone)).get_json()["targets"][0],
    )
    assert told.pop("target") == {"type": "content", "entered": f"{VIDEO}?utm_source=x"}
    control.pop("target")
    assert told == control


@pytest.mark.parametrize("query_code", ["00000-00000-00000-00000-00000", "ABCDE-FGHJK-MNPQR-STVWX-YZ012", "x", ""])
def test_a_code_that_opens_nothing_gets_one_answer(client: FlaskClient, cast: Cast, query_code: str) -> None:
    answer = ask(client, query_code, **EN)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json()["detail"] == "There is nothing here under this number."


def test_a_withdrawn_tip_answers_like_an_unknown_code(
    app: Flask, client: FlaskClient, cast: Cast, clock: Clock
) -> None:
    receipt = send(client)
    with app.app_context(), transaction():
        db.session.scalars(select(Tip)).one().withdrawn_at = clock()
    withdrawn, unknown = ask(client, code(receipt)), ask(client, "00000-00000-00000-00000-00000")
    assert (withdrawn.status_code, withdrawn.data) == (404, unknown.data)


def test_a_code_must_be_a_text(client: FlaskClient, cast: Cast) -> None:
    assert {ask(client, value).status_code for value in VALUES} == {422}


def test_the_number_of_queries_does_not_grow_with_the_targets(app: Flask, client: FlaskClient, cast: Cast) -> None:
    def queries(targets: int) -> int:
        named = [{"type": "content", "entered": f"https://xingyun.example/v/{at}"} for at in range(targets)]
        receipt = send(client, {"category": "B02", "description": "x", "targets": named})
        with statements(app) as sent:
            assert ask(client, code(receipt)).status_code == 200
        return len(sent)

    queries(1)  # what a process reads once
    assert queries(1) == queries(20)
