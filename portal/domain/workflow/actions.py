"""The verbs of the work: what can be done to a case, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.words import N_


class Action(StrEnum):
    """What is done to a case."""

    # steps
    ACCEPT = "accept"
    DECLINE = "decline"
    HAND_OVER = "hand_over"
    REROUTE = "reroute"
    TRANSFER = "transfer"
    TAKE_OVER = "take_over"
    RESOLVE = "resolve"
    DISMISS = "dismiss"
    CONFIRM = "confirm"
    RETURN = "return"
    REFER = "refer"
    APPROVE = "approve"
    AMEND = "amend"
    EXCUSE = "excuse"
    DECIDE = "decide"
    CONCLUDE = "conclude"
    APPEAL = "appeal"
    OBJECT = "object"
    REOPEN = "reopen"
    MAINTAIN = "maintain"
    VARY = "vary"
    REVOKE = "revoke"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    # verbs that leave the status alone
    CLAIM = "claim"
    INTERIM_MEASURE = "interim_measure"
    INTERIM_ORDER = "interim_order"
    RATIFY = "ratify"
    SPLIT = "split"
    RECLASSIFY = "reclassify"
    CORRECT_TARGET = "correct_target"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT = "supplement"
    ASK_STATEMENT = "ask_statement"
    GIVE_STATEMENT = "give_statement"
    MESSAGE = "message"
    TAKE_BACK = "take_back"
    DRAFT_ANSWER = "draft_answer"
    REVIEW_ANSWER = "review_answer"
    GIVE_BACK = "give_back"
    EXTEND = "extend"
    TAKE_LEAD = "take_lead"
    EXECUTE = "execute"
    ATTEST = "attest"
    LOOK = "look"
    SUBSTITUTE = "substitute"
    SERVE_NOTICE = "serve_notice"
    MAKE_CODE = "make_code"
    ASK_STAY = "ask_stay"
    GRANT_STAY = "grant_stay"
    REFUSE_STAY = "refuse_stay"
    RECORD_REPLY = "record_reply"
    SEAL_PACKAGE = "seal_package"
    DECLARE_CONFLICT = "declare_conflict"
    EXCLUDE = "exclude"
    RECUSE = "recuse"
    READMIT = "readmit"
    OPEN_WORDS = "open_words"
    JUDGE = "judge"
    PUBLISH = "publish"
    REFUTE = "refute"
    # by the portal's own clock
    LAPSE = "lapse"
    ESCALATE = "escalate"
    RELAPSE = "relapse"


FINDING_ACTIONS: frozenset[Action] = frozenset(
    {
        Action.ACCEPT,
        Action.DECLINE,
        Action.HAND_OVER,
        Action.TAKE_OVER,
        Action.RESOLVE,
        Action.DISMISS,
        Action.REFER,
        Action.AMEND,
        Action.VARY,
        Action.SPLIT,
        Action.RECLASSIFY,
        Action.CORRECT_TARGET,
        Action.INTERIM_MEASURE,
    }
)
"""What gives a person a hand in the finding: whoever did one of these signs and confirms nothing of it."""

DECISION_ACTIONS: frozenset[Action] = frozenset(
    {
        Action.APPROVE,
        Action.TAKE_BACK,
        Action.RETURN,
        Action.EXCUSE,
        Action.DECIDE,
        Action.CONFIRM,
        Action.CONCLUDE,
        Action.MERGE,
        Action.DECLINE,
        Action.HAND_OVER,
        Action.RESOLVE,
        Action.DISMISS,
        Action.MAINTAIN,
        Action.VARY,
        Action.REVOKE,
    }
)
"""What gives a person a part in a decision: whoever did one of these never decides an appeal in that case."""

HAND_ACTIONS: frozenset[Action] = (
    FINDING_ACTIONS
    | DECISION_ACTIONS
    | {Action.INTERIM_ORDER, Action.RATIFY, Action.REOPEN, Action.TAKE_LEAD, Action.REFUTE}
    | {Action.DRAFT_ANSWER, Action.REVIEW_ANSWER, Action.JUDGE}
)
"""What gives a person a hand in what an appeal is about; a claim, a message, a look or a receipt gives none."""

ANSWER_ACTIONS: frozenset[Action] = frozenset({Action.APPROVE, Action.RETURN, Action.TAKE_BACK})
"""What an agency says in a round: nobody's to know who has still to answer in it."""

INTERNAL_ACTIONS: frozenset[Action] = frozenset({Action.DRAFT_ANSWER, Action.REVIEW_ANSWER, Action.GIVE_BACK})
"""How an agency comes to its answer: nobody's to know outside it, neither before nor after."""

