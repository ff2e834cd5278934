"""What the portal itself takes to hash a password; all other tests take less."""

import re
import subprocess
import sys

from tests.conftest import QUICK_HASHER

LEAST_MEMORY_KIB = 19 * 1024
"""ASVS 11.4.2, of Argon2id with two passes."""
PARAMETERS = re.compile(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$")


def is_slow_to_guess(kept: str) -> bool:
    """Whether a hash was made with enough memory and passes."""
    found = PARAMETERS.match(kept)
    return found is not None and int(found[1]) >= LEAST_MEMORY_KIB and int(found[2]) >= 2


def test_a_password_is_kept_slow_to_guess() -> None:
    asked = "from portal.accounts.passwords import hash_password; print(hash_password('plum-rain-lantern'))"
    kept = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert is_slow_to_guess(kept.stdout)


def test_control_what_these_tests_take_would_be_quick_to_guess() -> None:
    assert not is_slow_to_guess(QUICK_HASHER.hash("plum-rain-lantern"))
