"""Putting a case right: category, target, one case of two, two of one."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.permissions import Actor, Permission
from portal.domain.priority import Priority
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.case_view.summary import read_target
from portal.records.cases import Case
from portal.verification.blueprint import blueprint
from portal.verification.forms.arranging import MergerForm, ReclassificationForm, SplitForm, TargetForm
from portal.verification.routes.answers import Verb, answer, look_at
from portal.verification.verbs import arranging
from portal.verification.verbs.merging import lock_in_order, merge
from portal.verification.verbs.splitting import split as split_case
from portal.web.access import requires

GET_AND_POST = ("GET", "POST")


@blueprint.route("/<case_number>/category", methods=GET_AND_POST)
@requires(Permission.CASE_ARRANGE)
def reclassification(case_number: str) -> ResponseReturnValue:
    """Give the case the desk's own category and priority."""
    form = ReclassificationForm()
    form.offer()

    def start(case: Case) -> None:
        if not form.is_submitted():
            form.category.data, form.priority.data = case.category, case.priority.value

    return answer(
        Verb(case_number, Action.RECLASSIFY, form, "category", start),
        lambda case, actor: arranging.reclassify(
            case, actor, form.category.data, Priority(form.priority.data), form.reason.data
        ),
        N_("Category and priority are changed."),
    )


@blueprint.route("/<case_number>/target", methods=GET_AND_POST)
@requires(Permission.CASE_ARRANGE)
def target(case_number: str) -> ResponseReturnValue:
    """Say what the case is really about; another case about the same is offered for a merger."""
    form = TargetForm()
    form.offer()

    def start(case: Case) -> None:
        if not form.is_submitted():
            shown = read_target(look_at(case))
            form.type.data, form.entered.data, form.name.data = case.target.type.value, shown.display, shown.name

    def do(case: Case, actor: Actor) -> str | None:
        platform = case.target.host.slug if case.target.host else ""
        twin = arranging.correct_target(case, actor, form.named(platform), form.reason.data)
        if case.holder_id != actor.organization_id:
            return url_for("verification.queue")
        if twin is None:
            return None
        flash(gettext("Another open case at your desk is about the same. Do you want to merge them?"), "wait")
        return url_for("verification.merger", case_number=case_number, into=twin.case_number)

    return answer(Verb(case_number, Action.CORRECT_TARGET, form, "target", start), do, N_("The target is corrected."))


@blueprint.route("/<case_number>/merger", methods=GET_AND_POST)
@requires(Permission.CASE_ARRANGE)
def merger(case_number: str) -> ResponseReturnValue:
    """Let another case at the same desk go on with this case's tips."""
    form = MergerForm()

    def do(case: Case, actor: Actor) -> str:
        into = merge(case, actor, form.into.data, form.reason.data)
        return url_for("verification.case", case_number=into.case_number)

    if not form.is_submitted():
        form.into.data = request.args.get("into", "")[:40]
    verb = Verb(
        case_number,
        Action.MERGE,
        form,
        "merger",
        before=lambda: lock_in_order(case_number, form.into.data),
    )
    return answer(verb, do, N_("Merged into this case."))


@blueprint.route("/<case_number>/split", methods=GET_AND_POST)
@requires(Permission.CASE_ARRANGE)
def split(case_number: str) -> ResponseReturnValue:
    """Open a second case of another category with some of the tips."""
    form = SplitForm()
    form.offer()

    def start(case: Case) -> None:
        if not form.is_submitted():
            form.category.data = case.category

    def do(case: Case, actor: Actor) -> str:
        second = split_case(case, actor, form.tips.data.split(), form.category.data, form.reason.data)
        return url_for("verification.case", case_number=second.case_number)

    return answer(Verb(case_number, Action.SPLIT, form, "split", start), do, N_("This is the second case."))
