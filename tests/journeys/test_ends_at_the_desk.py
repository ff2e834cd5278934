"""The ways on which the desk that checks ends a case by itself, and how they are confirmed."""

import csv
import io

import pytest

from portal import clock as portal_clock
from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

VIDEO = "https://xingyun.example/v/1"
NOT_SAMPLED, SAMPLED = 99, 0


def accepted(stage: Stage, **answers: str) -> str:
    stage.lin.flags(VIDEO, **answers)
    case: str = stage.wei.finds(VIDEO)
    stage.wei.accepts(case)
    return case


def test_a_tip_that_is_out_of_scope_is_declined(stage: Stage) -> None:
    stage.lin.flags(VIDEO)
    case = stage.wei.finds(VIDEO)
    stage.wei.ends(case, "refusal", outcome="out_of_scope")
    assert stage.wei.status(case) == "Closed"
    assert stage.lin.follows() == [Seen("Closed", "Not accepted")]


def test_a_matter_for_the_police_is_handed_over(stage: Stage) -> None:
    case = accepted(stage)
    stage.wei.ends(case, "hand-over", kind="police", authority="Police of Haidian")
    assert stage.wei.status(case) == "Closed"
    assert stage.lin.follows() == [Seen("Closed", "Handed over to the competent authority")]
    assert "It was handed over to: Police of Haidian. Its answer: nothing yet." in stage.lin.shown()


def test_what_the_police_answer_is_recorded_and_the_reporter_reads_it(stage: Stage) -> None:
    case = accepted(stage)
    stage.wei.ends(case, "hand-over", kind="police", authority="Police of Haidian")
    assert stage.qian.finds(VIDEO, "/disposal?list=handed_over") == case
    day = str(portal_clock.day_of(portal_clock.now()))
    stage.wei.does(case, "reply", reference="Hai-2026-7", reference_on=day)
    words = "Two people were arrested."
    stage.qian.does(case, "reply", answer="done", answered_on=day, words=words)
    stage.lin.follows()
    told = "It was handed over to: Police of Haidian. Its number there: Hai-2026-7. Its answer: Finished there."
    assert f"{told} {words}" in " ".join(stage.lin.shown().split())
    stage.he.open(f"/disposal/{case}", status=404)
    assert VIDEO not in stage.qian.open("/disposal?list=handed_over")


def test_a_reporter_is_asked_for_more_and_answers(stage: Stage) -> None:
    case = accepted(stage)
    stage.wei.does(case, "supplement", "verification", tip="A", question="On which day was that?")
    stage.lin.follows()
    assert "On which day was that?" in stage.lin.shown()
    stage.lin.answers_what_was_asked("On Sunday evening.")
    stage.wei.open(f"/verification/{case}")
    assert "On Sunday evening." in stage.wei.shown()
    assert stage.wei.status(case) == "Being checked"


def test_a_case_at_the_wrong_platform_is_transferred(stage: Stage) -> None:
    case = accepted(stage)
    stage.wei.does(case, "transfer", "verification", desk="bailu", reason="The account posts there.")
    assert stage.he.finds(VIDEO) == case
    assert stage.he.status(case) == "Received"
    assert stage.wei.has_nothing_about(VIDEO)
    assert stage.lin.follows() == [Seen("Received")]
    stage.he.accepts(case)
    assert stage.he.status(case) == "Being checked"
    stage.wei.open(f"/disposal/{case}")
    assert "resolution" not in stage.wei.page.text
    stage.he.resolves(case, "M11", "information")
    assert stage.lin.follows() == [Seen("Closed", "Dealt with by the platform itself")]


def figures(stage: Stage, sheet: str) -> list[tuple[str, ...]]:
    """The key and the figures of each row that the public reads in this sheet."""
    text = stage.anybody().open(f"/figures/{sheet}.csv").lstrip("\ufeff")
    return [(row[0], *row[2:]) for row in csv.reader(io.StringIO(text))]


def test_a_platform_resolves_by_its_own_measure_and_the_public_reads_how_much(stage: Stage) -> None:
    case = accepted(stage)
    stage.wei.resolves(case, "M11", "information")
    assert stage.wei.status(case) == "Closed"
    assert stage.lin.follows() == [Seen("Closed", "Dealt with by the platform itself")]
    assert figures(stage, "objects-by-category") == [("Category", "Pieces of information"), ("B02", "2"), ("", "2")]


