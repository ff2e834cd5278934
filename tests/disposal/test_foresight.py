"""What a signatory is told before signing: what will be done by whom, and what each answer leads to."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask

from portal.disposal import signing
from portal.disposal.foresight import foresight
from portal.domain.measures import MEASURES
from portal.records.case_facts import facts
from portal.records.rounds import standing_finding
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import a_referred_case
from tests.factories import case_of, organization, referred, send_tip, the_cast
from tests.people import Browsers


def test_measures_stand_in_a_citizens_words_with_executor_and_day(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M31", "M42")
        ahead = foresight(case, cast.zhao, facts(case))
    assert ahead is not None
    assert [one.plain for one in ahead.measures] == [MEASURES["M31"].plain, MEASURES["M42"].plain]
    assert [one.executors for one in ahead.measures] == [[organization("xingyun")], ["Registrar or access provider"]]
    assert all(one.due_at > clock() for one in ahead.measures)
    assert [one.code for one in ahead.falls_out] == ["M42"], "a domain needs the communications administration"


def test_others_are_told_by_name_and_never_by_answer_and_nothing_is_foretold_after_the_own_one(
    context: Flask, clock: Clock
) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip()), cast.wei, "M42")
        alone = foresight(case, cast.zhao, facts(case))
        assert alone is not None
        assert [one.id for one in alone.others_waited_for] == [organization("cyberspace").id]
        signing.approve(case, cast.qian, standing_finding(case).seen_hash)
        last = foresight(case, cast.zhao, facts(case))
        assert last is not None
        assert last.others_waited_for == []
        assert foresight(case, cast.qian, facts(case)) is None
        assert foresight(case, cast.wei, facts(case)) is None, "who referred it signs nothing"


def test_a_signatory_reads_it_and_is_sent_to_the_desk_where_signatures_wait(app: Flask, browsers: Browsers) -> None:
    number, zhou = a_referred_case(app), browsers("zhou")
    assert zhou.get("/desk").location.endswith("/disposal")
    listed = unescape(zhou.get("/disposal", headers={"Accept-Language": "en"}).text)
    assert MEASURES["M31"].words in listed
    page = unescape(zhou.get(f"/disposal/{number}", headers={"Accept-Language": "en"}).text)
    told = re.sub(
        r"\s+", " ", re.sub("<[^>]+>", " ", page[page.index('class="foresight"') : page.index('id="finding"')])
    )
    for words in (MEASURES["M31"].plain, "If you sign", "If you return it", "If you do nothing", "Still waited for"):
        assert words in told
