"""A reporter who lost the code: nobody opens the tip without it, it goes on all the same, and a second one joins it."""

from tests.journeys.conftest import Stage
from tests.journeys.people import Reporter, Seen

VIDEO = "https://xingyun.example/v/31"
FIRST, SECOND = "A doctor recommends it who does not exist.", "They have put up a second one since."


def is_refused(reporter: Reporter, entered: str) -> str:
    """What somebody reads who enters this instead of a query code."""
    reporter.open("/follow")
    reporter.press("/follow", {"query_code": entered}, status=422)
    return reporter.shown()


def test_a_reporter_who_lost_the_code(stage: Stage) -> None:
    lin, wei, he = stage.lin, stage.wei, stage.he
    lin.flags(VIDEO, description=FIRST)
    lost, number = lin.code, lin.tip_number()
    case = wei.finds(VIDEO)
    wei.accepts(case)

    later = stage.reporter()
    assert "opens nothing" in is_refused(later, number), "the number of the tip is no key"
    assert "no tip under this code" in is_refused(later, stage.unknown_code())
    assert "Nobody can open the tip without its code" in later.shown()
    for colleague in (wei, stage.qian, stage.colleague("tang"), stage.colleague("ma"), stage.colleague("jin")):
        for path in ("/", "/assist"):
            page = colleague.client.get(path).text
            assert not [one for one in (lost, number) if one in page], f"{colleague.word} at {path}"
    assert not [word for word in (lost, number) if word in wei.reads(case)]

    later.flags(VIDEO, description=SECOND)
    assert later.code != lost
    assert wei.finds(VIDEO) == case, "it is the same case"
    page = wei.reads(case)
    assert (FIRST in page, SECOND in page) == (True, True)
    assert later.follows() == [Seen("Received")], "whoever joins does not learn that somebody was here before"
    assert FIRST not in later.shown()
    wei.does(case, "supplement", "verification", tip="B", question="Where does the second one stand?")
    later.answers_what_was_asked("On the same account.")
    assert "On the same account." in wei.reads(case)

    wei.resolves(case, "M11", "information")
    he.knows_nothing_of(case, VIDEO)
    assert later.follows() == [Seen("Received")], "what was done before says nothing to whoever joins"
    stage.days_pass(3)
    assert later.follows() == [Seen("Platform check")], "each step by the day by which a first tip would have it"
    stage.days_pass(5)
    assert later.follows() == [Seen("Closed", "Dealt with by the platform itself")]
    assert stage.opened_by(lost).follows() == later.follows(), "the first tip was handled too, read or not"


def test_control_the_code_itself_opens_the_tip(stage: Stage) -> None:
    """On another device, from the paper alone."""
    stage.lin.flags(VIDEO, description=FIRST)
    assert stage.opened_by(stage.lin.code).follows() == [Seen("Received")]
