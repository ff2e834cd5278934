"""To whom a case is handed over (移送), and what whoever takes it answers.

Source: Administrative Penalty Law, Article 27 (what is a crime goes to the judicial authority), and domain facts
section 6, measures M50 to M53.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.words import N_


class Authority(StrEnum):
    """What kind of authority outside the portal takes a case; which one, its name says."""

    POLICE = "police"
    MARKET = "market"
    CYBERSPACE = "cyberspace"
    OTHER = "other"


AUTHORITY_WORDS: Mapping[Authority, str] = {
    Authority.POLICE: N_("The police"),
    Authority.MARKET: N_("Market regulation"),
    Authority.CYBERSPACE: N_("Cyberspace office of another province"),
    Authority.OTHER: N_("Another authority"),
}


class AuthorityAnswer(StrEnum):
    """What the authority answered, the latest answer alone."""

    TAKEN_ON = "taken_on"
    REFUSED = "refused"
    DONE = "done"


ANSWER_WORDS: Mapping[AuthorityAnswer, str] = {
    AuthorityAnswer.TAKEN_ON: N_("Taken on"),
    AuthorityAnswer.REFUSED: N_("Not taken on"),
    AuthorityAnswer.DONE: N_("Finished there"),
}
"""What a colleague and a reporter read of it."""
