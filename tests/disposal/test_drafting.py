"""Inside an agency an answer is drafted (拟办), reviewed (审核) and signed (签发), each by another person."""

import pytest
from flask import Flask

from portal.disposal.drafting import draft_answer, give_back, review_answer
from portal.disposal.signing import approve, return_for_facts, take_back
from portal.domain.errors import ConditionFailed, ReasonMissing, StaleVersion
from portal.domain.permissions import Actor, Role
from portal.domain.signing_levels import SigningLevels, can_be_staffed
from portal.domain.status import Status
from portal.extensions import db
from portal.records.approvals import AnswerDraft, Vote
from portal.records.case_view import case_view
from portal.records.case_view.look import Look
from portal.records.cases import Case
from portal.records.jobs import Job
from portal.records.organizations import Organization
from portal.records.rounds import standing_finding
from portal.records.seeing import see_case
from portal.web.transaction import transaction
from tests.disposal.test_pages import a_referred_case, press
from tests.factories import Cast, add_person, case_of, organization, refer, referred, send_tip, signed, the_cast
from tests.people import Browsers

pytestmark = pytest.mark.usefixtures("clock")
OFFICER_AND_SIGNATORY = (Role.OFFICER, Role.SIGNATORY)


@pytest.fixture
def people(context: Flask) -> Cast:
    """The cast of the factories."""
    with transaction():
        return the_cast()


@pytest.fixture
def colleagues(people: Cast) -> tuple[Actor, Actor]:
    """Zheng and Zhu of Zhou's agency, which answers by three hands from now on."""
    with transaction():
        organization("market").signing_levels = SigningLevels.REVIEWED
        return add_person("zheng", "market", *OFFICER_AND_SIGNATORY), add_person("zhu", "market", Role.SIGNATORY)


@pytest.fixture
def case(people: Cast) -> Case:
    """A delisting that Wei's platform referred: the agencies of Qian and Wu, and of Zhou, are asked."""
    with transaction():
        return referred(case_of(send_tip()), people.wei, "M31")


def seen(case: Case) -> str:
    return standing_finding(case).seen_hash


def test_an_answer_goes_by_three_hands(people: Cast, colleagues: tuple[Actor, Actor], case: Case) -> None:
    zheng, zhu = colleagues
    with transaction():
        signed(case, people.qian)
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "The label is missing in three places.")
        review_answer(case, zhu, seen(case))
    with transaction():
        approve(case, people.zhou, seen(case))
    assert case.status is Status.IN_DISPOSAL


def test_nobody_signs_before_it_is_drafted_and_reviewed(
    people: Cast, colleagues: tuple[Actor, Actor], case: Case
) -> None:
    zheng, _zhu = colleagues
    with pytest.raises(ConditionFailed, match="drafted first"), transaction():
        approve(case, people.zhou, seen(case))
    with transaction():
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "")
    with pytest.raises(ConditionFailed, match="drafted first"), transaction():
        return_for_facts(case, people.zhou, seen(case), "Which version?")


def test_nobody_takes_two_turns(people: Cast, colleagues: tuple[Actor, Actor], case: Case) -> None:
    zheng, zhu = colleagues
    with transaction():
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "")
    with pytest.raises(ConditionFailed, match="another person"), transaction():
        review_answer(case, zheng, seen(case))
    with transaction():
        review_answer(case, zhu, seen(case))
    for again in (zheng, zhu):
        with pytest.raises(ConditionFailed, match="another person"), transaction():
            approve(case, again, seen(case))


def test_a_draft_binds_nobody_who_signs(people: Cast, colleagues: tuple[Actor, Actor], case: Case) -> None:
    zheng, zhu = colleagues
    with transaction():
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "")
        review_answer(case, zhu, seen(case))
        return_for_facts(case, people.zhou, seen(case), "Which version of the app?")
    assert case.status is Status.VERIFYING


def test_a_draft_that_was_given_back_is_drafted_anew(people: Cast, colleagues: tuple[Actor, Actor], case: Case) -> None:
    zheng, zhu = colleagues
    with transaction():
        draft_answer(case, zheng, seen(case), Vote.RETURNED, "Which version?")
        give_back(case, zhu, seen(case), "It stands in the finding.")
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "")
        review_answer(case, zhu, seen(case))
        approve(case, people.zhou, seen(case))
    assert db.session.scalars(db.select(AnswerDraft.vote)).all() == [Vote.APPROVED]


def test_a_return_is_drafted_with_its_question(colleagues: tuple[Actor, Actor], case: Case) -> None:
    with pytest.raises(ReasonMissing), transaction():
        draft_answer(case, colleagues[0], seen(case), Vote.RETURNED, "  ")


def test_a_draft_is_of_the_version_that_was_seen(people: Cast, colleagues: tuple[Actor, Actor], case: Case) -> None:
    zheng, zhu = colleagues
    with transaction():
        before = seen(case)
        draft_answer(case, zheng, before, Vote.APPROVED, "")
        review_answer(case, zhu, before)
        return_for_facts(case, people.qian, before, "Which version?")
        refer(case, people.wei, "M31")
    with pytest.raises(StaleVersion), transaction():
        draft_answer(case, zheng, before, Vote.APPROVED, "")
    with pytest.raises(ConditionFailed, match="drafted first"), transaction():
        approve(case, people.zhou, seen(case))  # the draft of an earlier round counts no more


