"""How a platform that nobody registered comes to a desk of its own: by invitation, from a case about it.

Nothing changes before the invited person accepts: until then the organization sleeps, no host leads to it, and no
case moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.domain.errors import InputInvalid
from portal.domain.targets.hosts import canonical_host
from portal.domain.words import N_

MOST_HOSTS = 10
BETWEEN_HOSTS = re.compile(r"[\s,;，；、]+")
AROUND_A_HOST = re.compile(r"^[a-z][a-z0-9+.-]*://|[/?#:].*$", re.IGNORECASE)
"""What people paste together with a host: the scheme before it, port and path behind it."""
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "mil", "net", "org"})
PROVINCES_OF_CN = frozenset({
    "bj", "sh", "tj", "cq", "he", "sx", "nm", "ln", "jl", "hl", "js", "zj",
    "ah", "fj", "jx", "sd", "ha", "hb", "hn", "gd", "gx", "hi", "sc", "gz",
    "yn", "xz", "sn", "gs", "qh", "nx", "xj", "tw", "hk", "mo",
})  # fmt: skip
"""Below `.cn` CNNIC registers names under each province too."""


class NewcomerState(StrEnum):
    """How far an invitation of a platform has come."""

    INVITED = "invited"
    EXPIRED = "expired"
    REVOKED = "revoked"
    JOINED = "joined"


NEWCOMER_WORDS: Mapping[NewcomerState, str] = {
    NewcomerState.INVITED: N_("Invited"),
    NewcomerState.EXPIRED: N_("Expired"),
    NewcomerState.REVOKED: N_("Revoked"),
    NewcomerState.JOINED: N_("Joined"),
}
NEWCOMER_TONES: Mapping[NewcomerState, str] = {
    NewcomerState.INVITED: "active",
    NewcomerState.EXPIRED: "wait",
    NewcomerState.REVOKED: "quiet",
    NewcomerState.JOINED: "good",
}
STILL_OPEN = frozenset({NewcomerState.INVITED, NewcomerState.EXPIRED})
"""Whoever invited may send the link anew, or revoke the invitation."""


class LetterState(StrEnum):
    """What became of the mail with the link, as far as the portal can tell."""

    ON_ITS_WAY = "on_its_way"
    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    GIVEN_UP = "given_up"


LETTER_WORDS: Mapping[LetterState, str] = {
    LetterState.ON_ITS_WAY: N_("It is about to be sent."),
    LetterState.TAKEN: N_("The mail server took it. Should it come back, it comes to the mailbox of the portal."),
    LetterState.NOT_TAKEN: N_("The mail server did not take it; it is tried again. Check the address."),
    LetterState.GIVEN_UP: N_("It could not be sent. Check the address; revoke this invitation if it is wrong."),
}


def state_of(*, accepted: datetime | None, revoked: datetime | None, expires: datetime, now: datetime) -> NewcomerState:
    """How far it has come."""
    if accepted is not None:
        return NewcomerState.JOINED
    if revoked is not None:
        return NewcomerState.REVOKED
    return NewcomerState.EXPIRED if now >= expires else NewcomerState.INVITED


@dataclass(frozen=True, slots=True)
class Letter:
    """What the queue knows of one letter; done letters leave it after a week."""

    attempts: int
    done: bool
    failed: bool


def letter_state(letter: Letter | None) -> LetterState:
    """What became of it."""
    if letter is None or letter.done:
        return LetterState.TAKEN
    if letter.failed:
        return LetterState.GIVEN_UP
    return LetterState.NOT_TAKEN if letter.attempts else LetterState.ON_ITS_WAY


def read_hosts(text: str) -> tuple[str, ...]:
    """The hosts of a platform as they are entered, one a line, each in its canonical form and once.

    Raises InputInvalid for what is no host of a single owner: an address of numbers, a name of one word, and a
    name under which anybody registers, for its line would lead everybody's sites to one desk.
    """
    hosts = tuple(dict.fromkeys(_read(word) for word in BETWEEN_HOSTS.split(text) if word))
    if not hosts:
        raise InputInvalid("hosts", N_("Enter at least one host, such as example.com."))
    if len(hosts) > MOST_HOSTS:
        raise InputInvalid("hosts", N_("Enter at most ten hosts; an administrator adds more later."))
    return hosts


def _read(word: str) -> str:
    host = canonical_host(AROUND_A_HOST.sub("", AROUND_A_HOST.sub("", word, count=1)))
    labels = host.split(".") if host else []
    if len(labels) < 2 or labels[-1].isdigit():
        raise InputInvalid("hosts", N_("Write each host alone, such as example.com."))
    if len(labels) == 2 and _anybody_registers_under(*labels):
        raise InputInvalid("hosts", N_("Anybody may have a site under such a name. Write the platform's own host."))
    return ".".join(labels)


def _anybody_registers_under(name: str, top: str) -> bool:
    return (len(top) == 2 and name in SECOND_LEVEL) or (top == "cn" and name in PROVINCES_OF_CN)


def lies_under(host: str, above: str) -> bool:
    """Whether a line for `above` would recognise this host."""
    return host == above or host.endswith(f".{above}")
