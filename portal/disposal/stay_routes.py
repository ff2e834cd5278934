"""Answering whom a decision strikes and who asks for a stay."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from portal import clock
from portal.disposal.blueprint import blueprint
from portal.disposal.case_page import take
from portal.disposal.forms import StayAnswerForm, StayForm
from portal.domain.permissions import Actor, Permission
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records import staying
from portal.records.cases import Case
from portal.web.access import requires


@blueprint.post("/<case_number>/stay")
@requires(Permission.STAY_DECIDE)
def stay(case_number: str) -> ResponseReturnValue:
    """Let the measures stand still until a day."""
    form = StayForm()

    def give(case: Case, actor: Actor) -> None:
        staying.grant(case, actor, form.until.data or clock.today(), form.reason.data or "")

    return take(case_number, Action.GRANT_STAY, form, give, N_("The measures stand still."))


@blueprint.post("/<case_number>/stay-refusal", endpoint="stay-refusal")
@requires(Permission.STAY_DECIDE)
def stay_refusal(case_number: str) -> ResponseReturnValue:
    """Let the measures go on."""
    form = StayAnswerForm()
    return take(
        case_number, Action.REFUSE_STAY, form,
        lambda case, actor: staying.refuse(case, actor, form.reason.data or ""),
        N_("The measures go on."),
    )  # fmt: skip
