"""Opening what reporters wrote as they wrote it: to one person of a regulator, on a reason that stays on record."""

from __future__ import annotations

from portal.domain.errors import ConditionFailed
from portal.domain.permissions import Actor
from portal.domain.visibility import Part, opens_on_a_reason, visible_parts
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.access_log import Access, log_access
from portal.records.advancing import act
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.reasons import fingerprint, keep_reason

NOTHING_TO_OPEN = N_("The words as written are not open to your organization at this stage of the case.")


def open_words(case: Case, actor: Actor, reason: str) -> None:
    """Put on record what the actor needs the words of a locked case for; opened twice they are opened once.

    Raises ReasonMissing, ConditionFailed where table 4 would not open them even so, and what `act()` raises.
    """
    present = facts(case)
    if Part.FREE_TEXT in visible_parts(actor, present):
        return
    if not opens_on_a_reason(Part.FREE_TEXT, actor, present):
        raise ConditionFailed(NOTHING_TO_OPEN)
    act(case, Action.OPEN_WORDS, actor, fingerprint(reason))
    keep_reason(case, reason)
    log_access(actor, Access.WORDS_OPENED, case_id=case.id)
