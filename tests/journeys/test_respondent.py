"""A developer whose app was delisted wrongly objects by the code on paper, and is restored; the figures follow."""

from __future__ import annotations

from portal.domain.codes import RESPONDENT_CODE
from portal.extensions import db
from portal.records.cases import get_case
from portal.records.counters import CounterDelta
from portal.records.tasks import Task, TaskKind
from tests.hearing.respondents import Respondent
from tests.journeys.conftest import Stage
from tests.journeys.people import Seen
from tests.journeys.test_joint_desk import referred

KNOWN_BITS = 0x123456789ABCDEF0FEDCBA98765432
"""What the dice of the code show in this story, so that the paper need not be read by eye."""
WHY = "The doctor is a character of a game, and the first screen says so."


def handed_over(stage: Stage, case: str) -> str:
    """The platform prints the service copy and records the day; the code on it."""
    page = f"/disposal/{case}/notices/1"
    stage.wei.open(page)
    paper = stage.wei.press(f"{page}/service-copy", {}, status=200)
    assert paper.mimetype == "application/pdf"
    stage.wei.open(page)
    stage.wei.press(f"{page}/service", {"served_on": stage.clock().date().isoformat()})
    return RESPONDENT_CODE.from_bits(KNOWN_BITS)


def objects(stage: Stage) -> str:
    """What the public reads of what was dealt with."""
    return stage.anybody().open("/figures/objects-by-category.csv")


def endings(stage: Stage) -> dict[str, int]:
    """How many cases are counted as closed, by outcome."""
    with stage.app.app_context():
        ended = db.select(CounterDelta.outcome, db.func.sum(CounterDelta.amount))
        counted = ended.where(CounterDelta.figure == "cases_closed").group_by(CounterDelta.outcome)
        return {outcome: int(amount) for outcome, amount in db.session.execute(counted) if amount}


def test_a_developer_who_was_delisted_wrongly_objects_and_is_restored(stage: Stage, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's own
    case, before = referred(stage, "M31"), objects(stage)
    stage.qian.signs(case)
    stage.zhou.signs(case)
    with monkeypatch.context() as dice:
        dice.setattr("secrets.randbits", lambda bits: KNOWN_BITS)
        code = handed_over(stage, case)
    stage.wei.carries_out(case)
    stage.qian.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]
    assert objects(stage) != before, "three products stand in the public figures"
    assert endings(stage) == {"substantiated": 1}

    dev = Respondent(stage.app.test_client())
    assert "in force" in dev.enters(code).text
    dev.press("/respondent/objection", reason=WHY)
    assert stage.qian.cannot(case, "revocation"), "whoever decided does not decide the objection"
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")], "nobody reads that somebody else objected"
    stage.zhao.open(f"/disposal/{case}")
    assert "By the respondent" in stage.zhao.page.text
    stage.zhao.does(case, "revocation", reason="The first screen says that it is a game.")

    page = dev.open("/respondent/notice").text
    assert "The decision is revoked" in page
    assert "has ended, being undone" in page
    assert objects(stage) == before, "what was never to be done is not counted any more"
    assert stage.wei.carries_out(case) == 1, "the lifting"
    assert "lifted" in dev.open("/respondent/notice").text
    stage.wu.concludes(case, "unsubstantiated")
    with stage.app.app_context():
        tasks = db.session.scalars(db.select(Task).where(Task.case_id == get_case(case).id)).all()
        assert not any(task.in_force for task in tasks)
        assert [task.kind for task in tasks if task.done_at and task.undoes_id] == [TaskKind.LIFT]
    assert stage.lin.follows() == [Seen("Closed", "Not substantiated")]
    assert (objects(stage), endings(stage)) == (before, {"unsubstantiated": 1})
