"""The cast is there whenever a program speaks to the API."""

import pytest
from flask import Flask

from portal.web.transaction import transaction
from tests.factories import Cast, the_cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The organizations and people of the demo, with the routing registry."""
    with app.app_context(), transaction():
        return the_cast()
