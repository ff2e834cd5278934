"""An interim order in two clicks: picked on the page of its case, given on a page of its own that is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal import clock
from portal.disposal.blueprint import blueprint
from portal.disposal.forms import InterimForm
from portal.domain.deadlines import Step, due_at
from portal.domain.errors import ConditionFailed, StepNotAllowed
from portal.domain.measures import Measure
from portal.domain.permissions import Actor, Permission
from portal.domain.words import N_
from portal.domain.workflow import Action, permitted, refused
from portal.records.access_log import Access, log_access
from portal.records.at_hand import at_hand
from portal.records.calendar import calendar_in_force
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.proposing import proposable
from portal.records.seeing import see_case
from portal.web.access import current_actor, requires
from portal.web.forms import Form
from portal.web.reason_templates import Text, texts_for
from portal.web.transaction import access_note


@dataclass(frozen=True, slots=True)
class OrderAhead:
    """What an interim order is told before it is given."""

    measure: Measure
    ends_at: datetime
    ends_words: str = N_(
        "It lapses then, unless the agencies that are asked ratify it before. Whoever gave it does not."
    )


def orders_at_hand(case: Case) -> list[Measure]:
    """The reversible measures that can be ordered with one press more."""
    return at_hand(case, proposable(case))


@blueprint.get("/<case_number>/interim-order", endpoint="interim-order-page")
@requires(Permission.CASE_INTERIM_ORDER)
def interim_order_page(case_number: str) -> ResponseReturnValue:
    """An order that was picked: what it does, filled in, to be given with one more press."""
    actor = current_actor()
    found, _parts = see_case(case_number, actor)
    _ensure_permitted(Action.INTERIM_ORDER, found, actor)
    texts = texts_for(actor, [Action.INTERIM_ORDER], found.category)
    form, ahead = _picked(found, request.args.get("measure", ""), texts)
    with access_note():
        log_access(actor, Access.VIEWED, case_id=found.id)
    return render_template("disposal/interim_order.html", case=found, form=form, ahead=ahead)


def _ensure_permitted(action: Action, case: Case, actor: Actor) -> None:
    """Raises why this actor may not do this on this case now, before any form is shown."""
    present = facts(case)
    if action not in permitted(actor, present):
        why = dict(refused(actor, present)).get(action)
        raise ConditionFailed(why) if why else StepNotAllowed()


def _picked(case: Case, code: str, texts: Mapping[Action, Sequence[Text]]) -> tuple[Form, OrderAhead | None]:
    """The form of an order with this measure and a reason to begin with, and what it would do if there is such a one.

    The reason is the agency's own first template for orders, where it keeps one.
    """
    own = next((text.words for text in texts.get(Action.INTERIM_ORDER, ())), "")
    reason = own or gettext("The harm goes on while the case is checked, and this measure can be undone.")
    measures = proposable(case)
    form = InterimForm(formdata=None, version=case.version, measure=code, reason=reason).offer(measures)
    chosen = next((one for one in measures if one.interim and one.code == code), None)
    if chosen is None:
        return form, None
    ends = due_at(Step.RATIFICATION, case.priority, clock.now(), calendar_in_force())
    return form, OrderAhead(chosen, ends)