CONFLICT_ACTIONS: frozenset[Action] = frozenset(
    {Action.DECLARE_CONFLICT, Action.EXCLUDE, Action.RECUSE, Action.READMIT}
)
"""Who stays out of a case: that it happened stands in its history, why is the own organization's to know."""

RESTARTS_CLOCK: frozenset[Action] = frozenset({Action.TAKE_OVER, Action.TRANSFER, Action.REROUTE, Action.AMEND})
"""Steps that start the clock of their status anew though the status may stay the same."""

ACTION_WORDS: Mapping[Action, str] = {
    Action.ACCEPT: N_("Accept"),
    Action.DECLINE: N_("Decline"),
    Action.HAND_OVER: N_("Hand over"),
    Action.REROUTE: N_("Send to another desk"),
    Action.TRANSFER: N_("Transfer to another platform"),
    Action.TAKE_OVER: N_("Take over"),
    Action.RESOLVE: N_("Resolve by own measures"),
    Action.DISMISS: N_("Dismiss"),
    Action.CONFIRM: N_("Confirm"),
    Action.RETURN: N_("Return"),
    Action.REFER: N_("Refer to the agencies"),
    Action.APPROVE: N_("Approve"),
    Action.AMEND: N_("Amend"),
    Action.EXCUSE: N_("Excuse an overdue agency"),
    Action.DECIDE: N_("Decide with the dissent on record"),
    Action.CONCLUDE: N_("Conclude"),
    Action.APPEAL: N_("Appeal"),
    Action.OBJECT: N_("Object to the decision, as whom it strikes"),
    Action.REOPEN: N_("Reopen"),
    Action.MAINTAIN: N_("Maintain the decision"),
    Action.VARY: N_("Vary the decision"),
    Action.REVOKE: N_("Revoke the decision"),
    Action.WITHDRAW: N_("Withdraw a tip"),
    Action.MERGE: N_("Merge with another case"),
    Action.CLAIM: N_("Claim"),
    Action.INTERIM_MEASURE: N_("Take an interim measure"),
    Action.INTERIM_ORDER: N_("Give an interim order"),
    Action.RATIFY: N_("Ratify an interim order"),
    Action.SPLIT: N_("Split off a case"),
    Action.RECLASSIFY: N_("Change the category"),
    Action.CORRECT_TARGET: N_("Correct the target"),
    Action.ASK_SUPPLEMENT: N_("Ask for a supplement"),
    Action.SUPPLEMENT: N_("Add something"),
    Action.ASK_STATEMENT: N_("Ask a platform for a statement"),
    Action.GIVE_STATEMENT: N_("Give a statement"),
    Action.MESSAGE: N_("Send a message"),
    Action.TAKE_BACK: N_("Take back a signature"),
    Action.DRAFT_ANSWER: N_("Draft the own agency's answer"),
    Action.REVIEW_ANSWER: N_("Review the own agency's answer"),
    Action.GIVE_BACK: N_("Give the draft of an answer back"),
    Action.EXTEND: N_("Extend the time"),
    Action.TAKE_LEAD: N_("Take the lead"),
    Action.EXECUTE: N_("Report a task as carried out"),
    Action.ATTEST: N_("Attest that a task was carried out"),
    Action.LOOK: N_("Say what was seen of a measure"),
    Action.SUBSTITUTE: N_("Give a task to another executor"),
    Action.SERVE_NOTICE: N_("Record that a notice was served"),
    Action.MAKE_CODE: N_("Print a service copy with a code for the respondent"),
    Action.ASK_STAY: N_("Ask for a stay of the measures"),
    Action.GRANT_STAY: N_("Grant a stay"),
    Action.REFUSE_STAY: N_("Refuse a stay"),
    Action.RECORD_REPLY: N_("Record what the authority answered"),
    Action.SEAL_PACKAGE: N_("Seal a package for the authority"),
    Action.DECLARE_CONFLICT: N_("Declare a conflict of interest"),
    Action.EXCLUDE: N_("Exclude a colleague from the case"),
    Action.RECUSE: N_("Keep a whole agency out of the case"),
    Action.READMIT: N_("Let somebody back into the case"),
    Action.OPEN_WORDS: N_("Read the reporters' words as written"),
    Action.JUDGE: N_("Give your own verdict"),
    Action.PUBLISH: N_("Publish"),
    Action.REFUTE: N_("Publish a refutation"),
    Action.LAPSE: N_("Lapse"),
    Action.ESCALATE: N_("Mark as overdue"),
    Action.RELAPSE: N_("It came back: open the task again"),
}
"""What a button and a line of the history say."""
