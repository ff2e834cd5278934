"""What an administrator does with a measure; every step is written to the administration log."""

from __future__ import annotations

from portal.accounts.administration import log_change
from portal.accounts.measures.queries import get_measure
from portal.accounts.models import Change
from portal.domain.errors import MeasureNotAllowed
from portal.domain.measures import MEASURES
from portal.domain.measures.fitting import is_needed
from portal.domain.permissions import Actor
from portal.domain.words import N_
from portal.records.adjustments import Adjusts, adjust
from portal.records.offers import is_retired_measure


def retire(code: str, seen: int, by: Actor) -> None:
    """Let nobody propose it any more; what was decided stays decided.

    Raises NotFound, ChangedMeanwhile, and MeasureNotAllowed for the last that can be done on its layer.
    """
    measure = get_measure(code).measure
    adjust(Adjusts.MEASURE_OFFER, code, {}, seen, by)  # two who retire at once come one after the other from here on
    if is_needed(measure, [one for one in MEASURES.values() if not is_retired_measure(one.code)]):
        raise MeasureNotAllowed(
            N_("This one stays: it is the last of its kind that can be proposed, or that can be taken at once.")
        )
    log_change(Change.MEASURE_RETIRED, by, details={"value": code})


def offer_again(code: str, seen: int, by: Actor) -> None:
    """Let it be proposed again. Raises NotFound, ChangedMeanwhile."""
    get_measure(code)
    adjust(Adjusts.MEASURE_OFFER, code, None, seen, by)
    log_change(Change.MEASURE_OFFERED_AGAIN, by, details={"value": code})
