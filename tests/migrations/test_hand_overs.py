"""What was handed over before the portal followed it is followed from the migration on."""

from datetime import timedelta

from flask import Flask
from flask_migrate import downgrade, upgrade

from portal import clock
from portal.domain.hand_overs import Authority
from portal.extensions import db
from portal.records.hand_overs import HandOver, hand_overs_of
from portal.verification.verbs.accepting import hand_over
from portal.web.transaction import transaction
from tests.factories import accepted, case_of, send_tip, the_cast


def test_a_case_that_was_handed_over_before_is_followed_by_the_name_in_its_ground(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = accepted(case_of(send_tip()), cast.wei)
        case.sample = 99
        hand_over(case, cast.wei, Authority.POLICE, "Xuhui police", "Money was taken.", "Seen.")
        accepted(case_of(send_tip("https://xingyun.example/v/other")), cast.wei)
    case_id, agency_id, user_id = case.id, case.lead_agency_id, cast.wei.user_id
    db.session.remove()
    downgrade(revision="0041")
    upgrade()
    [row] = db.session.scalars(db.select(HandOver)).all()
    assert (row.case_id, row.agency_id, row.made_by_id) == (case_id, agency_id, user_id)
    assert (row.kind, row.authority, row.reference, row.answer) == (Authority.OTHER, "Xuhui police", "", None)
    assert row.due_at is not None
    assert row.due_at > clock.now() + timedelta(days=13)
    assert hand_overs_of([case_id]) == {case_id: row}
