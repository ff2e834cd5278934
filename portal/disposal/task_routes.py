"""The pages of tasks: an organization's list, and one task with its receipt or what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.disposal import board as board_of
from portal.disposal import executing, interim, proof_files, queries
from portal.disposal.blueprint import blueprint
from portal.disposal.case_page import as_seen
from portal.disposal.task_forms import LookForm, ReceiptForm, SubstituteForm, receipt_form
from portal.domain.errors import DomainError, NotAllowed, NotFound
from portal.domain.measures import MEASURES
from portal.domain.permissions import Actor, Permission, allows
from portal.domain.rechecks import PUT_RIGHT
from portal.domain.visibility import Part, visible_parts
from portal.domain.words import N_
from portal.domain.workflow import Action
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.case_view.summary import read_target
from portal.records.case_view.work import read_proof
from portal.records.cases import Case, get_case
from portal.records.decision_notices.reading import notices_of_task
from portal.records.drafts import Taken
from portal.records.organizations import Organization
from portal.records.printed_orders import read_printed_order
from portal.records.receipts import ExecutionReceipt, counters_of
from portal.records.rechecks import can_be_looked_at, marks_of, needs_a_person, relapse_before
from portal.records.seeing import may_see, see_case, see_case_locked
from portal.records.seen_pages import keep_page
from portal.records.tasks import Task
from portal.web.access import current_actor, requires
from portal.web.downloads import hand_out
from portal.web.errors import sentence_of, status_of
from portal.web.forms import Form, show_again, told_apart
from portal.web.fresh_factor import Signed, is_signed
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import access_note, transaction
from portal.web.uploads import dropped_file

HANDLES_TASKS = (Permission.TASK_EXECUTE, Permission.TASK_ATTEST, Permission.DISPOSAL_RATIFY)


OF_WHAT_IS_DONE = frozenset({"ratification", "look"})
"""Verbs that a task has still when its receipt is there."""


HOLDS = N_("For whoever looked whether it holds. What does not hold any more is ordered anew, and counted.")
WAS_PUT_RIGHT = N_(
    "For whoever looked whether it was put right. If it was not, the case can be opened again for a stronger measure."
)


@dataclass(frozen=True, slots=True)
class TaskPanel:
    """A verb that is open at a task, with its form."""

    endpoint: str
    button: str
    explain: str
    form: Form


def _panels(case: Case, task: Task, actor: Actor, sent: Mapping[str, Form]) -> list[TaskPanel]:
    present = facts(case)
    offered: list[tuple[bool, str, str, str, Callable[[Task], Form]]] = [
        (
            task.executor_id == actor.organization_id and allows(Permission.TASK_EXECUTE, actor, present),
            "receipt", N_("Send the receipt"), N_("What you state counts in the public figures."),
            receipt_form,
        ),
        (
            task.executor_id is None and allows(Permission.TASK_ATTEST, actor, present),
            "attestation", N_("Attest that it was carried out"),
            N_("You state for an executor outside the portal, with the number of its document."),
            receipt_form,
        ),
        (
            executing.can_be_given_away(task) and allows(Permission.TASK_SUBSTITUTE, actor, present),
            "substitute", N_("Give it to somebody else"),
            N_("The executor let its time run out, or stays out. The task falls away, another one takes its place."),
            _substitute_form,
        ),
        (
            task.awaits_ratification and allows(Permission.DISPOSAL_RATIFY, actor, present),
            "ratification", N_("Ratify the order"), N_("With the last agency's yes it no longer lapses."),
            lambda _task: Signed(),
        ),
        (
            can_be_looked_at(task) and allows(Permission.TASK_ATTEST, actor, present),
            "look", N_("Say what you saw"), WAS_PUT_RIGHT if task.measure in PUT_RIGHT else HOLDS,
            lambda _task: LookForm(),
        ),
    ]  # fmt: skip
    return [
        TaskPanel(endpoint, button, explain, told_apart(sent.get(endpoint) or make(task), endpoint))
        for is_open, endpoint, button, explain, make in offered
        if is_open and (task.is_open or endpoint in OF_WHAT_IS_DONE)
    ]


def _substitute_form(task: Task) -> SubstituteForm:
    offered = executing.substitute_executors(task), executing.substitutes_for(task)
    return SubstituteForm(measure=task.measure).offer(*offered)


@blueprint.get("/tasks")
@requires(Permission.TASK_EXECUTE)
def tasks() -> ResponseReturnValue:
    """What this colleague's organization has to carry out, what is due first."""
    page = queries.own_tasks(current_actor(), read_cursor())
    return render_template("disposal/tasks.html", tasks=page.items, links=page_links(page))


