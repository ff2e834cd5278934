"""One tip from a citizen's phone to a public bulletin, across five people in three organizations."""

from tests.journeys.conftest import Stage
from tests.journeys.people import TITLE, Seen

VIDEO = "https://xingyun.example/v/1"


def test_a_tip_goes_from_the_form_to_the_bulletin(stage: Stage) -> None:
    lin, wei, qian, zhou, sun = stage.lin, stage.wei, stage.qian, stage.zhou, stage.sun
    lin.flags(VIDEO)
    assert lin.follows() == [Seen("Received")]
    case = wei.finds(VIDEO)
    assert wei.status(case) == "Received"
    wei.accepts(case)
    assert wei.status(case) == "Being checked"
    assert lin.follows() == [Seen("Platform check")]
    assert wei.carries_out(case) == 1, "the evidence is kept before anybody is told"
    wei.refers(case, "M31")
    assert wei.status(case) == "Waiting for the agencies"
    assert lin.follows() == [Seen("Regulators' decision")]
    assert qian.finds(VIDEO, "/disposal") == case
    qian.signs(case)
    assert qian.status(case, "disposal") == "Waiting for the agencies"
    zhou.signs(case)
    assert zhou.status(case, "disposal") == "Being carried out"
    assert lin.follows() == [Seen("Being carried out")]
    assert qian.cannot(case, "conclusion"), "a task is still open"
    assert wei.carries_out(case) == 1
    qian.concludes(case)
    assert qian.status(case, "disposal") == "Closed"
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    bulletin = sun.publishes(case)
    anybody = stage.anybody()
    assert TITLE in anybody.open(bulletin)
    assert bulletin in anybody.open("/bulletins")
    assert bulletin in anybody.open("/bulletins.atom")
    assert lin.code not in anybody.open(bulletin)
