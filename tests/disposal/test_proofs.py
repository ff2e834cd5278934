"""What stood there and what the receipt says, side by side on the page of a case."""

import re

from flask import Flask

from portal import clock as portal_clock
from portal.domain.permissions import Actor
from portal.domain.visibility import visible_parts
from portal.extensions import db
from portal.records.attachments import Attachment
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.case_view.work import TaskView, read_tasks
from portal.records.cases import Case
from portal.records.tips import TipCase
from portal.verification.verbs.accepting import accept
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import Cast, carried_out, case_of, refer, referred, send_tip, signed, the_cast
from tests.people import Browsers
from tests.statements import selects

EVIDENCE = "sha256:" + "0" * 64


def seen_by(actor: Actor, case: Case) -> list[TaskView]:
    return read_tasks(Look(case=case, actor=actor, parts=visible_parts(actor, facts(case))))


def articles(page: str) -> list[str]:
    return re.findall(r'<article class="proof".*?</article>', page, re.DOTALL)


def ordered(cast: Cast, *codes: str) -> Case:
    return signed(referred(case_of(send_tip("https://xingyun.example/v/1")), cast.wei, *codes), cast.qian, cast.zhou)


def test_what_was_found_stands_beside_the_receipt(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        number = carried_out(ordered(cast, "M31"), cast.wei).case_number
    proof = articles(browsers("qian").get(f"/disposal/{number}").text)[-1]
    before, after = proof.split('<div class="proof__side">')[1:]
    assert EVIDENCE in before
    assert "https://xingyun.example/v/1" in before
    assert "举报人未附图片" in before
    assert "The page answers 404 since today." in after
    assert "<strong>3</strong>" in after
    assert EVIDENCE not in after
    assert "404" not in before


def test_without_a_receipt_its_place_says_so_and_by_when_it_is_due(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        number = ordered(the_seeded_cast(), "M31").case_number
    after = articles(browsers("qian").get(f"/disposal/{number}").text)[-1].split('<div class="proof__side">')[2]
    assert "尚未收到回执" in after
    assert "time-left" in after


def with_picture(case: Case) -> None:
    """A screenshot that the reporter added now."""
    tip_id = db.session.scalars(db.select(TipCase.tip_id).where(TipCase.case_id == case.id)).one()
    picture = Attachment(
        stored_name=f"{tip_id}-{portal_clock.now():%H%M}",
        tip_id=tip_id,
        file_name="shot.png",
        media_type="image/png",
        size=9,
        sha256="0" * 64,
        received_at=portal_clock.now(),
    )
    db.session.add(picture)


def test_nothing_that_came_after_the_order_is_shown_as_what_stood_there(context: Flask, clock: Clock) -> None:
    with transaction():
        cast = the_cast()
        case = case_of(send_tip("https://xingyun.example/v/1"))
        accept(case, cast.wei)
        clock.turn(hours=1)
        with_picture(case)
        refer(case, cast.wei, "M31")
        clock.turn(hours=1)
        signed(case, cast.qian, cast.zhou)
        clock.turn(hours=1)
        with_picture(case)
    preserve, measure = (one.before for one in seen_by(cast.qian, case))
    assert (preserve.ordered_unfound, preserve.finding, preserve.pictures) == (True, None, ())
    assert measure.finding is not None
    assert [(picture.media_type, picture.opens) for picture in measure.pictures or ()] == [("image/png", True)]


def test_who_only_executes_reads_neither_finding_nor_files_beside_its_task(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = signed(referred(case_of(send_tip("https://xingyun.example/v/1")), cast.wei, "M44"), cast.qian)
    (own,) = seen_by(cast.he, case)
    assert (own.before.finding, own.before.ordered_unfound, own.before.pictures) == (None, False, None)
    assert seen_by(cast.qian, case)[-1].before.finding is not None


def test_who_wrote_a_receipt_is_named_in_the_own_organization_alone(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = carried_out(ordered(cast, "M31"), cast.wei)
    assert {one.done_by_name for one in seen_by(cast.wei, case)} == {"wei"}
    assert {one.done_by_name for one in seen_by(cast.qian, case)} == {None}
    assert {one.done_by.slug for one in seen_by(cast.qian, case) if one.done_by} == {"xingyun"}


def test_more_tasks_cost_no_more_statements(app: Flask, browsers: Browsers) -> None:
    with app.app_context(), transaction():
        cast = the_seeded_cast()
        one, many = (
            signed(referred(case_of(send_tip(address)), cast.wei, *codes), cast.qian, cast.zhou).case_number
            for address, codes in (
                ("https://xingyun.example/v/1", ["M31"]),
                ("https://xingyun.example/v/2", ["M31", "M12", "M21"]),
            )
        )
    qian = browsers("qian")
    pages = [f"/disposal/{number}" for number in (one, many)]
    few, more = [len(articles(qian.get(page).text)) for page in pages]
    assert few < more
    assert selects(app, qian, pages[0]) == selects(app, qian, pages[1])
