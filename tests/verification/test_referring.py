"""Referring: a finding with its measures, before agencies that nobody chose."""

from collections.abc import Sequence

import pytest
from flask import Flask

from portal.disposal.concluding import conclude
from portal.domain.errors import InputInvalid, MeasureNotAllowed, Several, StepNotAllowed
from portal.domain.measures import MEASURES, Counter
from portal.domain.precedents import FEWEST
from portal.domain.status import Outcome, Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.access_log import AccessEntry
from portal.records.cases import Case
from portal.records.findings import Finding, ProposedMeasure
from portal.records.organizations import Organization
from portal.records.receipts import ExecutionReceipt
from portal.records.rounds import approvals_of_round
from portal.verification.verbs.referring import refer, who_signs
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import (
    Cast,
    accepted,
    carried_out,
    case_of,
    organization,
    referred,
    send_tip,
    signed,
    the_cast,
)
from tests.people import Browsers
from tests.verification.desk import case_now, do, page, send, tip, token, version

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
        (("M11", "M21"), {}, Several),  # whose account, and for how long?
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


@pytest.mark.parametrize("codes", [("M11",), ("M31",), ("M50",), ("M31", "M50")])
def test_whoever_was_foretold_is_asked_and_by_the_day_that_was_foretold(context: Flask, codes: tuple[str, ...]) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(category="A01", type=TargetType.APP)), cast.wei)
        foretold = who_signs(case, [ProposedMeasure(code) for code in codes])
        put(case, cast, *codes, note="the app")
    assert foretold.refused is None
    assert {one.agency.id: one.due_at for one in foretold.signers} == {
        agency_id: row.due_at for agency_id, row in approvals_of_round(case).items()
    }
    for one in foretold.signers:
        assert [row.code for row in one.named_by] == [
            code for code in codes if one.agency.function in MEASURES[code].named
        ]


def test_what_no_agency_of_the_portal_could_sign_is_said_before_it_is_sent(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(category="A01", type=TargetType.APP)), cast.wei)
        organization("communications").is_active = False
        db.session.flush()
        assert isinstance(who_signs(case, [ProposedMeasure("M31")]).refused, MeasureNotAllowed)
        assert who_signs(case, [ProposedMeasure("M11")]).refused is None
        assert who_signs(case, [ProposedMeasure("M99")]).signers == []


def signers_in(text: str) -> str:
    return text.partition('id="signers"')[2].partition("</section>")[0]


def test_who_signs_is_shown_before_anything_is_sent_and_what_was_typed_stays(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "acceptance")
    empty = page(wei, number, "referral").text
    assert "网信办" not in signers_in(empty)
    words = {"version": version(empty), "opinion": "看过视频。", "measures-0-code": "M11", "foretell": "signers"}
    shown = send(wei, number, "referral", words, token(empty))
    assert shown.status_code == 200
    assert "网信办" in signers_in(shown.text)
    assert "看过视频。" in shown.text
    assert case_now(cast, number).status is Status.VERIFYING


def views(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(AccessEntry)) or 0


def test_questions_about_a_case_in_view_leave_no_line_of_their_own_in_the_access_log(
    cast: Flask, browsers: Browsers, clock: Clock
) -> None:
    """Control: who asks without having looked, or long after it, leaves a line as for a look."""
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "acceptance")
    empty = page(wei, number, "referral").text
    words = {"version": version(empty), "measures-0-code": "M11", "foretell": "signers"}
    before = views(cast)
    for _ in range(3):
        assert "网信办" in signers_in(send(wei, number, "referral", words, token(empty)).text)
    assert views(cast) == before
    clock.turn(minutes=16)
    send(wei, number, "referral", words, token(empty))
    assert views(cast) == before + 1
    qian = browsers("qian")
    own = token(qian.get("/account").text)
    unseen = send(qian, tip(cast, "https://nobody.example/x"), "referral", words, own)
    assert (unseen.status_code, views(cast)) == (200, before + 2)


def test_rows_open_as_they_are_filled(cast: Flask, browsers: Browsers) -> None:
    number, wei = tip(cast), browsers("wei")
    do(wei, number, "acceptance")
    empty = page(wei, number, "referral").text
    fold = "<details"
    assert empty.index('name="measures-1-code"') < empty.index(fold, empty.index('id="proposed"'))
    assert empty.index('name="measures-2-code"') > empty.index(fold, empty.index('id="proposed"'))
    words = {"version": version(empty), "measures-2-code": "M11", "foretell": "signers"}
    third = send(wei, number, "referral", words, token(empty)).text
    assert third.index('name="measures-3-code"') < third.index(fold, third.index('id="proposed"'))


def test_an_unusual_referral_comes_back_with_its_words_and_a_place_for_the_reason(
    app: Flask, browsers: Browsers
) -> None:
    number = tip(app, "https://xingyun.example/v/77", category="B02")
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        for _ in range(FEWEST):
            earlier = case_of(send_tip(category="B02"))
            signed(referred(earlier, cast.wei, "M12"), cast.qian)
            carried_out(earlier, cast.wei, ExecutionReceipt("It is hidden.", {Counter.INFORMATION: 1}))
            conclude(earlier, cast.qian, Outcome.SUBSTANTIATED, "It was generated.")
    wei = browsers("wei")
    assert do(wei, number, "acceptance").status_code == 303
    words = WORDS | {"evidence": "The page on 2 March", "measures-0-code": "M11"}
    told = page(wei, number, "referral")
    assert 'name="departure"' in told.text
    back = do(wei, number, "referral", **words)
    assert back.status_code == 422
    assert WORDS["opinion"] in back.text
    assert do(wei, number, "referral", **words, departure="It was hidden before and came back.").status_code == 303
    assert "It was hidden before and came back." in browsers("qian").get(f"/disposal/{number}").text


def test_a_measure_for_a_set_time_is_not_proposed_without_one(context: Flask) -> None:
    """Beyond the longest time of table 6 lies above all no time at all: it would never end."""
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)

    def propose(*measures: ProposedMeasure) -> None:
        refer(case, cast.wei, **WORDS, evidence=SEEN, measures=measures)

    for days in (None, 181, 0):
        with pytest.raises(MeasureNotAllowed, match="M21"), transaction():
            propose(ProposedMeasure("M11"), ProposedMeasure("M21", days, "@dr-wang"))
    with pytest.raises(MeasureNotAllowed, match="not limited in time"), transaction():
        propose(ProposedMeasure("M11", 30))
    with transaction():
        propose(ProposedMeasure("M11"), ProposedMeasure("M21", 180, "@dr-wang"))
    assert case.status is Status.AWAITING_APPROVAL
