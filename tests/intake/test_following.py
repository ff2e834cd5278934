"""The status page: the code opens it, and it says where things stand, what comes next and by when."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from portal.domain.rechecks import Span, Why
from portal.domain.status import Outcome
from portal.domain.workflow import Action
from portal.extensions import db
from portal.records.advancing import advance
from portal.records.clocks import extend
from portal.records.rechecks import RECHECK, Recheck, keep_result
from tests.conftest import Clock
from tests.factories import Cast, delisted, refer
from tests.intake.citizen import TIP, Citizen
from tests.intake.desks import ask, at_desk, case_number, tip_of, write

UNKNOWN = "00000-00000-00000-00000-00000"


def standing(page: str) -> list[str]:
    """The step shown as the present one, for each target; "done" for a finished one."""
    return [
        found or "done"
        for found in re.findall(
            r'<ol class="steps.*?(?:steps__step--current.*?</span> ([^<]+)</span>.*?)?</ol>', page, re.DOTALL
        )
    ]


def lines(page: str) -> list[str]:
    return re.findall(r'timeline__title">([^<]+)<', page)


@pytest.mark.parametrize(
    "written",
    [
        lambda code: code,
        lambda code: code.lower().replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: code.translate({ord("0"): "O", ord("1"): "l"}),
        lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code),
        lambda code: f"  {code}\r\n",
    ],
)
def test_a_code_is_understood_however_it_is_typed(lin: Citizen, written: object) -> None:
    lin.flag()
    assert callable(written)
    assert lin.follow(written(lin.query_code)).status_code == 200
    assert standing(lin.page.text) == ["Received"]


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("", "Enter your query code."),
        ("QT-DRA0-P249-CHYM", "This is the tip number, which opens nothing."),
        ("7BSQ1-GJCZK-NCYNN-18TA7", "you entered 20."),
        ("7BSQ1-GJCZK-NCYNN-18TA7-BFCJX", "No query code of ours looks like this."),
        (UNKNOWN, "There is no tip under this code."),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong_with_it(lin: Citizen, entered: str, said: str) -> None:
    assert said in lin.follow(entered).text


def test_a_share_text_heads_its_target_in_short_and_stands_below_in_full(lin: Citizen) -> None:
    share = "【王医生说糖尿病不用吃药】 https://xingyun.example/v/1 复制此链接，打开星云视频，直接观看！三月一日发布"
    lin.flag(**{"targets-0-entered": share})
    page = lin.follow(lin.query_code).text
    [heading] = re.findall(r'<h2 class="govuk-heading-m">.*?<span class="as-typed">([^<]+)</span>', page)
    assert heading == f"{share[:59]}…"
    assert f'<p class="govuk-body as-typed">{share}</p>' in page
    lin.flag(**{"targets-0-entered": "https://xingyun.example/v/2"})
    assert "What you named, in full" not in lin.follow(lin.query_code).text


def test_what_has_no_place_is_called_so_and_not_by_the_choice_of_the_form(lin: Citizen) -> None:
    lin.flag(**{"targets-0-entered": "", "unknown_where": "y"})
    page = lin.follow(lin.query_code).text
    assert "Something you cannot place" in page
    assert "I cannot say where" not in page


def test_a_code_of_nobody_and_that_of_a_withdrawn_tip_get_the_same_answer(lin: Citizen, mallory: Citizen) -> None:
    lin.flag()
    code = lin.query_code
    lin.follow(code)
    lin.open("/follow/tip/withdrawal")
    lin.press("/follow/tip/withdrawal")
    withdrawn, unknown = (mallory.follow(entered) for entered in (code, UNKNOWN))
    assert withdrawn.status_code == unknown.status_code == 422
    without_tokens = [re.sub(r'value="[^"]*"', "", answer.text) for answer in (withdrawn, unknown)]
    assert without_tokens[0] == without_tokens[1]


def test_a_slip_of_the_pen_is_told_without_looking_for_a_tip(lin: Citizen) -> None:
    lin.flag()
    wrong = lin.query_code[:-1] + ("0" if lin.query_code[-1] != "0" else "1")
    assert lin.follow(wrong).status_code == 422
    assert "No query code of ours looks like this" in lin.page.text


def test_the_code_stands_in_no_address_no_cookie_and_no_later_page(lin: Citizen) -> None:
    lin.flag()
    code = lin.query_code
    lin.follow(code)
    cookie = lin.client.get_cookie("session")
    assert cookie is not None
    for place in (lin.page.text, lin.page.request.url, cookie.value):
        assert code not in place
        assert code.replace("-", "") not in place


def test_half_an_hour_without_use_closes_the_page_and_use_keeps_it_open(lin: Citizen, clock: Clock) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    for _ in range(3):
        clock.turn(minutes=29)
        assert lin.open("/follow/tip").status_code == 200
    clock.turn(minutes=31)
    assert (lin.open("/follow/tip").status_code, lin.page.location) == (303, "/follow")


def test_the_elder_mode_knows_no_hurry_but_still_lets_go(lin: Citizen, clock: Clock) -> None:
    lin.client.post("/preferences", data={"elder": "on"})
    lin.flag()
    lin.follow(lin.query_code)
    clock.turn(hours=23)
    assert lin.open("/follow/tip").status_code == 200
    lin.press("/follow/leave")
    assert lin.open("/follow/tip").status_code == 303


def test_leaving_closes_the_page(lin: Citizen) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    lin.press("/follow/leave")
    assert lin.open("/follow/tip").status_code == 303


def test_a_strangers_browser_sees_nothing(lin: Citizen, mallory: Citizen) -> None:
    lin.flag()
    mallory.open("/follow")
    for path in ("/follow/tip", "/follow/tip/0/appeal", "/follow/tip/withdrawal", "/follow/tip/0/withdrawal"):
        assert mallory.open(path).location == "/follow"
    for path in ("/follow/tip/0/message", "/follow/tip/0/supplement", "/follow/tip/0/appeal", "/follow/tip/withdrawal"):
        mallory.open("/follow")
        assert mallory.press(path).location == "/follow"
        mallory.open("/follow")
        answer = mallory.press(path, **{"t0-body": "mine", "t0-answer": "mine", "reason": "mine"})
        assert answer.location == "/follow" or (answer.status_code, "mine" in answer.text) == (422, True)
        assert TIP["targets-0-entered"] not in answer.text


def test_the_way_of_a_tip_is_told_by_role_and_day(app: Flask, lin: Citizen, cast: Cast, clock: Clock) -> None:
    lin.flag()
    code = lin.query_code
    clock.turn(hours=1)
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    lin.follow(code)
    assert standing(lin.page.text) == ["Platform check"]
    assert lines(lin.page.text) == ["Taken up; the check has begun", "You sent this tip"]
    at_desk(app, lambda: refer(case_number(0), cast.wei))
    assert standing(lin.open("/follow/tip").text) == ["Regulators&#39; decision"]
    assert not re.search(r"\bwei\b", lin.page.text.lower())  # as a word: chance writes any three letters into a number
    assert case_number_words(app) not in lin.page.text


def case_number_words(app: Flask) -> str:
    with app.app_context():
        return case_number(0).case_number


def test_a_closed_case_says_its_outcome_its_ground_and_what_was_done(
    app: Flask, lin: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: delisted(case_number(0), cast))
    lin.follow(code)
    assert standing(lin.page.text) == ["done"]
    for words in ("Substantiated", "The product passed itself off as a doctor.", "taken out of the store"):
        assert words in lin.page.text


def test_two_targets_each_show_their_own_step(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag(**{"targets-1-entered": "https://bailu.example/v/2"})
    code = lin.query_code
    at_desk(app, lambda: advance(case_number(1), Action.ACCEPT, cast.he))
    lin.follow(code)
    assert standing(lin.page.text) == ["Received", "Platform check"]


def test_messages_go_both_ways_and_new_ones_are_marked_until_read(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: write(case_number(0), cast.wei, "Which minute of the video?"))
    lin.follow(code)
    assert lin.page.text.count("Which minute of the video?") == 1
    assert lin.page.text.count("new</strong>") == 1
    lin.press("/follow/tip/0/message", **{"t0-body": "Minute three."})
    lin.follow(code)
    assert lin.page.text.count("Minute three.") == 1
    assert lin.page.text.count("new</strong>") == 0


def test_a_message_sent_twice_is_one(lin: Citizen) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    sent = lin.fields() | {"t0-body": ["only once"]}
    for _ in range(2):
        lin.client.post("/follow/tip/0/message", data=sent)
    assert lin.open("/follow/tip").text.count("only once") == 1


def test_an_empty_message_comes_back_with_what_is_missing(lin: Citizen) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    assert lin.press("/follow/tip/0/message", **{"t0-body": " "}).status_code == 422
    assert '<a href="#t0-body">' in lin.page.text


def test_a_question_is_answered_once_and_the_clock_runs_on(app: Flask, lin: Citizen, cast: Cast, clock: Clock) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: ask(case_number(0), cast.wei, "Which minute of the video?"))
    clock.turn(hours=5)
    lin.follow(code)
    assert "our own time limit may stand still" in lin.page.text
    sent = lin.fields() | {"t0-answer": ["Minute three."]}
    assert [lin.client.post("/follow/tip/0/supplement", data=sent).status_code for _ in range(2)] == [303, 303]
    assert "may stand still" not in lin.open("/follow/tip").text
    assert lines(lin.page.text)[:2] == ["You answered", "You were asked for more"]
    assert at_desk(app, lambda: case_number(0).paused_at) is None
    assert lin.client.post("/follow/tip/0/supplement", data=sent | {"t0-answer": ["More"]}).status_code == 409


def test_the_timeline_says_whose_desk_asked(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag(**{"targets-1-entered": "https://nowhere.example/2"})
    code = lin.query_code
    at_desk(app, lambda: ask(case_number(0), cast.wei, "Which minute of the video?"))
    at_desk(app, lambda: ask(case_number(1), cast.qian, "Which minute of the video?"))
    asked = r'You were asked for more</p><p class="timeline__by">.*? · ([^<]+)<'
    assert re.findall(asked, lin.follow(code).text) == ["Platform", "Regulator"]


def test_the_language_changes_on_the_status_page(lin: Citizen) -> None:
    lin.flag()
    lin.follow(lin.query_code)
    lin.press("/preferences", language="zh_CN", next="/follow/tip")
    assert "我的线索" in lin.open("/follow/tip").text


LOOK = r"somebody (looks at it by 2 March 2026, \d\d:\d\d|was to look at it by 2 March 2026, \d\d:\d\d)"
HEAR = r"You hear by [^<]+ whether it is taken up"


def test_whoever_ticks_an_urgency_reads_by_which_hour_somebody_looks_and_by_which_day_it_is_decided(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag(urgency=["danger"])
    code = lin.query_code
    page = lin.follow(code).text
    assert (len(re.findall(LOOK, page)), len(re.findall(HEAR, page)), "is promised by" in page) == (1, 1, False)
    mallory.flag()
    control = mallory.follow(mallory.query_code).text
    assert (re.findall(LOOK, control), re.findall(HEAR, control), "is promised by" in control) == ([], [], True)
    clock.turn(hours=3)
    assert re.findall(LOOK, lin.follow(code).text)[0].startswith("was to look")
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    assert re.findall(LOOK, lin.follow(code).text) == []


def test_the_hour_of_the_first_look_comes_from_the_own_tick_whatever_a_desk_did_before(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast
) -> None:
    lin.flag()
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    told = []
    for address in (TIP["targets-0-entered"], "https://xingyun.example/v/another"):
        mallory.flag(**{"targets-0-entered": address}, urgency=["danger"])
        told.append(re.findall(r"somebody [^<]+", mallory.follow(mallory.query_code).text))
    assert told[0] == told[1] != []


def test_the_tip_number_finds_nothing(app: Flask, lin: Citizen, mallory: Citizen) -> None:
    lin.flag()
    number = at_desk(app, lambda: tip_of(case_number(0)).tip_number)
    assert mallory.follow(number).status_code == 422


def walked(page: str) -> list[str]:
    return re.findall(r"steps__step--done.*?</span> ([^<]+)</span>", page, re.DOTALL)


def test_a_closed_case_shows_only_the_steps_it_went_through(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag(**{"targets-1-entered": "https://nowhere.example/2"})
    code = lin.query_code

    def close() -> None:
        delisted(case_number(0), cast)
        advance(case_number(1), Action.DECLINE, cast.qian, outcome=Outcome.OUT_OF_SCOPE, ground="No AI in it.")

    at_desk(app, close)
    assert walked(lin.follow(code).text) == [
        *("Received", "Platform check", "Regulators&#39; decision", "Being carried out", "Closed"),
        *("Received", "Closed"),
    ]


def test_whoever_reported_before_an_extension_reads_why_and_whoever_came_later_does_not(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    code = lin.query_code
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    clock.turn(days=40)
    at_desk(app, lambda: extend(case_number(0), cast.wei, "A laboratory checks the recording."))
    assert "A laboratory checks the recording." in lin.follow(code).text
    clock.turn(days=1)
    mallory.flag()
    assert "A laboratory checks the recording." not in mallory.follow(mallory.query_code).text


STILL_GONE = "it is still gone"


def test_what_was_done_says_that_it_held_once_it_was_seen_to_after_a_week(
    app: Flask, lin: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag(**{"targets-0-type": "app"})  # a measure on products does not meet a post
    code = lin.query_code
    at_desk(app, lambda: delisted(case_number(0), cast))
    lin.follow(code)
    assert STILL_GONE not in lin.page.text

    def look_after_a_week() -> None:
        week = db.session.scalars(select(Recheck).where(Recheck.span == Span.WEEK)).one()
        keep_result({RECHECK: week.id}, Why.NOT_FOUND)

    at_desk(app, look_after_a_week)
    lin.follow(code)
    assert STILL_GONE in lin.page.text
