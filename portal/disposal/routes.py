"""The pages of the joint desk, and its verbs at a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.disposal import appealing, changes, concluding, forms, interim, leading, panels, queries, signing
from portal.disposal.blueprint import blueprint
from portal.disposal.foresight import foresight
from portal.domain.errors import DomainError, NotAllowed, NotFound, StaleVersion
from portal.domain.measures import MEASURES
from portal.domain.permissions import Actor, Permission
from portal.domain.status import Outcome, Status
from portal.domain.visibility import Part, visible_parts
from portal.domain.words import N_
from portal.domain.workflow import Action, permitted
from portal.records.access_log import Access, log_access
from portal.records.approvals import Vote
from portal.records.case_facts import facts
from portal.records.case_view import case_view
from portal.records.case_view.look import Look
from portal.records.case_view.precedents import PrecedentsView, read_precedents
from portal.records.cases import Case
from portal.records.reason_templates import FILLS
from portal.records.rounds import standing_finding
from portal.records.seeing import see_case, see_case_for_change, see_case_locked
from portal.web.access import current_actor, requires
from portal.web.errors import status_of
from portal.web.forms import Form, show_again
from portal.web.fresh_factor import is_signed
from portal.web.listing import page_links, read_cursor
from portal.web.navigation import Link, bounded
from portal.web.reason_templates import asked_to_insert, insert, texts_for
from portal.web.transaction import access_note, transaction

ANY_LIST = tuple(row.permission for row in queries.LISTS.values())


OF_A_VERSION = (forms.ApprovalForm, forms.ReturnForm, forms.TakeBackForm)
"""Forms of an agency's own answer: they name the version of the finding."""

ANSWERED: Mapping[Vote, str] = {
    Vote.RETURNED: N_("The finding was returned."),
    Vote.DISSENTED: N_("Your agency’s dissent is on record. The lead agency decides once all others have answered."),
}
"""What became of an answer that was sent as a return."""


@blueprint.get("")
@requires(*ANY_LIST)
def queue() -> ResponseReturnValue:
    """What waits for this colleague's agency, list by list, what is due first."""
    actor = current_actor()
    offered = queries.lists_of(actor)
    chosen = next((one for one in offered if one == request.args.get("list")), offered[0])
    page, counts = queries.page_of(chosen, actor, read_cursor()), queries.counts_of(offered, actor)
    return render_template(
        "disposal/queue.html",
        lists=[
            Link(
                _(queries.LISTS[one].words),
                url_for("disposal.queue", list=one),
                "page" if one is chosen else None,
                bounded(counts[one], queries.COUNTED_TO),
            )
            for one in offered
        ],
        row=queries.LISTS[chosen],
        cases=page.items,
        clocks=queries.clocks_of(chosen, page.items, actor),
        proposed=queries.proposed_in(page.items),
        links=page_links(page),
    )


@blueprint.get("/<case_number>")
@requires(Permission.CASE_VIEW)
def case(case_number: str) -> ResponseReturnValue:
    """One case with everything this colleague may see, and the verbs open to them."""
    found, _parts = see_case(case_number, current_actor())
    return _page(found)


def _page(
    found: Case, sent: Form | None = None, action: Action | None = None, error: DomainError | None = None
) -> ResponseReturnValue:
    actor = current_actor()
    changed = _changed(found, sent) if isinstance(error, StaleVersion) and sent is not None else []
    present = facts(found)
    parts = visible_parts(actor, present)
    offered = panels.panels(found, actor, sent, action)
    show_again(next((one.form for one in offered if one.form is sent), None))
    with access_note():
        log_access(actor, Access.VIEWED, case_id=found.id)
    page = render_template(
        "disposal/case.html",
        case=found,
        case_number=found.case_number,
        sections=case_view(Look(case=found, actor=actor, parts=parts, tips_at=read_cursor(), say=_)),
        tasks_open=Part.TASKS in parts,
        panels=offered,
        texts=texts_for(actor, [panel.verb.action for panel in offered], found.category),
        fills=FILLS,
        opened=action,
        refutable=Action.REFUTE in permitted(actor, present),
        ahead=foresight(found, actor),
        precedents=_precedents(found, actor, parts),
        error=_(error.sentence, **error.facts) if error else None,
        changes=[_(step) for step in changed],
    )
    refused = sent is not None and not asked_to_insert()
    return page, (status_of(error) if error else 422 if refused else 200)


