"""A desk reads once what many say: the first of them, how many more, and each that says something else."""

from __future__ import annotations

from flask import Flask
from flask_migrate import downgrade, upgrade

from portal.extensions import db
from portal.intake.corresponding import write_message
from portal.records.cases import Case
from portal.records.tips import TipCase
from portal.verification.verbs.asking import ask_supplement
from portal.verification.verbs.splitting import split
from portal.web.transaction import transaction
from tests.factories import accepted, case_of, send_tip, the_cast

VIDEO, OTHER = "https://xingyun.example/v/1", "https://xingyun.example/v/2"
COPIED, OWN = "Take it down!", "My mother bought these pills and is in hospital."


def alike(case: Case) -> list[int | None]:
    """To which tip each of the case says the same, in order."""
    rows = db.select(TipCase.alike_to).where(TipCase.case_id == case.id).order_by(TipCase.in_case)
    return list(db.session.scalars(rows.execution_options(populate_existing=True)))


def sent(*words: str, at: str = VIDEO) -> Case:
    """The case of tips with these words."""
    with transaction():
        receipts = [send_tip(at, description=one) for one in words]
    return case_of(receipts[-1])


def test_copies_stand_beside_the_first_and_own_words_by_themselves(context: Flask) -> None:
    with transaction():
        the_cast()
    assert alike(sent(COPIED, "take it down 1!", OWN, "Take it down!!! 77", COPIED)) == [None, 1, None, 1, 1]


def test_the_same_words_about_something_else_or_in_another_category_are_another_tip(context: Flask) -> None:
    with transaction():
        the_cast()
    case = sent(COPIED)
    assert alike(sent(COPIED, at=OTHER)) == [None]
    with transaction():
        send_tip(VIDEO, description=COPIED, category="B05")
    assert alike(case) == [None, None]


def test_whom_a_desk_asks_and_who_writes_again_stands_by_itself_from_then_on(context: Flask) -> None:
    with transaction():
        cast = the_cast()
    case = sent(COPIED, COPIED, COPIED, COPIED)
    with transaction():
        ask_supplement(accepted(case, cast.wei), cast.wei, "B", "Which minute?")
    third = db.session.scalars(db.select(TipCase.tip_id).where(TipCase.case_id == case.id, TipCase.in_case == 3)).one()
    with transaction():
        write_message(third, 0, "I have found who made it.", "key")
    assert alike(case) == [None, None, None, 1]
    sent(COPIED)
    assert alike(case) == [None, None, None, 1, 1], "copies go on standing beside the first"


def test_a_split_leaves_no_copy_beside_a_tip_that_is_gone(context: Flask) -> None:
    with transaction():
        cast = the_cast()
    case = sent(COPIED, COPIED, OWN, COPIED)
    with transaction():
        went = split(accepted(case, cast.wei), cast.wei, ["A", "D"], "B05", "Another matter.")
    assert (alike(case), alike(went)) == ([None, None], [None, 1])


def test_tips_from_before_are_marked_by_the_migration(context: Flask) -> None:
    with transaction():
        cast = the_cast()
    case = sent(COPIED, COPIED, OWN, "TAKE IT DOWN", COPIED)
    with transaction():
        ask_supplement(accepted(case, cast.wei), cast.wei, "E", "Which minute?")
    case_id = case.id
    marks = db.select(TipCase.says).order_by(TipCase.tip_id)
    before = list(db.session.scalars(marks))
    db.session.remove()
    downgrade(revision="0043")
    upgrade()
    assert list(db.session.scalars(marks)) == before
    assert alike(db.session.get_one(Case, case_id)) == [None, 1, None, 1, None]
