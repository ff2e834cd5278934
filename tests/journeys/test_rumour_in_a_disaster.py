"""A rumour in a disaster: called out at once, hidden by an order within the hour, refuted while the case still runs."""

import re
from collections.abc import Mapping

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

VIDEO = "https://xingyun.example/v/8848"
CLAIM = "It says that the school in our valley fell down. I live opposite and it stands."
WORDS: Mapping[str, str] = {
    "title_zh": "县里没有学校倒塌",
    "truth_zh": "应急管理局逐校核实：没有学校倒塌，没有人受伤。",
    "claim_zh": "有视频称地震塌了学校。",
    "source_zh": "县应急管理局，3月2日通报。",
}


def refutes(stage: Stage, case: str) -> str:
    """From the page of the case by the form and its preview; where the public reads it."""
    action = f"/publicity/refutations/{case}"
    assert action in stage.qian.open(f"/disposal/{case}")
    stage.qian.open(action)
    stage.qian.press(action, dict(WORDS), status=200)
    stage.qian.press(action, {}, status=303, go="publish")
    found: list[str] = re.findall(r'href="(/bulletins/[^"]+)"', stage.anybody().open("/bulletins"))
    assert len(found) == 1
    return found[0]


def is_called(stage: Stage, word: str) -> bool:
    """Whether a case rings on every page of theirs."""
    return "An urgent case waits for you" in stage.colleague(word).open("/account")


def test_a_rumour_in_a_disaster(stage: Stage) -> None:
    lin, wei, he, qian = stage.lin, stage.wei, stage.he, stage.qian
    lin.flags(VIDEO, category="B01", urgency="danger", description=CLAIM)
    assert is_called(stage, "wei")
    assert not is_called(stage, "he")
    case = wei.finds(VIDEO)
    assert "P0" in wei.reads(case)
    assert stage.anybody().open("/bulletins").count("学校") == 0

    qian.does(case, "interim-order", measure="M13", reason="People run back into the houses.")
    assert wei.carries_out(case) == 1, "it is shown to nobody further"
    bulletin = refutes(stage, case)
    public = stage.anybody().open(bulletin)
    assert WORDS["truth_zh"] in public
    assert not [word for word in (VIDEO, case, lin.code, "I live opposite", "Xingyun") if word in public]
    assert wei.status(case) == "Received", "nobody had to wait for the check"
    assert lin.follows() == [Seen("Received")]
    he.knows_nothing_of(case, VIDEO)

    wei.accepts(case)
    wei.refers(case, "M11")
    qian.signs(case)
    assert wei.carries_out(case) == 3, "the evidence kept, the post removed, the order undone, which it replaces"
    qian.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    assert WORDS["truth_zh"] in stage.anybody().open(bulletin), "it stands after the case as well"


def test_control_what_is_no_rumour_is_not_refuted_and_calls_nobody(stage: Stage) -> None:
    stage.lin.flags(VIDEO, category="B04")
    case = stage.wei.finds(VIDEO)
    assert f"/publicity/refutations/{case}" not in stage.qian.open(f"/disposal/{case}")
    assert not is_called(stage, "wei")
