"""Every action of the workflow, and how somebody really does it: by the desks' own verbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.workflow import CONFLICT_ACTIONS, Action
from portal.records.cases import Case
from tests.stateful import checking, deciding, reporting
from tests.stateful.drawing import Drawing

Doing = Callable[[Case, Actor, Drawing], None]


def take_over(case: Case, actor: Actor, drawing: Drawing) -> None:
    """The case from its desk, or the appeal from the agency that let it lie."""
    verb = deciding.take_over_appeal if case.status is Status.UNDER_APPEAL else checking.take_over
    verb(case, actor, drawing)


def give_back(case: Case, actor: Actor, drawing: Drawing) -> None:
    """To the desk that wanted to end it, or that found."""
    verb = checking.return_to_desk if case.status is Status.AWAITING_CONFIRMATION else deciding.return_for_facts
    verb(case, actor, drawing)


DOINGS: Mapping[Action, Doing] = {
    Action.ACCEPT: checking.accept,
    Action.DECLINE: checking.decline,
    Action.HAND_OVER: checking.hand_over,
    Action.REROUTE: checking.reroute,
    Action.TRANSFER: checking.transfer,
    Action.TAKE_OVER: take_over,
    Action.RESOLVE: checking.resolve,
    Action.DISMISS: checking.dismiss,
    Action.JUDGE: checking.judge,
    Action.CONFIRM: checking.confirm,
    Action.RETURN: give_back,
    Action.REFER: checking.refer,
    Action.APPROVE: deciding.approve,
    Action.AMEND: deciding.amend,
    Action.EXCUSE: deciding.excuse,
    Action.DECIDE: deciding.decide,
    Action.CONCLUDE: deciding.conclude,
    Action.APPEAL: reporting.appeal,
    Action.OBJECT: reporting.object_to_decision,
    Action.ASK_STAY: reporting.ask_for_stay,
    Action.GRANT_STAY: deciding.grant_stay,
    Action.REFUSE_STAY: deciding.refuse_stay,
    Action.REOPEN: deciding.reopen,
    Action.MAINTAIN: deciding.maintain,
    Action.VARY: deciding.vary,
    Action.REVOKE: deciding.revoke,
    Action.WITHDRAW: reporting.withdraw,
    Action.MERGE: checking.merge,
    Action.CLAIM: checking.claim,
    Action.INTERIM_MEASURE: checking.interim_measure,
    Action.TAKE_BACK: deciding.take_back,
    Action.DRAFT_ANSWER: deciding.draft_answer,
    Action.REVIEW_ANSWER: deciding.review_answer,
    Action.GIVE_BACK: deciding.give_back,
    Action.INTERIM_ORDER: deciding.interim_order,
    Action.RATIFY: deciding.ratify,
    Action.SPLIT: checking.split,
    Action.RECLASSIFY: checking.reclassify,
    Action.CORRECT_TARGET: checking.correct_target,
    Action.ASK_SUPPLEMENT: checking.ask_supplement,
    Action.SUPPLEMENT: reporting.supplement,
    Action.MESSAGE: checking.message,
    Action.EXTEND: checking.prolong,
    Action.TAKE_LEAD: deciding.take_lead,
    Action.EXECUTE: deciding.execute,
    Action.ATTEST: deciding.attest,
    Action.LOOK: deciding.look,
    Action.SUBSTITUTE: deciding.substitute,
}

NOBODY_DOES = {
    Action.ASK_STATEMENT: "no page offers it yet",
    Action.GIVE_STATEMENT: "no page offers it yet",
    Action.RECORD_REPLY: "changes no case: what an authority answers is kept beside it",
    Action.SEAL_PACKAGE: "changes no case: what is sealed of it is kept beside it",
    Action.PUBLISH: "changes no case",
    Action.REFUTE: "changes no case: what is published stands beside it",
    **dict.fromkeys(CONFLICT_ACTIONS, "moves no case: who stays out is walked in tests/records/test_exclusions.py"),
    Action.OPEN_WORDS: "changes no case: who reads what is kept beside it",
    Action.SERVE_NOTICE: "changes no case: a day is kept beside the notice",
    Action.MAKE_CODE: "changes no case: a code is kept beside the notice",
    Action.LAPSE: "by the clocks, as time passes",
    Action.ESCALATE: "by the clocks, as time passes",
    Action.RELAPSE: "by a look outside",
}
"""Why an action is not among the doings."""