@pytest.mark.parametrize("way", ["urgent", "sampled"])
def test_an_own_resolution_that_is_urgent_or_sampled_is_confirmed_by_a_regulator(
    stage: Stage, chosen_for_sampling: list[int], way: str
) -> None:
    chosen_for_sampling[0] = SAMPLED if way == "sampled" else NOT_SAMPLED
    case = accepted(stage, **({"urgency": "danger"} if way == "urgent" else {}))
    stage.wei.resolves(case, "M11", "information")
    assert stage.wei.status(case) == "Waiting for confirmation"
    assert stage.lin.follows() == [Seen("Platform check")]
    assert stage.wei.cannot(case, "confirmation", "verification")
    if way == "sampled":
        assert stage.qian.cannot(case, "confirmation", "verification")
        stage.qian.judges_blind(case)
    stage.qian.does(case, "return", "verification", reason="The copy is still there.")
    assert stage.wei.status(case) == "Being checked"
    stage.wei.resolves(case, "M11", "information")
    if way == "sampled":
        stage.qian.judges_blind(case)
    stage.qian.confirms(case)
    assert stage.wei.status(case) == "Closed"
    assert stage.lin.follows() == [Seen("Closed", "Dealt with by the platform itself")]


def test_what_is_not_so_is_dismissed_with_its_reason(stage: Stage) -> None:
    case = accepted(stage)
    stage.wei.ends(case, "dismissal", outcome="unsubstantiated")
    assert stage.wei.status(case) == "Closed"
    assert stage.lin.follows() == [Seen("Closed", "Not substantiated")]
    assert "The doctor on the page does not exist." in stage.lin.shown()


def test_a_tip_withdrawn_by_its_only_reporter_ends_the_case(stage: Stage) -> None:
    case = accepted(stage)
    stage.lin.withdraws()
    assert stage.wei.status(case) == "Closed"


def test_an_urgent_case_goes_on_without_its_tip(stage: Stage) -> None:
    case = accepted(stage, urgency="danger")
    stage.lin.withdraws()
    assert stage.wei.status(case) == "Being checked"


def test_a_silent_platform_loses_the_case_to_the_regulator(stage: Stage) -> None:
    stage.lin.flags(VIDEO)
    case = stage.wei.finds(VIDEO)
    assert stage.qian.cannot(case, "take-over", "verification")
    stage.days_pass(7)
    assert stage.qian.finds(VIDEO, "/verification?desk=overdue") == case
    stage.qian.does(case, "take-over", "verification", reason="Nobody looked at it in time.")
    assert stage.qian.status(case) == "Being checked"
    assert stage.qian.finds(VIDEO) == case
    stage.qian.ends(case, "dismissal", outcome="unsubstantiated")
    assert stage.lin.follows() == [Seen("Closed", "Not substantiated")]


def test_nobody_checks_a_tip_about_their_own_house(stage: Stage) -> None:
    """The maker of the product belongs to the group of the platform that carries it."""
    product = "https://ai.xingchen.example/chat"
    stage.lin.flags(product)
    assert stage.wei.has_nothing_about(product)
    case = stage.qian.finds(product)
    stage.wei.open(f"/verification/{case}", status=404)
    stage.qian.accepts(case)
    assert stage.qian.status(case) == "Being checked"
    stage.qian.refers(case, "M02")
    assert stage.qian.cannot(case, "approval"), "she found it"
    stage.wu.signs(case)
    assert stage.wu.status(case, "disposal") == "Waiting for the agencies", "her agency alone is not enough"
    stage.zhou.signs(case)
    assert stage.qian.carries_out(case) == 1
    stage.wu.concludes(case)
    assert stage.lin.follows() == [Seen("Closed", "Substantiated")]
    for page in ("verification", "disposal"):
        stage.wei.open(f"/{page}/{case}", status=404)
    assert stage.wei.has_nothing_about(product)


def test_a_tip_on_two_platforms_becomes_a_case_at_each(stage: Stage) -> None:
    other = "https://bailu.example/p/9"
    stage.lin.flags(VIDEO, other)
    first, second = stage.wei.finds(VIDEO), stage.he.finds(other)
    assert stage.wei.has_nothing_about(other)
    assert stage.he.has_nothing_about(VIDEO)
    stage.wei.open(f"/verification/{first}")
    assert other not in stage.wei.shown()
    stage.he.open(f"/verification/{first}", status=404)
    stage.he.accepts(second)
    stage.he.ends(second, "dismissal", outcome="unsubstantiated")
    assert stage.lin.follows() == [Seen("Received"), Seen("Closed", "Not substantiated")]


def test_a_late_tip_about_what_was_decided_ends_as_dealt_with_before(stage: Stage) -> None:
    earlier = accepted(stage)
    stage.wei.resolves(earlier, "M11", "information")
    late = stage.reporter()
    late.flags(VIDEO)
    case = stage.wei.finds(VIDEO)
    assert case != earlier
    stage.wei.does(case, "merger", "verification", into=earlier, reason="It was taken down yesterday.")
    assert late.follows() == [Seen("Closed", "Dealt with before your tip")]
    assert stage.lin.follows() == [Seen("Closed", "Dealt with by the platform itself")]
