"""The stage: the demo's organizations, people and registry, standing time, and nobody chosen for sampling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pytest
from flask import Flask

from portal.data.registry import shipped_registry
from portal.domain.codes import QUERY_CODE
from portal.records.clocks.sweep import run_clocks
from portal.records.registry import add_missing
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.journeys.pages import Browser
from tests.journeys.people import Colleague, Reporter


@dataclass
class Stage:
    """Everybody, signed in when they first appear."""

    app: Flask
    clock: Clock

    def colleague(self, word: str) -> Colleague:
        """Somebody of the cast at a new browser."""
        return Colleague(self.app, word)

    def reporter(self) -> Reporter:
        """Somebody without an account."""
        return Reporter(self.app.test_client())

    def opened_by(self, code: str) -> Reporter:
        """Whoever holds this query code, at a browser that never was here."""
        holder = self.reporter()
        holder.code = code
        return holder

    @staticmethod
    def unknown_code() -> str:
        """A query code that is written right and stands on no receipt."""
        return QUERY_CODE.from_bits(0)

    def anybody(self) -> Browser:
        """The public."""
        return Browser(self.app.test_client())

    wei = cached_property(lambda self: self.colleague("wei"))
    he = cached_property(lambda self: self.colleague("he"))
    qian = cached_property(lambda self: self.colleague("qian"))
    wu = cached_property(lambda self: self.colleague("wu"))
    zhao = cached_property(lambda self: self.colleague("zhao"))
    zhou = cached_property(lambda self: self.colleague("zhou"))
    sun = cached_property(lambda self: self.colleague("sun"))
    lin = cached_property(lambda self: self.reporter())

    def days_pass(self, days: float) -> None:
        """Time goes on and the clocks are looked at."""
        self.clock.turn(days=days)
        with self.app.app_context(), transaction():
            run_clocks({})


@pytest.fixture
def chosen_for_sampling(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number that decides whether a P2 or P3 case is confirmed; a story may set it to 0."""
    number = [99]
    monkeypatch.setattr("secrets.randbelow", lambda below: number[0] % below)
    return number


@pytest.fixture
def stage(cast: Flask, clock: Clock, chosen_for_sampling: list[int]) -> Stage:
    """The stage, empty."""
    with cast.app_context(), transaction():
        add_missing(shipped_registry(demo=True))
    return Stage(cast, clock)
