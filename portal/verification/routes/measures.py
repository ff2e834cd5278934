"""Measures: in the meantime, as the platform's own end of a case, or put before the agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.measures import Measure
from portal.domain.permissions import Actor, Permission
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.case_view.precedents import PrecedentsView, read_precedents
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure, current_finding
from portal.records.proposing import proposable
from portal.verification.blueprint import blueprint
from portal.verification.forms.measures import InterimMeasureForm, ReferralForm, ResolutionForm
from portal.verification.routes.answers import Verb, answer
from portal.verification.verbs.referring import WhoSigns, check_referred, refer, who_signs
from portal.verification.verbs.resolving import check_resolved, days_in_the_meantime, resolve, take_interim_measure
from portal.web.access import current_actor, requires

GET_AND_POST = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a referral is told before it is sent."""

    who_signs: WhoSigns
    precedents: PrecedentsView | None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What an interim measure is told before it is confirmed."""

    measure: Measure
    ends_at: datetime
    ends_words: str = N_("It ends then, unless you take it anew or it is decided before.")


@blueprint.route("/<case_number>/interim-measure", methods=GET_AND_POST)
@requires(Permission.CASE_INTERIM_MEASURE)
def interim_measure(case_number: str) -> ResponseReturnValue:
    """Take a reversible measure before the decision."""
    form = InterimMeasureForm()

    def start(case: Case) -> None:
        form.offer(_interim(case))
        if request.method == "GET":
            form.pick(request.args.get("measure", ""))

    def do(case: Case, actor: Actor) -> None:
        take_interim_measure(case, actor, form.taken())

    return answer(
        Verb(
            case_number,
            Action.INTERIM_MEASURE,
            form,
            "interim_measure",
            start,
            ahead=lambda case: _meanwhile(case, form),
        ),
        do,
        N_("The measure is recorded."),
    )


@blueprint.route("/<case_number>/resolution", methods=GET_AND_POST)
@requires(Permission.CASE_RESOLVE)
def resolution(case_number: str) -> ResponseReturnValue:
    """End it by own measures, each with its receipt."""
    form = ResolutionForm()
    return answer(
        Verb(
            case_number,
            Action.RESOLVE,
            form,
            "resolution",
            lambda case: form.offer(_own(case)),
            check=lambda case: check_resolved(case, form.taken()),
        ),
        lambda case, actor: resolve(case, actor, form.taken(), form.ground.data, form.opinion.data),
        N_("Resolved by own measures."),
    )


@blueprint.route("/<case_number>/referral", methods=GET_AND_POST)
@requires(Permission.CASE_REFER)
def referral(case_number: str) -> ResponseReturnValue:
    """Put a finding and its measures before the agencies."""
    form = ReferralForm()

    def start(case: Case) -> None:
        form.offer(proposable(case))
        before = current_finding(case.id, case.round)
        if not form.is_submitted() and before is not None and before.organization_id == case.holder_id:
            form.begin_with(before)

    return answer(
        Verb(
            case_number,
            Action.REFER,
            form,
            "referral",
            start,
            check=lambda case: check_referred(case, form.proposed(), form.departure.data or ""),
            ahead=lambda case: _ahead(case, form.proposed()),
        ),
        lambda case, actor: refer(
            case,
            actor,
            opinion=form.opinion.data,
            public_ground=form.public_ground.data,
            evidence=form.evidence_lines(),
            measures=form.proposed(),
            departure=form.departure.data or "",
        ),
        N_("Referred. The agencies that the tables name are asked to sign."),
    )


def _meanwhile(case: Case, form: InterimMeasureForm) -> Meanwhile | None:
    """What the measure that is chosen does, for how long; None before one is chosen."""
    chosen = next((one for one in _interim(case) if one.code == form.code.data), None)
    if chosen is None:
        return None
    days = form.days.data or days_in_the_meantime(case)
    return Meanwhile(chosen, clock.now() + timedelta(days=days))


def _ahead(case: Case, measures: Sequence[ProposedMeasure]) -> Ahead:
    """What would follow from a referral with these measures, and what earlier cases say to them."""
    codes = [measure.code for measure in measures]
    return Ahead(who_signs(case, measures), read_precedents(case, current_actor(), codes))


def _own(case: Case) -> tuple[Measure, ...]:
    return tuple(measure for measure in proposable(case) if measure.by_platform_alone)


def _interim(case: Case) -> tuple[Measure, ...]:
    return tuple(measure for measure in _own(case) if measure.interim)
