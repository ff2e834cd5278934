"""Ending a check: decline, hand over, dismiss; and the regulator's own verdict and return."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from portal.domain.errors import StepNotAllowed
from portal.domain.hand_overs import Authority
from portal.domain.permissions import Permission
from portal.domain.status import Outcome, Status
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.domain.workflow.table import DECLINED, DISMISSED
from portal.records.cases import Case
from portal.records.clocks import extend
from portal.verification.blueprint import blueprint
from portal.verification.forms.base import ExtensionForm, ReasonForm
from portal.verification.forms.ending import HandOverForm, OutcomeForm, VerdictForm
from portal.verification.routes.answers import Verb, answer
from portal.verification.verbs.accepting import decline
from portal.verification.verbs.accepting import hand_over as hand_over_case
from portal.verification.verbs.confirming import return_to_desk as return_case
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.judging import judge
from portal.web.access import requires

GET_AND_POST = ("GET", "POST")


@blueprint.route("/<case_number>/refusal", methods=GET_AND_POST)
@requires(Permission.CASE_DECLINE)
def refusal(case_number: str) -> ResponseReturnValue:
    """Decline with the ground."""
    form = OutcomeForm()
    form.offer_outcomes(DECLINED)
    return answer(
        Verb(case_number, Action.DECLINE, form, "outcome"),
        lambda case, actor: decline(case, actor, Outcome(form.outcome.data), form.ground.data, form.opinion.data),
        N_("Declined."),
    )


@blueprint.route("/<case_number>/dismissal", methods=GET_AND_POST)
@requires(Permission.CASE_DISMISS)
def dismissal(case_number: str) -> ResponseReturnValue:
    """Dismiss with the ground."""
    form = OutcomeForm()
    form.offer_outcomes(DISMISSED)
    return answer(
        Verb(case_number, Action.DISMISS, form, "outcome"),
        lambda case, actor: dismiss(case, actor, Outcome(form.outcome.data), form.ground.data, form.opinion.data),
        N_("Dismissed."),
    )


@blueprint.route("/<case_number>/hand-over", methods=GET_AND_POST)
@requires(Permission.CASE_HAND_OVER)
def hand_over(case_number: str) -> ResponseReturnValue:
    """Hand over to an authority outside the portal."""
    form = HandOverForm()
    return answer(
        Verb(case_number, Action.HAND_OVER, form, "hand_over"),
        lambda case, actor: hand_over_case(
            case, actor, Authority(form.kind.data), form.authority.data, form.ground.data, form.opinion.data
        ),
        N_("Handed over."),
    )


@blueprint.route("/<case_number>/verdict", methods=GET_AND_POST)
@requires(Permission.CASE_JUDGE)
def verdict(case_number: str) -> ResponseReturnValue:
    """Say how one would end what the sample drew, before reading how its platform would."""
    form = VerdictForm()
    return answer(
        Verb(case_number, Action.JUDGE, form, "verdict"),
        lambda case, actor: judge(case, actor, Outcome(form.outcome.data), form.reason.data),
        N_("Your verdict is on record. What the platform found and did is open to you now."),
    )


@blueprint.route("/<case_number>/return", methods=GET_AND_POST)
@requires(Permission.CASE_CONFIRM)
def return_to_desk(case_number: str) -> ResponseReturnValue:
    """Return to the desk that wanted to end it."""
    form = ReasonForm()
    return answer(
        Verb(case_number, Action.RETURN, form, "reason", refuse_what_awaits_signatures),
        lambda case, actor: return_case(case, actor, form.reason.data),
        N_("Returned to its desk."),
    )


def refuse_what_awaits_signatures(case: Case) -> None:
    """A return for facts is given with an agency's vote, at the joint desk; no form here leads to it."""
    if case.status is Status.AWAITING_APPROVAL:
        raise StepNotAllowed()


@blueprint.route("/<case_number>/extension", methods=GET_AND_POST)
@requires(Permission.CASE_EXTEND)
def extension(case_number: str) -> ResponseReturnValue:
    """Move the absolute end, once."""
    form = ExtensionForm()
    return answer(
        Verb(case_number, Action.EXTEND, form, "extension"),
        lambda case, actor: extend(case, actor, form.reason.data),
        N_("Extended by 30 days; the reporters are told why."),
    )
