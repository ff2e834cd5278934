"""The words in which the administration speaks of jobs: what each kind does, and what is missing without it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from portal.domain.words import N_
from portal.records.advancing import APPOINT_DECIDERS
from portal.records.counters import FOLD


class JobState(StrEnum):
    """How a job stands, as the lists can be narrowed to it."""

    FAILED = "failed"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given_up"


class StateWords(NamedTuple):
    """A state, the tone in which a page says it, what an empty list of it says, and which moment counts in it."""

    words: str
    tone: str
    none: str
    moment: str


STATES: Mapping[JobState, StateWords] = {
    JobState.FAILED: StateWords(N_("failed"), "alert", N_("Nothing failed"), N_("Failed on")),
    JobState.WAITING: StateWords(N_("waiting"), "wait", N_("Nothing waits"), N_("Due on")),
    JobState.RUNNING: StateWords(N_("in work"), "active", N_("Nothing is in work"), N_("Due on")),
    JobState.DONE: StateWords(N_("done"), "good", N_("Nothing was done in the last seven days"), N_("Done on")),
    JobState.GIVEN_UP: StateWords(N_("given up"), "quiet", N_("Nothing was given up"), N_("Given up on")),
}
STATE_WORDS: Mapping[str, str] = {state.value: said.words for state, said in STATES.items()}


class KindWords(NamedTuple):
    """What a kind of job does, and what will not happen where one is given up."""

    does: str
    lost: str


_AGAIN = N_("This one run is left out. The next comes by itself.")
LETTERS: Mapping[str, KindWords] = {
    "mail_reporter": KindWords(
        N_("News for a reporter"),
        N_("One reporter will not hear by mail that there is news. The status page shows it all the same."),
    ),
    "mail_colleague": KindWords(
        N_("Word to a colleague about a case"),
        N_("One colleague will not hear by mail that something is to be done. The list of the desk shows it."),
    ),
    "mail_invitation": KindWords(
        N_("An invitation"),
        N_("One person will not get the link to sign in. To send a new link, invite them again."),
    ),
    "mail_reset": KindWords(
        N_("Word that a sign-in was reset"),
        N_("One person will not hear by mail that somebody's password and second factor were taken away."),
    ),
}
"""Kinds of letters."""
WORK: Mapping[str, KindWords] = {
    "tell_reporters": KindWords(
        N_("Write to the reporters of a case"),
        N_("The reporters of one case will not hear by mail of one step. The status page shows it all the same."),
    ),
    "tell_colleagues": KindWords(
        N_("Write to the colleagues of a case"),
        N_("The colleagues of one desk will not hear by mail of one step. The list of the desk shows it."),
    ),
    APPOINT_DECIDERS: KindWords(
        N_("Ask somebody to decide an appeal"),
        N_("Nobody is asked to decide one appeal, which then waits until its time runs out."),
    ),
    "call_duty": KindWords(
        N_("Call whoever is on duty"),
        N_("Nobody is called about one urgent case. The list of its desk shows it."),
    ),
    "call_next_on_duty": KindWords(
        N_("Call the next on duty where nobody answered"),
        N_("One urgent case is put before nobody further than those who are called already."),
    ),
    "post_call": KindWords(
        N_("Pass a call on to the operator's machine"),
        N_("One call of an urgent case is not passed on. The screen and the letter of whoever is on duty say it."),
    ),
    "seal_package": KindWords(
        N_("Seal a package for an authority"),
        N_("One package is not made, and no other of its case can be ordered until this is tried again."),
    ),
    "recheck": KindWords(
        N_("Look again at what was carried out"),
        N_("One look is left out: whether one measure still held at that time stays unknown."),
    ),
    "recount_dates": KindWords(
        N_("Count promised times anew"),
        N_("The promised times of some cases stay counted by the calendar as it was."),
    ),
    "remove_blobs": KindWords(
        N_("Delete files that are no longer needed"),
        N_("Files that should be gone stay until the hourly sweep finds them."),
    ),
    "clocks": KindWords(N_("See which clocks have run out"), _AGAIN),
    "calendar": KindWords(N_("See whether a year of the calendar changed"), _AGAIN),
    "publish_figures": KindWords(N_("Publish the figures of months that have ended"), _AGAIN),
    FOLD: KindWords(N_("Add up the counters"), _AGAIN),
    "sweep_orphans": KindWords(N_("Sweep up files that belong to nothing"), _AGAIN),
    "purge_jobs": KindWords(N_("Delete old jobs"), _AGAIN),
}
"""Every other kind of job."""
KINDS: Mapping[str, KindWords] = {**LETTERS, **WORK}


def words_of(kind: str) -> KindWords:
    """The words of a kind; of one that this release does not know, its name."""
    return KINDS.get(kind, KindWords(kind, N_("This job will not be done.")))
