"""What an agency answers to what was put before it: drafted, reviewed, signed, returned, taken back."""

from __future__ import annotations

from collections.abc import Mapping

from flask.typing import ResponseReturnValue

from portal.disposal import drafting, forms, signing
from portal.disposal.blueprint import blueprint
from portal.disposal.case_page import take
from portal.domain.permissions import Actor, Permission
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.approvals import Vote
from portal.records.cases import Case
from portal.web.access import requires

WAITING = N_("Your agency has signed. Who is still waited for, and by when, stands below in the table of signatures.")
ORDERED = N_(
    "Your agency has signed as the last: the measures are ordered and their executors told. The notice of the decision "
    "is issued; it stands below and is to be handed over."
)

ANSWERED: Mapping[Vote, str] = {
    Vote.RETURNED: N_("The finding was returned."),
    Vote.DISSENTED: N_("Your agency’s dissent is on record. The lead agency decides once all others have answered."),
}
"""What became of an answer that was sent as a return."""


@blueprint.post("/<case_number>/draft")
@requires(Permission.DISPOSAL_DRAFT)
def draft(case_number: str) -> ResponseReturnValue:
    """Propose what the own agency answers."""
    form = forms.DraftForm()
    return take(
        case_number, Action.DRAFT_ANSWER, form,
        lambda case, actor: drafting.draft_answer(case, actor, form.seen, form.proposed(), form.reason.data or ""),
        N_("Your draft waits for your colleagues."),
    )  # fmt: skip


@blueprint.post("/<case_number>/review")
@requires(Permission.DISPOSAL_REVIEW)
def review(case_number: str) -> ResponseReturnValue:
    """Let the draft of a colleague go on to its signature."""
    form = forms.ReviewForm()
    return take(
        case_number, Action.REVIEW_ANSWER, form,
        lambda case, actor: drafting.review_answer(case, actor, form.seen),
        N_("The draft waits for its signature."),
    )  # fmt: skip


@blueprint.post("/<case_number>/giving-back", endpoint="giving-back")
@requires(Permission.DISPOSAL_GIVE_BACK)
def give_back(case_number: str) -> ResponseReturnValue:
    """Have a colleague draft the answer anew."""
    form = forms.GiveBackForm()
    return take(
        case_number, Action.GIVE_BACK, form,
        lambda case, actor: drafting.give_back(case, actor, form.seen, form.reason.data or ""),
        N_("The draft was given back."),
    )  # fmt: skip


@blueprint.post("/<case_number>/approval")
@requires(Permission.DISPOSAL_APPROVE)
def approval(case_number: str) -> ResponseReturnValue:
    """Sign what stands on the page."""
    form = forms.ApprovalForm()

    def sign(case: Case, actor: Actor) -> str:
        signing.approve(case, actor, form.seen, form.reason.data or "")
        return WAITING if case.status is Status.AWAITING_APPROVAL else ORDERED

    return take(case_number, Action.APPROVE, form, sign)


@blueprint.post("/<case_number>/return", endpoint="return")
@requires(Permission.DISPOSAL_RETURN)
def return_for_facts(case_number: str) -> ResponseReturnValue:
    """Send the finding back."""
    form = forms.ReturnForm()

    def answer(case: Case, actor: Actor) -> str:
        return ANSWERED[signing.return_for_facts(case, actor, form.seen, form.reason.data or "")]

    return take(case_number, Action.RETURN, form, answer)


@blueprint.post("/<case_number>/taking-back", endpoint="taking-back")
@requires(Permission.DISPOSAL_TAKE_BACK)
def take_back(case_number: str) -> ResponseReturnValue:
    """Take the own agency's signature back."""
    form = forms.TakeBackForm()
    return take(
        case_number, Action.TAKE_BACK, form,
        lambda case, actor: signing.take_back(case, actor, form.seen),
        N_("Your agency’s signature is taken back. It can answer anew."),
    )  # fmt: skip
