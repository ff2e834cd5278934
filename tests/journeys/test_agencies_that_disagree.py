"""Agencies that disagree and one that is silent: returns, a dissent, an excuse, and each case still ends."""

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

APP = "https://apps.lanhai.example/detail?id=404"
OBJECTION = "Its makers say that it is a game."
DISSENT = "It is still not proved who runs it."


def returned_twice(stage: Stage) -> str:
    """An app of which market regulation is not convinced: the platform has found it twice, and twice in vain."""
    lan, qian, zhou = stage.colleague("lan"), stage.qian, stage.zhou
    stage.lin.flags(APP, category="A09")
    case: str = lan.finds(APP)
    lan.accepts(case)
    assert lan.carries_out(case) == 1, "the evidence is kept"
    for _time in range(2):
        lan.refers(case, "M12", "M31")
        assert stage.lin.follows() == [Seen("Regulators' decision")]
        qian.signs(case)
        stage.zhao.open(f"/disposal/{case}", status=404)
        zhou.does(case, "return", reason=OBJECTION)
        assert lan.status(case) == "Being checked", "the platform is asked again"
        assert OBJECTION in lan.reads(case)
        assert stage.lin.follows() == [Seen("Platform check")]
        assert OBJECTION not in stage.lin.shown()
    return case


def test_agencies_that_disagree_and_one_that_is_silent(stage: Stage) -> None:
    """Market regulation sends it back twice; asked in its stead, the communications administration never answers."""
    lin, lan, qian, zhao = stage.lin, stage.colleague("lan"), stage.qian, stage.zhao
    case = returned_twice(stage)
    lan.refers(case, "M12", "M41")
    assert zhao.finds(APP, "/disposal") == case
    qian.signs(case)
    assert qian.cannot(case, "excuse"), "its time still runs"
    assert qian.cannot(case, "decision"), "nobody decides while it does"
    stage.days_pass(9)
    assert zhao.cannot(case, "excuse"), "nobody excuses themselves"
    qian.does(case, "excuse", reason="It did not answer in its time.")
    assert qian.status(case, "disposal") == "Being carried out"
    assert lan.carries_out(case) == 1, "what the lead alone may sign; the network measure fell with the silent agency"
    qian.concludes(case, "partly")
    assert lin.follows() == [Seen("Closed", "Partly substantiated")]
    assert "can no longer be opened" in lin.shown()
    assert "cut off from the network" not in lin.shown()
    for colleague in (stage.wei, stage.he):
        colleague.knows_nothing_of(case, APP)


def test_an_agency_that_still_disagrees_is_overruled_with_its_dissent_on_record(stage: Stage) -> None:
    lin, lan, qian, zhou = stage.lin, stage.colleague("lan"), stage.qian, stage.zhou
    case = returned_twice(stage)
    lan.refers(case, "M12", "M31")
    zhou.does(case, "return", reason=DISSENT)
    assert zhou.status(case, "disposal") == "Waiting for the agencies", "a third time it is a dissent"
    assert DISSENT not in qian.reads(case, "disposal"), "she has not answered yet, and agencies answer blind"
    assert qian.cannot(case, "decision")
    qian.signs(case)
    assert DISSENT in qian.reads(case, "disposal"), "now she may read it"
    assert qian.status(case, "disposal") == "Waiting for the agencies", "with a dissent it does not stand by itself"
    assert zhou.cannot(case, "decision"), "it is the lead's to decide"
    qian.does(case, "decision", reason="The makers had a month to show that it is a game.")
    assert lan.carries_out(case) == 1, "hidden; what needed both agencies fell with the dissent"
    qian.concludes(case, "partly")
    assert lin.follows() == [Seen("Closed", "Partly substantiated")]
    assert DISSENT in zhou.reads(case, "disposal"), "it stays on record"
    assert [DISSENT in one for one in (lin.shown(), lan.reads(case))] == [False, False]


def test_control_agencies_that_agree_need_nobody_to_decide(stage: Stage) -> None:
    lan = stage.colleague("lan")
    stage.lin.flags(APP, category="A09")
    case = lan.finds(APP)
    lan.accepts(case)
    lan.refers(case, "M12", "M31")
    for agency in (stage.qian, stage.zhou):
        agency.signs(case)
    assert lan.carries_out(case) == 3
    stage.qian.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]
