"""An organization's reason templates: kept by its leads, picked by its colleagues, seen by nobody else."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.demo.reason_templates import TEXTS, add_reason_templates
from portal.domain.status import Status
from portal.extensions import db
from portal.records.cases import get_case
from portal.records.reason_templates import ReasonTemplate
from portal.web.transaction import transaction
from tests.disposal.test_pages import a_referred_case, press
from tests.people import Browsers, csrf_token
from tests.statements import selects
from tests.verification.desk import case_now, do, page, tip

WORDS = "It was filmed; nothing in it was made by AI."


def keep(lead: FlaskClient, template_id: int | None = None, **entered: str) -> TestResponse:
    """A lead sends the form of a template as a browser would."""
    path = f"/templates/{template_id}" if template_id else "/templates"
    filled = {"action": "dismiss", "category": "", "title": "Filmed", "words_zh": WORDS, "in_use": "y"} | entered
    return lead.post(path, data={"csrf_token": csrf_token(lead, "/templates/new"), **filled})


def known(app: Flask, title: str = "Filmed") -> ReasonTemplate:
    with app.app_context():
        found: ReasonTemplate = db.session.scalars(db.select(ReasonTemplate).where(ReasonTemplate.title == title)).one()
        db.session.expunge_all()
        return found


def titles(text: str) -> list[str]:
    """What can be picked on this page."""
    return re.findall(r'<option value="\d+" data-words="[^"]*">([^<]*)</option>', text)


def a_case_being_checked(app: Flask, wei: FlaskClient, category: str = "B05") -> str:
    number = tip(app, f"https://xingyun.example/v/{category}", category=category)
    assert do(wei, number, "acceptance").status_code == 303
    return number


def test_a_picked_text_joins_what_was_typed_and_sends_nothing(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    assert keep(wei).status_code == 303
    number = a_case_being_checked(cast, wei)
    typed = {"ground": "First words.", "opinion": "Looked at it.", "outcome": "unsubstantiated"}
    template = str(known(cast).id)
    answer = do(wei, number, "dismissal", **typed, template=template, insert="template")
    assert answer.status_code == 200
    assert f"First words.\n{WORDS}</textarea>" in answer.text.replace("\r\n", "\n")
    assert "Looked at it.</textarea>" in answer.text
    assert re.search(r'value="unsubstantiated"[^>]* checked|checked[^>]* value="unsubstantiated"', answer.text)
    assert case_now(cast, number).status is Status.VERIFYING
    assert do(wei, number, "dismissal", **typed, template=template).status_code == 303
    assert case_now(cast, number).status is not Status.VERIFYING


def test_at_the_joint_desk_a_text_fills_the_verb_it_was_picked_for(app: Flask, browsers: Browsers) -> None:
    number, qian = a_referred_case(app), browsers("qian")
    keep(qian, action="amend", title="Too much", words_zh="A weaker measure is enough.")
    assert press(qian, number, "amendment", measures="M30").status_code == 422
    picked = {"template": str(known(app, "Too much").id), "insert": "template"}
    answer = press(qian, number, "amendment", measures="M30", days="30", reason="Sixty days?", **picked)
    assert answer.status_code == 200
    assert answer.text.count("Sixty days?\nA weaker measure is enough.</textarea>") == 1
    assert re.search(r'value="M30"[^>]* checked|checked[^>]* value="M30"', answer.text)
    with app.app_context():
        assert get_case(number).round == 1


def test_a_text_is_offered_for_its_step_and_category_until_it_is_retired(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    keep(wei)
    keep(wei, title="Satire", category="B02")
    rumour, voice = (a_case_being_checked(cast, wei, category) for category in ("B02", "B05"))
    assert titles(page(wei, rumour, "dismissal").text) == ["Satire", "Filmed"]
    assert titles(page(wei, voice, "dismissal").text) == ["Filmed"]
    assert titles(page(wei, voice, "referral").text) == []
    assert keep(wei, known(cast).id, in_use="").status_code == 303
    assert titles(page(wei, voice, "dismissal").text) == []
    assert "Filmed" in wei.get("/templates").text


def test_another_organization_neither_picks_nor_opens_nor_changes_it(cast: Flask, browsers: Browsers) -> None:
    wei, qian = browsers("wei"), browsers("qian")
    keep(wei, words_zh="CANARY")
    number, template = a_case_being_checked(cast, wei), known(cast).id
    keep(qian, title="Ours")
    answer = do(wei, number, "dismissal", template=str(known(cast, "Ours").id), insert="template")
    assert titles(answer.text) == ["Filmed"]
    assert f"{WORDS}</textarea>" not in answer.text
    assert "CANARY" not in qian.get("/templates").text
    assert qian.get(f"/templates/{template}").status_code == 404
    assert keep(qian, template, title="Taken").status_code == 404
    assert known(cast).words_zh == "CANARY"
    assert wei.get(f"/templates/{template}").status_code == 200


def test_a_text_without_words_or_for_no_step_comes_back(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    for field, wrong in (
        ("words_zh", ""),
        ("title", ""),
        ("action", "approve"),
        ("category", "X99"),
        ("title", "t" * 81),
    ):
        assert keep(wei, None, **{field: wrong}).status_code == 422, field
    with cast.app_context():
        assert db.session.scalars(db.select(ReasonTemplate)).all() == []


def test_many_texts_cost_a_form_as_many_statements_as_one(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    keep(wei)
    path = f"/verification/{a_case_being_checked(cast, wei)}/dismissal"
    wei.get(path)
    with_one = selects(cast, wei, path)
    for number in range(5):
        keep(wei, title=f"Another {number}")
    assert selects(cast, wei, path) == with_one


def test_the_demo_offers_texts_once_however_often_it_is_filled(cast: Flask) -> None:
    with cast.app_context():
        for _time in range(2):
            with transaction():
                add_reason_templates()
        titles_of_one = db.session.scalars(
            db.select(ReasonTemplate.title).where(
                ReasonTemplate.organization_id == db.select(ReasonTemplate.organization_id).limit(1).scalar_subquery()
            )
        ).all()
    assert len(titles_of_one) == len(TEXTS)
