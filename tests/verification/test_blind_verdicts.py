"""What the sample drew is judged by each who confirms it before they read how its platform wants to end it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.domain.errors import ConditionFailed, InputInvalid, NotAllowed, OutcomeNotAllowed, StepNotAllowed
from portal.domain.permissions import Role
from portal.domain.status import Outcome, Status
from portal.extensions import db
from portal.records import ledger
from portal.records.blind_verdicts import BlindVerdict, SampledProposal
from portal.records.case_facts import facts
from portal.records.cases import Case, get_case
from portal.records.organizations import Organization
from portal.records.tasks import TaskKind
from portal.verification.verbs.asking import send_message, write_note
from portal.verification.verbs.confirming import confirm, return_to_desk
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.judging import judge
from portal.verification.verbs.resolving import resolve
from portal.web.transaction import transaction
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import Cast, accepted, add_person, case_of, judged, send_tip, tasks_of, the_cast
from tests.people import Browsers
from tests.verification.desk import case_now, do, page, send, token, version
from tests.verification.test_ending import REMOVED

GROUND = {"ground": "Zebra: the post was taken down.", "opinion": "Yak: the account sells nothing any more."}
TOLD = ("Zebra", "Yak", "Dealt with by the platform itself", "Screenshots before, after", "Walrus", "Heron")
"""What tells how the platform wants to end it: ground, finding, outcome, receipt, a colleague's note, a message."""
VERDICT = {"outcome": "substantiated", "reason": "Otter: the account sells to the old."}
ENGLISH = {"Accept-Language": "en"}


def resolved(cast: Cast, *, sample: int = 0, category: str = "B02") -> Case:
    """A case that its platform wants to end by own measures; sample 0 is drawn at any share."""
    case = accepted(case_of(send_tip(category=category, description="The doctor is not real.")), cast.wei)
    case.sample = sample
    write_note(case, cast.qian, "Walrus: I would leave it at that.")
    send_message(case, cast.wei, "A", "Heron: we have removed it.", "0" * 32)
    resolve(case, cast.wei, [REMOVED], **GROUND)
    return case


def seeded(app: Flask, **how: object) -> str:
    with app.app_context(), transaction():
        return resolved(the_seeded_cast(), **how).case_number  # type: ignore[arg-type]  # passed on as given


def read(browser: FlaskClient, number: str, desk: str = "verification") -> str:
    return browser.get(f"/{desk}/{number}", headers=ENGLISH).text


def give(browser: FlaskClient, number: str, **words: str) -> TestResponse:
    """The verdict, sent from its page."""
    text = page(browser, number, "verdict").text
    return send(browser, number, "verdict", {"version": version(text), **VERDICT, **words}, token(text))