def _precedents(found: Case, actor: Actor, parts: frozenset[Part]) -> PrecedentsView | None:
    """What earlier cases say, while something is decided about this one by whoever sees what was found."""
    if found.status not in (Status.AWAITING_APPROVAL, Status.UNDER_APPEAL) or Part.FINDING not in parts:
        return None
    on_the_table = standing_finding(found).codes if found.status is Status.AWAITING_APPROVAL else ()
    return read_precedents(found, actor, on_the_table)


def _changed(found: Case, sent: Form) -> list[str]:
    """What happened since the page was opened that the form was sent from; before the form is shown anew."""
    if isinstance(sent, OF_A_VERSION):
        return changes.steps_since_finding(found, sent.seen_hash.data or "")
    return changes.steps_since_version(found, sent.seen_version) if isinstance(sent, forms.ReasonForm) else []


def _take(
    case_number: str, action: Action, form: Form, verb: Callable[[Case, Actor], str | None], done: str = ""
) -> ResponseReturnValue:
    """Do a verb: read the form, take the step, answer with the page; on failure the page again, form kept.

    Where a verb can end in more than one way it says itself which it was; else `done` is said.
    """
    actor = current_actor()
    found, _parts = see_case(case_number, actor)
    if asked_to_insert():
        insert(form, action, texts_for(actor, [action], found.category))
        return _page(found, form, action)
    if not form.validate_on_submit() or not is_signed(form):
        return _page(found, form, action)
    try:
        with transaction():
            said = verb(_locked(case_number, actor, form), actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        return _page(see_case(case_number, actor)[0], form, action, error)
    flash(_(said or done), "good")
    return redirect(url_for(".case", case_number=case_number), 303)


def _locked(case_number: str, actor: Actor, form: Form) -> Case:
    """Agencies sign a version of the finding, which others' votes do not change; all else, the case's."""
    if isinstance(form, OF_A_VERSION):
        return see_case_locked(case_number, actor)
    return see_case_for_change(case_number, actor, form.seen_version)


@blueprint.post("/<case_number>/approval")
@requires(Permission.DISPOSAL_APPROVE)
def approval(case_number: str) -> ResponseReturnValue:
    """Sign what stands on the page."""
    form = forms.ApprovalForm()
    return _take(
        case_number, Action.APPROVE, form,
        lambda case, actor: signing.approve(case, actor, form.seen_hash.data or "", form.reason.data or ""),
        N_("Your agency has signed. Below stands what is still waited for, and by when."),
    )  # fmt: skip


@blueprint.post("/<case_number>/return", endpoint="return")
@requires(Permission.DISPOSAL_RETURN)
def return_for_facts(case_number: str) -> ResponseReturnValue:
    """Send the finding back."""
    form = forms.ReturnForm()

    def answer(case: Case, actor: Actor) -> str:
        return ANSWERED[signing.return_for_facts(case, actor, form.seen_hash.data or "", form.reason.data or "")]

    return _take(case_number, Action.RETURN, form, answer)


@blueprint.post("/<case_number>/taking-back", endpoint="taking-back")
@requires(Permission.DISPOSAL_TAKE_BACK)
def take_back(case_number: str) -> ResponseReturnValue:
    """Take the own agency's signature back."""
    form = forms.TakeBackForm()
    return _take(
        case_number, Action.TAKE_BACK, form,
        lambda case, actor: signing.take_back(case, actor, form.seen_hash.data or ""),
        N_("Your agency’s signature is taken back. It can answer anew."),
    )  # fmt: skip


@blueprint.post("/<case_number>/amendment")
@requires(Permission.DISPOSAL_LEAD)
def amendment(case_number: str) -> ResponseReturnValue:
    """Put other measures before the agencies."""
    form = forms.MeasuresForm().offer(MEASURES.values())
    return _take(
        case_number, Action.AMEND, form,
        lambda case, actor: leading.amend(
            case, actor, form.proposed(), form.reason.data or "", form.departure.data or ""
        ),
        N_("The agencies are asked anew."),
    )  # fmt: skip


@blueprint.post("/<case_number>/excuse")
@requires(Permission.DISPOSAL_LEAD)
def excuse(case_number: str) -> ResponseReturnValue:
    """Go on without the agencies whose time ran out."""
    return _with_signed_reason(
        case_number, Action.EXCUSE, leading.excuse_silent, N_("The silent agencies are no longer waited for.")
    )


@blueprint.post("/<case_number>/decision")
@requires(Permission.DISPOSAL_LEAD)
def decision(case_number: str) -> ResponseReturnValue:
    """Decide over a dissent."""
    return _with_signed_reason(case_number, Action.DECIDE, leading.decide, N_("Decided; the dissent stays on record."))


@blueprint.post("/<case_number>/conclusion")
@requires(Permission.DISPOSAL_CONCLUDE)
def conclusion(case_number: str) -> ResponseReturnValue:
    """Close the case."""
    form = forms.ConclusionForm().offer()
    return _take(
        case_number, Action.CONCLUDE, form,
        lambda case, actor: concluding.conclude(case, actor, Outcome(form.outcome.data), form.reason.data or ""),
        N_("The case is concluded."),
    )  # fmt: skip


@blueprint.post("/<case_number>/interim-order", endpoint="interim-order")
@requires(Permission.CASE_INTERIM_ORDER)
def interim_order(case_number: str) -> ResponseReturnValue:
    """Order a reversible measure at once."""
    form = forms.InterimForm().offer(MEASURES.values())

    def give(case: Case, actor: Actor) -> None:
        interim.order(case, actor, form.measure.data or "", form.reason.data or "")

    return _take(case_number, Action.INTERIM_ORDER, form, give, N_("The order is in force."))


@blueprint.post("/<case_number>/maintenance")
@requires(Permission.APPEAL_DECIDE)
def maintenance(case_number: str) -> ResponseReturnValue:
    """Maintain the decision."""
    return _with_signed_reason(case_number, Action.MAINTAIN, appealing.maintain, N_("The decision is maintained."))


@blueprint.post("/<case_number>/variation")
@requires(Permission.APPEAL_DECIDE)
def variation(case_number: str) -> ResponseReturnValue:
    """Vary the decision."""
    form = forms.SignedMeasuresForm().offer(MEASURES.values())
    return _take(
        case_number, Action.VARY, form,
        lambda case, actor: appealing.vary(
            case, actor, form.reason.data or "", form.proposed(), form.departure.data or ""
        ),
        N_("The agencies are asked to sign the other measures."),
    )  # fmt: skip


@blueprint.post("/<case_number>/revocation")
@requires(Permission.APPEAL_DECIDE)
def revocation(case_number: str) -> ResponseReturnValue:
    """Revoke the decision."""
    return _with_signed_reason(case_number, Action.REVOKE, appealing.revoke, N_("The decision is revoked."))


@blueprint.post("/<case_number>/appeal-take-over", endpoint="appeal-take-over")
@requires(Permission.CASE_TAKE_OVER)
def appeal_take_over(case_number: str) -> ResponseReturnValue:
    """Decide an appeal that the other agency let lie."""
    return _with_reason(
        case_number, Action.TAKE_OVER, appealing.take_over_appeal, N_("Your agency decides this appeal now.")
    )


@blueprint.post("/<case_number>/lead")
@requires(Permission.CASE_TAKE_LEAD)
def lead(case_number: str) -> ResponseReturnValue:
    """Lead a case whose lead agency is silent."""
    return _with_reason(case_number, Action.TAKE_LEAD, leading.take_lead, N_("Your agency leads this case now."))


@blueprint.post("/<case_number>/reopening")
@requires(Permission.CASE_REOPEN)
def reopening(case_number: str) -> ResponseReturnValue:
    """Have a closed case checked again."""
    return _with_reason(case_number, Action.REOPEN, leading.reopen, N_("The case is open again."))


def _with_reason(
    case_number: str, action: Action, verb: Callable[[Case, Actor, str], None], done: str
) -> ResponseReturnValue:
    return _for_reason(case_number, action, forms.ReasonForm(), verb, done)


def _with_signed_reason(
    case_number: str, action: Action, verb: Callable[[Case, Actor, str], None], done: str
) -> ResponseReturnValue:
    return _for_reason(case_number, action, forms.SignedReasonForm(), verb, done)


def _for_reason(
    case_number: str,
    action: Action,
    form: forms.ReasonForm,
    verb: Callable[[Case, Actor, str], None],
    done: str,
) -> ResponseReturnValue:
    return _take(case_number, action, form, lambda case, actor: verb(case, actor, form.reason.data or ""), done)
