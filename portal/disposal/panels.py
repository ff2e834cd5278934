"""What a colleague may do on a case of the joint desk: a table of verbs, each with its words and form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from portal.disposal.forms import (
    ApprovalForm,
    ConclusionForm,
    DraftForm,
    GiveBackForm,
    InterimForm,
    MeasuresForm,
    PackageForm,
    ReasonForm,
    ReplyForm,
    ReturnForm,
    ReviewForm,
    SignedMeasuresForm,
    SignedReasonForm,
    StayAnswerForm,
    StayForm,
    TakeBackForm,
)
from portal.domain.facts import CaseFacts
from portal.domain.permissions import Actor
from portal.domain.status import Status
from portal.domain.words import N_
from portal.domain.workflow import Action, permitted, refused, rows
from portal.domain.workflow.steps import NOT_AS_IT_STANDS
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.proposing import proposable
from portal.records.rounds import standing_finding
from portal.web.forms import Form, told_apart


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of the joint desk: its button, what happens when it is pressed, where it goes, its form."""

    action: Action
    endpoint: str
    button: str
    explain: str
    make: Callable[[Case], Form]
    kind: str = "secondary"
    statuses: Collection[Status] = frozenset(Status)


@dataclass(frozen=True, slots=True)
class Panel:
    """A verb that is open to this colleague on this case, with its form filled for it."""

    verb: Verb
    form: Form


def _of_version(form: type[Form]) -> Callable[[Case], Form]:
    return lambda case: form(formdata=None, seen_hash=standing_finding(case).seen_hash)


def _of_case(form: type[Form], **filled: str) -> Callable[[Case], Form]:
    return lambda case: form(formdata=None, version=case.version, **filled)


def _amendment(case: Case) -> Form:
    finding = standing_finding(case)
    notes = ", ".join(dict.fromkeys(measure.note for measure in finding.proposed if measure.note))
    form = MeasuresForm(
        formdata=None, version=case.version, measures=list(finding.codes), note=notes, departure=finding.departure
    )
    return form.offer(proposable(case))


def _variation(case: Case) -> Form:
    return SignedMeasuresForm(formdata=None, version=case.version).offer(proposable(case))


def _conclusion(case: Case) -> Form:
    present = facts(case)
    open_rows = [row.outcomes for row in rows(case.status, Action.CONCLUDE) if row.open_to(present)]
    return ConclusionForm(formdata=None, version=case.version).offer(frozenset().union(*open_rows))


def _interim(case: Case) -> Form:
    return InterimForm(formdata=None, version=case.version).offer(proposable(case))


def _seen_anew(sent: Form, fresh: Form) -> Form:
    for name in WHAT_WAS_SEEN:
        if name in sent:
            sent[name].data = fresh[name].data
    return sent


