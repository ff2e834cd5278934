"""A lock that no longer fits what is asked for is noticed."""

import pytest

from scripts.check_lock import ROOT, faults

LOCK = (
    "flask==3.1.2 \\\n    --hash=sha256:00\npsycopg-binary==3.2.9 ; python_version >= '3.11' \\\n    --hash=sha256:11\n"
)


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_our_own_locks_fit(name: str) -> None:
    assert faults((ROOT / f"{name}.in").read_text(), (ROOT / f"{name}.txt").read_text()) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Flask>=3,<4\npsycopg_binary", []),
        ("# a comment\n-r requirements.txt\nflask[async]~=3.1  # why", []),
        ("flask>=4", ["flask is locked at 3.1.2, which is not >=4"]),
        ("flask==3.1.1", ["flask is locked at 3.1.2, which is not ==3.1.1"]),
        ("bleach", ["bleach is missing"]),
    ],
)
def test_a_lock_is_held_against_what_is_asked(wanted: str, found: list[str]) -> None:
    assert faults(wanted, LOCK) == found


def test_a_lock_names_no_host() -> None:
    assert faults("", f"--index-url https://mirror.example\n{LOCK}") == ["it names a host"]