def without_tokens(text: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*', "", text)


def told(text: str) -> list[str]:
    return [word for word in TOLD if word in text]


def verdicts() -> list[tuple[int, Outcome]]:
    return [(one.person_id, one.outcome) for one in db.session.scalars(db.select(BlindVerdict))]


def test_until_the_own_verdict_no_page_tells_how_the_platform_would_end_it(cast: Flask, browsers: Browsers) -> None:
    number, qian = seeded(cast), browsers("qian")
    with cast.app_context():
        task = tasks_of(get_case(number), TaskKind.OWN_MEASURE)[0].id
    for desk in ("verification", "disposal"):
        text = read(qian, number, desk)
        assert told(text) == []
        assert "The doctor is not real." in text
        assert 'id="history"' not in text
    assert "The sample drew this case" in read(qian, number)
    assert told(qian.get(f"/verification/{number}/verdict", headers=ENGLISH).text) == []
    assert qian.get(f"/disposal/{number}/tasks/{task}").status_code == 404
    assert give(qian, number).status_code == 303
    text = read(qian, number)
    assert set(TOLD) - set(told(text)) == set(), "the control: it is all there once the verdict is"
    assert "Otter" in text
    assert "It is true, and the agencies should decide it together" in text
    assert qian.get(f"/disposal/{number}/tasks/{task}").status_code == 200


def test_a_colleagues_verdict_opens_nothing_to_the_next(cast: Flask, browsers: Browsers) -> None:
    number = seeded(cast)
    give(browsers("qian"), number)
    text = read(browsers("wu"), number)
    assert told(text) == []
    assert "Otter" not in text
    assert "agencies should decide it" not in text


@pytest.mark.parametrize("how", [{"sample": 99, "category": "B05"}, {"sample": 0, "category": "B05"}])
def test_what_is_always_confirmed_is_confirmed_in_full_view(
    cast: Flask, browsers: Browsers, how: dict[str, object]
) -> None:
    number, qian = seeded(cast, **how), browsers("qian")
    text = read(qian, number)
    assert set(TOLD) - set(told(text)) == set()
    assert "Give your own verdict" not in text
    assert page(qian, number, "verdict").status_code == 403
    assert do(qian, number, "confirmation").status_code == 303
    assert case_now(cast, number).status is Status.CLOSED


def test_neither_confirmed_nor_returned_before_the_verdict_and_the_page_says_why(
    cast: Flask, browsers: Browsers
) -> None:
    number, qian = seeded(cast), browsers("qian")
    assert read(qian, number).count("first give your own verdict") == 2
    text = page(qian, number, "verdict").text
    sent = {"csrf_token": token(text), "version": version(text)}
    for noun, words in (("confirmation", {}), ("return", {"reason": "Look again."})):
        refused = qian.post(f"/verification/{number}/{noun}", data=sent | words, headers=ENGLISH)
        assert (refused.status_code, "first give your own verdict" in refused.text) == (403, True)
    assert case_now(cast, number).status is Status.AWAITING_CONFIRMATION
    give(qian, number)
    assert do(qian, number, "confirmation").status_code == 303
    closed = case_now(cast, number)
    assert (closed.status, closed.outcome) == (Status.CLOSED, Outcome.RESOLVED_BY_PLATFORM)


def test_sent_twice_it_is_recorded_once_and_another_is_refused(cast: Flask, browsers: Browsers) -> None:
    number, qian = seeded(cast), browsers("qian")
    text = page(qian, number, "verdict").text
    sent = {"csrf_token": token(text), "version": version(text), **VERDICT}
    for _ in range(2):
        assert qian.post(f"/verification/{number}/verdict", data=sent).status_code == 303
    other = qian.post(f"/verification/{number}/verdict", data={**sent, "outcome": "unsubstantiated"}, headers=ENGLISH)
    assert (other.status_code, "it stays as you gave it" in other.text) == (403, True)
    with cast.app_context():
        assert [outcome for _, outcome in verdicts()] == [Outcome.SUBSTANTIATED]
        steps = db.select(ledger.LedgerEntry).where(ledger.LedgerEntry.action == "judge")
        assert [(one.body or {})["outcome"] for one in db.session.scalars(steps)] == ["substantiated"]
        assert not [found for found in ledger.verify() if isinstance(found, ledger.Break)]


def test_without_a_choice_or_a_reason_nothing_is_recorded_and_what_was_typed_stays(
    cast: Flask, browsers: Browsers
) -> None:
    number, qian = seeded(cast), browsers("qian")
    for words in ({"reason": " "}, {"outcome": "", "reason": "Kept."}, {"outcome": "merged", "reason": "Kept."}):
        refused = give(qian, number, **words)
        assert (refused.status_code, words["reason"].strip() in refused.text) == (422, True)
        assert told(refused.text) == []
    with cast.app_context():
        assert verdicts() == []


def test_the_platform_reads_its_case_as_before_and_never_a_verdict(cast: Flask, browsers: Browsers) -> None:
    number, wei = seeded(cast), browsers("wei")
    before = read(wei, number)
    give(browsers("qian"), number)
    assert "Zebra" in before
    assert without_tokens(read(wei, number)) == without_tokens(before), "not a byte tells"
    do(browsers("qian"), number, "return", reason="Look at the second account.")
    after = read(wei, number)
    assert "Look at the second account." in after
    for text in (before, after):
        assert not [word for word in ("Otter", "verdict", "sample", "agencies should decide") if word in text]
    assert page(wei, number, "verdict").status_code == 403


def test_each_proposal_is_judged_anew_and_what_became_of_each_is_kept(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = judged(resolved(cast), cast.qian, cast.wu)
        return_to_desk(case, cast.qian, "Look again.")
        assert not facts(case).sampled
        dismiss(case, cast.wei, Outcome.INSUFFICIENT, "No.", "No.")
        with pytest.raises(ConditionFailed):
            confirm(case, cast.qian)
        judge(case, cast.wu, Outcome.INSUFFICIENT, "Too little.")
        confirm(case, cast.wu)
    kept = db.session.scalars(db.select(SampledProposal).order_by(SampledProposal.sequence)).all()
    assert [(one.outcome, one.returned) for one in kept] == [
        (Outcome.RESOLVED_BY_PLATFORM, True),
        (Outcome.INSUFFICIENT, False),
    ]
    assert len(verdicts()) == 3


def test_only_who_may_confirm_it_judges_it_and_only_what_was_drawn(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = resolved(cast)
        for stranger, refusal in ((cast.wei, NotAllowed), (cast.zhou, ConditionFailed)):
            with pytest.raises(refusal):
                judge(case, stranger, Outcome.INSUFFICIENT, "Too little.")
        with pytest.raises(OutcomeNotAllowed):
            judge(case, cast.qian, Outcome.MERGED, "Joined.")
        with pytest.raises(InputInvalid):
            judge(case, cast.qian, Outcome.INSUFFICIENT, " ")
        always = resolved(cast, category="B05")
        with pytest.raises(StepNotAllowed):
            judge(always, cast.qian, Outcome.INSUFFICIENT, "Too little.")
        assert verdicts() == []


def test_what_an_agency_dismisses_itself_is_not_drawn(context: Flask) -> None:
    """Its colleagues found it themselves; the sample is of what platforms do."""
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        case.sample, case.holder = 0, db.session.get_one(Organization, cast.qian.organization_id)
        dismiss(case, cast.qian, Outcome.UNSUBSTANTIATED, "No.", "No.")
        assert (case.status, facts(case).sampled) == (Status.AWAITING_CONFIRMATION, False)
        confirm(case, cast.wu)
    assert db.session.scalars(db.select(SampledProposal)).all() == []


def test_a_share_that_changes_opens_and_closes_no_case_that_waits(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = resolved(cast)
        case.sample = 99
        assert facts(case).sampled


def test_a_verdict_gives_a_hand_in_the_case_and_none_in_its_finding(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        fan = add_person("fan", "cyberspace", Role.OFFICER)
        case = judged(resolved(cast), fan)
        present = facts(case)
    assert fan.user_id in present.hand_ids - present.decider_ids - present.finder_ids
