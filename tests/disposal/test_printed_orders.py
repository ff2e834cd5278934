"""The printed order: what an executor without a desk here is sent, what it rests on, and who may print it."""

from __future__ import annotations

from datetime import date

from flask import Flask

from portal.disposal.executing import attest
from portal.disposal.interim import order, ratify
from portal.disposal.printed_order_pdf import TO_FILL_IN
from portal.domain.printed_orders import Footing
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.access_log import AccessEntry
from portal.records.decision_notices.models import DecisionNotice
from portal.records.decision_notices.reading import find_notice, read_notice
from portal.records.ledger import LedgerEntry as Entry
from portal.records.staying import ask, grant
from portal.records.tasks import Task, TaskKind
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.outside import (
    CONFIRMED,
    a_blocked_site,
    a_lifting,
    a_referral,
    an_interim_order,
    beneath,
    evidence_to_keep,
    given_away,
    of,
    place_of,
    read,
    said,
)
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import accepted, case_of, refer, referred, send_tip, signed, tasks_of
from tests.people import Browsers, csrf_token

ENGLISH = {"Accept-Language": "en"}


def test_an_order_says_what_is_to_be_done_on_what_by_when_and_on_which_decision_it_rests(cast: Flask) -> None:
    place = place_of(cast, a_blocked_site)
    with cast.app_context():
        notice = db.session.scalars(db.select(DecisionNotice.number)).one()
    words = said(cast, place)
    assert words[0] == "Order to carry out a measure"
    assert beneath(words, "Order number") == f"1/{notice}"
    assert beneath(words, "Issuing agency") == "Cyberspace Office"
    assert beneath(words, "To") == "Registrar or access provider"
    assert f"Name: {TO_FILL_IN}" in words, "its trade is all that is known, so there is room for its name"
    assert {"Block domain", "The domain is blocked.", "Network measure (not a penalty)"} <= {*words}
    assert beneath(words, "On what") == "A website"
    assert "https://clinic.example" in words
    assert beneath(words, "For how long") == "Until a further order tells you to undo it."
    assert beneath(words, "By when") == "5 Mar 2026, 24:00"
    assert beneath(words, "What it rests on") == "A joint decision of the agencies."
    assert f"Notice of decision {notice}" in words
    assert "Decided on 2 March 2026 by: Cyberspace Office; Communications Administration" in words
    assert "– how many, under at least one of these: Domains blocked; Domains checked;" in words
    assert f"https://x/notices/{notice}" in words


def test_both_languages_say_the_same_and_a_demonstration_says_that_it_is_one(cast: Flask) -> None:
    place = place_of(cast, a_blocked_site)
    english, chinese = said(cast, place), said(cast, place, "zh")
    assert len(english) == len(chinese)
    assert {"协助执行通知", "封堵域名", "2026年3月5日 24:00"} <= {*chinese}
    assert beneath(english, "Order number") == beneath(chinese, "通知编号")
    for language, words in (("en", english), ("zh", chinese)):
        shown = said(cast, place, language, demonstration=True)
        assert ("演示" in shown[0] or "demonstration" in shown[0], shown[1:]) == (True, words)


def test_whoever_types_the_whole_number_where_notices_are_checked_finds_the_notice(cast: Flask) -> None:
    number = beneath(said(cast, place_of(cast, a_blocked_site)), "Order number")
    with cast.app_context():
        found = find_notice(number)
        assert found is not None
        assert found.genuine


def test_a_number_is_nobody_elses_and_stays_when_a_later_decision_takes_the_measure_over(
    cast: Flask, clock: Clock
) -> None:
    with cast.app_context(), transaction():
        them, task = the_seeded_cast(), an_interim_order()
        interim, before = of(task), read(of(task))
        refer(task.case, them.qian, "M31", "M30")
        signed(task.case, them.wu, them.zhou)
        other = of(next(one for one in tasks_of(task.case) if one.measure == "M30"))
        after, beside = read(interim), read(other)
        assert before is not None
        assert after is not None
        assert beside is not None
        assert before.number == after.number == f"1/{interim.case_number}"
        assert (before.footing, after.footing) == (Footing.INTERIM_ORDER, Footing.DECISION)
        assert after.notice is not None
        assert beside.number == f"2/{after.notice.number}"


