"""A tip against the platform itself, and one against a firm of its group: the regulator checks, they know nothing."""

import pytest

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

ITSELF = {"entered": "https://xingyun.example", "targets-0-type": "platform", "targets-0-platform": "xingyun"}
SISTER = {"entered": "https://ai.xingchen.example/chat"}


@pytest.mark.parametrize("against", [ITSELF, SISTER], ids=["the_platform_itself", "a_sister_firm"])
def test_a_tip_against_the_platform_itself_or_a_sister_firm(stage: Stage, against: dict[str, str]) -> None:
    answers = dict(against)
    target = answers.pop("entered")
    lin, wei, he, qian, wu, zhou = stage.lin, stage.wei, stage.he, stage.qian, stage.wu, stage.zhou
    lin.flags(target, **answers)
    assert lin.follows() == [Seen("Received")]
    case = qian.finds(target)
    for colleague in (wei, he):
        colleague.knows_nothing_of(case, target)
    qian.accepts(case)
    qian.refers(case, "M02")
    assert qian.cannot(case, "approval"), "she found it"
    wu.signs(case)
    assert wu.status(case, "disposal") == "Waiting for the agencies", "her agency alone is not enough"
    wei.knows_nothing_of(case, target)
    zhou.signs(case)
    assert lin.follows() == [Seen("Being carried out")]
    wei.knows_nothing_of(case, target)
    assert qian.carries_out(case) == 1
    wu.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    for colleague in (wei, he):
        colleague.knows_nothing_of(case, target)


def test_control_a_post_on_the_platform_is_checked_by_its_desk(stage: Stage) -> None:
    """The same house as a carrier: it finds the case, and the regulator's desk does not have it."""
    video = "https://xingyun.example/v/5"
    stage.lin.flags(video)
    assert stage.wei.status(stage.wei.finds(video)) == "Received"
    assert video not in stage.qian.open("/verification")
