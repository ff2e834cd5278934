"""The pages of the joint desk, and its verbs at a case."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.disposal import appealing, concluding, forms, interim, leading, queries
from portal.disposal.blueprint import blueprint
from portal.disposal.case_page import page_of_case, take
from portal.domain.measures import MEASURES
from portal.domain.permissions import Actor, Permission
from portal.domain.status import Outcome
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.cases import Case
from portal.records.hand_overs import record_reply
from portal.records.seeing import see_case
from portal.web.access import current_actor, requires
from portal.web.listing import page_links, read_cursor
from portal.web.navigation import Link, bounded

ANY_LIST = tuple(row.permission for row in queries.LISTS.values())


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
        gone=queries.gone_to(page.items) if chosen is queries.Queue.HANDED_OVER else None,
        links=page_links(page),
    )


@blueprint.get("/<case_number>")
@requires(Permission.CASE_VIEW)
def case(case_number: str) -> ResponseReturnValue:
    """One case with everything this colleague may see, and the verbs open to them."""
    found, _parts = see_case(case_number, current_actor())
    return page_of_case(found)


@blueprint.post("/<case_number>/amendment")
@requires(Permission.DISPOSAL_LEAD)
def amendment(case_number: str) -> ResponseReturnValue:
    """Put other measures before the agencies."""
    form = forms.MeasuresForm().offer(MEASURES.values())
    return take(
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
    return take(
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

    return take(case_number, Action.INTERIM_ORDER, form, give, N_("The order is in force."))


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
    return take(
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


@blueprint.post("/<case_number>/reply")
@requires(Permission.CASE_FOLLOW)
def reply(case_number: str) -> ResponseReturnValue:
    """Record what an authority outside the portal answered."""
    form = forms.ReplyForm()

    def keep(case: Case, actor: Actor) -> None:
        record_reply(case, actor, form.reply())

    return take(case_number, Action.RECORD_REPLY, form, keep, N_("What the authority answered is on record."))


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
    return take(case_number, action, form, lambda case, actor: verb(case, actor, form.reason.data or ""), done)
