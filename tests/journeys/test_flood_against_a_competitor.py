"""A flood against a competitor: forty copies that cry danger weigh one, touch nothing, and end as one dismissal."""

from __future__ import annotations

import re

from tests.journeys.conftest import Stage
from tests.journeys.flood import programs_send
from tests.journeys.people import Colleague, Seen

APP, TWIN = "https://apps.lanhai.example/detail?id=51", "https://apps.lanhai.example/detail?id=52"
ORDERED = "Dangerous app, it must be delisted at once"
COPIES = 40


def urgency_of(colleague: Colleague, case: str) -> str:
    """The priority that the page of the case names."""
    found = re.search(r"Priority P\d", colleague.reads(case))
    assert found is not None
    return found[0]


def test_a_flood_against_a_competitor(stage: Stage) -> None:
    lan, wei, qian = stage.colleague("lan"), stage.wei, stage.qian
    programs_send(stage, TWIN, ORDERED, range(1), urgency=["danger"])
    programs_send(stage, APP, ORDERED, range(COPIES), urgency=["danger"])
    one_of_them = stage.reporter()
    one_of_them.flags(APP, description=ORDERED, urgency="danger")
    case, twin = lan.finds(APP), lan.finds(TWIN)
    assert lan.open("/verification").count(APP) == 1
    assert urgency_of(lan, case) == urgency_of(lan, twin), "forty who tick it weigh what one does"
    assert lan.page.text.count('<p class="words">') <= 2
    assert lan.tasks(case) == [], "nothing happens to an app because many say so"
    assert f"Tips {COPIES + 1} " in qian.reads(case, "disposal")
    wei.knows_nothing_of(case, APP)

    lan.accepts(case)
    assert lan.carries_out(case) == 1, "what is kept is all that is done"
    lan.ends(case, "dismissal", outcome="unsubstantiated")
    assert lan.status(case) == "Waiting for confirmation", "a platform alone does not end what was ticked urgent"
    qian.confirms(case)
    assert lan.status(case) == "Closed"
    assert "M31" not in lan.reads(case)
    stage.days_pass(9)
    assert one_of_them.follows() == [Seen("Closed", "Not substantiated")]
    assert APP not in stage.anybody().open("/bulletins")

    again = stage.reporter()
    again.flags(APP, description=ORDERED)
    second = lan.finds(APP)
    assert second != case, "what is closed is not joined, so that nothing new is lost"
    lan.does(second, "merger", "verification", into=case, reason="The same words as last week, and nothing new.")
    assert again.follows() == [Seen("Closed", "Dealt with before your tip")]


def test_control_one_honest_tip_among_them_is_read_and_leads_on(stage: Stage) -> None:
    lan, qian, zhou = stage.colleague("lan"), stage.qian, stage.zhou
    programs_send(stage, APP, ORDERED, range(COPIES))
    honest = stage.reporter()
    honest.flags(APP, description="It booked 300 yuan after I had cancelled, the bill is here.")
    case = lan.finds(APP)
    assert "It booked 300 yuan" in lan.reads(case)
    lan.accepts(case)
    lan.refers(case, "M31")
    for agency in (qian, zhou):
        agency.signs(case)
    assert lan.carries_out(case) == 2
    qian.concludes(case)
    stage.days_pass(9)
    assert honest.follows() == [Seen("Closed", "Substantiated")]
