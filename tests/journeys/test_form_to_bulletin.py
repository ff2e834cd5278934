"""One tip from a citizen's phone to a public bulletin, across five people in three organizations."""

from tests.journeys.conftest import Stage
from tests.journeys.people import TITLE, Seen

APP = "https://apps.lanhai.example/detail?id=991"


def test_a_tip_goes_from_the_form_to_the_bulletin(stage: Stage) -> None:
    lin, lan, qian, zhou, sun = stage.lin, stage.colleague("lan"), stage.qian, stage.zhou, stage.sun
    lin.flags(APP)
    assert lin.follows() == [Seen("Received")]
    case = lan.finds(APP)
    assert lan.status(case) == "Received"
    lan.accepts(case)
    assert lan.status(case) == "Being checked"
    assert lin.follows() == [Seen("Platform check")]
    assert lan.carries_out(case) == 1, "the evidence is kept before anybody is told"
    lan.refers(case, "M31")
    assert lan.status(case) == "Waiting for the agencies"
    assert lin.follows() == [Seen("Regulators' decision")]
    assert qian.finds(APP, "/disposal") == case
    qian.signs(case)
    assert qian.status(case, "disposal") == "Waiting for the agencies"
    zhou.signs(case)
    assert zhou.status(case, "disposal") == "Being carried out"
    assert lin.follows() == [Seen("Being carried out")]
    assert qian.cannot(case, "conclusion"), "a task is still open"
    assert lan.carries_out(case) == 1
    qian.concludes(case)
    assert qian.status(case, "disposal") == "Closed"
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    bulletin = sun.publishes(case)
    anybody = stage.anybody()
    assert TITLE in anybody.open(bulletin)
    assert bulletin in anybody.open("/bulletins")
    assert bulletin in anybody.open("/bulletins.atom")
    assert lin.code not in anybody.open(bulletin)