def test_a_signature_taken_back_is_given_again_on_the_same_draft(
    people: Cast, colleagues: tuple[Actor, Actor], case: Case
) -> None:
    zheng, zhu = colleagues
    with transaction():
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "")
        review_answer(case, zhu, seen(case))
        approve(case, people.zhou, seen(case))
        take_back(case, people.zhou, seen(case))
        approve(case, people.zhou, seen(case))
        signed(case, people.wu)
    assert case.status is Status.IN_DISPOSAL


def shown_to(case: Case, actor: Actor) -> str:
    found, parts = see_case(case.case_number, actor)
    return str(case_view(Look(case=found, actor=actor, parts=parts)))


def test_how_an_agency_comes_to_its_answer_stays_its_own(
    people: Cast, colleagues: tuple[Actor, Actor], case: Case
) -> None:
    zheng, zhu = colleagues
    with transaction():
        draft_answer(case, zheng, seen(case), Vote.RETURNED, "canary of the draft")
        give_back(case, zhu, seen(case), "canary of the giving back")
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "canary of the draft")
        review_answer(case, zhu, seen(case))
        signed(case, people.qian)
    for own in (zheng, zhu, people.zhou):
        assert "canary of the draft" in shown_to(case, own)
    for other in (people.qian, people.wu, people.wei):
        told = shown_to(case, other)
        assert "canary" not in told
        assert "Draft the own agency" not in told
        assert "Review the own agency" not in told
    assert "Draft the own agency" in shown_to(case, zheng)  # control: the history does tell it


def test_whoever_has_the_next_turn_hears_of_it(people: Cast, colleagues: tuple[Actor, Actor], case: Case) -> None:
    zheng, zhu = colleagues

    def told() -> list[str]:
        jobs = db.session.scalars(db.select(Job).where(Job.kind == "tell_colleagues").order_by(Job.id))
        return [job.payload["event"] for job in jobs if job.payload["event"].startswith("answer_")]

    with transaction():
        draft_answer(case, zheng, seen(case), Vote.APPROVED, "")
        assert told() == ["answer_to_review"]
        review_answer(case, zhu, seen(case))
    assert told() == ["answer_to_review", "answer_to_sign"]


@pytest.mark.parametrize(
    ("levels", "people", "enough"),
    [
        (SigningLevels.SIGNED, [{Role.SIGNATORY}], True),
        (SigningLevels.DRAFTED, [{Role.OFFICER, Role.SIGNATORY}], False),
        (SigningLevels.DRAFTED, [{Role.OFFICER}, {Role.SIGNATORY}], True),
        (SigningLevels.DRAFTED, [{Role.OFFICER}, {Role.OFFICER}], False),
        (SigningLevels.REVIEWED, [{Role.OFFICER}, {Role.SIGNATORY}], False),
        (SigningLevels.REVIEWED, [{Role.OFFICER}, {Role.AGENCY_LEAD}, {Role.SIGNATORY}], True),
        (SigningLevels.REVIEWED, [{Role.OFFICER}, {Role.AGENCY_LEAD}, {Role.PUBLISHER}], False),
    ],
)
def test_each_turn_needs_another_person_with_its_role(
    levels: SigningLevels, people: list[set[Role]], enough: bool
) -> None:
    assert can_be_staffed(levels, [frozenset(roles) for roles in people]) is enough


def organization_form(slug: str, levels: SigningLevels) -> dict[str, str]:
    found = db.session.scalars(db.select(Organization).where(Organization.slug == slug)).one()
    return {
        "name_zh": found.name_zh,
        "name_en": found.name_en,
        "function": found.function or "",
        "region": found.region,
        "has_desk": "y",
        "is_active": "y",
        "signing_levels": str(int(levels)),
    }


def test_an_agency_of_one_cannot_be_asked_for_two_hands(cast: Flask, browsers: Browsers) -> None:
    ma = browsers("ma")
    for slug, levels, status in (
        ("market", SigningLevels.DRAFTED, 422),
        ("cyberspace", SigningLevels.DRAFTED, 303),
        ("cyberspace", SigningLevels.REVIEWED, 422),
        ("xingyun", SigningLevels.DRAFTED, 422),
    ):
        with cast.app_context():
            data = organization_form(slug, levels)
        address = f"/administration/organizations/{slug}"
        token = ma.get(address).text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
        assert ma.post(address, data={**data, "csrf_token": token}).status_code == status, (slug, levels)


def test_two_colleagues_draft_and_sign_in_the_browser(cast: Flask, browsers: Browsers) -> None:
    with cast.app_context(), transaction():
        db.session.scalars(db.select(Organization).where(Organization.slug == "cyberspace")).one().signing_levels = 2
    number = a_referred_case(cast)
    qian, wu = browsers("qian"), browsers("wu")
    assert number in qian.get("/disposal?list=to_draft").text
    assert number not in qian.get("/disposal?list=to_sign").text
    refused = press(qian, number, "draft", vote="returned", reason="")
    assert refused.status_code == 422
    assert press(qian, number, "draft", vote="approved", reason="Seen on three phones.").status_code == 303
    assert number in wu.get("/disposal?list=to_sign").text
    page = wu.get(f"/disposal/{number}").text
    assert "Seen on three phones." in page
    assert f"/disposal/{number}/review" not in page
    assert press(wu, number, "approval").status_code == 303
