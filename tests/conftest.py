"""The fixtures: each test gets a fresh, migrated database on SQLite and again on PostgreSQL.

`app` pushes no context, so that two browsers in one test are two people; `context` is for services.
"""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from portal import clock as portal_clock
from portal import create_app
from portal.accounts import passwords
from portal.config import Environment, Settings
from portal.demo_keys import read_or_make_keys
from portal.extensions import db
from scripts import catalogs
from tests import databases, engines, people

hypothesis_settings.register_profile("suite", deadline=None, max_examples=60)
hypothesis_settings.load_profile("suite")


def pytest_configure() -> None:
    catalogs.compile_all()
    keep_compiled_templates()
    keep_compiled_addresses()
    engines.keep_compiled_statements()
    passwords.hasher = QUICK_HASHER


QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Ten thousand sign-ins need not be slow to guess; `test_passwords.py` looks at what the portal itself takes."""


def keep_compiled_templates() -> None:
    """Every test has an application of its own; without this each would compile all its pages again."""
    folder = databases.FOLDER / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


def keep_compiled_addresses() -> None:
    """Nor need each compile anew how the address of each of its two hundred routes is put together."""
    compiled: dict[str, Callable[..., tuple[str, str]]] = {}

    class KeptRule(Rule):
        def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
            made_of = repr((self._trace, self.defaults, append_unknown))
            if made_of not in compiled:
                compiled[made_of] = super()._compile_builder(append_unknown)
            return compiled[made_of]

    Flask.url_rule_class = KeptRule


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look for garbage in it, time and again, took a sixth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_sessionfinish() -> None:
    databases.drop(*databases.idle)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.path).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    with databases.fresh(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a demo with limits off; a test that is about a setting replaces it."""
    mailer_key, agencies_key = read_or_make_keys(tmp_path)
    return Settings(
        environment=Environment.DEMO,
        port=0,
        data=tmp_path,
        database_url=database_url,
        secret_keys=("test-secret-" + "0" * 32,),
        code_secrets=(("1", b"test-code-secret-" + b"0" * 32),),
        public_url="http://localhost",
        evidence_url="http://127.0.0.1",
        mailer_key=mailer_key,
        agencies_key=agencies_key,
        mailer_key_file=tmp_path / "keys" / "mailer.key",
        mail_url="",
        mail_from="no-reply@localhost",
        evidence_files=9,
        evidence_file_bytes=2 * 1024 * 1024,
        limits=False,
        limits_url=f"sqlite:///{tmp_path / 'limits.sqlite'}",
        trusted_proxies=0,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application without a pushed context, for browsers."""
    application = create_app(settings)
    application.testing = True
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """One browser; `app.test_client()` opens another."""
    return app.test_client()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An application context for calling services; write inside `with transaction():`."""
    with app.app_context():
        yield app


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **time: float) -> None:
        """Move forward by a `timedelta`: `clock.turn(hours=2)`."""
        self.moment += timedelta(**time)

    def set(self, moment: datetime) -> None:
        """Move to an aware moment."""
        self.moment = moment.astimezone(UTC)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The portal's time stands at Monday 2 March 2026, 10:00 in Shanghai, and moves only by hand."""
    standing = Clock(datetime(2026, 3, 2, 2, tzinfo=UTC))
    with portal_clock.reading(standing):
        yield standing


@pytest.fixture
def cast(app: Flask, clock: Clock) -> Flask:
    """The application with the organizations and people of the demo; its time stands still."""
    people.seed(app)
    return app


@pytest.fixture
def browsers(cast: Flask) -> people.Browsers:
    """`browsers("wei")` is a new browser in which Wei has signed in."""
    return lambda word: people.signed_in_browser(cast, word)
