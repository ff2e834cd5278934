"""To another desk: transfer, reroute, take over."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Actor, Permission
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.cases import Case
from portal.records.organizations import Organization
from portal.verification.blueprint import blueprint
from portal.verification.forms.base import ReasonForm
from portal.verification.forms.ending import DeskForm
from portal.verification.routes.answers import Verb, answer
from portal.verification.verbs import passing_on
from portal.web.access import requires
from portal.web.language import html_lang

GET_AND_POST = ("GET", "POST")


@blueprint.route("/<case_number>/transfer", methods=GET_AND_POST)
@requires(Permission.CASE_TRANSFER)
def transfer(case_number: str) -> ResponseReturnValue:
    """Pass it to another platform's desk."""
    form = DeskForm()

    def do(case: Case, actor: Actor) -> str:
        passing_on.transfer(case, actor, form.desk.data, form.reason.data)
        return url_for("verification.queue")

    def offer(case: Case) -> None:
        form.offer_desks(_named(passing_on.receiving_platforms(case)))

    return answer(Verb(case_number, Action.TRANSFER, form, "desk", offer), do, N_("Passed on."))


@blueprint.route("/<case_number>/reroute", methods=GET_AND_POST)
@requires(Permission.CASE_REROUTE)
def reroute(case_number: str) -> ResponseReturnValue:
    """Send it to the desk where it belongs."""
    form = DeskForm()

    def offer(case: Case) -> None:
        form.offer_desks(_named(passing_on.receiving_desks(case)))

    return answer(
        Verb(case_number, Action.REROUTE, form, "desk", offer),
        lambda case, actor: passing_on.reroute(case, actor, form.desk.data, form.reason.data),
        N_("Sent to its desk."),
    )


@blueprint.route("/<case_number>/take-over", methods=GET_AND_POST)
@requires(Permission.CASE_TAKE_OVER)
def take_over(case_number: str) -> ResponseReturnValue:
    """Take the check to the lead agency's own desk."""
    form = ReasonForm()
    return answer(
        Verb(case_number, Action.TAKE_OVER, form, "reason"),
        lambda case, actor: passing_on.take_over(case, actor, form.reason.data),
        N_("Taken over. The case lies at your desk now."),
    )


def _named(desks: Iterable[Organization]) -> list[tuple[str, str]]:
    english = html_lang() == "en"
    return [(desk.slug, desk.name_en if english else desk.name_zh) for desk in desks]
