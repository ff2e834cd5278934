"""Interim measures and orders in two clicks from the case: picked there, confirmed on one page."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient

from portal.domain.measures import MEASURES
from portal.domain.permissions import OrganizationKind
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.at_hand import at_hand
from portal.records.clocks.sweep import run_clocks
from portal.records.counters import INTERIM, CounterDelta
from portal.records.organizations import Organization
from portal.records.tasks import Task, TaskKind
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import case_of, send_tip, the_cast
from tests.people import Browsers
from tests.verification.desk import case_now, do, page, tip

LINK = re.compile(r'<a [^>]*href="([^"]*[?&]measure=(M\d\d)[^"]*)"')


class Forms(HTMLParser):
    """The forms of a page as a browser would send them untouched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.name = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.found.append((said.get("action") or "", {}))
        elif tag == "input" and self.found and said.get("name") and said.get("type") != "checkbox":
            self.found[-1][1][said["name"] or ""] = said.get("value") or ""
        elif tag in ("select", "textarea") and self.found:
            self.name = said["name"] or ""
            self.found[-1][1][self.name] = ""
        elif tag == "option" and "selected" in said:
            self.found[-1][1][self.name] = said.get("value") or ""
        self.writes = tag == "textarea"

    def handle_endtag(self, tag: str) -> None:
        self.writes = False

    def handle_data(self, data: str) -> None:
        if getattr(self, "writes", False):
            self.found[-1][1][self.name] += data.strip()


def picks(text: str) -> dict[str, str]:
    """The buttons of measures at hand on the page of a case: code → where each leads."""
    return {code: html.unescape(url) for url, code in LINK.findall(text)}


def confirm(browser: FlaskClient, url: str) -> int:
    """Press the one button of the page as it stands, with nothing written."""
    goal, filled = next(one for one in Forms(browser.get(url).text).found if "version" in one[1])
    return browser.post(goal, data=filled).status_code


def tasks(app: Flask) -> list[Task]:
    with app.app_context():
        found = list(db.session.scalars(db.select(Task).where(Task.kind == TaskKind.INTERIM).order_by(Task.id)))
        db.session.expunge_all()
        return found


def counted(app: Flask) -> dict[tuple[str, str], int]:
    with app.app_context():
        rows = db.session.execute(
            db.select(CounterDelta.figure, Organization.slug, db.func.sum(CounterDelta.amount))
            .join(Organization, Organization.id == CounterDelta.platform_id)
            .where(CounterDelta.figure.in_(INTERIM))
            .group_by(CounterDelta.figure, Organization.slug)
        )
        return {(figure, slug): amount for figure, slug, amount in rows}


def test_a_platform_takes_a_reversible_measure_in_two_clicks_and_it_ends_by_itself(
    cast: Flask, clock: Clock, browsers: Browsers
) -> None:
    wei = browsers("wei")
    number = tip(cast)
    do(wei, number, "acceptance")
    offered = picks(page(wei, number).text)
    assert list(offered) == ["M10", "M12", "M13", "M14"]
    assert all(MEASURES[code].reversible for code in offered)
    assert confirm(wei, offered["M12"]) == 303
    (task,) = tasks(cast)
    assert (task.measure, task.in_force, task.days) == ("M12", True, 7)
    assert "M12" not in picks(page(wei, number).text)  # it stands already
    assert counted(cast) == {("interim_measures", "xingyun"): 1}
    assert "2026年3月9日" in page(wei, number).text
    assert "2026年3月9日" in browsers("qian").get(f"/disposal/{number}").text
    clock.turn(days=7, seconds=-1)
    with cast.app_context(), transaction():
        run_clocks({})
    assert tasks(cast)[0].in_force
    clock.turn(seconds=1)
    with cast.app_context(), transaction():
        run_clocks({})
        lifts = db.session.scalars(db.select(Task.undoes_id).where(Task.kind == TaskKind.LIFT)).all()
    assert not tasks(cast)[0].in_force
    assert lifts == [task.id]


def test_a_regulator_on_duty_orders_one_in_two_clicks_and_it_lapses_by_itself(
    cast: Flask, clock: Clock, browsers: Browsers
) -> None:
    qian = browsers("qian")
    number = tip(cast)
    do(browsers("wei"), number, "acceptance")
    offered = picks(qian.get(f"/disposal/{number}").text)
    assert offered
    assert all(MEASURES[code].reversible for code in offered)
    text = qian.get(offered["M13"]).text
    assert "2026年3月5日 10:00" in text  # 72 hours
    assert confirm(qian, offered["M13"]) == 303
    (task,) = tasks(cast)
    assert (task.measure, task.lapses_at) == ("M13", clock() + timedelta(hours=72))
    assert counted(cast) == {("interim_orders", "xingyun"): 1}
    assert MEASURES["M13"].code in browsers("wei").get(f"/verification/{number}").text
    clock.turn(hours=72)
    with cast.app_context(), transaction():
        run_clocks({})
    assert tasks(cast)[0].dropped_at == clock()


def test_control_what_cannot_be_undone_is_neither_offered_nor_taken(cast: Flask, browsers: Browsers) -> None:
    wei, qian = browsers("wei"), browsers("qian")
    number = tip(cast)
    do(wei, number, "acceptance")
    answer = do(wei, number, "interim-measure", code="M11", proof="Deleted.", quantity="1", counter="information")
    assert answer.status_code in (409, 422)
    assert "M11" not in picks(page(wei, number).text)
    text = qian.get(f"/disposal/{number}/interim-order?measure=M11").text
    assert 'value="M11"' not in text
    assert tasks(cast) == []
    assert counted(cast) == {}


def test_a_measure_taken_anew_is_counted_once_and_its_days_begin_anew(
    cast: Flask, clock: Clock, browsers: Browsers
) -> None:
    wei = browsers("wei")
    number = tip(cast)
    do(wei, number, "acceptance")
    url = picks(page(wei, number).text)["M12"]
    assert confirm(wei, url) == 303
    clock.turn(hours=6)
    wei = browsers("wei")
    assert confirm(wei, url) == 303
    assert [(task.in_force, task.done_at) for task in tasks(cast)] == [
        (False, clock() - timedelta(hours=6)),
        (True, clock()),
    ]
    assert counted(cast) == {("interim_measures", "xingyun"): 1}


def test_only_what_meets_the_target_itself_is_at_hand(context: Flask) -> None:
    with transaction():
        the_cast()
        app = case_of(send_tip("https://xingyun.example/app/1", type=TargetType.APP))
        found = {one.code for one in at_hand(app, MEASURES.values())}
    assert found
    assert all(MEASURES[code].reversible and MEASURES[code].interim for code in found)
    assert not found & {"M20", "M21", "M23"}  # these meet an account, which would have to be named


def test_whoever_is_not_on_duty_finds_no_order_to_give(cast: Flask, browsers: Browsers) -> None:
    number = tip(cast)
    do(browsers("wei"), number, "acceptance")
    zhao = browsers("zhao")
    assert case_now(cast, number).holder.kind is OrganizationKind.PLATFORM
    assert zhao.get(f"/disposal/{number}/interim-order?measure=M12").status_code == 403
