"""One portal with a case at every desk, for all forms of a module; each test puts back what it did."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.config import Settings
from tests import databases
from tests.hostile.desks import Desks, standing_desks


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    folder: Path = tmp_path_factory.mktemp("desks")
    with databases.fresh("sqlite", folder) as url:
        settings = Settings.from_environment(
            {"DATABASE_URL": url, "PORTAL_DATA": str(folder), "LIMITS": "off", "PUBLIC_URL": "http://localhost"}
        )
        with standing_desks(settings) as found:
            yield found


@pytest.fixture
def desks(standing: Desks) -> Iterator[Desks]:
    yield standing
    standing.rewind()
    standing.forget_what_was_said()