def test_an_interim_order_says_until_when_it_holds_whose_it_is_and_that_no_page_tells_of_it(
    cast: Flask, clock: Clock
) -> None:
    place = place_of(cast, an_interim_order)
    words = said(cast, place)
    assert beneath(words, "For how long") == "Until 5 Mar 2026, 10:00."
    assert beneath(words, "By when") == "5 Mar 2026, 10:00", "never after it has lapsed"
    assert "It lapses then, unless it is ratified before" in "".join(words)
    assert "Given by: Cyberspace Office" in words
    assert "No public page tells of it." in words
    assert not [one for one in words if "://x" in one]
    assert "People lose money by the hour." not in words, "why it was given is not for the executor"
    with cast.app_context(), transaction():
        them, task = the_seeded_cast(), db.session.get_one(Task, place.task_id)
        for actor in (them.wu, them.zhou):
            ratify(task.case, task, actor)
    ratified = said(cast, place)
    assert beneath(ratified, "For how long").startswith("Until the agencies have decided.")
    assert beneath(ratified, "By when") == "5 Mar 2026, 24:00"


def test_an_order_that_lapsed_is_not_printed_any_more(cast: Flask, clock: Clock) -> None:
    place = place_of(cast, an_interim_order)
    clock.turn(hours=71)
    assert said(cast, place)
    clock.turn(hours=1)
    with cast.app_context():
        assert read(place) is None


def test_an_order_to_undo_names_what_was_done_and_the_notice_that_has_no_ground_any_more(cast: Flask) -> None:
    words = said(cast, place_of(cast, a_lifting))
    assert words[0] == "Order to undo a measure"
    assert {"Block domain", "Carried out on: 2 Mar 2026, 10:00"} <= {*words}
    assert "Number of the document that confirmed it: K-2026-8" in words
    assert "For how long" not in words
    assert beneath(words, "What it rests on").startswith("This has no ground any more")
    assert [one for one in words if one.startswith("https://x/notices/JU-")]
    assert not [one for one in words if "how many" in one], "a lifting counts nothing"


def test_a_measure_that_stands_still_is_undone_until_a_day_and_its_ground_is_not_gone(cast: Flask) -> None:
    with cast.app_context(), transaction():
        task, qian = a_blocked_site(), the_seeded_cast().qian
        attest(task.case, task, qian, CONFIRMED)
        ask(task.case, read_notice(db.session.scalars(db.select(DecisionNotice.id)).one()), "It would ruin us.")
        grant(task.case, qian, date(2026, 3, 9), "A week does no harm.")
        place = of(tasks_of(task.case, TaskKind.LIFT)[0])
    words = said(cast, place)
    assert beneath(words, "What it rests on").startswith("This stands still until 9 March 2026 is over")
    assert not [one for one in words if "no ground any more" in one or "ruin us" in one or "no harm" in one]


def test_an_order_to_keep_evidence_says_what_is_kept_and_to_tell_nobody(cast: Flask, clock: Clock) -> None:
    words = said(cast, place_of(cast, lambda: evidence_to_keep(clock)))
    assert (words[0], beneath(words, "To")) == ("Order to keep evidence", "Keeper of the archive")
    assert "do not tell whom it concerns" in beneath(words, "Evidence")
    assert "https://xingyun.example/v/8" in words
    assert beneath(words, "For how long").startswith("Until the issuing agency lets you know")
    assert beneath(words, "What it rests on").startswith("The case was taken up.")


def test_who_stands_in_for_a_silent_executor_is_told_that_the_notice_names_another(cast: Flask, clock: Clock) -> None:
    for place, measure in (
        (place_of(cast, lambda: given_away(clock)), "Limit reach"),
        (place_of(cast, lambda: given_away(clock, measure="M12")), "Hide content"),
    ):
        words = said(cast, place)
        assert measure in words
        assert "That notice names somebody else" in words[-1]
        assert "Nobody there answers." not in words, "why another was silent is not for the executor"
    assert "That notice names" not in said(cast, place_of(cast, a_blocked_site))[-1], "the control"


def test_an_authority_is_asked_and_not_ordered_about(cast: Flask) -> None:
    words = said(cast, place_of(cast, a_referral))
    assert (words[0], beneath(words, "What is to be done")) == ("Letter of referral", "You are asked for this:")
    assert "For how long" not in words


def test_an_order_that_is_late_says_so(cast: Flask, clock: Clock) -> None:
    place = place_of(cast, a_blocked_site)
    assert "This time has run out. Do it at once." not in said(cast, place)
    clock.turn(days=14)
    assert "This time has run out. Do it at once." in said(cast, place)


