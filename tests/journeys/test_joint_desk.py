"""The ways through the joint desk: rounds, silence, executors outside, interim orders."""

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen
from tests.journeys.test_ends_at_the_desk import accepted


def referred(stage: Stage, *codes: str) -> str:
    """A product that stands on a platform: as a post it would meet no measure on products."""
    case = accepted(stage, **{"targets-0-type": "mini_program"})
    stage.wei.refers(case, *codes)
    return case


def test_an_agency_returns_a_finding_and_signs_the_second_round(stage: Stage) -> None:
    case = referred(stage, "M31")
    stage.qian.signs(case)
    stage.zhou.does(case, "return", reason="Which of the two apps is meant?")
    assert stage.wei.status(case) == "Being checked"
    stage.wei.open(f"/verification/{case}")
    assert "Which of the two apps is meant?" in stage.wei.shown()
    stage.wei.refers(case, "M31")
    stage.zhou.signs(case)
    assert stage.zhou.status(case, "disposal") == "Waiting for the agencies", "the first round's yes is void"
    stage.qian.signs(case)
    assert stage.qian.status(case, "disposal") == "Being carried out"


def test_where_an_agency_finds_another_person_of_it_signs_and_another_agency(stage: Stage) -> None:
    site = "https://fake-doctor.example/"
    stage.lin.flags(site, **{"targets-0-type": "website"})
    case = stage.qian.finds("fake-doctor.example")
    stage.qian.accepts(case)
    stage.qian.refers(case, "M42")
    assert stage.qian.cannot(case, "approval"), "she found it"
    stage.zhao.signs(case)
    assert stage.zhao.status(case, "disposal") == "Waiting for the agencies"
    stage.wu.signs(case)
    assert stage.wu.status(case, "disposal") == "Being carried out"
    task = stage.qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}")[-1]
    stage.qian.states(task, "attestation", document_number="K-42")
    stage.wu.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]


def test_a_silent_agency_is_excused_and_what_only_it_could_sign_falls_out(stage: Stage) -> None:
    case = referred(stage, "M12", "M41")
    stage.qian.signs(case)
    assert stage.qian.cannot(case, "excuse")
    stage.days_pass(9)
    stage.qian.does(case, "excuse", reason="It did not answer in its time.")
    assert stage.qian.status(case, "disposal") == "Being carried out"
    assert stage.wei.carries_out(case) == 2  # to keep the evidence, and to hide the content
    stage.qian.concludes(case, "partly")
    assert stage.lin.follows() == [Seen("Closed", "Partly substantiated")]


def test_an_executor_outside_the_portal_is_attested_by_the_lead(stage: Stage) -> None:
    case = referred(stage, "M51")
    stage.qian.signs(case)
    assert stage.qian.status(case, "disposal") == "Being carried out"
    stage.qian.open(f"/disposal/{case}")
    task = stage.qian.links(f"/disposal/{case}/tasks/")[-1]
    stage.qian.states(task, "attestation", document_number="京公 2026-17")
    assert stage.qian.cannot(case, "conclusion"), "the platform has not kept the evidence yet"
    assert stage.wei.carries_out(case) == 1
    stage.qian.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]


def test_an_executor_who_is_silent_is_replaced(stage: Stage) -> None:
    case = referred(stage, "M12")
    stage.qian.signs(case)
    stage.days_pass(9)
    silent = stage.qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}")
    assert len(silent) == 2, "to keep the evidence, and to hide the content"
    for task in silent:
        stage.qian.open(task)
        stage.qian.press(f"{task}/substitute", {"outside": "Access provider", "reason": "It did not answer."})
    for task in stage.qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}"):
        if task not in silent:
            assert stage.qian.cannot(case, "conclusion")
            stage.qian.states(task, "attestation", document_number="K-9")
    stage.qian.concludes(case)
    assert stage.qian.status(case, "disposal") == "Closed"


def test_an_interim_order_that_nobody_ratifies_lapses_and_is_undone(stage: Stage) -> None:
    case = accepted(stage)
    stage.wei.carries_out(case)
    stage.qian.does(case, "interim-order", measure="M12", reason="It spreads by the hour.")
    assert stage.wei.carries_out(case) == 1
    stage.lin.follows()
    stage.days_pass(3.1)
    assert stage.wei.carries_out(case) == 1, "the undoing"
    assert stage.wei.status(case) == "Being checked"


def test_an_interim_order_that_is_ratified_stays(stage: Stage) -> None:
    ratified(stage)


def ratified(stage: Stage) -> str:
    """A case with an order to hide the content, carried out and ratified."""
    case = accepted(stage)
    stage.wei.carries_out(case)
    stage.qian.does(case, "interim-order", measure="M12", reason="It spreads by the hour.")
    assert stage.wei.carries_out(case) == 1
    stage.wu.ratifies(case)
    stage.zhou.ratifies(case)
    stage.days_pass(3.1)
    assert stage.wei.carries_out(case) == 0, "nothing is undone"
    return case


def test_a_ratified_order_ends_with_the_decision_that_does_not_carry_it(stage: Stage) -> None:
    case = ratified(stage)
    stage.wei.refers(case, "M10")
    stage.wu.signs(case)
    assert stage.wei.carries_out(case) == 2, "the label, and the undoing of the order"
    stage.wu.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]
    assert [word in stage.lin.shown() for word in ("may have made it", "can no longer be opened")] == [True, False]


def test_a_ratified_order_that_the_decision_carries_goes_on(stage: Stage) -> None:
    case = ratified(stage)
    stage.wei.refers(case, "M12")
    stage.wu.signs(case)
    assert stage.wei.carries_out(case) == 0, "it is carried out already"
    stage.wu.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]
    assert "can no longer be opened" in stage.lin.shown()


def test_a_reporter_reads_what_was_done_by_its_legal_nature(stage: Stage) -> None:
    """A talk held with the provider is no measure of a platform, and neither blocks a domain."""
    case = referred(stage, "M10", "M03")
    stage.qian.signs(case)
    assert stage.wei.carries_out(case) == 2
    assert stage.qian.carries_out(case) == 1
    stage.qian.concludes(case)
    stage.lin.follows()
    told = stage.lin.shown()
    words = (
        "carried out by a platform",
        "may have made it",
        "Supervisory measure (not a penalty)",
        "called in for a talk",
    )
    found = [told.index(one) for one in words]
    assert found == sorted(found)
