"""What somebody who confirms says of a case that the sample drew, before reading how its platform wants to end it.

Source: domain facts 6 (a share of dismissals and own resolutions is confirmed by sampling) and ADR 0035.
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.status import Outcome
from portal.domain.suppression import LEAST
from portal.domain.words import N_

VERDICT_WORDS: Mapping[Outcome, str] = {
    Outcome.SUBSTANTIATED: N_("It is true, and the agencies should decide it together"),
    Outcome.RESOLVED_BY_PLATFORM: N_("It is true, and what its platform can do by itself is enough"),
    Outcome.UNSUBSTANTIATED: N_("It is not true, or nothing forbids it"),
    Outcome.INSUFFICIENT: N_("What was sent does not suffice to tell"),
    Outcome.OUT_OF_SCOPE: N_("It is not for this portal"),
    Outcome.HANDED_OVER: N_("An authority outside the portal should have it"),
    Outcome.TARGET_GONE: N_("It is no longer there"),
}
"""Every outcome that a platform may propose, and that it should not end the case at all.

Whoever judges does not know what the platform has done; whether its own means are enough shows without.
"""


def share(part: int, whole: int) -> int | None:
    """The part in percent of the whole, rounded; None where the whole is so small that one case would show."""
    return round(100 * part / whole) if whole >= LEAST else None
