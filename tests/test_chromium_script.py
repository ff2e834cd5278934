"""Where there is no Chromium the browser tests are skipped aloud, and on a CI that is a failure."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

BASH = shutil.which("bash") or "bash"


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder of commands, for PATH: an account that is not root, on a machine without Chromium and sudo."""
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    (tmp_path / "id").chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("ci", "code"), [({}, 0), ({"CI": "false"}, 0), ({"CI": "true"}, 1)], ids=str)
def test_without_chromium_a_ci_fails_and_anybody_else_is_told(bare_path: Path, ci: dict[str, str], code: int) -> None:
    ran = subprocess.run(
        [BASH, "scripts/chromium.sh"], env={"PATH": str(bare_path), **ci}, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "the browser tests are skipped" in ran.stderr) == (code, True)


def test_with_chromium_a_ci_goes_on(bare_path: Path) -> None:
    (bare_path / "chromium").symlink_to("/bin/sh")
    ran = subprocess.run([BASH, "scripts/chromium.sh"], env={"PATH": str(bare_path), "CI": "true"}, check=False)
    assert ran.returncode == 0
