"""Speaking with one reporter."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from flask import request
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Actor, Permission
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.cases import Case
from portal.verification.blueprint import blueprint
from portal.verification.forms.arranging import MessageForm, SupplementForm
from portal.verification.forms.base import MOST_OFFERED, TipForm
from portal.verification.queries import labels_of_tips
from portal.verification.routes.answers import Verb, answer
from portal.verification.verbs.asking import ask_supplement, send_message
from portal.web.access import requires

GET_AND_POST = ("GET", "POST")


@blueprint.route("/<case_number>/supplement", methods=GET_AND_POST)
@requires(Permission.CASE_ASK)
def supplement(case_number: str) -> ResponseReturnValue:
    """Ask one tip for more."""
    form = SupplementForm()
    if not form.is_submitted():
        form.tip.data = request.args.get("tip", "")[:6]

    def do(case: Case, actor: Actor) -> None:
        ask_supplement(case, actor, form.tip.data, form.question.data)

    verb = Verb(case_number, Action.ASK_SUPPLEMENT, form, "supplement", _offer(form))
    return answer(verb, do, N_("The reporter is asked."))


@blueprint.route("/<case_number>/message", methods=GET_AND_POST)
@requires(Permission.CASE_ASK)
def message(case_number: str) -> ResponseReturnValue:
    """Write to the reporter of one tip."""
    form = MessageForm()
    if not form.is_submitted():
        form.tip.data, form.send_key.data = request.args.get("tip", "")[:6], uuid4().hex
    return answer(
        Verb(case_number, Action.MESSAGE, form, "message", _offer(form)),
        lambda case, actor: send_message(case, actor, form.tip.data, form.body.data, form.send_key.data),
        N_("Sent."),
    )


def _offer(form: TipForm) -> Callable[[Case], None]:
    return lambda case: form.offer(labels_of_tips(case, MOST_OFFERED + 1))