@blueprint.get("/board")
@requires(Permission.TASK_ATTEST)
def board() -> ResponseReturnValue:
    """Who carries out what of the cases this colleague's agency leads; with `executor`, all of one."""
    actor, chosen = current_actor(), request.args.get("executor")
    if chosen:
        executor = board_of.executor_of(chosen)
        page = board_of.tasks_of_executor(actor, chosen, read_cursor())
        return render_template(
            "disposal/executor.html",
            executor=executor,
            tasks=page.items,
            marks=marks_of(page.items),
            links=page_links(page),
        )
    columns = board_of.page_of_columns(actor, read_cursor())
    marks = marks_of([task for column in columns.items for task in column.tasks])
    return render_template("disposal/board.html", columns=columns.items, marks=marks, links=page_links(columns))


@blueprint.get("/<case_number>/tasks/<int:task_id>")
@requires(*HANDLES_TASKS)
def task(case_number: str, task_id: int) -> ResponseReturnValue:
    """One task: what, by when, what proves it; with the verbs open to this colleague."""
    found, shown = _seen(case_number, task_id, current_actor())
    return _page(found, shown, {})


def _seen(case_number: str, task_id: int, actor: Actor) -> tuple[Case, Task]:
    """The task, for its executor and for the agencies of the case. Raises NotFound for others."""
    case, parts = see_case(case_number, actor)
    found = executing.task_of(case, task_id)
    own = found.executor_id == actor.organization_id and Part.OWN_TASKS in parts
    if not (own or Part.TASKS in parts):
        raise NotFound()
    return case, found


def _page(
    case: Case, shown: Task, sent: Mapping[str, Form], error: DomainError | None = None, status: int | None = None
) -> ResponseReturnValue:
    actor = current_actor()
    with access_note():
        log_access(actor, Access.VIEWED, case_id=case.id)
    parts = visible_parts(actor, facts(case))
    marks = marks_of([shown]).get(shown.id, ())
    look = Look(case=case, actor=actor, parts=parts, say=_)
    offered = _panels(case, shown, actor, sent)
    show_again(next((one.form for one in offered if one.form is sent.get(one.endpoint)), None))
    page = render_template(
        "disposal/task.html",
        case=case,
        target=read_target(look),
        notices=notices_of_task(look, shown),
        task=shown,
        measure=MEASURES[shown.measure] if shown.measure else None,
        counters=counters_of(shown.measure, shown.kind),
        files=read_proof([shown.id])[shown.id],
        marks=marks,
        relapse=relapse_before(shown),
        needs_a_person=needs_a_person(shown, marks),
        order=read_printed_order(look, shown),
        panels=offered,
        proof={one.endpoint: proof_files.read(one.form, shown) for one in offered if isinstance(one.form, ReceiptForm)},
        error=sentence_of(error) if error else None,
    )
    return page, status or (status_of(error) if error else 422 if sent else 200)


Verb = Callable[[Case, Task, Actor], object]


def _take(case_number: str, task_id: int, endpoint: str, form: Form, verb: Verb, done: str) -> ResponseReturnValue:
    if not form.validate_on_submit() or not is_signed(form):
        return _page(*_seen(case_number, task_id, current_actor()), {endpoint: form})
    return _do(case_number, task_id, endpoint, form, verb, done)


