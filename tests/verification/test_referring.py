"""Referring: a finding with its measures, before agencies that nobody chose."""

from collections.abc import Sequence

import pytest
from flask import Flask

from portal.domain.errors import InputInvalid, MeasureNotAllowed, StepNotAllowed
from portal.domain.status import Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case
from portal.records.findings import Finding, ProposedMeasure
from portal.records.organizations import Organization
from portal.records.rounds import approvals_of_round
from portal.verification.verbs.referring import refer
from portal.web.transaction import transaction
from tests.factories import Cast, accepted, case_of, organization, send_tip, the_cast

WORDS = {"opinion": "The picture is generated.", "public_ground": "It passes off a generated doctor as real."}
SEEN = ("https://xingyun.example/v/1 on 2 March",)


def put(case: Case, cast: Cast, *codes: str, evidence: Sequence[str] = SEEN, note: str = "", **words: str) -> None:
    actor = cast.wei if case.holder_id == cast.wei.organization_id else cast.qian
    said = WORDS | words
    refer(
        case,
        actor,
        opinion=said["opinion"],
        public_ground=said["public_ground"],
        evidence=evidence,
        measures=[ProposedMeasure(code, note=note) for code in codes],
    )


def asked(case: Case) -> set[str]:
    return {db.session.get_one(Organization, agency_id).slug for agency_id in approvals_of_round(case)}


@pytest.mark.parametrize(
    ("category", "type", "codes", "agencies"),
    [
        ("B02", TargetType.CONTENT, ("M11",), {"cyberspace"}),
        ("A03", TargetType.LISTING, ("M33",), {"cyberspace", "market"}),
        ("A01", TargetType.APP, ("M31",), {"cyberspace", "communications"}),
        ("A01", TargetType.CONTENT, ("M50",), {"cyberspace"}),
    ],
)
def test_the_agencies_follow_from_measure_and_category(
    context: Flask, category: str, type: TargetType, codes: tuple[str, ...], agencies: set[str]
) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(category=category, type=type)), cast.wei)
        put(case, cast, *codes)
    assert (case.status, case.round, asked(case)) == (Status.AWAITING_APPROVAL, 1, agencies)


def test_where_the_finders_own_agency_is_named_another_is_asked_besides(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip("I cannot say", type=TargetType.UNKNOWN)), cast.qian)
        put(case, cast, "M11", note="the post that was found")
    assert asked(case) == {"cyberspace", "market"}


def test_the_finding_keeps_what_was_said(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        put(case, cast, "M11", "M24", note="the post and its account")
    [finding] = db.session.scalars(db.select(Finding))
    assert (finding.opinion, finding.evidence, finding.codes) == (WORDS["opinion"], list(SEEN), ("M11", "M24"))
    assert (finding.organization_id, len(finding.seen_hash)) == (organization("xingyun").id, 64)


@pytest.mark.parametrize(
    ("codes", "change", "error"),
    [
        ((), {}, MeasureNotAllowed),
        (("M11", "M11"), {}, MeasureNotAllowed),
        (("M42",), {}, MeasureNotAllowed),  # nobody blocks the domain of a whole platform for one post
        (("M32",), {}, MeasureNotAllowed),  # nor shuts a service down for one post
        (("M33",), {}, MeasureNotAllowed),
        (("M11", "M21"), {}, MeasureNotAllowed),  # whose account?
        (("M99",), {}, MeasureNotAllowed),
        (("M11",), {"opinion": " "}, InputInvalid),
        (("M11",), {"public_ground": " "}, InputInvalid),
        (("M11",), {"evidence": (" ",)}, InputInvalid),
    ],
)
def test_a_finding_with_a_gap_is_not_put_before_anybody(
    context: Flask, codes: tuple[str, ...], change: dict[str, str], error: type[Exception]
) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        with pytest.raises(error):
            put(case, cast, *codes, **change)
    assert (case.status, case.round) == (Status.VERIFYING, 0)


def test_a_case_is_accepted_before_it_is_referred(context: Flask) -> None:
    with pytest.raises(StepNotAllowed), transaction():
        cast = the_cast()
        put(case_of(send_tip()), cast, "M11")
