"""The page of who stays out of a case: declared, said by a head, taken back, and closed to whoever stays out."""

from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.records.cases import Case
from portal.records.exclusions import Exclusion
from portal.web.transaction import transaction
from tests.factories import case_of, referred, send_tip
from tests.people import Browsers, csrf_token
from tests.publicity.desk import actor

ENGLISH = {"Accept-Language": "en"}
WORDS = "My brother works at the maker."
ADDRESS = "https://xingyun.example/v/1"
REPORTED = "A video shows a doctor who never said this."


def number_of_a_case(app: Flask) -> str:
    with app.app_context(), transaction():
        return referred(case_of(send_tip(ADDRESS, description=REPORTED)), actor("wei"), "M31").case_number


def send(client: FlaskClient, path: str, **fields: str) -> tuple[int, str]:
    answer = client.post(path, data={"csrf_token": csrf_token(client, "/account"), **fields}, headers=ENGLISH)
    return answer.status_code, answer.text


def stay_out(client: FlaskClient, number: str) -> tuple[int, str]:
    return send(client, f"/conflicts/{number}/declaration", conflict="relation", words=WORDS)


def rows(app: Flask) -> list[Exclusion]:
    with app.app_context():
        return list(db.session.scalars(db.select(Exclusion).order_by(Exclusion.id)))


def test_the_page_of_the_case_leads_there_from_both_desks(cast: Flask, browsers: Browsers) -> None:
    number = number_of_a_case(cast)
    for word, desk in (("wei", "verification"), ("qian", "disposal")):
        assert f'href="/conflicts/{number}"' in browsers(word).get(f"/{desk}/{number}").text


def test_whoever_declares_a_conflict_finds_the_case_closed_and_is_told_why(cast: Flask, browsers: Browsers) -> None:
    number, zhou = number_of_a_case(cast), browsers("zhou")
    assert stay_out(zhou, number)[0] == 303
    for path in (f"/disposal/{number}", f"/verification/{number}"):
        answer = zhou.get(path, headers=ENGLISH)
        assert answer.status_code == 403
        assert "You stay out of this case because of a conflict of interest." in answer.text
        assert REPORTED not in answer.text
    page = zhou.get(f"/conflicts/{number}", headers=ENGLISH).text
    assert "You stay out of this case" in page
    assert "<textarea" not in page
    assert number not in zhou.get("/disposal").text


def test_a_verb_from_a_page_that_was_open_is_refused(cast: Flask, browsers: Browsers) -> None:
    number, zhou = number_of_a_case(cast), browsers("zhou")
    assert stay_out(zhou, number)[0] == 303
    status, text = send(zhou, f"/disposal/{number}/return", seen_hash="0" * 64, reason="Which page?")
    assert status == 403
    assert "conflict of interest" in text


def test_said_twice_it_is_said_once(cast: Flask, browsers: Browsers) -> None:
    number, zhou = number_of_a_case(cast), browsers("zhou")
    assert [stay_out(zhou, number)[0], stay_out(zhou, number)[0]] == [303, 303]
    assert len(rows(cast)) == 1


def test_before_it_is_pressed_it_says_which_turn_nobody_takes_then(cast: Flask, browsers: Browsers) -> None:
    number = number_of_a_case(cast)
    told = "Too few others of the agency are left to sign."
    assert told in browsers("zhou").get(f"/conflicts/{number}", headers=ENGLISH).text
    of_the_lead = browsers("qian").get(f"/conflicts/{number}", headers=ENGLISH).text
    assert told in of_the_lead.partition("Keep somebody else out")[2]
    assert told not in of_the_lead.partition("Keep somebody else out")[0]


def test_the_lead_agency_keeps_somebody_out_and_lets_them_back_in(cast: Flask, browsers: Browsers) -> None:
    number, qian, zhou = number_of_a_case(cast), browsers("qian"), browsers("zhou")
    person = str(actor_id(cast, "zhou"))
    said = {"person": person, "conflict": "interest", "words": "Holds shares of the maker."}
    assert send(qian, f"/conflicts/{number}/exclusion", **said)[0] == 303
    assert zhou.get(f"/disposal/{number}").status_code == 403
    (row,) = rows(cast)
    status, text = send(qian, f"/conflicts/{number}/{row.id}/readmission", words="")
    assert status == 422
    assert "Write the reason for this step." in text
    assert send(qian, f"/conflicts/{number}/{row.id}/readmission", words="Sold them.")[0] == 303
    assert zhou.get(f"/disposal/{number}").status_code == 200


def actor_id(app: Flask, word: str) -> int:
    with app.app_context():
        return actor(word).user_id or 0