VERBS: tuple[Verb, ...] = (
    Verb(Action.DRAFT_ANSWER, "draft", N_("Draft our answer"),
         N_("You propose what your agency answers to what stands above. It counts once a colleague has signed."),
         _of_version(DraftForm), "primary"),
    Verb(Action.REVIEW_ANSWER, "review", N_("The draft can be signed"),
         N_("You have looked at what your colleague proposes. A further colleague signs."),
         _of_version(ReviewForm), "primary"),
    Verb(Action.APPROVE, "approval", N_("Sign"),
         N_("Your agency says yes to exactly what stands above. With the last signature the measures are ordered; "
            "until then your agency can take its own back."),
         _of_version(ApprovalForm), "primary"),
    Verb(Action.RETURN, "return", N_("Return for facts"),
         N_("The finding goes back to its desk with your question. After two returns it counts as a dissent."),
         _of_version(ReturnForm), statuses={Status.AWAITING_APPROVAL}),
    Verb(Action.GIVE_BACK, "giving-back", N_("Give the draft back"),
         N_("A colleague drafts your agency’s answer anew. Outside your agency nobody hears of it."),
         _of_version(GiveBackForm)),
    Verb(Action.TAKE_BACK, "taking-back", N_("Take our signature back"),
         N_("Your agency is waited for again, by the same day, and can sign or return anew. What it remarked goes too. "
            "Until it has answered, it does not see what the others said; the history keeps that it took back."),
         _of_version(TakeBackForm)),
    Verb(Action.AMEND, "amendment", N_("Amend the measures"),
         N_("Every signature of this round is void and the agencies are asked anew."), _amendment),
    Verb(Action.EXCUSE, "excuse", N_("Excuse silent agencies"),
         N_("Every agency whose time ran out is no longer waited for. A measure that it had to sign falls out."),
         _of_case(SignedReasonForm)),
    Verb(Action.DECIDE, "decision", N_("Decide over the dissent"),
         N_("The dissent stays on record. A measure that the dissenting agency had to sign falls out."),
         _of_case(SignedReasonForm), "primary"),
    Verb(Action.CONCLUDE, "conclusion", N_("Conclude the case"),
         N_("The case closes, the reporters are told, and the figures become public."), _conclusion, "primary"),
    Verb(Action.INTERIM_ORDER, "interim-order", N_("Order an interim measure"),
         N_("It is in force at once and lapses after 72 hours unless the agencies ratify it."), _interim, "warning"),
    Verb(Action.MAINTAIN, "maintenance", N_("Maintain the decision"),
         N_("The appeal fails, the case closes with the outcome it had."), _of_case(SignedReasonForm)),
    Verb(Action.VARY, "variation", N_("Vary the decision"),
         N_("Other measures are put before the agencies; what is no longer ordered is lifted."), _variation),
    Verb(Action.REVOKE, "revocation", N_("Revoke the decision"),
         N_("Every measure in force is lifted. Where none is, the case is checked anew by your agency."),
         _of_case(SignedReasonForm), "warning"),
    Verb(Action.GRANT_STAY, "stay", N_("Grant the stay"),
         N_("What is in force is lifted, what is not carried out yet falls away; both are ordered anew after the day, "
            "or once the decision is maintained."), _of_case(StayForm)),
    Verb(Action.REFUSE_STAY, "stay-refusal", N_("Refuse the stay"), N_("The measures go on as they are."),
         _of_case(StayAnswerForm)),
    Verb(Action.TAKE_OVER, "appeal-take-over", N_("Take over the appeal"),
         N_("Your agency decides the appeal, since the other let its time run out."), _of_case(ReasonForm),
         statuses={Status.UNDER_APPEAL}),
    Verb(Action.TAKE_LEAD, "lead", N_("Take the lead"),
         N_("Your agency leads this case from now on, since the lead agency is silent."), _of_case(ReasonForm)),
    Verb(Action.RECORD_REPLY, "reply", N_("Record what the authority answered"),
         N_("Its number, its answer, or both as they come. The reporter reads them; the history keeps each record."),
         _of_case(ReplyForm, answer=""), "primary"),
    Verb(Action.SEAL_PACKAGE, "package", N_("Seal a package for the authority"),
         N_("A ZIP with finding, decisions, receipts, evidence and ledger, which the authority can check without us. "
            "What reporters left of identity and contact stays out. Each package is kept, and a new one has a new "
            "number."),
         _of_case(PackageForm)),
    Verb(Action.REOPEN, "reopening", N_("Reopen on new evidence"),
         N_("The case goes back to its desk to be checked again."), _of_case(ReasonForm)),
)  # fmt: skip


WHY_NOT: Mapping[Action, str] = {
    Action.CONCLUDE: N_(
        "Something is still to be carried out or attested, the keeping of the evidence included; see the tasks."
    ),
    Action.EXCUSE: N_("No agency's time to sign has run out."),
    Action.DECIDE: N_("No agency dissents, or others have still to answer."),
}
"""What a verb waits for where nobody may do it as the case stands, more exactly than the tables say it."""


def refusals(case: Case, actor: Actor, present: CaseFacts) -> Mapping[Action, str]:
    """Of the verbs of this desk that the actor's role knows here, those not open now, and why."""
    ours = {verb.action for verb in VERBS if case.status in verb.statuses}
    known = {action: why for action, why in refused(actor, present) if action in ours}
    return {action: WHY_NOT.get(action, why) if why == NOT_AS_IT_STANDS else why for action, why in known.items()}


WHAT_WAS_SEEN = ("version", "seen_hash")
"""The hidden fields that say what the colleague looked at when the form was sent."""


def panels(
    case: Case, actor: Actor, present: CaseFacts, sent: Form | None = None, sent_action: Action | None = None
) -> list[Panel]:
    """The verbs this actor may take now; a form that was just sent stands with what it holds.

    The page it stands on shows the case as it is now, and that is what its next sending answers for.
    """
    open_to_actor = set(permitted(actor, present))
    offered = [verb for verb in VERBS if verb.action in open_to_actor and case.status in verb.statuses]
    made = [
        (verb, _seen_anew(sent, verb.make(case)) if sent and verb.action is sent_action else verb.make(case))
        for verb in offered
    ]
    return [Panel(verb, told_apart(form, verb.endpoint)) for verb, form in made]