def _do(
    case_number: str, task_id: int, endpoint: str, form: Form, verb: Verb, done: str, taken: Taken | None = None
) -> ResponseReturnValue:
    """Do what a checked form asks for; of one that is refused, what it brought in files waits with its words."""
    actor = current_actor()
    try:
        with transaction():
            case = see_case_locked(case_number, actor)
            verb(case, executing.task_of(case, task_id), actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        found, shown = _seen(case_number, task_id, actor)
        if taken is not None and isinstance(form, ReceiptForm) and shown.is_open:
            proof_files.wait(form, shown, taken)
        return _page(found, shown, {endpoint: form}, error)
    flash(_(done), "good")
    if not may_see(get_case(case_number), actor):  # a ratification may have been the agency's whole part
        return redirect(url_for(".queue"), 303)
    return redirect(url_for(".task", case_number=case_number, task_id=task_id), 303)


ReceiptVerb = Callable[[Case, Task, Actor, ExecutionReceipt], None]


def _take_receipt(case_number: str, task_id: int, endpoint: str, verb: ReceiptVerb, done: str) -> ResponseReturnValue:
    """A receipt and the files that prove it become part of the task together, or wait together to be mended."""
    actor = current_actor()
    found, shown = _seen(case_number, task_id, actor)
    form, taken, status = receipt_form(shown), Taken(), None
    if endpoint in {one.endpoint for one in _panels(found, shown, actor, {})}:  # else no byte of it is taken
        status = 200 if dropped_file() is not None else None
        valid = status is None and form.validate()
        taken = proof_files.take_files(form, shown, actor)
        if not valid or taken.refused:
            proof_files.wait(form, shown, taken)
            return _page(*_seen(case_number, task_id, actor), {endpoint: form}, status=status)

    def take(case: Case, task: Task, actor: Actor) -> None:
        verb(case, task, actor, form.receipt(proof_files.brought(form, task, taken)))

    return _do(case_number, task_id, endpoint, form, take, done, taken)


@blueprint.get("/<case_number>/tasks/<int:task_id>/files/<int:attachment_id>")
@requires(Permission.CASE_VIEW)
def proof_file(case_number: str, task_id: int, attachment_id: int) -> ResponseReturnValue:
    """Hand out one file that proves a receipt, to whoever may read the receipt."""
    actor = current_actor()
    case, shown = _seen(case_number, task_id, actor)
    attachment = queries.proof_of(shown, attachment_id)
    if attachment is None:
        raise NotFound()
    return hand_out(attachment, actor, case.id)


@blueprint.post("/<case_number>/tasks/<int:task_id>/receipt")
@requires(Permission.TASK_EXECUTE)
def receipt(case_number: str, task_id: int) -> ResponseReturnValue:
    """The executor's receipt."""
    return _take_receipt(case_number, task_id, "receipt", executing.execute, N_("Your receipt is on record."))


@blueprint.post("/<case_number>/tasks/<int:task_id>/attestation")
@requires(Permission.TASK_ATTEST)
def attestation(case_number: str, task_id: int) -> ResponseReturnValue:
    """The lead agency's word for an executor outside the portal."""
    return _take_receipt(case_number, task_id, "attestation", executing.attest, N_("Your attestation is on record."))


@blueprint.post("/<case_number>/tasks/<int:task_id>/substitute")
@requires(Permission.TASK_SUBSTITUTE)
def substitute(case_number: str, task_id: int) -> ResponseReturnValue:
    """Somebody else for an overdue task."""
    form = _substitute_form(_seen(case_number, task_id, current_actor())[1])

    def give(case: Case, task: Task, actor: Actor) -> None:
        executor: Organization | str = form.chosen() or (form.outside.data or "").strip()
        executing.substitute(case, task, actor, executor, form.reason.data or "", form.code())

    return _take(case_number, task_id, "substitute", form, give, N_("Somebody else has the task now."))


@blueprint.post("/<case_number>/tasks/<int:task_id>/ratification")
@requires(Permission.DISPOSAL_RATIFY)
def ratification(case_number: str, task_id: int) -> ResponseReturnValue:
    """An agency's yes to an interim order."""
    actor = current_actor()
    seen = as_seen(_seen(case_number, task_id, actor)[0], actor, Action.RATIFY)

    def ratify(case: Case, task: Task, actor: Actor) -> None:
        interim.ratify(case, task, actor)
        keep_page(case, actor, Action.RATIFY, seen)

    return _take(case_number, task_id, "ratification", Signed(), ratify, N_("Your agency has ratified the order."))


@blueprint.post("/<case_number>/tasks/<int:task_id>/look")
@requires(Permission.TASK_ATTEST)
def look(case_number: str, task_id: int) -> ResponseReturnValue:
    """What a colleague of the lead agency saw of a measure in force."""
    form = LookForm()

    def say(case: Case, task: Task, actor: Actor) -> None:
        executing.look(case, task, actor, form.why, form.words.data or "")

    return _take(case_number, task_id, "look", form, say, N_("What you saw is on record."))
