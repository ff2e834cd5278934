"""The cast is there; Lin and Mallory have browsers."""

import pytest
from flask import Flask

from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, the_cast
from tests.intake.citizen import Citizen


@pytest.fixture
def cast(app: Flask, clock: Clock) -> Cast:
    """The organizations and people; time stands still."""
    with app.app_context(), transaction():
        return the_cast()


@pytest.fixture
def lin(app: Flask, cast: Cast) -> Citizen:
    """Who reports."""
    return Citizen(app.test_client())


@pytest.fixture
def mallory(app: Flask, cast: Cast) -> Citizen:
    """A stranger who posted something and wants to know whether it was reported."""
    return Citizen(app.test_client())
