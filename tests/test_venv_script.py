"""On a fresh Debian Python lacks a part: it is installed where this account may, else named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import ROOT

BASH = shutil.which("bash") or "bash"
LACKING = """#!/bin/sh
case "$2" in
  *ensurepip*) test -e "$SEEN/installed" ;;
  *) exec {python} "$@" ;;
esac
"""
APT = '#!/bin/sh\necho "$@" >> "$SEEN/apt"\ncase "$1" in install) touch "$SEEN/installed" ;; esac\n'


def made(folder: Path, user: str, *, apt: bool = True) -> "subprocess.CompletedProcess[str]":
    """Run the script with a Python that lacks its part, on a machine of these commands only."""
    programs = {"id": f"#!/bin/sh\necho {user}\n", "python": LACKING.format(python=sys.executable)}
    for name, text in (programs | ({"apt-get": APT} if apt else {})).items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "touch").symlink_to(shutil.which("touch") or "touch")
    return subprocess.run(
        [BASH, ROOT / "scripts" / "venv.sh", str(folder / "python"), str(folder / "made")],
        env={"PATH": str(folder), "SEEN": str(folder), "HOME": os.environ.get("HOME", "/")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_root_gets_what_python_lacks(tmp_path: Path) -> None:
    assert made(tmp_path, "0").returncode == 0
    assert "install --yes --quiet=2 python3-venv" in (tmp_path / "apt").read_text()
    assert (tmp_path / "made" / "bin" / "python").exists()


@pytest.mark.parametrize(("user", "apt", "why"), [("1000", True, "this account"), ("0", False, "no apt-get")])
def test_whoever_may_not_install_it_is_told_what_to_install(tmp_path: Path, user: str, apt: bool, why: str) -> None:
    refused = made(tmp_path, user, apt=apt)
    assert refused.returncode == 1
    assert why in refused.stderr
    assert "apt-get install python3-venv" in refused.stderr
    assert not (tmp_path / "made").exists()
