"""What rings for a colleague: a bar on every page of the desks, a page, and the answer."""

import re
from datetime import timedelta
from pathlib import Path

from flask import Flask

from portal.domain.priority import Urgency
from portal.extensions import db
from portal.job_process import compose
from portal.records.carriers import Letter
from portal.records.cases import Case
from portal.records.jobs import Job
from portal.records.mailing import Mailer
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import case_of, send_tip
from tests.people import Browsers, csrf_token
from tests.publicity.desk import actor
from tests.statements import selects

WORDS = "Grandmother is paying them right now."
ENGLISH = {"Accept-Language": "en"}
BAR = re.compile(r'<p class="news call[^>]*?(hidden)?>.*?data-words>([^<]*)</a>', re.DOTALL)


def urgent(app: Flask, address: str = "https://xingyun.example/v/1") -> str:
    with app.app_context(), transaction():
        return case_of(send_tip(address, urgency=frozenset({Urgency.MONEY_MOVING}), description=WORDS)).case_number


def bar(text: str) -> tuple[bool, str]:
    """Whether the bar is in sight, and what it says."""
    found = BAR.search(text)
    assert found is not None
    return found[1] is None, found[2]


def test_the_bar_stands_on_every_page_of_whoever_is_called_and_on_nobody_elses(cast: Flask, browsers: Browsers) -> None:
    wei, he, jin = browsers("wei"), browsers("he"), browsers("jin")
    assert bar(wei.get("/account").text) == (False, "")
    urgent(cast)
    for path in ("/account", "/verification", "/duty", "/templates"):
        assert bar(wei.get(path).text) == (True, "有 1 起紧急案件等待您应答")
    assert wei.get("/duty/calls/waiting").json == {"words": "有 1 起紧急案件等待您应答"}
    assert bar(he.get("/account").text) == (False, "")
    assert BAR.search(jin.get("/account").text) is None
    urgent(cast, "https://xingyun.example/v/2")
    assert bar(wei.get("/account").text) == (True, "有 2 起紧急案件等待您应答")


def test_i_have_it_leads_to_the_case_and_the_bar_is_gone(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    number = urgent(cast)
    page = wei.get("/duty/calls").text
    assert number in page
    assert WORDS not in page
    answer = wei.post(f"/duty/calls/{number}", data={"csrf_token": csrf_token(wei, "/account")})
    assert (answer.status_code, answer.location) == (303, f"/verification/{number}")
    assert bar(wei.get("/account").text) == (False, "")
    assert number not in wei.get("/duty/calls").text


def test_a_card_says_what_it_is_how_urgent_and_since_when(cast: Flask, clock: Clock, browsers: Browsers) -> None:
    wei = browsers("wei")
    number = urgent(cast)
    with cast.app_context(), transaction():
        case_of(send_tip("https://xingyun.example/v/1", urgency=frozenset({Urgency.UNDER_18})))
    clock.turn(minutes=7)
    card = wei.get("/duty/calls", headers=ENGLISH).text.partition(number)[2]
    for said in (
        "B02",
        "<strong>P",
        "Money is being moved, or was moved just now",
        "under 18",
        "7 minutes",
        "A post, picture, video or article",
        "https://xingyun.example/v/1",
    ):
        assert said in card, said
    assert card.count("Money is being moved") == 1
    assert re.search(r"\b2 tips|received", card) is None


def test_a_card_says_no_more_than_the_number_once_the_case_lies_elsewhere(
    cast: Flask, clock: Clock, browsers: Browsers
) -> None:
    wei = browsers("wei")
    number = urgent(cast)
    with cast.app_context(), transaction():
        db.session.scalars(db.select(Case)).one().holder_id = actor("he").organization_id or 0
    page = wei.get("/duty/calls", headers=ENGLISH).text
    assert number in page
    assert "Money is being moved" not in page
    assert "https://xingyun.example/v/1" not in page


def test_opening_the_case_takes_the_bar_away(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    number = urgent(cast)
    assert wei.get(f"/verification/{number}").status_code == 200
    assert bar(wei.get("/account").text) == (False, "")


def test_a_call_of_another_desk_does_not_exist_and_one_that_is_answered_says_so(
    cast: Flask, clock: Clock, browsers: Browsers
) -> None:
    he, qian = browsers("he"), browsers("qian")
    number = urgent(cast)
    assert he.post(f"/duty/calls/{number}", data={"csrf_token": csrf_token(he, "/account")}).status_code == 404
    assert qian.post(f"/duty/calls/{number}", data={"csrf_token": csrf_token(qian, "/account")}).status_code == 409


class Post:
    """Takes letters as a mail server does."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Letter]] = []

    def send(self, place: str, letter: Letter, key: str) -> None:
        self.letters.append((place, letter))


def test_the_letter_says_the_number_and_the_hour_and_no_word_of_the_tip(cast: Flask, clock: Clock) -> None:
    number, post = urgent(cast), Post()
    with cast.app_context():
        job = db.session.scalars(db.select(Job).where(Job.kind == "mail_colleague")).one()
        Mailer({"mailto": post}, {}, compose, "https://portal.example").mail_colleague(job.payload)
        tip_number = db.session.execute(db.text("SELECT tip_number FROM tips")).scalar_one()
        due = db.session.scalars(db.select(Case.due_at)).one()
    ((place, letter),) = post.letters
    assert place == "wei@example.org"
    said = f"{letter.subject}\n{letter.body}"
    assert number in said
    assert "10:10" in said  # called at ten
    assert due == clock() + timedelta(hours=2)
    for secret in (WORDS, "xingyun.example", tip_number, "money"):
        assert secret not in said


def test_a_desk_page_asks_one_question_more_and_no_more_with_more_calls(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    urgent(cast)
    one = selects(cast, wei, "/duty/calls")
    for number in range(2, 12):
        urgent(cast, f"https://xingyun.example/v/{number}")
    assert selects(cast, wei, "/duty/calls") == one


def test_the_bar_lends_its_red_to_no_page_of_a_telephone_call() -> None:
    sheets = Path(__file__).parents[2].joinpath("static", "css").glob("*.css")
    assert {one.name for one in sheets if re.search(r"^\.call {", one.read_text(encoding="utf-8"), re.MULTILINE)} == {
        "assist.css"
    }
