"""Looking again (复查): which measure the portal can see from outside, when it looks, and what it may conclude.

A measure that says "it is gone" is seen by asking for the target as anybody would. Whatever the answer does
not settle is "could not tell", and a person must look: a false "came back" accuses an executor, and a
false "still gone" hides a relapse.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from portal.domain.measures import MEASURES
from portal.domain.measures.fitting import MeetsWhat, meets
from portal.domain.targets import TargetType
from portal.domain.words import N_


class Span(StrEnum):
    """When a measure is looked at again: so long after its receipt, or after the decision that took it over; before
    its end; or when somebody looks.
    """

    AT_ONCE = "at_once"
    DAY = "day"
    WEEK = "week"
    BEFORE_END = "before_end"
    BY_HAND = "by_hand"


AFTER: Mapping[Span, timedelta] = {
    Span.AT_ONCE: timedelta(),
    Span.DAY: timedelta(hours=24),
    Span.WEEK: timedelta(days=7),
}

SPAN_WORDS: Mapping[Span, str] = {
    Span.AT_ONCE: N_("At once"),
    Span.DAY: N_("After 24 hours"),
    Span.WEEK: N_("After 7 days"),
    Span.BEFORE_END: N_("Before its end"),
    Span.BY_HAND: N_("By a colleague"),
}

PUT_RIGHT: frozenset[str] = frozenset({"M02", "M25"})
"""Measures that set a day by which something is put right (限期改正): what holds is not that it is gone, but that it
is mended. Nothing of that is seen from outside, so that before the day a colleague is asked to look."""


def before_end(days: int) -> timedelta:
    """How long after its receipt a measure of so many days is looked at for the last time while it can be mended.

    A day before the end, or half-way where it is shorter than two.
    """
    return timedelta(days=max(days - 1, days / 2))


class Probe(StrEnum):
    """By what the portal sees that something is gone."""

    PAGE = "page"
    """Its page: a post, an account, a listing in a store."""
    SITE = "site"
    """A site that was cut off or shut down: one that takes no connection is gone too."""
    NAME = "name"
    """Its name: whether it still leads to an address."""


PROBES: Mapping[str, Probe] = {
    "M11": Probe.PAGE,  # remove content
    "M12": Probe.PAGE,  # hide content
    "M22": Probe.PAGE,  # close account
    "M31": Probe.PAGE,  # delist product: its page in the store, where that was reported
    "M32": Probe.SITE,  # shut down service
    "M33": Probe.PAGE,  # delist goods
    "M40": Probe.NAME,  # stop name resolution
    "M41": Probe.SITE,  # cut off access
    "M42": Probe.SITE,  # block domain: its name may lead to a notice
    "M45": Probe.SITE,  # cancel the site's filing
}
"""Measures after which something can no longer be reached from outside; of all others a person must judge."""


def probe_of(measure: str, target: TargetType, address: str) -> Probe | None:
    """How this measure is looked at again on such a target; None where a person must look.

    `address` is what was reported as people read it. Only what was reported itself can be looked up: the
    account behind a post is named in words.
    """
    probe = PROBES.get(measure)
    reaches = meets(MEASURES[measure], target) is MeetsWhat.TARGET
    return probe if reaches and address.startswith(("https://", "http://")) else None


class Result(StrEnum):
    """What a look came to."""

    STILL_GONE = "still_gone"
    CAME_BACK = "came_back"
    COULD_NOT_TELL = "could_not_tell"


RESULT_WORDS: Mapping[Result, str] = {
    Result.STILL_GONE: N_("gone"),
    Result.CAME_BACK: N_("there again"),
    Result.COULD_NOT_TELL: N_("could not tell"),
}

BY_HAND_WORDS: Mapping[Result, str] = {
    Result.STILL_GONE: N_("as ordered"),
    Result.CAME_BACK: N_("not as ordered"),
    Result.COULD_NOT_TELL: N_("could not tell"),
}
"""The same of a look by a colleague, who sees what a measure does and not only whether something answers."""


class Why(StrEnum):
    """From what a look concluded."""

    NOT_FOUND = "not_found"
    SAYS_GONE = "says_gone"
    NO_SUCH_NAME = "no_such_name"
    CLOSED = "closed"
    ANSWERS = "answers"
    MOVED = "moved"
    RESOLVES = "resolves"
    DOUBTFUL = "doubtful"
    ALIKE = "alike"
    WORDLESS = "wordless"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    TOO_SLOW = "too_slow"
    TOO_MANY_TURNS = "too_many_turns"
    NOT_TRUSTED = "not_trusted"
    INWARDS = "inwards"
    NAMES_SILENT = "names_silent"
    UNUSABLE = "unusable"
    SWITCHED_OFF = "switched_off"
    FOR_A_PERSON = "for_a_person"
    AS_ORDERED = "as_ordered"
    NOT_AS_ORDERED = "not_as_ordered"
    UNDECIDED = "undecided"


CONCLUDES: Mapping[Why, Result] = {
    Why.NOT_FOUND: Result.STILL_GONE,
    Why.SAYS_GONE: Result.STILL_GONE,
    Why.NO_SUCH_NAME: Result.STILL_GONE,
    Why.CLOSED: Result.STILL_GONE,
    Why.ANSWERS: Result.CAME_BACK,
    Why.MOVED: Result.CAME_BACK,
    Why.RESOLVES: Result.CAME_BACK,
    Why.AS_ORDERED: Result.STILL_GONE,
    Why.NOT_AS_ORDERED: Result.CAME_BACK,
    **dict.fromkeys(
        (
            Why.DOUBTFUL,
            Why.ALIKE,
            Why.WORDLESS,
            Why.REFUSED,
            Why.NO_ANSWER,
            Why.TOO_SLOW,
            Why.TOO_MANY_TURNS,
            Why.NOT_TRUSTED,
            Why.INWARDS,
            Why.NAMES_SILENT,
            Why.UNUSABLE,
            Why.SWITCHED_OFF,
            Why.FOR_A_PERSON,
            Why.UNDECIDED,
        ),
        Result.COULD_NOT_TELL,
    ),
}

WHY_WORDS: Mapping[Why, str] = {
    Why.NOT_FOUND: N_("The server says that there is nothing at this address."),
    Why.SAYS_GONE: N_("The page says that it is no longer there."),
    Why.NO_SUCH_NAME: N_("The name leads nowhere."),
    Why.CLOSED: N_("The site takes no connection."),
    Why.ANSWERS: N_("The address answers with a page."),
    Why.MOVED: N_("The address leads on to a page elsewhere."),
    Why.RESOLVES: N_("The name leads to an address."),
    Why.DOUBTFUL: N_("The page is there and speaks of something removed; a person must read it."),
    Why.ALIKE: N_("The site answers this address like one that never was."),
    Why.WORDLESS: N_("The page has no words before its scripts run, or comes packed."),
    Why.REFUSED: N_("The server wanted a sign-in, was busy or would not answer."),
    Why.NO_ANSWER: N_("The connection failed."),
    Why.TOO_SLOW: N_("The answer took too long."),
    Why.TOO_MANY_TURNS: N_("The address led on and on."),
    Why.NOT_TRUSTED: N_("The server could not prove to be the one that was asked."),
    Why.INWARDS: N_("The name leads to an address that is not public; nothing was asked of it."),
    Why.NAMES_SILENT: N_("The name servers did not answer."),
    Why.UNUSABLE: N_("The portal asks no such address."),
    Why.SWITCHED_OFF: N_("The portal does not look by itself here; a person must."),
    Why.FOR_A_PERSON: N_("Whether it was put right, only a person can see. The day that was set is near."),
    Why.AS_ORDERED: N_("A colleague of the lead agency looked: it is as ordered."),
    Why.NOT_AS_ORDERED: N_("A colleague of the lead agency looked: it is not as ordered."),
    Why.UNDECIDED: N_("A colleague of the lead agency looked and could not tell."),
}

BY_HAND: Mapping[Why, str] = {
    Why.AS_ORDERED: N_("It is as ordered"),
    Why.NOT_AS_ORDERED: N_("It is not as ordered, or no longer"),
    Why.UNDECIDED: N_("It cannot be told"),
}
"""What a colleague can say who looked."""
