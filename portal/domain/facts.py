"""What the rules look at when they judge one case: plain facts, gathered by the records."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.priority import Priority
from portal.domain.status import Outcome, Status

NOBODY: frozenset[int] = frozenset()

SAMPLING_PERCENT = 10
"""Share of P2 and P3 dismissals and own resolutions that a regulator confirms (domain facts 6), by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """One case as the tables see it; ids are of organizations or of people, as named.

    All facts are those before a step, but for `quorum_stands` and `live_tips`: these are as the step
    leaves them, since where an approval or a withdrawal leads depends on what it brings about.
    """

    status: Status
    priority: Priority
    outcome: Outcome | None = None
    """How it ended, or is proposed to end while it awaits confirmation."""
    holder_id: int
    """The organization at whose desk the case lies."""
    holder_is_platform: bool
    lead_agency_id: int
    deputy_agency_id: int | None = None
    """The agency that takes the lead where the lead agency is silent (指定管辖)."""
    appeal_agency_id: int | None = None
    invited_agency_ids: frozenset[int] = NOBODY
    """Agencies that the tables ask to sign the present round."""
    voted_agency_ids: frozenset[int] = NOBODY
    """Those of them whose part is over: they approved, dissented or were excused."""
    signed_agency_ids: frozenset[int] = NOBODY
    """Those of them whose signature stands: they approved."""
    undrafted_agency_ids: frozenset[int] = NOBODY
    """Those of them whose answer somebody has to draft before it is signed (拟办)."""
    unreviewed_agency_ids: frozenset[int] = NOBODY
    """Those of them whose draft somebody has to review before it is signed (审核)."""
    drafted_agency_ids: frozenset[int] = NOBODY
    """Those of them whose draft waits for its review or signature."""
    drafter_ids: frozenset[int] = NOBODY
    """People who drafted or reviewed an answer of this round."""
    ratifying_agency_ids: frozenset[int] = NOBODY
    """Agencies whose ratification an interim order still lacks."""
    executor_ids: frozenset[int] = NOBODY
    """Organizations with a task on this case."""
    former_holder_ids: frozenset[int] = NOBODY
    accused_organization_ids: frozenset[int] = NOBODY
    """The provider of the target with its whole group: none of them ever checks this case."""
    asked_organization_ids: frozenset[int] = NOBODY
    """Platforms that a regulator asked for a statement."""
    finder_ids: frozenset[int] = NOBODY
    """People with a hand in the present finding."""
    hand_ids: frozenset[int] = NOBODY
    """People with a hand in what an appeal is about: finding, votes, orders, conclusion, an earlier appeal."""
    decider_ids: frozenset[int] = NOBODY
    """Those of them with a part in the decision itself."""
    nobody_without_a_hand: bool = False
    """Whether no signatory of any agency is left who had no hand in what the appeal is about."""
    appeal_stand_in_ids: frozenset[int] = NOBODY
    """Agencies with a person who may decide the appeal, where the agency it lies with has none."""
    maintained: bool = False
    """Whether an appeal against the decision was turned down already."""
    excluded_ids: frozenset[int] = NOBODY
    """People who stay out of it for a conflict of interest, each by themselves or with their whole agency."""
    recused_agency_ids: frozenset[int] = NOBODY
    """Agencies that stay out of it as a whole. Whatever waits for one of them waits no longer: see `overdue`."""
    reader_ids: frozenset[int] = NOBODY
    """People who put on record, not long ago, what they need the reporters' words as written for."""
    orderer_ids: frozenset[int] = NOBODY
    """People who gave an interim order that is not ratified yet."""
    rostered_agency_ids: frozenset[int] = NOBODY
    """Agencies that keep a roster."""
    on_shift_ids: frozenset[int] = NOBODY
    """People of these who are on shift now."""
    overdue: bool = False
    """Whether the clock of the present status ran out, or the agency that checks it now stays out as a whole."""
    vote_overdue: bool = False
    """Whether the time for signatures in the present round ran out, or an agency that is asked stays out as a whole."""
    lead_overdue: bool = False
    """Whether the lead agency let its own time run out (`deadlines.lead_is_overdue`), or stays out as a whole."""
    extended: bool = False
    live_tips: int = 1
    sample: int = 99
    """0-99, drawn when the case opened, told to no desk: chooses what is confirmed by sampling."""
    sampling: int = SAMPLING_PERCENT
    """The share of 100 that is chosen now."""
    sampled: bool = False
    """Whether the sample drew what its platform proposes now, so that each who confirms it judges blind first."""
    verdict_ids: frozenset[int] = NOBODY
    """People who have said how they would end it."""
    transfers: int = 0
    """How often platforms passed it on."""
    returns: int = 0
    """How often agencies sent the finding back since the case was last opened."""
    quorum_stands: bool = False
    """Whether the approvals, with the one just given, carry the round."""
    open_tasks: int = 0
    measures_in_force: bool = False
    """Whether a measure is in force, or stands still by a stay and would be ordered anew after it."""
    revoked: bool = False
    """Whether an appeal revoked the decision, and what it had ordered is being lifted."""
    stay_asked: bool = False
    """Whether whom the decision strikes asks that its measures stand still, and waits for an answer."""
    about_a_rumour: bool = False
    """Whether its category is one of `refutations.REFUTABLE`."""
    goal_is_closed: bool = False
    """Whether the case that this one is to be merged into is decided already."""

    @property
    def confirming_agency_ids(self) -> frozenset[int]:
        """Whose people confirm what its desk proposes: the lead agency's, and its deputy's where it is silent."""
        stands_in = self.lead_overdue and self.deputy_agency_id is not None
        return frozenset({self.lead_agency_id, self.deputy_agency_id or 0} if stands_in else {self.lead_agency_id})

    @property
    def unheard_agency_ids(self) -> frozenset[int]:
        """Agencies that this round still waits for."""
        return self.invited_agency_ids - self.voted_agency_ids

    @property
    def party_ids(self) -> frozenset[int]:
        """Organizations with a part in the case now; of the accused group only whoever has a task."""
        return self.judging_ids | self.executor_ids

    @property
    def judging_ids(self) -> frozenset[int]:
        """Those of them that check, lead, sign, ratify or review: whoever only carries out judges nothing."""
        parties = {self.holder_id, self.lead_agency_id, self.appeal_agency_id}
        if self.lead_overdue:
            parties.add(self.deputy_agency_id)
        known = frozenset(party for party in parties if party is not None)
        return (
            (known - self.accused_organization_ids)
            | self.invited_agency_ids
            | self.ratifying_agency_ids
            | self.appeal_stand_in_ids
        )
