"""30,000 flags on one app in an hour: one case, one reading, and ten honest tips that nobody has to look for.

80 copies are sent through the interface for machines and the ten honest ones through the form. The other 29,910
copies are put down as the rows that such sends leave (`flood.rows_of_sends`): to send them all takes a quarter of an
hour on a small machine and shows nothing more.
"""

from __future__ import annotations

import html
import re

import pytest

from tests.journeys.conftest import Stage
from tests.journeys.flood import is_marked_alike, programs_send, rows_of_sends
from tests.journeys.people import Colleague, Reporter, Seen
from tests.journeys.test_ends_at_the_desk import figures

pytestmark = pytest.mark.slow

APP, QUIET = "https://apps.lanhai.example/detail?id=4711", "https://apps.lanhai.example/detail?id=1"
SHOUT = "This app is evil, take it down, share this"
HONEST = tuple(
    f"{beginning} charged my mother for a doctor who does not exist."
    for beginning in (
        *("On Monday it", "Before the feast it", "In spring it", "Without asking it", "After the call it"),
        *("By night it", "Twice it", "In the clinic it", "With a false bill it", "Through my card it"),
    )
)
ALL, SENT = 30_000, 40


def flooded(stage: Stage) -> tuple[str, list[Reporter]]:
    """Copies, five honest tips, copies, five more, copies, within the hour: the case, and the ten who are honest."""
    programs_send(stage, APP, SHOUT, range(SENT))
    case: str = stage.colleague("lan").finds(APP)
    honest = [tells(stage, words) for words in HONEST[:5]]
    rows_of_sends(stage, case, SHOUT, ALL - 2 * SENT - len(HONEST))
    honest += [tells(stage, words) for words in HONEST[5:]]
    programs_send(stage, APP, SHOUT, range(SENT, 2 * SENT))
    return case, honest


def tells(stage: Stage, words: str) -> Reporter:
    """Somebody fills in the form, five minutes after whoever was before."""
    stage.clock.turn(minutes=5)
    reporter = stage.reporter()
    reporter.flags(APP, description=words)
    return reporter


def turns_over(colleague: Colleague, case: str, address: str = "") -> list[str]:
    """The words of every tip that the pages of the case show, from the first page to the last."""
    words: list[str] = []
    page = colleague.open(address or f"/verification/{case}")
    while True:
        section = page[page.index('id="tips"') :]
        words += [html.unescape(one) for one in re.findall(r'<p class="words">([^<]*)</p>', section)]
        onwards = re.search(r'rel="next" href="([^"]+)"', section)
        if onwards is None or len(words) > 100:
            return words
        page = colleague.open(html.unescape(onwards[1]))


def priority_of(colleague: Colleague, case: str) -> str:
    """What the summary of the case says of its urgency, and by when it must be looked at."""
    found = re.search(r"Priority P\d", colleague.reads(case))
    assert found is not None
    return found[0]


def test_thirty_thousand_flags_on_one_app_in_an_hour_with_ten_honest_ones(stage: Stage) -> None:
    lan, qian, zhou = stage.colleague("lan"), stage.qian, stage.zhou
    stage.reporter().flags(QUIET)
    case, honest = flooded(stage)
    queue = lan.open("/verification")
    assert queue.count(APP) == 1, "it is one case"
    told = qian.reads(case, "disposal")
    assert f"Tips {ALL} " in told, "and the count is right"
    assert f"{ALL - 1 - len(HONEST)} more tips say the same" in told
    assert not [number for number in (ALL, ALL - 1 - len(HONEST)) if str(number) in lan.reads(case)], "agencies' alone"
    assert is_marked_alike(stage, case) == ALL - 1 - len(HONEST)

    read = turns_over(lan, case)
    assert len(read) == 1 + len(HONEST), "the shout once, and each honest tip"
    assert set(HONEST) <= set(read)
    assert "Others say the same" in lan.reads(case)

    quiet = lan.finds(QUIET)
    assert priority_of(lan, case) == priority_of(lan, quiet) == "Priority P2", "how many say it does not make it urgent"
    lan.open("/verification?sort=priority")
    assert lan.page.text.index(QUIET) < lan.page.text.index(APP), "nor does it come before what came earlier"

    for reporter in honest[:1]:
        assert reporter.follows() == [Seen("Received")]
        assert "30000" not in reporter.shown().replace(",", "")
        assert not [words for words in HONEST[1:] if words in reporter.shown()]
    lan.accepts(case)
    lan.does(case, "supplement", "verification", tip=label_of(lan, HONEST[0], case), question="On which day?")
    honest[0].answers_what_was_asked("On the first of March.")
    assert "On the first of March." in lan.reads(case)
    lan.refers(case, "M31")
    assert set(HONEST) <= set(turns_over(qian, case, f"/disposal/{case}")), "whoever signs finds them as well"
    for agency in (qian, zhou):
        agency.signs(case)
    assert lan.carries_out(case) == 2
    qian.concludes(case)
    stage.days_pass(9)
    for reporter in (honest[0], honest[-1]):
        assert reporter.follows() == [Seen("Closed", "Substantiated")]
    assert figures(stage, "objects-by-category")[-1] == ("", "3"), "three products, however many flagged them"


def label_of(colleague: Colleague, words: str, case: str) -> str:
    """By which letters the desk calls the tip with these words."""
    page = colleague.open(f"/verification/{case}")
    labels: list[str] = re.findall(r'id="tip-([A-Z]+)"', page[: page.index(words)])
    return labels[-1]


def test_control_tip_by_tip_the_honest_are_buried(stage: Stage) -> None:
    """The same list without folding: a hundred tips read, and none of them is honest."""
    programs_send(stage, APP, SHOUT, range(1))
    case = stage.colleague("lan").finds(APP)
    rows_of_sends(stage, case, SHOUT, 200)
    tells(stage, HONEST[0])
    lan = stage.colleague("lan")
    lan.open(f"/verification/{case}")
    (each,) = {html.unescape(one) for one in re.findall(r'href="([^"]*tips=each[^"]*)"', lan.page.text)}
    assert HONEST[0] not in turns_over(lan, case, each.partition("#")[0])
    assert HONEST[0] in turns_over(lan, case)
