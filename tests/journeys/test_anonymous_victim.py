"""An anonymous victim on two platforms: one tip, a case at each desk; neither learns of the other, or of her."""

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

VIDEO, POST = "https://xingyun.example/v/77", "https://bailu.example/p/78"
PHONE = "13800138000"
WORDS = f"The body in these pictures is not mine. My sister knows, call her on {PHONE}."


def test_an_anonymous_victim_on_two_platforms(stage: Stage) -> None:
    lin, wei, he, qian = stage.lin, stage.wei, stage.he, stage.qian
    lin.flags(VIDEO, POST, category="B03", urgency="intimate_image", description=WORDS)
    assert lin.follows() == [Seen("Received"), Seen("Received")]
    first, second = wei.finds(VIDEO), he.finds(POST)
    wei.knows_nothing_of(second, POST)
    he.knows_nothing_of(first, VIDEO)
    for colleague, case, own, other in ((wei, first, VIDEO, POST), (he, second, POST, VIDEO)):
        page = colleague.reads(case)
        assert [word in page for word in (own, "is not mine", other, PHONE, lin.code)] == [
            True,
            True,
            False,
            False,
            False,
        ]

    wei.takes_at_once(first, "M12", "information")
    assert "M12" in qian.reads(first, "disposal"), "the lead reads what was done in the meantime"
    he.knows_nothing_of(first, VIDEO)
    wei.accepts(first)
    wei.resolves(first, "M11", "information")
    assert wei.status(first) == "Waiting for confirmation", "what was ticked urgent is not ended by a platform alone"
    assert lin.follows() == [Seen("Platform check"), Seen("Received")]
    qian.confirms(first)
    assert lin.follows() == [Seen("Closed", "Dealt with by the platform itself"), Seen("Received")]

    he.accepts(second)
    he.refers(second, "M11")
    assert lin.follows()[1] == Seen("Regulators' decision")
    assert "is not mine" in qian.reads(second, "disposal")
    qian.signs(second)
    assert he.carries_out(second) == 2, "to keep the evidence, and to remove the post"
    qian.concludes(second)
    assert lin.follows() == [Seen("Closed", "Dealt with by the platform itself"), Seen("Closed", "Substantiated")]
    wei.knows_nothing_of(second, POST)
    he.knows_nothing_of(first, VIDEO)

    for bulletin in (stage.sun.publishes(first), stage.sun.publishes(second)):
        page = stage.anybody().open(bulletin)
        told = [word for word in (VIDEO, POST, PHONE, "is not mine", lin.code) if word in page]
        assert not told, "nothing of her reaches the public"


def test_control_a_desk_that_holds_the_case_does_know_of_it(stage: Stage) -> None:
    """What `knows_nothing_of` looks at would show a case: the desk that has it finds it in each place."""
    stage.lin.flags(VIDEO)
    case = stage.wei.finds(VIDEO)
    assert stage.wei.status(case) == "Received"
    stage.wei.accepts(case)
    assert case in stage.wei.open("/disposal/tasks")
    stage.wei.resolves(case, "M11", "information")
    assert VIDEO in stage.wei.open("/verification?status=closed")
