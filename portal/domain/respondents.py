"""What a respondent (被处置人) may read of the case by the code on the service copy: a row for each kind of fact.

Whoever is struck by a decision must know its facts and its ground (Administrative Penalty Law, Article 44); who
reported is nobody's to tell (Cybersecurity Law; domain facts 2.3). So what is told is what the agencies said in public
words and what an executor or the portal did after the decision; nothing that a reporter wrote, sent or caused, and no
day before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.words import N_


class Fact(StrEnum):
    """One kind of fact about a case that was decided."""

    GROUND = "ground"
    PROVISIONS = "provisions"
    TARGET = "target"
    RECEIPTS = "receipts"
    PROOF_KINDS = "proof_kinds"
    LOOKS = "looks"
    OUTCOME = "outcome"
    OPINION = "opinion"
    EVIDENCE_LIST = "evidence_list"
    PROOF_FILES = "proof_files"
    VOTES = "votes"
    NOTES = "notes"
    TIPS = "tips"
    EARLIER_DAYS = "earlier_days"


@dataclass(frozen=True, slots=True)
class Told:
    """Whether a respondent reads it, in words, and of what stays back the reason."""

    words: str
    why_not: str = ""

    @property
    def told(self) -> bool:
        """Whether it is told at all."""
        return not self.why_not


_QUOTES = N_("It is written for the agencies and may quote what somebody told them in confidence.")
_INSIDE = N_("How an authority comes to its decision inside is not disclosed; its ground is.")
_CONFIDENCE = N_("The law keeps whoever reports something secret, and everything that could point to them.")

RESPONDENT_READS: Mapping[Fact, Told] = {
    Fact.GROUND: Told(N_("The ground of the decision")),
    Fact.PROVISIONS: Told(N_("The kind of misuse that was found, and the provisions it stands under")),
    Fact.TARGET: Told(N_("What exactly the decision is about")),
    Fact.RECEIPTS: Told(N_("What was carried out under the notice, when, and how much of it")),
    Fact.PROOF_KINDS: Told(N_("Of what kind the files are that prove it")),
    Fact.LOOKS: Told(N_("What the portal saw when it looked again")),
    Fact.OUTCOME: Told(N_("How the case ended, once it is closed")),
    Fact.OPINION: Told(N_("The opinion of the desk that checked"), _QUOTES),
    Fact.EVIDENCE_LIST: Told(N_("The list of the evidence and the evidence itself"), _QUOTES),
    Fact.PROOF_FILES: Told(N_("The files that prove the execution, and the words beside them"), _QUOTES),
    Fact.VOTES: Told(N_("What each agency remarked when it signed"), _INSIDE),
    Fact.NOTES: Told(N_("Internal notes"), _INSIDE),
    Fact.TIPS: Told(N_("Whether, by whom and with what something was reported"), _CONFIDENCE),
    Fact.EARLIER_DAYS: Told(N_("What was done before the decision, and on which days"), _CONFIDENCE),
}