def test_what_was_typed_comes_back_with_what_is_missing(cast: Flask, browsers: Browsers) -> None:
    number, qian = number_of_a_case(cast), browsers("qian")
    status, text = send(qian, f"/conflicts/{number}/exclusion", words="Half a sentence that was typed")
    assert status == 422
    assert text.count("Half a sentence that was typed") == 1
    assert "Choose somebody." in text
    status, text = send(qian, f"/conflicts/{number}/exclusion", words=WORDS, conflict="interest", person="987654")
    assert status == 422
    assert rows(cast) == []


def test_another_agency_reads_that_it_happened_and_not_why_nor_who(cast: Flask, browsers: Browsers) -> None:
    number = number_of_a_case(cast)
    assert stay_out(browsers("zhou"), number)[0] == 303
    qian = browsers("qian").get(f"/disposal/{number}", headers=ENGLISH).text
    assert "Declare a conflict of interest" in qian
    assert WORDS not in qian
    assert WORDS not in browsers("wei").get(f"/verification/{number}", headers=ENGLISH).text
    names = browsers("wei").get(f"/conflicts/{number}", headers=ENGLISH).text
    assert "Nobody whom you may know of" in names


def test_whoever_has_no_part_finds_no_such_page(cast: Flask, browsers: Browsers) -> None:
    number = number_of_a_case(cast)
    for word in ("he", "zhao"):
        assert browsers(word).get(f"/conflicts/{number}").status_code == 404
        assert stay_out(browsers(word), number)[0] == 404
    assert browsers("ma").get(f"/conflicts/{number}").status_code == 403


def test_control_the_case_is_open_to_whom_nothing_keeps_out(cast: Flask, browsers: Browsers) -> None:
    number = number_of_a_case(cast)
    assert browsers("zhou").get(f"/disposal/{number}").status_code == 200
    with cast.app_context():
        assert db.session.scalars(db.select(Case.case_number)).all() == [number]


def organization_id(app: Flask, word: str) -> str:
    with app.app_context():
        return str(actor(word).organization_id)


def test_a_head_keeps_the_own_agency_out_and_reads_beforehand_what_follows(cast: Flask, browsers: Browsers) -> None:
    number, zhou, qian = number_of_a_case(cast), browsers("zhou"), browsers("qian")
    page = zhou.get(f"/conflicts/{number}", headers=ENGLISH).text.partition("Keep a whole agency out")[2]
    assert "the lead agency may go on without it at once" in page
    said = {"agency": organization_id(cast, "zhou"), "conflict": "interest", "words": "We buy this product."}
    assert send(zhou, f"/conflicts/{number}/recusal", **said)[0] == 303
    assert zhou.get(f"/disposal/{number}").status_code == 403
    shown = qian.get(f"/conflicts/{number}", headers=ENGLISH).text
    assert "The whole agency" in shown
    (row,) = rows(cast)
    assert send(qian, f"/conflicts/{number}/{row.id}/readmission", words="Another product.")[0] == 303
    assert zhou.get(f"/disposal/{number}").status_code == 200


def test_where_an_agency_stays_out_the_lead_is_offered_to_go_on_without_it(cast: Flask, browsers: Browsers) -> None:
    number, qian = number_of_a_case(cast), browsers("qian")
    assert f'action="/disposal/{number}/excuse"' not in qian.get(f"/disposal/{number}").text
    said = {"agency": organization_id(cast, "zhou"), "conflict": "interest", "words": "They buy this product."}
    assert send(qian, f"/conflicts/{number}/recusal", **said)[0] == 303
    assert f'action="/disposal/{number}/excuse"' in qian.get(f"/disposal/{number}").text


def test_without_an_agency_or_a_kind_nothing_is_kept(cast: Flask, browsers: Browsers) -> None:
    number, zhou = number_of_a_case(cast), browsers("zhou")
    status, text = send(zhou, f"/conflicts/{number}/recusal", words="Half a sentence that was typed")
    assert status == 422
    assert text.count("Half a sentence that was typed") == 1
    assert "Choose an agency." in text
    assert rows(cast) == []


def test_a_platform_keeps_no_agency_out(cast: Flask, browsers: Browsers) -> None:
    number, wei = number_of_a_case(cast), browsers("wei")
    assert "Keep a whole agency out" not in wei.get(f"/conflicts/{number}", headers=ENGLISH).text
    said = {"agency": organization_id(cast, "zhou"), "conflict": "interest", "words": WORDS}
    assert send(wei, f"/conflicts/{number}/recusal", **said)[0] == 403
    assert rows(cast) == []
