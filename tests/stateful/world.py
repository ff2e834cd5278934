"""The portal that the machine drives: put back to its beginning for each run, with a clock and dice of its own."""

from __future__ import annotations

import itertools
import logging
import shutil
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import URL

from portal.domain.signing_levels import SigningLevels
from portal.extensions import db
from portal.records.clocks.sweep import run_clocks
from portal.web.transaction import transaction
from tests import databases
from tests.conftest import Clock
from tests.factories import LEADS, Cast, add_person, organization, the_cast

SAMPLES = (50, 3, 99, 0, 30)
"""The numbers that decide whether a case is confirmed by sampling, over and over: the same in every run."""


def clock_failed(message: str, *details: object) -> None:
    """The job writes a case it cannot handle into the log and goes on; here it ends the run."""
    raise AssertionError(message % details) from sys.exc_info()[1]


class World:
    """One portal in this process; the caller has pushed its application context."""

    def __init__(self, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock, self.beginning = clock, clock.moment
        monkeypatch.setattr("secrets.randbelow", lambda below: next(self.dice) % below)
        monkeypatch.setattr(logging.getLogger("portal.records.clocks.due"), "exception", clock_failed)
        with transaction():
            self.cast: Cast = the_cast()
            organization("market").signing_levels = SigningLevels.REVIEWED
            self.colleagues = {name: add_person(name, "market", *LEADS) for name in ("zheng", "zhu")}
        self.url: URL = db.engine.url
        self._close()
        self._copy(self._name(), self._name() + "_snapshot")

    def begin_anew(self) -> None:
        """Everything as at the beginning."""
        self.dice = itertools.cycle(SAMPLES)
        self.clock.set(self.beginning)
        self._close()
        self._copy(self._name() + "_snapshot", self._name())

    def now(self) -> datetime:
        """The portal's time."""
        return self.clock.moment

    def tick(self) -> None:
        """No two steps are taken at the same moment: by its moment a decision knows what it ordered."""
        self.clock.turn(milliseconds=1)

    def let_pass(self, hours: int) -> None:
        """Move the clock, and let the job that looks at all clocks run."""
        self.clock.turn(hours=hours)
        with transaction():
            run_clocks({})

    def _close(self) -> None:
        db.session.remove()
        db.engine.dispose()

    def _name(self) -> str:
        assert self.url.database is not None
        return self.url.database

    def _copy(self, source: str, goal: str) -> None:
        if self.url.get_backend_name() == "sqlite":
            for leftover in Path(goal).parent.glob(f"{Path(goal).name}-*"):
                leftover.unlink()
            shutil.copyfile(source, goal)
            return
        with databases.administrator() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {goal} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {goal} TEMPLATE {source} STRATEGY FILE_COPY")
