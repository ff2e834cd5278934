"""The demo's people, and a respondent at a browser."""

import pytest
from flask import Flask

from tests.hearing.respondents import Respondent


@pytest.fixture
def dev(cast: Flask) -> Respondent:
    return Respondent(cast.test_client())
