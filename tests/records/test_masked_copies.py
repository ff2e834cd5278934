"""A platform reads of a reporter's words what was masked as they were sent: never more, whatever became of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from portal.domain import masking
from portal.domain.masking import MaskingRule, mask
from portal.domain.visibility import visible_parts
from portal.extensions import db
from portal.intake.corresponding import answer_supplement, write_message
from portal.records.appeals import Appeal
from portal.records.case_facts import facts
from portal.records.case_view import tips
from portal.records.case_view.decisions import read_appeals
from portal.records.case_view.look import Look
from portal.records.cases import Case
from portal.records.messages import Message, SupplementRequest
from portal.records.packages import content
from portal.records.tips import Tip, TipCase
from portal.verification.verbs.asking import ask_supplement
from portal.web.transaction import transaction
from tests.factories import Cast, accepted, case_of, send_tip, the_cast

NUMBER, HIDDEN = "13800138000", "[phone number masked]"
REVISION = Path(__file__).parents[2] / "migrations/versions/0049_keep_masked_copies.py"


def written() -> tuple[Case, Cast]:
    """A case whose reporter wrote a number into a story, a message, an answer and an appeal."""
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip(description=f"The seller says: call {NUMBER}.")), cast.wei)
        [row] = db.session.scalars(db.select(TipCase).where(TipCase.case_id == case.id))
        write_message(row.tip_id, 0, f"Again it says {NUMBER}.", "one")
        ask_supplement(case, cast.wei, "A", "When did you see it?")
        answer_supplement(row.tip_id, 0, f"Yesterday, with {NUMBER}.")
        db.session.add(
            Appeal(case_id=case.id, tip_id=row.tip_id, reason=f"{NUMBER} still sells.", made_at=row.joined_at)
        )
    return case, cast


def read_by_a_platform(case: Case, cast: Cast) -> list[str]:
    """Every word of the reporter that the desk of the platform reads, and that a package says."""
    look = Look(case=case, actor=cast.wei, parts=visible_parts(cast.wei, facts(case)))
    [tip] = tips.read_tips(look).tips
    told = [one["words"] for one in content._tips(case, str)["told"]]
    thread = [one.body for one in tip.messages if one.by_reporter]
    return [tip.words, *thread, *(one.reason for one in read_appeals(look)), *told]


def test_a_number_stays_masked_when_its_rule_is_gone(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    case, cast = written()
    before = read_by_a_platform(case, cast)
    assert len(before) == 5
    monkeypatch.setattr(masking, "RULES", ())
    assert read_by_a_platform(case, cast) == before
    assert all(HIDDEN in words and NUMBER not in words for words in before)


def test_the_control_words_masked_anew_would_show_it(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    case, cast = written()
    monkeypatch.setattr(masking, "RULES", ())
    monkeypatch.setattr(tips, "readable", lambda _look, words, _copy: mask(words))
    shown = [words for words in read_by_a_platform(case, cast) if NUMBER in words]
    assert len(shown) == 3, "the story, the message, the answer"


def test_a_rule_that_comes_later_hides_in_old_words_too(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    case, cast = written()
    later = MaskingRule(masking.NAME, re.compile("seller"))
    monkeypatch.setattr(masking, "RULES", (*masking.RULES, later))
    assert read_by_a_platform(case, cast)[0] == f"The [name masked] says: call {HIDDEN}."


def test_the_markers_of_a_kept_copy_are_said_in_the_readers_language() -> None:
    assert masking.read_copy(mask(f"打{NUMBER}找我"), lambda marker: marker.upper()) == "打[PHONE NUMBER MASKED]找我"


def copies() -> Iterator[str]:
    for column in (Tip.masked, Message.masked, SupplementRequest.answer_masked, Appeal.masked):
        yield from db.session.scalars(db.select(column).order_by(column.class_.id))


def test_what_was_sent_before_is_masked_when_the_database_is_moved(context: Flask) -> None:
    written()
    kept = list(copies())
    db.session.remove()
    downgrade(revision="0048")
    upgrade()
    assert list(copies()) == kept
    assert all(HIDDEN in copy for copy in kept)


def test_the_move_goes_through_every_batch(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction():
        the_cast()
        for number in range(5):
            send_tip(description=f"Tip {number}: {NUMBER}")
    kept = list(copies())
    spec = spec_from_file_location("masked_copies_move", REVISION)
    assert spec is not None
    assert spec.loader is not None
    move = module_from_spec(spec)
    spec.loader.exec_module(move)
    monkeypatch.setattr(move, "BATCH", 2)
    with transaction(), Operations.context(MigrationContext.configure(db.session.connection())):
        db.session.execute(db.update(Tip).values(masked=""))
        move.fill(db.table("tips", *map(db.column, ("id", "description", "masked"))), "description", "masked")
    assert list(copies()) == kept
