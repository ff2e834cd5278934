"""`flask users` and `flask seed`."""

from dataclasses import replace

from flask import Flask

from portal.config import Environment
from portal.demo.cast import CAST
from portal.extensions import db
from portal.records.people import User
from tests.accounts.test_administration import accept


def test_the_first_administrator_comes_in_by_the_printed_link(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["users", "create-administrator", "--email", "first@example.org"])
    assert result.exit_code == 0, result.output
    browser = app.test_client()
    assert accept(browser, result.output.strip().removeprefix("http://localhost")).status_code == 303
    assert browser.get("/administration/people").status_code == 200


def test_the_same_administrator_is_not_added_twice(app: Flask) -> None:
    arguments = ["users", "create-administrator", "--email", "first@example.org"]
    assert [app.test_cli_runner().invoke(args=arguments).exit_code for _ in range(2)] == [0, 1]


def test_who_lost_a_factor_is_let_in_again(cast: Flask) -> None:
    result = cast.test_cli_runner().invoke(args=["users", "invite", "ma@example.org"])
    assert accept(cast.test_client(), result.output.strip().removeprefix("http://localhost")).status_code == 303
    assert cast.test_cli_runner().invoke(args=["users", "invite", "nobody@example.org"]).exit_code == 1


def test_the_demo_is_filled_once_however_often_it_is_asked(app: Flask) -> None:
    for _ in range(2):
        assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 0
    with app.app_context():
        assert db.session.query(User).count() == len(CAST)


def test_production_is_not_filled(app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], environment=Environment.PRODUCTION)
    assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 1
    with app.app_context():
        assert db.session.query(User).count() == 0
