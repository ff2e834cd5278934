"""The cast of the demo in browsers of their own, signed in through the real form."""

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.second_factor import code_at, present_step
from portal.demo import CAST
from portal.demo.cast import PARTS, PASSWORD
from portal.records.people import find_person
from portal.web.transaction import transaction

Browsers = Callable[[str], FlaskClient]
"""`browsers("wei")`: Wei's browser, signed in; asked again it is another browser of Wei's."""


def seed(app: Flask) -> None:
    """Put the demo's organizations and people into an empty database."""
    with app.app_context():
        for step in CAST:
            with transaction():
                step()


def csrf_token(client: FlaskClient, path: str = "/sign-in") -> str:
    """The token of the form on this page; it serves every form of the same browser."""
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(path).text)
    assert found is not None, f"{path} holds no form"
    return found[1]


def next_code(app: Flask, word: str) -> str:
    """A code this person can use now: of the earliest step that is allowed and not used up.

    Three in a row; then the clock must move on by 30 seconds.
    """
    with app.app_context():
        person = find_person(PARTS[word].email)
        used = (person.totp_last_step if person else None) or 0
    step = max(present_step() - 1, used + 1)
    assert step <= present_step() + 1, f"{word} has used up the codes of this moment: clock.turn(seconds=30)"
    return code_at(PARTS[word].seed, step)


def signed_in_browser(app: Flask, word: str) -> FlaskClient:
    """A new browser in which this person of the cast has signed in."""
    client, step = app.test_client(), present_step()
    answer = client.post(
        "/sign-in",
        data={
            "csrf_token": csrf_token(client),
            "email": PARTS[word].email,
            "password": PASSWORD,
            "code": next_code(app, word),
        },
    )
    if answer.status_code == 422 and present_step() > step:  # a clock that runs left the code behind on its way
        return signed_in_browser(app, word)
    assert answer.status_code == 303, answer.text
    return client
