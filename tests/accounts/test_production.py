"""Nobody with a published password gets into production."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Environment, Settings, SettingsError
from portal.demo.cast import refuse_the_cast
from tests.people import Browsers


def in_production(settings: Settings) -> Settings:
    return replace(settings, environment=Environment.PRODUCTION)


def test_production_does_not_start_on_the_demos_database(cast: Flask, settings: Settings) -> None:
    with pytest.raises(SettingsError, match="people of the demo"):
        create_app(in_production(settings))


def test_production_starts_on_a_database_without_the_demo(app: Flask, settings: Settings) -> None:
    assert create_app(in_production(settings)).test_client().get("/sign-in").status_code == 200


def test_production_starts_on_a_database_without_tables(settings: Settings) -> None:
    empty = replace(in_production(settings), database_url=f"sqlite:///{settings.data / 'empty.sqlite'}")
    assert create_app(empty)


def test_a_session_of_the_cast_is_dead_in_production(cast: Flask, settings: Settings, browsers: Browsers) -> None:
    wei: FlaskClient = browsers("wei")
    assert wei.get("/account").status_code == 200
    cast.extensions["settings"] = in_production(settings)
    assert wei.get("/account").status_code == 302


def test_the_check_looks_at_nothing_in_a_demo(cast: Flask) -> None:
    refuse_the_cast(cast)
    assert cast.extensions["settings"].environment is Environment.DEMO
