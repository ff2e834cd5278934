"""The printed order (协助执行通知): what reaches an executor who has no desk here, and by what it is to answer.

Source: design 4.5 and 6, every task has an executor, a deadline and a proof; decision 15, referrals are none of the
portal's own measures. An order rests on one of five things, and says which, and until when it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.words import N_


class Purpose(StrEnum):
    """What an order is for."""

    CARRY_OUT = "carry_out"
    UNDO = "undo"
    KEEP = "keep"
    """Keep what shows it, before anything is decided."""
    REFER = "refer"
    """Another authority is asked to act; nobody here orders it about."""


class Footing(StrEnum):
    """What an order rests on."""

    DECISION = "decision"
    INTERIM_ORDER = "interim_order"
    """Of one agency, not ratified yet."""
    RATIFIED_ORDER = "ratified_order"
    OWN_MEASURE = "own_measure"
    """What a platform said that it would do, or did, by itself."""
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Wording:
    """What the paper says for one purpose."""

    title: str
    task: str
    """Before the measure: what is to be done with it."""
    done: str
    """Of the answer: when it was done."""
    late: str
    """Where the time has run out."""


STANDS_STILL = N_(
    "This stands still until %(day)s is over, and is undone until then. If the decision stands after that, a further "
    "order tells you to carry it out again:"
)
UNTIL_TOLD = N_("Until a further order tells you to undo it.")
AT_ONCE = N_("This time has run out. Do it at once.")
WORDING: Mapping[Purpose, Wording] = {
    Purpose.CARRY_OUT: Wording(
        N_("Order to carry out a measure"),
        N_("Carry this out:"),
        N_("the day and the hour at which it was carried out;"),
        AT_ONCE,
    ),
    Purpose.UNDO: Wording(
        N_("Order to undo a measure"),
        N_("Undo this, and put back what it took away:"),
        N_("the day and the hour at which it was undone;"),
        AT_ONCE,
    ),
    Purpose.KEEP: Wording(
        N_("Order to keep evidence"),
        N_("Keep this:"),
        N_("the day and the hour from which it is kept, and where;"),
        AT_ONCE,
    ),
    Purpose.REFER: Wording(
        N_("Letter of referral"),
        N_("You are asked for this:"),
        N_("the day and the hour at which you took it over, or why you do not;"),
        N_("This time has run out. Please answer at once."),
    ),
}

KEPT = N_("Evidence")
KEPT_PLAIN = N_(
    "All that shows what is there now: the thing itself with its address and its times, its earlier versions, and "
    "what is on record of who put it there. Delete and change nothing, and do not tell whom it concerns."
)
"""What a task without a measure is about."""

FOOTING_WORDS: Mapping[Footing, str] = {
    Footing.DECISION: N_("A joint decision of the agencies."),
    Footing.INTERIM_ORDER: N_(
        "An interim order of one agency, before the agencies decide. It is in force at once, and not ratified yet."
    ),
    Footing.RATIFIED_ORDER: N_("An interim order before the agencies decide, ratified by those who were asked."),
    Footing.OWN_MEASURE: N_("A measure that a platform took or announced by itself, and that nobody carries out now."),
    Footing.EVIDENCE: N_("The case was taken up. What shows it must not be lost before it is decided."),
}
GROUND_IS_GONE = N_("This has no ground any more, so that what was carried out under it is undone:")


LASTS: Mapping[Footing, tuple[str, ...]] = {
    Footing.DECISION: (UNTIL_TOLD,),
    Footing.INTERIM_ORDER: (
        N_("Until %(until)s."),
        N_(
            "It lapses then, unless it is ratified before, and you are told if it is. Do not carry it out after that "
            "hour without this word. What was carried out is undone by a further order."
        ),
    ),
    Footing.RATIFIED_ORDER: (N_("Until the agencies have decided. A further order tells you if it is to be undone."),),
    Footing.OWN_MEASURE: (UNTIL_TOLD,),
}
"""Until when a measure without a number of days holds, in sentences."""

KEPT_UNTIL = (N_("Until the issuing agency lets you know in writing that it need not be kept any longer."),)


def lasts_words(purpose: Purpose, footing: Footing, *, reversible: bool) -> tuple[str, ...]:
    """Until when an order without a number of days holds; nothing for what is done once."""
    if purpose is Purpose.KEEP:
        return KEPT_UNTIL
    return () if purpose is Purpose.UNDO or not reversible else LASTS[footing]
