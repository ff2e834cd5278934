"""Passwords: how they are kept (Argon2id) and which are refused."""

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from portal.domain.errors import InputInvalid
from portal.domain.words import N_

SHORTEST = 12
"""Beside a second factor; ASVS 6.2.1 asks for eight there."""
LONGEST = 128
COMMON = Path(__file__).with_name("common-passwords.txt")
FEWEST_LETTERS = 5
PORTAL_WORDS = ("clearflag", "qingjian")

hasher = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)


def choose_password(password: str, *, email: str) -> str:
    """The hash of a password that somebody chooses now; called before the transaction, for it is slow.

    Raises InputInvalid for a weak one.
    """
    refuse_weak(password, email=email)
    return hash_password(password)


def hash_password(password: str) -> str:
    """The Argon2id hash (32 MiB, 2 passes: above the 19 MiB of ASVS 11.4.2), with its salt and parameters."""
    return hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password; takes as long when there is none to compare with."""
    try:
        hasher.verify(kept or _nobodys(), password)
    except VerifyMismatchError:
        return False
    return kept is not None


def refuse_weak(password: str, *, email: str) -> None:
    """Raises InputInvalid for a password that guessing lists try first (ASVS 6.2.1–6.2.4, 6.2.11)."""
    folded = password.casefold()
    if len(password) < SHORTEST:
        raise InputInvalid("password", N_("Choose at least %(count)s characters."), count=SHORTEST)
    if len(password) > LONGEST:
        raise InputInvalid("password", N_("Choose at most %(count)s characters."), count=LONGEST)
    if folded in _common() or len(set(folded)) < FEWEST_LETTERS:
        raise InputInvalid("password", N_("Many people use this password, so it is guessed first. Choose another."))
    if any(word in folded for word in (*PORTAL_WORDS, email.casefold(), email.casefold().partition("@")[0])):
        raise InputInvalid("password", N_("Leave your e-mail address and the name of the portal out of it."))


@cache
def _common() -> frozenset[str]:
    return frozenset(line for line in COMMON.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


@cache
def _nobodys() -> str:
    """A hash nobody has the password of, so that an unknown name costs what a known one does."""
    return hasher.hash("")
