"""What a sealed package (封存包) holds for an authority outside the portal, and what of the ledger it opens.

Source: Administrative Penalty Law, Article 27 (the material goes with the case), Cybersecurity Law (who reported stays
confidential), and table 4: a package shows what its column *receiver* shows, which is of a reporter's words what a
platform reads.
"""

from __future__ import annotations

from enum import StrEnum

from portal.domain.workflow import Action

FORMAT = "clearflag-sealed-package/1"
"""What the manifest calls itself; the verifier refuses any other."""

MOST_TIPS = 200
MOST_FILES = 500
MOST_BYTES = 1024**3
"""What one package holds at most; what is left out stands in its manifest."""

TOLD_ACTIONS: frozenset[str] = frozenset(
    {
        Action.ACCEPT,
        Action.HAND_OVER,
        Action.REFER,
        Action.APPROVE,
        Action.DECIDE,
        Action.CONFIRM,
        Action.CONCLUDE,
        Action.RESOLVE,
        Action.INTERIM_MEASURE,
        Action.INTERIM_ORDER,
        Action.EXECUTE,
        Action.ATTEST,
        Action.SERVE_NOTICE,
        Action.RECORD_REPLY,
        Action.SEAL_PACKAGE,
        "notice_issued",
        "package_sealed",
    }
)
"""Entries of the ledger that a package opens. Of all others it carries the commitment alone: they tell of reporters,
of what a desk wrote to them, and of how agencies came to their answer; the chain holds without."""


class LeftOut(StrEnum):
    """Why a file of the case is not in a package."""

    NOT_CHOSEN = "not_chosen"
    """What reporters attached goes along only where whoever seals has looked at it and says so."""
    TOO_MUCH = "too_much"
    NOT_AS_RECEIVED = "not_as_received"
    """Its bytes are gone or are not those that came in."""
