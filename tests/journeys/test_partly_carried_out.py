"""A platform takes down a part and states it: the lead agency looks, the rest is ordered anew, and counts once."""

from portal.extensions import db
from portal.records.counters import CounterDelta
from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

VIDEO = "https://xingyun.example/v/three-copies"


def information(stage: Stage) -> int:
    """How many pieces of information stand in the official figures."""
    with stage.app.app_context():
        counted = db.select(db.func.sum(CounterDelta.amount)).where(CounterDelta.figure == "information")
        return int(db.session.scalar(counted) or 0)


def removal_ordered(stage: Stage) -> str:
    stage.lin.flags(VIDEO)
    case: str = stage.wei.finds(VIDEO)
    stage.wei.accepts(case)
    stage.wei.refers(case, "M11")
    stage.qian.signs(case)
    return case


def states(stage: Stage, case: str, amount: str, proof: str) -> None:
    """Wei answers what is ordered; whatever else waits, such as the evidence, is done."""
    for task in stage.wei.tasks(case):
        removal = "Remove content" in stage.wei.open(task)
        stated = {"quantity_information": amount, "proof": proof} if removal else {}
        stage.wei.states(task, "receipt", **stated)


def looked_at(stage: Stage, case: str, seen: str, words: str) -> None:
    """Qian says what she saw of the measure in force."""
    for task in reversed(stage.qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}")):
        if f"{task}/look" in stage.qian.open(task):
            stage.qian.press(f"{task}/look", {"seen": seen, "words": words})
            return
    raise AssertionError("no measure is in force")


def test_what_was_carried_out_in_part_is_ordered_anew_and_ends_whole(stage: Stage) -> None:
    lin, wei, qian, wu = stage.lin, stage.wei, stage.qian, stage.wu
    case = removal_ordered(stage)
    states(stage, case, "2", "Two of the three copies are gone; the third lies with another team.")
    assert "Two of the three copies are gone" in qian.reads(case, "disposal")
    assert information(stage) == 2
    looked_at(stage, case, "not_as_ordered", "The third copy still opens.")
    assert wu.cannot(case, "conclusion"), "the rest is open"
    (rest,) = wei.tasks(case)
    assert "Came back" in wei.open(rest)
    states(stage, case, "3", "All three copies are gone.")
    assert wei.tasks(case) == []
    assert information(stage) == 3, "the two of the first receipt are among the three, and count once"
    looked_at(stage, case, "as_ordered", "None of the three opens.")
    wu.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    assert "third copy" not in lin.shown(), "what desks tell each other is not for the reporter"


def test_control_what_was_carried_out_whole_is_ordered_once(stage: Stage) -> None:
    case = removal_ordered(stage)
    states(stage, case, "3", "All three copies are gone.")
    looked_at(stage, case, "as_ordered", "None of the three opens.")
    assert stage.wei.tasks(case) == []
    assert information(stage) == 3
    stage.wu.concludes(case)
