"""The notice of a joint decision: issued with it, handed over by who carries it out, checked by anybody."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.disposal.appealing import revoke
from portal.disposal.leading import amend
from portal.disposal.notice_pdf import lines
from portal.domain.errors import InputInvalid, NotAllowed
from portal.domain.status import Status
from portal.domain.targets import TargetType
from portal.domain.visibility import visible_parts
from portal.extensions import db
from portal.records.advancing import NOTICE_ISSUED
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.cases import Case, get_case
from portal.records.counters import today
from portal.records.decision_notices.issuing import content_hash
from portal.records.decision_notices.models import DecisionNotice, NoticeService
from portal.records.decision_notices.reading import NoticeView, find_notice, read_notices
from portal.records.decision_notices.serving import serve
from portal.records.findings import ProposedMeasure
from portal.records.ledger import Break, LedgerEntry, verify
from portal.web.paper import new_paper, printable
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import Cast, appealed, carried_out, case_of, delisted, referred, send_tip, signed, the_cast
from tests.people import Browsers, csrf_token
from tests.publicity.desk import demo_cast
from tests.verification.desk import tip

APP = "https://xingyun.example/app/com.fake.doctor"


@pytest.fixture
def cast_in(context: Flask, clock: Clock) -> Cast:
    with transaction():
        return the_cast()


def decided(cast: Cast, entered: str = APP, type: TargetType = TargetType.APP, *codes: str) -> Case:
    case = referred(case_of(send_tip(entered, type=type, platform="xingyun")), cast.wei, *codes or ("M31",))
    return signed(case, cast.qian, cast.zhou)


def notices_of(case: Case) -> list[DecisionNotice]:
    return list(db.session.scalars(db.select(DecisionNotice).where(DecisionNotice.case_id == case.id)))


def shown(case: Case) -> NoticeView:
    db.session.expire_all()
    found = find_notice(notices_of(case)[0].number)
    assert found is not None
    return found


def states(case: Case) -> list[tuple[str, str]]:
    return [(one.ordered.measure.code, one.force.value) for one in shown(case).measures]


def test_the_last_signature_issues_one_notice_and_no_other_does(cast_in: Cast) -> None:
    with transaction():
        case = referred(case_of(send_tip(APP, type=TargetType.APP)), cast_in.wei, "M31")
        signed(case, cast_in.qian)
        assert notices_of(case) == []
        signed(case, cast_in.zhou)
    (notice,) = notices_of(case)
    entry = db.session.get_one(LedgerEntry, (case.id, notice.sequence))
    assert entry.action == NOTICE_ISSUED
    assert entry.body == {"notice": notice.number, "round": 1, "sha256": content_hash(notice.content)}
    assert [one.name_en for one in shown(case).agencies] == ["cyberspace", "market"]


def test_what_was_amended_is_told_by_the_notice_of_its_own_round(cast_in: Cast) -> None:
    with transaction():
        case = referred(case_of(send_tip(APP, type=TargetType.APP)), cast_in.wei, "M31")
        amend(case, cast_in.qian, [ProposedMeasure("M30", 30)], "Thirty days are enough.")
        signed(case, cast_in.wu, cast_in.zhou)
    assert [(one.round, [row["code"] for row in one.content["measures"]]) for one in notices_of(case)] == [(2, ["M30"])]


def test_a_measure_is_told_as_it_stands_today(cast_in: Cast, clock: Clock) -> None:
    with transaction():
        case = decided(cast_in)
        assert states(case) == [("M31", "ordered")]
        clock.turn(days=1)
        carried_out(case, cast_in.wei)
    assert states(case) == [("M31", "in_force")]
    with transaction():
        closed = delisted(case_of(send_tip("https://xingyun.example/v/9")), cast_in)
        appealed(closed)
        closed.appeal_agency_id = cast_in.zhao.organization_id
        revoke(closed, cast_in.zhao, "It was a parody.")
        assert states(closed) == [("M31", "ending")]
        clock.turn(days=2)
        carried_out(closed, cast_in.wei)
    assert states(closed) == [("M31", "lifted")]
    assert shown(closed).measures[0].since == today()


@pytest.mark.parametrize("change", ["ground", "measures", "number", "issued_on"])
def test_a_row_that_was_changed_is_not_genuine(cast_in: Cast, change: str) -> None:
    with transaction():
        case = decided(cast_in)
    assert shown(case).genuine
    with transaction():
        (notice,) = notices_of(case)
        notice.content = {**notice.content, change: [] if change == "measures" else "2026-01-01"}
    assert not shown(case).genuine
    assert shown(case).measures == ()


def test_a_row_that_nobody_issued_is_not_genuine(cast_in: Cast) -> None:
    """Whoever writes past the portal can add a row, and point it to some entry, but to none that names it."""
    with transaction():
        case = decided(cast_in)
        (true,) = notices_of(case)
        forged = DecisionNotice(
            case_id=case.id, round=7, number="JU-0000-0000-0000-0000", sequence=1, issued_at=true.issued_at,
            content={**true.content, "number": "JU-0000-0000-0000-0000"},
        )  # fmt: skip
        db.session.add(forged)
    found = find_notice("JU-0000-0000-0000-0000")
    assert found is not None
    assert not found.genuine
    assert [one for one in verify() if isinstance(one, Break)] == []


def test_a_number_is_found_however_it_is_typed(cast_in: Cast) -> None:
    with transaction():
        number = shown(decided(cast_in)).number
    bare = number.removeprefix("JU-")
    wide = "".join(chr(ord(one) + 0xFEE0) for one in number)
    typed = [number.lower(), f"  {number.replace('-', ' ')} ", bare, wide, f"通知书编号：{number}"]
    typed += [f"https://portal.example/notices/{number}", bare.replace("0", "o").replace("1", "l")]
    assert [found.number if (found := find_notice(one)) else one for one in typed] == [number] * len(typed)
    other = "1" if number[-1] != "1" else "2"
    assert find_notice(number[:-1] + other) is None


def test_what_nobody_could_identify_is_not_told_in_a_reporters_words(cast_in: Cast) -> None:
    with transaction():
        case = case_of(send_tip("the voice of canary on the phone", type=TargetType.UNKNOWN, platform="xingyun"))
        signed(referred(case, cast_in.wei, "M31"), cast_in.qian, cast_in.zhou)
    assert "canary" not in str(notices_of(case)[0].content)


def test_the_day_of_service_is_kept_once_and_mended_with_a_reason(cast_in: Cast, clock: Clock) -> None:
    with transaction():
        case = decided(cast_in)
        clock.turn(days=3)
        first = shown(case).issued_on
        for wrong in (date(2026, 1, 1), date(2026, 12, 31)):
            with pytest.raises(InputInvalid):
                serve(case, shown(case), cast_in.wei, wrong, "")
        version = case.version
        serve(case, shown(case), cast_in.wei, first, "")
        with pytest.raises(InputInvalid):
            serve(case, shown(case), cast_in.wei, today(), " ")
        serve(case, shown(case), cast_in.qian, today(), "The courier came later.")
        with pytest.raises(NotAllowed):
            serve(case, shown(case), cast_in.he, today(), "I carry nothing out.")
    assert [one.served_on for one in shown(case).services] == [first, today()]
    assert case.version == version, "a colleague who is about to decide is not stopped by it"
    assert [one for one in verify() if isinstance(one, Break)] == []


def test_only_those_who_carry_it_out_and_the_agencies_of_the_case_see_it(cast_in: Cast) -> None:
    with transaction():
        case = decided(cast_in)
    seen = {
        name: len(read_notices(Look(case=case, actor=actor, parts=visible_parts(actor, facts(case)))))
        for name, actor in (("wei", cast_in.wei), ("qian", cast_in.qian), ("zhou", cast_in.zhou))
    }
    assert seen == {"wei": 1, "qian": 1, "zhou": 1}
    outsider = Look(case=case, actor=cast_in.he, parts=frozenset())
    assert read_notices(outsider) == []


def test_a_character_that_the_font_lacks_is_marked_on_paper_and_no_other_is() -> None:
    paper = new_paper("A4", 20, "")
    assert printable(paper, "鑫淼公司，“镕”\nJU 12") == "鑫淼公司，“〓”\nJU 12"


# the same through the browser


def a_decided_case(app: Flask) -> str:
    number = tip(app, APP, type=TargetType.APP)
    with app.app_context(), transaction():
        them = demo_cast()
        signed(referred(get_case(number), them.wei, "M31"), them.qian, them.zhou)
    return number


def record_day(client: FlaskClient, number: str, **words: str) -> TestResponse:
    page = f"/disposal/{number}/notices/1"
    return client.post(f"{page}/service", data={"csrf_token": csrf_token(client, page), **words})


def test_an_executor_hands_it_over_and_anybody_checks_it(app: Flask, browsers: Browsers) -> None:
    number, wei = a_decided_case(app), browsers("wei")
    with app.app_context():
        notice = notices_of(get_case(number))[0].number
        assert get_case(number).status is Status.IN_DISPOSAL
    assert f"/disposal/{number}/notices/1" in wei.get(f"/disposal/{number}").text
    page = wei.get(f"/disposal/{number}/notices/1", headers={"Accept-Language": "en"}).text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert all(
        words in page for words in (notice, "Delist product", "com.fake.doctor", f"http://localhost/notices/{notice}")
    )
    paper = wei.get(f"/disposal/{number}/notices/1/paper")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    assert record_day(wei, number, served_on="2026-03-02").status_code == 303
    assert record_day(wei, number, served_on="2026-03-02").status_code == 422
    kept = record_day(wei, number, served_on="2026-02-01", reason="Typed <wrong> & kept")
    assert kept.status_code == 422
    assert "Typed &lt;wrong&gt; &amp; kept" in kept.text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(NoticeService.id))) == 1
    stranger = app.test_client().get(f"/notices/{notice}", headers={"Accept-Language": "en"})
    assert stranger.status_code == 200
    assert all(words in stranger.text for words in ("Genuine", "com.fake.doctor", "ordered, being carried out"))


def test_the_paper_says_the_same_in_both_languages(app: Flask, browsers: Browsers) -> None:
    number = a_decided_case(app)
    with app.app_context():
        view = shown(get_case(number))
    for language, words in (("en", "Delist product"), ("zh", "下架")):
        with app.test_request_context(headers={"Accept-Language": language}):
            said = "\n".join(text for _, text in lines(view, "http://x/notices/1", demonstration=False))
            assert all(one in said for one in (words, view.number, view.ground, "http://x/notices/1"))
            assert lines(view, "x", demonstration=True)[1:] == lines(view, "x", demonstration=False)


def test_what_was_changed_is_neither_printed_nor_served(app: Flask, browsers: Browsers) -> None:
    number, qian = a_decided_case(app), browsers("qian")
    page = f"/disposal/{number}/notices/1"
    assert f"{page}/service" in qian.get(page).text
    with app.app_context(), transaction():
        (notice,) = notices_of(get_case(number))
        notice.content = {**notice.content, "ground": "Something else."}
        found = notice.number
    assert f"{page}/service" not in qian.get(page).text
    assert qian.get(f"{page}/paper").status_code == 404
    public = app.test_client().get(f"/notices/{found}", headers={"Accept-Language": "en"}).text
    assert "Changed after it was issued" in public
    assert "Something else." not in public
    assert re.search(r"Genuine<", public) is None
