"""An administrator who opens a page of something adjustable and sends one of its forms."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import create_app
from portal.config import Settings
from tests.intake.citizen import Fields
from tests.people import csrf_token


def opened(who: FlaskClient, page: str) -> dict[str, str]:
    """What the forms of this page hold, as somebody has it before them."""
    answer = who.get(page)
    assert answer.status_code == 200, answer.text
    return dict(Fields(answer.text).values)


def send(who: FlaskClient, path: str, seen: dict[str, str], **entered: str) -> TestResponse:
    """Send what was seen, with these answers in place of its own."""
    return who.post(path, data={**seen, "csrf_token": csrf_token(who, "/account"), **entered})


def another_worker(app: Flask) -> Flask:
    """A second process of the same portal: an application of its own on the same database."""
    settings: Settings = app.extensions["settings"]
    worker = create_app(replace(settings))
    worker.testing = True
    return worker
