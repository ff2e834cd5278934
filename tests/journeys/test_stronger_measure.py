"""A platform lets an order lie: somebody outside is ordered a stronger one on paper, confirms it, and undoes it again
by a second paper when the decision falls."""

from __future__ import annotations

import re

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

APP = "https://xingyun.example/app/com.fake.stronger"
OUTSIDE = "Operator of the store"


def ordered(stage: Stage) -> str:
    """No new users for thirty days, by the platform that carries the app."""
    stage.lin.flags(APP, **{"targets-0-type": "app"})
    case: str = stage.wei.finds("com.fake.stronger")
    stage.wei.accepts(case)
    stage.wei.refers(case, "M30")
    stage.qian.signs(case)
    stage.zhou.signs(case)
    return case


def task_with(stage: Stage, case: str, verb: str, words: str) -> str:
    """The task at which Qian has this verb and reads these words."""
    for task in stage.qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}"):
        if f"{task}/{verb}" in stage.qian.open(task) and words in stage.qian.shown():
            return str(task)
    raise AssertionError(f"no task has {verb} and says {words}: {stage.qian.shown()}")


def attests(stage: Stage, task: str, document: str) -> None:
    """Qian prints the order by the link of the page, and records below it what came back in writing."""
    assert f'href="{task}/order"' in stage.qian.open(task)
    paper = stage.qian.client.get(f"{task}/order")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    stage.qian.states(task, "attestation", document_number=document)
    assert stage.qian.client.get(f"{task}/order").status_code == 404, "what is done is ordered no more"


def public_notice(stage: Stage, case: str) -> str:
    """What anybody reads who checks the notice of the decision."""
    number = re.search(r"JU(?:-[0-9A-Z]{4}){4}", stage.qian.open(f"/disposal/{case}/notices/1").replace("\u2060", ""))
    assert number is not None
    public = stage.anybody()
    public.open(f"/notices/{number[0]}")
    return public.shown()


def test_a_stronger_measure_by_a_substitute_ends_and_is_undone(stage: Stage) -> None:
    lin, wei, qian, wu, zhao = stage.lin, stage.wei, stage.qian, stage.wu, stage.zhao
    case = ordered(stage)
    stage.days_pass(14)
    silent = task_with(stage, case, "substitute", "Suspend new users")
    stronger = {"outside": OUTSIDE, "reason": "It did not answer.", "measure": "M32"}
    qian.press(f"{silent}/substitute", stronger)
    assert [one for one in wei.tasks(case) if "Suspend new users" in wei.open(one)] == [], "it is no longer theirs"
    assert wu.cannot(case, "conclusion")
    for words in ("Goes on as", "Shut down service", OUTSIDE):
        assert words in public_notice(stage, case)
    attests(stage, task_with(stage, case, "attestation", "Shut down service"), "S-2026-1")
    assert "in force" in public_notice(stage, case)
    for task in wei.tasks(case):
        wei.states(task, "receipt")
    wu.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    assert "The service is switched off." in lin.shown()

    lin.appeals("It was my own app, and said what it is.")
    zhao.does(case, "revocation", reason="The first screen says that it is a game.")
    assert wu.cannot(case, "conclusion"), "the service is still off"
    attests(stage, task_with(stage, case, "attestation", "Lift the measure"), "S-2026-2")
    assert "lifted" in public_notice(stage, case)
    wu.concludes(case, "unsubstantiated")
    assert lin.follows() == [Seen("Closed", "Not substantiated")]


def test_control_a_milder_measure_or_one_of_another_kind_is_not_offered(stage: Stage) -> None:
    case = ordered(stage)
    stage.days_pass(14)
    silent = task_with(stage, case, "substitute", "Suspend new users")
    offered = re.findall(r'<option[^>]* value="(M\d\d)"', stage.qian.open(silent))
    assert offered == ["M30", "M31", "M32"]
