"""A platform that never answers: neither as the desk that checks nor as an executor does it hold anything up."""

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

VIDEO = "https://xingyun.example/v/404"


def test_a_platform_that_never_answers(stage: Stage) -> None:
    lin, wei, he, qian, wu, zhou = stage.lin, stage.wei, stage.he, stage.qian, stage.wu, stage.zhou
    lin.flags(VIDEO, **{"targets-0-type": "mini_program"})
    case = wei.finds(VIDEO)
    assert qian.cannot(case, "take-over", "verification"), "its time still runs"
    stage.days_pass(7)
    assert qian.finds(VIDEO, "/verification?desk=overdue") == case
    assert lin.follows() == [Seen("Received")]
    qian.does(case, "take-over", "verification", reason="Nobody looked at it in time.")
    assert lin.follows() == [Seen("Check by a regulator")]
    assert wei.has_nothing_about(VIDEO), "it is no longer theirs to check"
    wei.open(f"/verification/{case}", status=404)
    qian.refers(case, "M31")
    assert qian.cannot(case, "approval"), "she found it"
    wu.signs(case)
    zhou.signs(case)
    assert lin.follows() == [Seen("Being carried out")]

    silent = wei.tasks(case)
    assert silent, "the platform is told what to do, and does not"
    assert not [task for task in silent if f"{task}/substitute" in qian.open(task)], "its time still runs"
    stage.days_pass(9)
    for task in qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}"):
        if f"{task}/substitute" in qian.open(task):
            qian.press(f"{task}/substitute", {"outside": "Access provider", "reason": "It did not answer."})
    assert wei.tasks(case) == [], "nothing waits for it any more"
    for task in qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}"):
        if f"{task}/attestation" in qian.open(task):
            assert wu.cannot(case, "conclusion"), "something is still to be done"
            qian.states(task, "attestation", document_number="K-9")
    wu.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    he.knows_nothing_of(case, VIDEO)


def test_control_a_platform_that_answers_in_time_keeps_its_case(stage: Stage) -> None:
    stage.lin.flags(VIDEO)
    case = stage.wei.finds(VIDEO)
    stage.wei.accepts(case)
    assert VIDEO not in stage.qian.open("/verification?desk=overdue")
    assert stage.qian.cannot(case, "take-over", "verification")
    stage.wei.resolves(case, "M11", "information")
    assert stage.lin.follows() == [Seen("Closed", "Dealt with by the platform itself")]
