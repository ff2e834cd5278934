"""After the decision: an appeal, decided by somebody without a hand in the case."""

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen
from tests.journeys.test_joint_desk import referred


def appealed(stage: Stage) -> str:
    """A delisted product whose reporter appeals; who decides is another agency."""
    case = referred(stage, "M31")
    stage.qian.signs(case)
    stage.zhou.signs(case)
    stage.wei.carries_out(case)
    stage.qian.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]
    stage.lin.appeals("Only one of the two was taken down.")
    assert stage.lin.follows() == [Seen("Regulators' decision", "Substantiated")], "it stands until it is decided"
    assert stage.qian.cannot(case, "maintenance"), "whoever decided does not decide the appeal"
    assert stage.zhao.status(case, "disposal") == "Under appeal"
    return case


def test_a_decision_is_maintained(stage: Stage) -> None:
    case = appealed(stage)
    stage.zhao.does(case, "maintenance", reason="The second one is another matter.")
    assert stage.zhao.status(case, "disposal") == "Closed"
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]


def test_a_decision_is_varied_and_the_old_measure_lifted(stage: Stage) -> None:
    case = appealed(stage)
    stage.zhao.does(case, "variation", measures=["M30"], days="30", reason="Milder means are enough.")
    assert stage.zhao.status(case, "disposal") == "Waiting for the agencies"
    for agency in (stage.wu, stage.zhou):
        agency.signs(case)
    assert stage.wu.status(case, "disposal") == "Being carried out"
    assert stage.wei.carries_out(case) == 2, "the new measure, and the lifting of the old one"
    stage.wu.concludes(case, "partly")
    assert stage.lin.follows() == [Seen("Closed", "Partly substantiated")]


def test_a_decision_is_revoked_and_its_measure_lifted(stage: Stage) -> None:
    case = appealed(stage)
    stage.zhao.does(case, "revocation", reason="It said that it was a game.")
    assert stage.zhao.status(case, "disposal") == "Being carried out"
    assert stage.wei.carries_out(case) == 1, "the lifting"
    stage.wu.concludes(case, "unsubstantiated")
    assert stage.lin.follows() == [Seen("Closed", "Not substantiated")]
