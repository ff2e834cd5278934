"""An office with a file, and the command that takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import the_cast

HEADER = "external_id,received_on,occurred_on,category,target_type,target,provider,description\n"


@dataclass(frozen=True)
class Ran:
    """What a run of the command said."""

    code: int
    said: str
    report: str


Import = Callable[..., Ran]


@pytest.fixture
def import_tips(app: Flask, clock: Clock, tmp_path: Path) -> Import:
    """Run `flask import tips` over these rows; `content` may be a whole file's bytes instead."""
    with app.app_context(), transaction():
        the_cast()

    def run(rows: str = "", *options: str, content: bytes | None = None, source: str = "hotline") -> Ran:
        file = tmp_path / "office.csv"
        file.write_bytes((HEADER + rows).encode() if content is None else content)
        ended = app.test_cli_runner().invoke(args=["import", "tips", str(file), "--source", source, *options])
        report = tmp_path / "office.csv.refused.csv"
        text = report.read_text(encoding="utf-8-sig") if report.exists() else ""
        return Ran(ended.exit_code, ended.output, text)

    return run
