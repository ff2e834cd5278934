"""Every error is answered in plain words: a page for people, a problem for machines."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from portal.domain import errors
from portal.web.access import public
from portal.web.errors import STATUS_OF, WORDS

ENGLISH = {"Accept-Language": "en"}


def failing_with(app: Flask, error: Exception) -> None:
    @public
    def fail() -> str:
        raise error

    app.add_url_rule("/failing", view_func=fail)
    app.add_url_rule("/api/failing", "api_failing", view_func=fail)


@pytest.mark.parametrize("status", sorted(set(WORDS) - {405}))
def test_every_status_has_a_page_in_both_languages(app: Flask, client: FlaskClient, status: int) -> None:
    app.add_url_rule("/failing", "failing", view_func=public(lambda: abort(status)) if status != 410 else public(gone))
    english = client.get("/failing", headers=ENGLISH)
    chinese = client.get("/failing", headers={"Accept-Language": "zh-CN"})
    assert (english.status_code, chinese.status_code) == (status, status)
    assert f"<h1>{WORDS[status].title}</h1>" in english.text.replace("&#39;", "'")
    assert WORDS[status].title not in chinese.text


def gone() -> str:
    abort(410)


@pytest.mark.parametrize("kind", [kind for kind in vars(errors).values() if isinstance(kind, type)])
def test_every_domain_error_has_a_status(kind: type[Exception]) -> None:
    if issubclass(kind, errors.DomainError):
        assert next(parent for parent in kind.__mro__ if parent in STATUS_OF)


def test_a_domain_error_is_shown_in_its_own_words(app: Flask, client: FlaskClient) -> None:
    failing_with(app, errors.StaleVersion())
    response = client.get("/failing", headers=ENGLISH)
    assert response.status_code == 409
    assert errors.StaleVersion.sentence in response.text


def test_machines_get_a_problem_that_names_the_field(app: Flask, client: FlaskClient) -> None:
    failing_with(app, errors.InputInvalid("category"))
    response = client.get("/api/failing", headers=ENGLISH)
    assert response.mimetype == "application/problem+json"
    assert response.json == {
        "type": "about:blank",
        "title": "Something is missing or not right",
        "status": 422,
        "detail": "Please check this entry.",
        "code": "input-invalid",
        "field": "category",
    }


def test_what_we_did_not_foresee_is_500_without_its_details(app: Flask, client: FlaskClient) -> None:
    app.testing = False
    failing_with(app, ZeroDivisionError("secret detail"))
    response = client.get("/failing", headers=ENGLISH)
    assert response.status_code == 500
    assert "Something broke on our side" in response.text
    assert "secret detail" not in response.text


def test_a_wrong_method_says_which_is_right(client: FlaskClient) -> None:
    response = client.get("/preferences", headers=ENGLISH)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_a_form_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/form", "form", view_func=public(lambda: "kept"), methods=["POST"])
    assert client.post("/form", data={"words": "some"}).status_code == 400


def test_a_form_that_is_not_utf8_is_refused(client: FlaskClient) -> None:
    response = client.post("/preferences", data=b"language=%ED%A0%80", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
