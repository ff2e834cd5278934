"""What becomes of personal data is said as it is."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ENGLISH = {"Accept-Language": "en"}


def test_the_page_says_how_long_things_are_kept_by_the_clocks_that_delete_them(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get("/privacy", headers=ENGLISH).text
    assert "deleted after 2 hours" in before
    assert "7 days after it was sent" in before
    assert "No day of deletion is set yet" in before
    monkeypatch.setattr("portal.intake.routes.DRAFTS_LIVE", timedelta(hours=5))
    assert "deleted after 5 hours" in client.get("/privacy", headers=ENGLISH).text
