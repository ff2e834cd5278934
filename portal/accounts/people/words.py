"""The words in which the administration speaks of people."""

from collections.abc import Mapping
from typing import NamedTuple

from portal.domain.words import N_
from portal.records.people import User


class State(NamedTuple):
    """Whether somebody can sign in, and the tone in which a page says so."""

    words: str
    tone: str


DISABLED = State(N_("disabled"), "quiet")
INVITED = State(N_("invited"), "wait")
ACTIVE = State(N_("active"), "good")


def state_of(person: User) -> State:
    """Whether this person can sign in."""
    if not person.may_sign_in:
        return DISABLED
    return ACTIVE if person.password_hash else INVITED


ACTIVE_WORDS: Mapping[str, str] = {"1": N_("not disabled"), "0": N_("disabled")}
"""The filter of the list, by its value in the address."""


class Question(NamedTuple):
    """What is asked before a person's way in is taken away, and where the answer goes."""

    title: str
    text: str
    button: str
    endpoint: str


QUESTIONS: Mapping[str, Question] = {
    "disabling": Question(
        N_("Disable %(name)s?"),
        N_("All sessions of this person end at once, and nobody can sign in as them. Their past work stays."),
        N_("Disable"),
        "accounts.disable_person",
    ),
    "invitation": Question(
        N_("Invite %(name)s again?"),
        N_(
            "Password and second factor stop working at once, and all sessions end. Do this when the person asks "
            "for it, and make sure that it is really them."
        ),
        N_("Invite again"),
        "accounts.invite_again",
    ),
}
