"""Notices: who is to hear that there is news, queued with the step that made it.

A notice to reporters says that there is news and nothing else; one to colleagues names the case by
its number. A queued notice is spread over its recipients by a job, a batch at a time; each recipient
gets one mail of one step, however often the job runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import joinedload

from portal import clock
from portal.domain.permissions import Permission
from portal.domain.words import N_
from portal.extensions import db
from portal.records.cases import Case
from portal.records.exclusions import out_of
from portal.records.jobs import enqueue
from portal.records.ledger import last_sequence
from portal.records.people import User
from portal.records.reporters import ReporterContact
from portal.records.showing import Ways, ways_of
from portal.records.tips import TipCase

BATCH = 200

EVENT_WORDS: Mapping[str, str] = {
    "arrived": N_("A case has come to your desk."),
    "duty": N_("An urgent case waits, and you are on duty. Open it, or say on the page of calls that you have it."),
    "to_confirm": N_("Your agency is asked to confirm how a platform ended a case."),
    "task": N_("Your organization is to carry out a measure."),
    "signature": N_("Your agency is asked to sign."),
    "to_sign": N_("Your agency is asked to sign."),
    "answer_to_review": N_("A colleague drafted your agency's answer; it waits for a review."),
    "answer_to_sign": N_("Your agency's answer is drafted; it waits for a signature."),
    "answer_given_back": N_("The draft of your agency's answer was given back; it is to be drafted anew."),
    "signed_anew": N_("A signature of your agency is void for a conflict of interest; it is asked anew."),
    "conflict": N_("A colleague stays out of a case because of a conflict of interest."),
    "agency_stays_out": N_("An agency stays out of a case; the lead agency may go on without it at once."),
    "lead_stays_out": N_("The lead agency stays out of a case; your agency may take the lead at once."),
    "ratification": N_("Your agency is asked to ratify an interim order."),
    "returned": N_("The agencies sent the finding back for facts."),
    "dissent": N_("An agency dissents; the lead agency decides."),
    "appeal_undecidable": N_("Nobody is left who may decide an appeal; ask the administrator to add a colleague."),
    "further_appeal": N_("An appeal was answered by the decision on an earlier one; if it brings new facts, reopen."),
    "appeal": N_("Your agency decides an appeal."),
    "stay_asked": N_("Whoever a decision strikes asks that its measures stand still for a while."),
    "stayed": N_("A measure that your organization was to carry out stands still for a while."),
    "objection": N_("Whoever a decision strikes objects to it."),
    "supplement": N_("A reporter has written to your desk."),
    "reopened": N_("The case is open again."),
    "overdue": N_("The desk let its time run out; your agency may act."),
    "vote_overdue": N_("An agency let its time to sign run out; the lead agency may excuse it."),
    "task_overdue": N_("A measure was not carried out in time; the lead agency may name a substitute."),
    "lead_overdue": N_("The lead agency let its time run out; your agency may take the lead."),
    "authority_silent": N_("The authority that took a case over has not answered in time; ask it, or reopen the case."),
    "lapsed": N_("An interim order was not ratified and has lapsed."),
    "term_ends": N_("The day by which something must be put right is near; look whether it was, and say so."),
    "came_back": N_("What a receipt says is gone is there again; its task is open again."),
    "expired": N_("The time of a measure is over."),
}
"""What colleagues read of each event."""
OTHER_EVENT = N_("There is something to do.")


def tell_reporters(case: Case, event: str, tip_ids: Collection[int] | None = None, *, aside: bool = False) -> None:
    """Queue "there is news" for these (None: all) live tips of the case that left a notify address; once per step.

    `aside`: it leads to no other status, and a joiner is shown it when the own check is over.
    """
    payload = {
        "case": case.id,
        "status": None if aside else case.status,
        "step": _step(case, event),
        "at": clock.now().isoformat(),
        "after": 0,
        "tips": None if tip_ids is None else list(tip_ids),
    }
    enqueue("tell_reporters", payload, key=f"tell_reporters:{_step(case, event)}")


def tell_reporter(case: Case, tip_id: int, event: str) -> None:
    """Queue "there is news" for one tip of the case, as when it alone is asked or answered."""
    _mail_reporter(_step(case, event), tip_id, clock.now())


def tell_colleagues(
    case: Case, organization_id: int, event: str, permission: Permission = Permission.CASE_VIEW
) -> None:
    """Queue a notice (number and link, no words of a tip) for people of an organization's desk.

    With `permission`, for those among them whose role grants it.
    """
    enqueue(
        "tell_colleagues",
        {
            "case": case.id,
            "organization": organization_id,
            "event": event,
            "permission": permission,
            "step": _step(case, event),
        },
        key=f"tell_colleagues:{_step(case, event)}:{organization_id}",
    )


def _step(case: Case, event: str) -> str:
    """One step is one entry of the ledger: the version stands still where nothing changes for colleagues."""
    return f"{case.id}:{last_sequence(case.id)}:{event}"


def spread_to_reporters(payload: Mapping[str, Any]) -> None:
    """The job `tell_reporters`: queues one mail for each tip, a batch of tips at a time.

    Who joined after the step has nothing to hear of it, and who is not shown it yet hears later, so
    that a notice tells no more than the status page (decision 5).
    """
    at, chosen = datetime.fromisoformat(payload["at"]), payload.get("tips")
    reached = db.session.scalars(
        select(TipCase)
        .options(joinedload(TipCase.tip), joinedload(TipCase.case))
        .join(ReporterContact, ReporterContact.tip_id == TipCase.tip_id)
        .where(
            TipCase.case_id == payload["case"],
            TipCase.tip_id > payload["after"],
            TipCase.withdrawn_at.is_(None),
            TipCase.joined_at <= at,
            true() if chosen is None else TipCase.tip_id.in_(chosen),
            ReporterContact.notify_sealed.is_not(None),
        )
        .order_by(TipCase.tip_id)
        .limit(BATCH)
    ).all()
    ways = ways_of(reached)
    for row in reached:
        _mail_reporter(payload["step"], row.tip_id, _known_from(ways, row, payload.get("status"), at))
    if len(reached) == BATCH:
        after = reached[-1].tip_id
        enqueue("tell_reporters", {**payload, "after": after}, key=f"tell_reporters:{payload['step']}:{after}")


def _known_from(ways: Ways, row: TipCase, status: str | None, at: datetime) -> datetime:
    """From when the page of this target shows the status to which a step at `at` has led."""
    facts = ways.facts(row)
    moments = sorted(max(at, moment) for moment in (facts.shown_from, facts.checked_from))
    return next((moment for moment in moments if ways.shown(row, moment, until=at).status == status), moments[-1])


def _mail_reporter(step: str, tip_id: int, run_at: datetime) -> None:
    key = f"mail_reporter:{step}:{tip_id}"
    enqueue("mail_reporter", {"tip": tip_id, "key": key}, key=key, run_at=run_at)


def spread_to_colleagues(payload: Mapping[str, Any]) -> None:
    """The job `tell_colleagues`: queues one mail for each active person who may act and is not kept out."""
    out = out_of(payload["case"]).people
    for person in _who_may(Permission(payload["permission"]), payload["organization"]):
        if person.id in out:
            continue
        key = f"mail_colleague:{payload['step']}:{person.id}"
        sent = {"user": person.id, "case": payload["case"], "event": payload["event"], "key": key}
        enqueue("mail_colleague", sent, key=key)


def _who_may(permission: Permission, organization_id: int) -> Iterator[User]:
    people = select(User).where(User.organization_id == organization_id, User.is_active).order_by(User.id)
    return (person for person in db.session.scalars(people) if person.to_actor().may(permission))