def test_of_what_nobody_could_identify_only_the_words_of_the_desk_are_printed(cast: Flask) -> None:
    with cast.app_context(), transaction():
        them = the_seeded_cast()
        case = accepted(case_of(send_tip("the voice of canary on the phone", type=TargetType.UNKNOWN)), them.qian)
        place = of(order(case, them.qian, "M31", "The app Doctor Fake of the store at 2 Lake Road."))
    words = said(cast, place)
    assert "canary" not in "".join(words)
    assert "Applies to: The app Doctor Fake of the store at 2 Lake Road." in words


def test_what_rests_on_a_notice_that_was_changed_is_not_printed(cast: Flask, browsers: Browsers) -> None:
    place, qian = place_of(cast, a_blocked_site), browsers("qian")
    assert qian.get(place.paper).status_code == 200
    with cast.app_context(), transaction():
        notice = db.session.scalars(db.select(DecisionNotice)).one()
        notice.content = {**notice.content, "ground": "Something else."}
    assert qian.get(place.paper).status_code == 404
    page = qian.get(place.page, headers=ENGLISH).text
    assert "No order can be printed" in page
    assert place.paper not in page


def test_the_lead_agency_finds_the_order_above_the_form_that_records_its_answer(
    cast: Flask, browsers: Browsers
) -> None:
    place, qian = place_of(cast, a_blocked_site), browsers("qian")
    page = qian.get(place.page, headers=ENGLISH).text
    assert f'href="{place.paper}"' in page
    assert page.index(place.paper) < page.index(f'action="{place.page}/attestation"')
    with cast.app_context():
        before = [db.session.scalar(db.select(db.func.count()).select_from(table)) for table in (AccessEntry, Entry)]
    answer = qian.get(place.paper)
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert "1-JU-" in answer.headers["Content-Disposition"]
    with cast.app_context():
        after = [db.session.scalar(db.select(db.func.count()).select_from(table)) for table in (AccessEntry, Entry)]
    assert after == [(before[0] or 0) + 1, before[1]], "who looked is kept, and the history says nothing of it"


def test_for_nobody_else_is_there_an_order(cast: Flask, browsers: Browsers) -> None:
    place = place_of(cast, a_blocked_site)
    assert browsers("zhao").get(place.page).status_code == 200, "the control: her agency signed, and reads the task"
    assert place.paper not in browsers("zhao").get(place.page).text
    assert browsers("zhao").get(place.paper).status_code == 404
    assert browsers("zhou").get(place.paper).status_code == 404
    for word in ("wei", "he", "sun", "ma"):
        assert browsers(word).get(place.paper).status_code == 403, word
    stranger = cast.test_client().get(place.paper)
    assert (stranger.location or "").startswith("/sign-in")


def test_there_is_none_for_an_executor_of_the_portal_and_none_once_it_is_done(cast: Flask, browsers: Browsers) -> None:
    with cast.app_context(), transaction():
        them = the_seeded_cast()
        case = signed(referred(case_of(send_tip()), them.wei, "M12"), them.qian)
        inside = of(tasks_of(case)[0])
    qian, outside = browsers("qian"), place_of(cast, a_blocked_site)
    assert qian.get(inside.paper).status_code == 404
    assert inside.paper not in qian.get(inside.page).text
    assert qian.get(f"/disposal/{inside.case_number}/tasks/{outside.task_id}/order").status_code == 404
    assert qian.get(outside.paper).status_code == 200
    with cast.app_context(), transaction():
        task = db.session.get_one(Task, outside.task_id)
        attest(task.case, task, the_seeded_cast().qian, CONFIRMED)
    assert qian.get(outside.paper).status_code == 404


def test_what_an_executor_outside_confirms_is_not_taken_without_the_number_of_its_document(
    cast: Flask, browsers: Browsers
) -> None:
    place, qian = place_of(cast, a_blocked_site), browsers("qian")
    page = qian.get(place.page, headers=ENGLISH).text
    assert "Document number</label>" in page, "the control: the label of what may be left out says so"
    assert "Domains blocked <" in page
    token = csrf_token(qian, "/account")
    fields = {"csrf_token": token, "proof": "Blocked, seen today.", "quantity_domains_blocked": "1"}
    refused = qian.post(f"{place.page}/attestation", data=fields, headers=ENGLISH)
    assert refused.status_code == 422
    assert "Give the number of the document by which the executor confirmed it." in refused.text
    assert "Blocked, seen today." in refused.text
    answer = qian.post(f"{place.page}/attestation", data={**fields, "document_number": "K-2026-8"})
    assert answer.status_code == 303
